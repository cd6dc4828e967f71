"""A tempo that was asked for is to be felt and to be sure, where the library has that to give."""

from __future__ import annotations

import numpy as np

from models.evaluate.talk import Shop, Talk
from models.ranking.agreement import keeps
from musechat.track import Track
from musechat.wish import Facet, Force, Wish
from tests.models.ranking.stand_ins import made_chooser
from tests.musechat.made import made_track

FASTER = Wish(Force.PREFER, Facet.TEMPO, {"min": 110.0, "max": None, "than": 100.0, "by": 10.0}, "faster")


def track(name: str, bpm: float, energy: float, sure: float) -> Track:
    return made_track(name, artist=name, tempo_bpm=bpm, energy=energy, tempo_confidence=sure)


LAST = track("a0", 100, 0.5, 0.8)
FELT, UNSURE, CALMER, SLOWER = (
    track("b1", 140, 0.6, 0.8),
    track("c2", 140, 0.6, 0.2),
    track("d3", 140, 0.3, 0.8),
    track("e4", 90, 0.9, 0.9),
)
LIBRARY = [LAST, FELT, UNSURE, CALMER, SLOWER]


def test_a_measured_tempo_has_half_of_what_a_felt_and_sure_one_has() -> None:
    library = made_chooser(LIBRARY).library
    kept = keeps(FASTER, library, np.arange(len(LIBRARY)), library.row_of[LAST.id])
    assert dict(zip(library.ids, kept.tolist(), strict=True)) == {"a0": 0, "b1": 1, "c2": 0.75, "d3": 0.75, "e4": 0}
    assert keeps(FASTER, library, np.arange(len(LIBRARY)), None).tolist() == [0, 1, 1, 1, 0]


def test_other_comparatives_are_kept_or_not() -> None:
    library = made_chooser(LIBRARY).library
    calmer = Wish(Force.PREFER, Facet.ENERGY, {"min": None, "max": 0.4, "than": 0.5, "by": 0.1}, "calmer")
    assert keeps(calmer, library, np.arange(len(LIBRARY)), 0).tolist() == [0, 0, 0, 1, 0]


def test_faster_brings_what_feels_faster_before_what_only_counts_so() -> None:
    for seed in range(10):
        talk = Talk(Shop.of(made_chooser(LIBRARY)), seed=seed, last=LAST, shown=[LAST.id], turn=1)
        assert talk.say("faster").picks[0].track_id == FELT.id
    without = Talk(Shop.of(made_chooser([LAST, CALMER, SLOWER])), last=LAST, shown=[LAST.id], turn=1)
    assert without.say("faster").picks[0].track_id == CALMER.id
