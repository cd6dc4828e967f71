"""The target of "more like this" in the space of the music encoder."""

from __future__ import annotations

import numpy as np

from models.ranking.choose_request import ChooseRequest
from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
from musechat.concepts import fold_name
from musechat.turn import TurnKind
from musechat.wish import Facet
from musechat.wish_values import LikeValue


def find_liked_vector(request: ChooseRequest, library: LibrarySnapshot) -> FloatArray | None:
    """Find the mean vector of the last pick, or of the tracks that LIKE wishes name: (dm,) unit; None without any."""
    rows = list(library.find_rows([request.last] if request.kind is TurnKind.SIMILAR and request.last else []))
    for standing in request.brief.list_wishes(Facet.LIKE):
        if isinstance(value := standing.wish.value, LikeValue) and standing.wish.wanted:
            rows += list(library.find_rows([value.track_id] if value.track_id else []))
            rows += library.rows_of_artist[fold_name(value.artist or "")].tolist()
    # Another guild's own tracks are private: not even their sound may influence a pick.
    rows = [row for row in rows if library.owners[row] in (None, request.guild_id)]
    if not rows:
        return None
    mean = library.music[np.array(rows)].mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)
