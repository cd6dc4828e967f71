"""Judging taste on simulated members: the judge sees an effect where one is planted, and none where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking import channel_scores
from research.evaluation import simulated_members, taste_benefit
from research.evaluation.simulated_members import BY_EAR, KINDS, MOVING, STABLE, MemberPopulation
from tests.models.ranking.stand_ins import made_chooser, made_library

CHOOSER = made_chooser(made_library(90))


class SmallFrames:
    """Tokens of the stand-in fusion's size."""

    def encode_frames(self, *_: object) -> np.ndarray:
        return np.ones((2, 8), np.float32)


@pytest.fixture(autouse=True)
def small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated_members, "TraitFrames", SmallFrames)


def test_what_is_held_out_is_never_asked_for_and_no_track_twice() -> None:
    world = MemberPopulation(CHOOSER.library, np.random.default_rng(1))
    for kind in KINDS:
        member = world.draw_member(kind, 8)
        targets = [CHOOSER.library.ids[s.target] for s in member.sessions]
        assert len(member.held) == simulated_members.FAVOURITES
        assert not set(targets) & member.held
        assert len(set(targets)) == len(targets)


def test_likings_last_with_some_and_change_with_others() -> None:
    world = MemberPopulation(CHOOSER.library, np.random.default_rng(1))

    def alike(kind: str) -> float:
        found = []
        for _ in range(20):
            first, second = world.draw_member(kind, 2).sessions
            fine = np.isfinite(first.worth) & np.isfinite(second.worth)
            found.append(np.corrcoef(first.worth[fine], second.worth[fine])[0, 1])
        return float(np.mean(found))

    assert min(alike(STABLE), alike(BY_EAR)) > alike(MOVING) + 0.1


@pytest.mark.slow
def test_the_figures_are_paired_and_in_their_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    figures = taste_benefit.measure_taste_benefit(CHOOSER, members=12, sessions=3, told=told.append)
    assert [f.kind for f in figures] == list(KINDS)
    assert told[-1] == pytest.approx(1.0)
    for found in figures:
        assert found.with_taste[0] == pytest.approx(found.without[0], abs=0.2)  # nothing is known at first
        assert found.with_taste[0][0] == found.without[0][0]
        assert found.gain[0] == pytest.approx(found.with_taste[-1][0] - found.without[-1][0])
        assert found.gain[1] <= found.gain[0] <= found.gain[2]
    monkeypatch.setattr(channel_scores, "_TASTE", 0.0)
    assert all(f.gain == (0.0, 0.0, 0.0) for f in taste_benefit.measure_taste_benefit(CHOOSER, members=6, sessions=2))
