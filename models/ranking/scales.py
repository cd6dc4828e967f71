"""Scales for comparatives ("calmer than that one"), each with several indicators whose errors differ.

A measured trait reflects perception only in part, and a tempo is sometimes an octave off. So the position of a track
between "calm" and "energetic" is also taken from the joint space, by the vocabulary's words for both ends. Indicators
are compared by rank in the library, so that a step means the same on each.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from language.vocabulary import list_scale_ends
from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking.library_snapshot import BoolArray, DoubleArray, FloatArray, LibrarySnapshot, Rows
from models.ranking.track_places import RankedValues
from musechat.wish import Facet, Wish

FELT = (Facet.ENERGY, Facet.TEMPO, Facet.VALENCE, Facet.BRIGHTNESS)
# Share of the library that a step has to pass, where there is that much left. No indicator ranks real tracks as judges
# do with more than 0.9 (`musechat evaluate obedience`): a difference of a tenth of the library is chance as often as
# not.
STEP = 0.25
SMALL_STEP = 0.1  # of "a bit calmer"
# Confidence from which a tempo is reliable: of 157 real tracks it was librosa's within 4 % in 78 %, and in
# half of those below.
SURE_BEAT = 0.4


class Scales:
    """The positions of one library's tracks on every scale; safe to share between threads.

    Attributes:
        measured: rank of each track's measured trait, 0..1; NaN where it is not known.
        heard: rank in the joint space between the words for both ends, 0..1.

    """

    def __init__(self, library: LibrarySnapshot, fusion: Fusion, text: TextEncoder) -> None:
        self._library = library
        self.measured = {facet: RankedValues(library.values[facet]) for facet in FELT}
        self.heard = {facet: RankedValues(_collect_heard(library, facet, fusion, text)) for facet in FELT}

    def count_signs_along(self, wish: Wish, rows: Rows, last: int) -> DoubleArray:
        """Count the indicators that agree with a comparative relative to the last pick (row ``last``), (r,).

        Energy, valence and brightness have two indicators, tempo four; length and era none beside their range.
        """
        if wish.facet not in FELT:
            return np.zeros(len(rows))
        return np.asarray(np.sum(self._compute_signs(wish, rows, last), axis=0), np.float64)

    def _compute_signs(self, wish: Wish, rows: Rows, last: int) -> list[BoolArray]:
        """Whether each indicator agrees, (r,) each."""
        low, high, than = wish.range.min, wish.range.max, wish.range.than
        upward = low is not None and than is not None and low >= than
        step = STEP if low is None or high is None else SMALL_STEP

        def past(ranks: RankedValues) -> BoolArray:
            here = ranks[np.append(rows, last)]
            return _lies_past(here if upward else 1 - here, step)

        if wish.facet is not Facet.TEMPO:
            return [past(self.measured[wish.facet]), past(self.heard[wish.facet])]
        # "Faster" is about how much happens as well as about the beat, and the measured tempo may be an octave off.
        energy = [past(self.measured[Facet.ENERGY]), past(self.heard[Facet.ENERGY])]
        return [past(self.heard[Facet.TEMPO]), *energy, self._library.beat_sure[rows] >= SURE_BEAT]


def _lies_past(ranks: FloatArray, step: float) -> BoolArray:
    """Which ranks are a step above the last of them, or half of the remaining range where that is smaller."""
    here = float(ranks[-1])
    return np.asarray(ranks[:-1] >= here + min(step, (1 - here) / 2))


def _collect_heard(library: LibrarySnapshot, facet: Facet, fusion: Fusion, text: TextEncoder) -> FloatArray:
    """Where each track lies in the joint space between the words for both ends of a scale, (n,)."""
    name = f"heard {facet.value} {fusion.name}/{fusion.version} {text.name}/{text.version}"
    return library.derive(name, lambda part: _place_between(part.columns["joint"], facet, fusion, text))


def _place_between(joint: FloatArray, facet: Facet, fusion: Fusion, text: TextEncoder) -> FloatArray:
    # Models are told apart by identity, as every plain object is.
    return np.asarray(joint @ _find_direction(facet, fusion, text))  # type: ignore[arg-type, operator]


# Kept, since the words of four scales take longer to encode than all else of a refresh.
@lru_cache(maxsize=32)
def _find_direction(facet: Facet, fusion: Fusion, text: TextEncoder) -> FloatArray:
    """Direction in the joint space from the words for a scale's lower end to those for its upper end, (d,)."""
    upper, lower = (_average_queries(names, fusion, text) for names in list_scale_ends(facet))
    return upper - lower


def _average_queries(names: Sequence[str], fusion: Fusion, text: TextEncoder) -> FloatArray:
    queries = [fusion.encode_query(None, words, None) for words in text.encode_tokens(names)]
    return np.asarray(np.mean(queries, axis=0), np.float32)
