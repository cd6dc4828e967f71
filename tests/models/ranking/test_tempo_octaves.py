"""A tempo that people may count at half or double is found at either, for less."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.rule_mask import passes
from models.ranking.wish_scores import KEPT, OCTAVE_WEIGHT, score_agreement
from musechat.matching import RangeTest, meets_rule
from musechat.wish import Facet, Force
from tests.models.ranking.stand_ins import PlainFusion, vector_of
from tests.musechat.made import made_track, wish_of

TRACKS = [
    made_track("a", tempo_bpm=165.0, tempo_alternatives_bpm=(82.5, 330.0)),
    made_track("b", tempo_bpm=82.5, tempo_alternatives_bpm=(165.0, 41.25)),
    made_track("c", tempo_bpm=120.0, tempo_alternatives_bpm=(60.0, 240.0)),
    made_track("d", tempo_bpm=None),
    made_track("e", tempo_bpm=330.0, tempo_alternatives_bpm=(165.0,)),
]


@pytest.fixture(scope="module")
def library() -> LibrarySnapshot:
    return build_snapshot(TRACKS, {track.id: vector_of(track) for track in TRACKS}, PlainFusion())


def test_around_165_finds_its_octaves_for_less(library: LibrarySnapshot) -> None:
    wish = wish_of(Force.PREFER, Facet.TEMPO, {"min": 155.0, "max": 175.0})
    found = score_agreement(wish, library, np.arange(len(library)))
    assert found is not None
    one, half, other, unknown, double = found
    assert one == 1.0
    assert half == double == OCTAVE_WEIGHT
    assert OCTAVE_WEIGHT > KEPT > max(other, unknown)


@pytest.mark.parametrize(
    ("low", "high", "inside", "names"),
    [
        (155.0, 175.0, True, "abe"),
        (155.0, 175.0, False, "bcde"),  # a ban is about the tempo itself
        (None, 100.0, True, "b"),  # nearly every track's half lies under it
        (160.0, None, True, "ae"),
        (60.0, 62.0, True, "c"),
    ],
)
def test_hard_rules_agree_with_the_domain(
    library: LibrarySnapshot, low: float | None, high: float | None, inside: bool, names: str
) -> None:
    test = RangeTest(Facet.TEMPO, low, high, inside)
    assert "".join(np.array(library.ids)[passes(library, test)]) == names
    assert "".join(track.id for track in TRACKS if meets_rule(test, track)) == names
