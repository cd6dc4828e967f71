"""A question is asked where its answers lead apart, and the candidates in front do not agree on one already."""

from __future__ import annotations

import time

import numpy as np
import pytest

from models.ranking.clarification import LEAST_OF_EACH, choose_subject
from models.ranking.library_snapshot import DoubleArray, LibrarySnapshot, Rows, build_snapshot
from musechat.questions import Subject
from musechat.track import Track
from tests.models.ranking.stand_ins import PlainFusion, made_library, vector_of
from tests.musechat.made import made_track

EVEN = {"valence": 0.5, "brightness": 0.5, "vocals": False, "vocal_score": 0.0}


def snapshot(tracks: list[Track]) -> LibrarySnapshot:
    return build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, PlainFusion())


def ranked(library: LibrarySnapshot) -> tuple[Rows, DoubleArray]:
    """All rows, those with the lower ids in front by a hair."""
    rows = np.arange(len(library))
    return rows, -0.01 * rows.astype(np.float64)


def drives(*energies: float) -> LibrarySnapshot:
    return snapshot([made_track(f"{n:04x}", energy=e, artist=f"Band {n}", **EVEN) for n, e in enumerate(energies)])


def test_a_front_of_calm_and_driving_tracks_is_asked_about() -> None:
    library = drives(*(0.1, 0.9) * 10)
    assert choose_subject(library, *ranked(library), Subject) is Subject.DRIVE


def test_a_front_that_agrees_is_not() -> None:
    library = drives(*(0.1,) * 10, *(0.9,) * 10)
    assert choose_subject(library, *ranked(library), Subject) is None
    odd_ones = drives(*(0.9,) * (LEAST_OF_EACH - 1), *(0.1,) * 10, *(0.9,) * 9)
    assert choose_subject(odd_ones, *ranked(odd_ones), Subject) is None


def test_answers_that_lead_to_the_same_tracks_are_not_worth_a_question() -> None:
    library = drives(*(0.5,) * 20)
    assert choose_subject(library, *ranked(library), Subject) is None


def test_what_must_not_be_asked_is_not() -> None:
    library = drives(*(0.1, 0.9) * 10)
    assert choose_subject(library, *ranked(library), [s for s in Subject if s is not Subject.DRIVE]) is None
    assert choose_subject(library, *ranked(library), []) is None


def test_what_the_front_is_divided_over_most_evenly_is_asked_first() -> None:
    tracks = [
        made_track(f"{n:04x}", energy=(0.1, 0.9)[n % 2], artist=f"Band {n}", **EVEN | {"vocals": n % 4 == 0, "vocal_score": float(n % 4 == 0)})
        for n in range(24)
    ]  # fmt: skip
    library = snapshot(tracks)
    assert choose_subject(library, *ranked(library), [Subject.VOCALS]) is Subject.VOCALS  # two of eight sing
    assert choose_subject(library, *ranked(library), Subject) is Subject.DRIVE  # four of eight are calm


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_handful_of_candidates_is_shown_without_questions(count: int) -> None:
    library = drives(*(0.1, 0.9) * 10)
    rows, scores = ranked(library)
    assert choose_subject(library, rows[:count], scores[:count], Subject) is None


def test_it_costs_next_to_nothing() -> None:
    library = snapshot(made_library(1000))
    rows, scores = ranked(library)
    choose_subject(library, rows, scores, Subject)
    took = []
    for _ in range(7):
        began = time.process_time()
        choose_subject(library, rows, scores, Subject)
        took.append(time.process_time() - began)
    assert min(took) < 0.02
