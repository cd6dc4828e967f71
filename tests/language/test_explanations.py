"""Why a pick and not its alternates: true sentences from stored traits, parts and wishes, in every language."""

from __future__ import annotations

from typing import Any

import pytest

from language.explanations import describe_paths, explain_pick, iter_comparisons
from language.texts import ENGLISH, LANGUAGES, load_texts
from musechat.pick import Pick
from musechat.turn import TurnKind
from tests.bot.discord.made_turns import made_pick, made_turn
from tests.musechat.made import find_clip_energy
from tests.store.made import clip_traits, track_traits

pytestmark = pytest.mark.usefixtures("fixed_certainty")

PARTS = {"fusion": 0.5, "traits": 1.2, "wishes": 9.0}


def pick(rank: int = 0, parts: dict[str, float] | None = None, broken: tuple[str, ...] = (), **traits: Any) -> Pick:
    usual: dict[str, Any] = {
        "duration_s": 204.0, "tempo_bpm": 72.0, "tempo_confidence": 0.9, "energy": 0.45, "valence": 0.4,
        "brightness": 0.4, "vocals": False,
    }  # fmt: skip
    measured = track_traits(**(usual | traits))
    return made_pick(rank, traits=measured, parts=PARTS if parts is None else parts, broken=list(broken))


def told(*others: Pick, **turn: Any) -> str:
    values: dict[str, Any] = {"video": clip_traits(energy=find_clip_energy(0.45)), "picks": [pick(), *others]}
    return explain_pick(made_turn(**(values | turn)), ENGLISH)


def test_what_both_keep_what_differs_and_which_wish_is_missed() -> None:
    other = pick(1, brightness=0.7, vocals=True, broken=("there is singing in it",), parts=PARTS | {"wishes": 4.0})
    assert told(other) == (
        "Like “Paper Lanterns”, it keeps your clip's pace; that one has vocals and sounds brighter, and it misses a "
        "wish of yours: there is singing in it. What put it first: what you just asked for."
    )


def test_whose_pace_fits_is_said_as_it_is() -> None:
    assert told(pick(1, energy=0.9)) == "It keeps your clip's pace, “Paper Lanterns” less so; that one is livelier."
    nearer = told(pick(1, energy=0.9), video=clip_traits(energy=find_clip_energy(0.85)))
    assert nearer.startswith("“Paper Lanterns” is nearer to your clip's pace; that one is livelier.")
    neither = told(pick(1, energy=0.9), video=clip_traits(energy=find_clip_energy(0.1)))
    assert neither == "“Paper Lanterns” is livelier."


def test_without_a_clip_nothing_is_said_of_its_pace() -> None:
    assert told(pick(1, valence=0.9), video=None) == "“Paper Lanterns” is more cheerful."


def test_a_tempo_that_is_not_sure_is_not_claimed() -> None:
    assert "faster (128 bpm)" in told(pick(1, tempo_bpm=128.0))
    assert "faster" not in told(pick(1, tempo_bpm=128.0, tempo_confidence=0.2))
    assert "vocals" not in told(pick(1, vocals=None))


def test_two_alternates_at_most_are_spoken_of() -> None:
    text = told(pick(1, energy=0.9), pick(2, energy=0.9), pick(3, energy=0.9))
    assert "Paper Lanterns" in text
    assert "Night Ferry" in text
    assert "Slow Bloom" not in text


def test_nothing_to_compare_is_nothing_said() -> None:
    assert told() == ""
    assert told(pick(1, parts={}), video=None) == ""


def test_what_a_person_put_first_needs_no_reason_for_that() -> None:
    other = pick(1, parts=PARTS | {"wishes": 4.0})
    assert "put it first" in told(other)
    assert "put it first" not in told(other, kind=TurnKind.ALTERNATE)


def test_wishes_in_another_language_than_the_reader_s_are_left_out() -> None:
    other = pick(1, vocals=True, broken=("es wird gesungen",))
    assert "gesungen" not in told(other, language="de")


def test_what_a_model_wrote_stands_in_its_place_for_readers_of_its_language() -> None:
    assert told(pick(1, energy=0.9), why="They differ in drive.") == "They differ in drive."
    assert told(pick(1, energy=0.9), why="Sie unterscheiden sich.", language="de").startswith("It keeps")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difference_can_be_told_in_every_language(language: str) -> None:
    texts = load_texts(language)
    changes: tuple[dict[str, Any], ...] = (
        {"energy": 0.9}, {"energy": 0.1}, {"valence": 0.9}, {"valence": 0.1}, {"brightness": 0.9}, {"brightness": 0.1},
        {"tempo_bpm": 128.0}, {"tempo_bpm": 50.0}, {"vocals": True},
    )  # fmt: skip
    said = [explain_pick(made_turn(picks=[pick(), pick(1, **change)], language=language), texts) for change in changes]
    assert len(set(said)) == len(changes)
    assert all("{" not in text and text.endswith((".", "。")) for text in said)
    unsung = made_turn(picks=[pick(vocals=True), pick(1)], language=language)
    assert texts("why.differs.unsung") in explain_pick(unsung, texts)


def test_each_alternate_s_score_is_put_beside_the_pick_s() -> None:
    others = [pick(1, parts=PARTS | {"traits": 0.2, "fusion": 0.9}), pick(2, parts={}), pick(3)]
    said = list(iter_comparisons(made_turn(picks=[pick(), *others]), ENGLISH, lambda title: f"<{title}>"))
    assert said == [
        "<Paper Lanterns> is further from your clip's pace and look, but suits the picture better",
        "<Slow Bloom> fits about as well",
    ]


def test_moderators_read_what_a_pick_was_found_through() -> None:
    assert describe_paths("fusion+scene+lexical", ENGLISH) == "the picture and the words"
    assert describe_paths("only", ENGLISH) == "only"
