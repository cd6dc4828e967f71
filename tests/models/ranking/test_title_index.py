"""Words that stand in titles: in other forms, in other languages, and how much of what was said."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.title_index import TitleIndex
from musechat.concepts import fold_name

TITLES = [
    "Nighttide Waltz", "Be Sharp Boogie", "Dungeon Loop", "Monkeys Spinning Monkeys", "Snow drift", "Lied des Waldes",
    "Theme of the Haunted Mansion", "Tema del bosque", "夜の海", "Chanson d'hiver",
]  # fmt: skip
INDEX = TitleIndex([fold_name(title) for title in TITLES])


def best(said: str) -> set[int]:
    scores = INDEX.score_query(said)
    return set(np.flatnonzero((scores > 0) & (scores >= scores.max())).tolist())


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("waltz", {0}), ("waltzes", {0}), ("Walzer", {0}), ("vals", {0}), ("valse", {0}), ("ワルツ", {0}),
        ("boogie", {1}), ("dungeons", {2}), ("Verlies", {2}), ("mazmorra", {2}), ("donjon", {2}), ("ダンジョン", {2}),
        ("monkey", {3}), ("Affe", {3}), ("neige", {4}), ("forest", {5, 7}), ("Wälder", {5}), ("mansión encantada", {6}),
        ("夜", {8}), ("Spukschloss", {6}), ("Waldgeist", {5, 7}), ("winter", {9}), ("some music for a snow video", {4}),
    ],
)  # fmt: skip
def test_a_word_finds_the_titles_that_have_it(said: str, rows: set[int]) -> None:
    assert best(said) == rows


@pytest.mark.parametrize("said", ["", "the", "music with a song", "xylophone", "!?"])
def test_what_no_title_has_scores_nothing(said: str) -> None:
    assert not INDEX.score_query(said).any()


def test_the_share_of_what_was_said_counts() -> None:
    whole, half = INDEX.score_query("waltz")[0], INDEX.score_query("waltz zeppelin")[0]
    assert whole == pytest.approx(1.0)
    assert 0 < half < 0.8


def test_an_empty_library_has_no_titles() -> None:
    assert TitleIndex([]).score_query("waltz").tolist() == []
