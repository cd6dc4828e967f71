"""The words on a track: what of a tagger's scores, a file's genre and the analysis becomes a tag."""

from __future__ import annotations

from typing import Any

import pytest

from musechat.tagging import DEFAULT_THRESHOLD, THRESHOLDS, merge_tags, score_vocals
from tests.musechat.made import made_traits

PLAIN = {"mode": None, "vocals": None}


def tags(scores: dict[str, float] | None = None, genre: str = "", **traits: Any) -> dict[str, float]:
    found = merge_tags(scores or {}, genre, made_traits(**PLAIN | traits))
    assert [tag.score for tag in found] == sorted((tag.score for tag in found), reverse=True)
    return {tag.name: tag.score for tag in found}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"vocal": 0.2, "no vocals": 0.1}, 0.5),
        ({"vocal": 0.2}, 0.5),  # a tagger without "no vocals" says nothing against them
        ({"vocal": 0.2, "no vocals": 0.5}, 0.25),
        ({"vocal": 0.5, "female": 0.1, "no vocals": 0.1}, 0.902),
        ({"rap": 0.5, "instrumental": 0.1, "no voice": 0.05}, 0.902),
    ],
)
def test_voices_are_weighed_against_their_absence(scores: dict[str, float], expected: float) -> None:
    assert score_vocals(scores) == pytest.approx(expected, abs=0.001)


def test_scores_of_nought_and_one_are_not_certain() -> None:
    for sure, unsure in ((1.0, 0.995), (0.0, 0.005)):
        assert score_vocals({"vocal": sure}) == score_vocals({"vocal": unsure})
    assert score_vocals({"vocal": 0.98}) != score_vocals({"vocal": 1.0})
    assert score_vocals({"vocal": 0.01}) != score_vocals({"vocal": 0.0})


def test_a_tagger_that_knows_no_voices_says_nothing_of_them() -> None:
    assert score_vocals({"guitar": 0.9, "no vocals": 0.9}) is None


def test_every_threshold_is_a_score_that_taggers_reach() -> None:
    assert all(0.0 < threshold < 0.5 for threshold in (*THRESHOLDS.values(), DEFAULT_THRESHOLD))


@pytest.mark.parametrize("name", ["guitar", "metal", "accordion"])
def test_a_tag_counts_from_its_own_threshold_on(name: str) -> None:
    least = THRESHOLDS.get(name, DEFAULT_THRESHOLD)
    assert tags({name: least}) == {name: least}
    assert tags({name: least - 0.01}) == {}
    assert tags({name: 0.612345}) == {name: 0.6123}


def test_spellings_of_one_thing_are_one_tag_with_the_higher_score() -> None:
    assert tags({"classic": 0.5, "classical": 0.3}) == {"classical": 0.5}
    assert tags({"classical": 0.5, "classic": 0.3}) == {"classical": 0.5}


def test_who_sings_is_kept_where_somebody_does_and_opinions_never() -> None:
    scores = {"female vocalist": 0.8, "vocal": 0.8, "no vocals": 0.8, "beautiful": 0.9, "opera": 0.7}
    assert tags(scores, vocals=True, vocal_score=0.9) == {"vocals": 0.9, "female vocals": 0.8, "opera": 0.7}
    assert tags(scores) == {"opera": 0.7}


def test_a_files_genre_counts_fully_whatever_parts_it() -> None:
    names = "Jazz, Trip Hop;Dub/Folk|Rock"
    assert tags(genre=names) == dict.fromkeys(["jazz", "trip hop", "dub", "folk", "rock"], 1.0)
    assert set(tags({"jazz": 0.4}, genre="Jazz")) == {"jazz"}
    assert tags({"jazz": 0.4}, genre="Jazz")["jazz"] == 1.0


def test_a_genre_is_a_word_and_neither_a_letter_nor_a_sentence() -> None:
    assert tags(genre=f"x, uk, {'g' * 40}, {'g' * 41}, ") == {"uk": 1.0, "g" * 40: 1.0}


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({"energy": 0.34}, {"calm": 0.66}),
        ({"energy": 0.35}, {}),
        ({"energy": 0.65}, {}),
        ({"energy": 0.66}, {"energetic": 0.66}),
        ({"brightness": 0.65}, {}),
        ({"brightness": 0.66}, {"bright": 0.66}),
        ({"brightness": 0.34, "valence": 0.49}, {"dark": 0.66}),
        ({"brightness": 0.35, "valence": 0.49}, {}),
        ({"brightness": 0.34, "valence": 0.5}, {}),  # gentle rather than dark
        ({"brightness": 0.34, "valence": 0.9}, {}),
        ({"energy": 0.123456}, {"calm": 0.8765}),  # four digits are kept
        ({"tempo_bpm": 83.0}, {"slow": 0.8}),
        ({"tempo_bpm": 84.0}, {}),
        ({"tempo_bpm": 138.0}, {}),
        ({"tempo_bpm": 139.0}, {"fast": 0.8}),
        ({"tempo_bpm": None}, {}),
        ({"vocals": False, "vocal_score": 0.2}, {"instrumental": 0.8}),
        ({"vocals": True, "vocal_score": 0.7}, {"vocals": 0.7}),
        ({"mode": "minor", "key_confidence": 0.6}, {"minor": 0.6}),
    ],
)
def test_what_is_measured_is_told_in_words(traits: dict[str, Any], expected: dict[str, float]) -> None:
    assert tags(**traits) == expected
