"""The hard rules of a request against one library snapshot."""

from __future__ import annotations

import numpy as np

from language.vocabulary import find_named_concept
from models.ranking.choose_request import ChooseRequest
from models.ranking.library_snapshot import LibrarySnapshot
from models.ranking.same_recordings import find_same_ids
from musechat.rules import Rules

# Cosine in music space from which a track "sounds like" an excluded one (python -m benchmarks.bench_alike). Of 157 real
# tracks 0.16 % of the pairs by two artists lie above 0.8 and 4.9 % of those by one; two takes of a piece lie at 0.86.
# At 0.92 nothing sounded like 97 of 100 tracks, so that such a ban excluded little but the track itself.
ALIKE = 0.8


def build_rules(library: LibrarySnapshot, request: ChooseRequest) -> Rules:
    """Collect the hard rules of a request, with "sounds-like" exclusions and what was shown expanded to track ids.

    Whoever has seen a recording has seen it in every file, and its other versions are no new pick either.
    """
    shown = request.shown | ({request.last} if request.last else set())
    named = {e.value for e in request.exclusions if e.what == "sounds-like"}
    return Rules.build_rules(
        request.brief,
        find_named_concept,
        shown=shown | find_same_ids(library, shown, request.guild_id),
        exclusions=request.exclusions,
        guild=request.guild,
        at=request.at,
        sounds_like={track_id: _find_alike(library, track_id) for track_id in named},
        guild_id=request.guild_id,
    )


def _find_alike(library: LibrarySnapshot, track_id: str) -> frozenset[str]:
    row = library.row_of.get(track_id)
    if row is None:
        return frozenset()
    near = np.flatnonzero(library.music @ library.music[row] >= ALIKE)
    return frozenset(library.ids[n] for n in near.tolist())
