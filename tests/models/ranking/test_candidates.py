"""Which rows are scored: all of a small library, the best of every channel of a large one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking import candidates
from models.ranking.candidates import find_candidates
from models.ranking.choose_request import ChooseRequest
from models.ranking.wish_scores import score_agreement, score_clip_agreement
from musechat.brief import Brief, BriefChange
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from tests.models.ranking.stand_ins import made_chooser, made_library
from tests.musechat.made import made_clip, made_track, wish_of

POOL = 4
SMALL, LARGE = 3 * POOL, 3 * POOL + 1
COUNT = 60
CHOOSER = made_chooser(made_library(COUNT, seed=5))
NOTHING = ChooseRequest(TurnKind.FIRST)


@pytest.fixture(autouse=True)
def _small_pools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "POOL", POOL)


def rows_of(request: ChooseRequest, allowed: int = COUNT) -> set[int]:
    marked = np.arange(COUNT) < allowed
    rows = find_candidates(request, CHOOSER.resources, marked).rows
    assert len(set(rows.tolist())) == len(rows)
    assert (rows < allowed).all()
    return set(rows.tolist())


def asking(*wishes: Wish, **more: object) -> ChooseRequest:
    brief = Brief().apply_changes([BriefChange("add", wish) for wish in wishes], turn_seq=1)
    return replace(NOTHING, brief=brief, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("allowed", [0, 1, POOL, POOL + 1, SMALL])
def test_of_a_small_library_all_are_scored(allowed: int) -> None:
    assert rows_of(NOTHING, allowed) == set(range(allowed))


@pytest.mark.parametrize("allowed", [LARGE, COUNT])
def test_of_a_large_one_only_the_nearest_are(allowed: int) -> None:
    found = rows_of(NOTHING, allowed)
    assert POOL <= len(found) <= POOL + POOL // 4
    near = (
        CHOOSER.library.joint[:allowed] @ find_candidates(NOTHING, CHOOSER.resources, np.arange(COUNT) < allowed).query
    )
    assert found >= set(np.argsort(-near)[:POOL].tolist())


def test_what_agrees_best_with_a_wish_is_scored_wherever_it_lies() -> None:
    wish = wish_of(Force.PREFER, Facet.ENERGY, {"max": 0.2})
    agreed = score_agreement(wish, CHOOSER.library, np.arange(COUNT))
    assert agreed is not None
    found = rows_of(asking(wish))
    best = np.sort(agreed)[::-1][POOL - 1]
    assert sum(agreed[row] >= best for row in found) >= POOL


@pytest.mark.parametrize("row", [3, 17, 42])
def test_a_title_that_is_named_is_scored(row: int) -> None:
    assert row in rows_of(asking(wish_of(Force.PREFER, Facet.WORDS, {"text": CHOOSER.library.titles[row]})))


def test_a_clip_brings_those_that_suit_it() -> None:
    for energy in (0.02, 0.5, 0.98):
        clip = made_clip(energy=energy)
        suits = score_clip_agreement(clip, CHOOSER.library, np.arange(COUNT))
        assert rows_of(replace(NOTHING, clip=clip)) >= set(np.argsort(-suits)[: POOL // 2].tolist())


def test_a_track_that_was_liked_brings_its_neighbours() -> None:
    found = rows_of(replace(NOTHING, kind=TurnKind.SIMILAR, last=CHOOSER.library.ids[9]))
    near = CHOOSER.library.music @ CHOOSER.library.music[9]
    assert found >= set(np.argsort(-near)[:POOL].tolist())


@pytest.mark.parametrize(("guild_id", "scores"), [(None, [0.0, 1.0, 0.0]), (8, [0.0, 1.0, 0.0]), (7, [1.0, None, 0.0])])
def test_the_best_name_of_those_that_a_guild_may_hear_scores_one(
    guild_id: int | None, scores: list[float | None]
) -> None:
    tracks = [
        made_track("a", title="Zyx", artist="Kolm", guild_id=7),  # another guild's own must lower nobody's score
        made_track("b", title="Zyx of a longer name", artist="Kolm and others"),
        made_track("c", title="Plain", artist="Other"),
    ]
    chooser = made_chooser(tracks)
    named = asking(wish_of(Force.PREFER, Facet.ARTIST, {"name": "Kolm"}), guild_id=guild_id)
    found = find_candidates(named, chooser.resources, np.ones(3, bool)).lexical
    for score, expected in zip(found.tolist(), scores, strict=True):
        assert 0 < score < 1 if expected is None else score == pytest.approx(expected)
    assert not find_candidates(NOTHING, chooser.resources, np.ones(3, bool)).lexical.any()
