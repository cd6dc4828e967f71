"""The query vector: a request in the fusion's space, moved by the thread's feedback (Rocchio)."""

from __future__ import annotations

import numpy as np

from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking.choose_request import ChooseRequest, format_soft_wishes
from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
from musechat.turn import TurnKind

ALPHA, BETA, GAMMA = 1.0, 0.75, 0.25  # Rocchio: the query, what was liked, what was rejected
# A blind vote, as a share of a verdict: it says which of a few is better, not that it is right. It is a choice, not
# a measured optimum; measured is that it moves picks at all (tests).
VOTE = 0.5


def build_query(request: ChooseRequest, library: LibrarySnapshot, fusion: Fusion, text: TextEncoder) -> FloatArray:
    """Fuse words, clip and last pick, then move towards liked and away from rejected tracks: (d,) unit."""
    said = format_soft_wishes(request.brief)
    words = text.encode_tokens([said])[0] if said else None
    asked = ALPHA * fusion.encode_query(request.video, words, _find_last_vector(request, library))
    away = (*request.rejected, *((request.last,) if request.kind is TurnKind.REJECT and request.last else ()))
    # A rejection weighs less than a like: it says what is wrong with one track, not what is wanted.
    for ids, weight in ((request.liked, BETA), (away, -GAMMA)):
        rows = library.find_rows(ids)
        if len(rows):
            asked = asked + weight * library.joint[rows].mean(axis=0)
    asked = asked + VOTE * (BETA * _sum_votes(request, library, 1) + GAMMA * _sum_votes(request, library, -1))
    return np.asarray(asked / max(float(np.linalg.norm(asked)), 1e-9), np.float32)


def _find_last_vector(request: ChooseRequest, library: LibrarySnapshot) -> FloatArray | None:
    row = library.row_of.get(request.last) if request.last and request.kind is not TurnKind.FIRST else None
    return None if row is None else library.music[row]


def _sum_votes(request: ChooseRequest, library: LibrarySnapshot, sign: int) -> FloatArray:
    """Mean of the tracks that blind votes speak for (1) or against (-1), each by its weight, which keeps its sign."""
    known = [(library.row_of[i], weight) for i, weight in request.voted.items() if i in library.row_of]
    said = [weight * library.joint[row] for row, weight in known if weight * sign > 0]
    return np.asarray(np.mean(said, axis=0) if said else np.zeros(library.joint.shape[1]), np.float32)
