"""The query vector: a request in the fusion's space, moved by the thread's feedback (Rocchio)."""

from __future__ import annotations

import numpy as np

from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking.choose_request import ChooseRequest, format_soft_wishes
from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
from musechat.turn import TurnKind

ALPHA, BETA, GAMMA = 1.0, 0.75, 0.25  # Rocchio: the query, what was liked, what was rejected


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
    return np.asarray(asked / max(float(np.linalg.norm(asked)), 1e-9), np.float32)


def _find_last_vector(request: ChooseRequest, library: LibrarySnapshot) -> FloatArray | None:
    row = library.row_of.get(request.last) if request.last and request.kind is not TurnKind.FIRST else None
    return None if row is None else library.music[row]
