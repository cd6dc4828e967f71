"""What is no conversation is rejected, for a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from research.datasets.dialogue_check import Titles, find_problems
from research.datasets.training_tuple import Music
from tests.research.datasets.made import CANDIDATE, TARGET, TURNS, some_facts

CATALOGUE = Titles(
    [TARGET, CANDIDATE, Music("o", "The Lighthouse Keeper"), Music("s", "Slow Piano"), Music("d", "Rails")]
)


def with_turn(number: int, text: str) -> tuple[str, ...]:
    return (*TURNS[: number - 1], text, *TURNS[number:])


def test_a_sound_conversation_passes() -> None:
    assert find_problems(TURNS, some_facts(), CATALOGUE) == ()


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        (TURNS[:3], "turns"),
        ((), "turns"),
        (with_turn(3, "  "), "empty"),
        (with_turn(3, "faster techno, please"), "length-t3"),
        (with_turn(1, TURNS[2]), "duplicate"),
        (with_turn(4, TURNS[3].replace("It is", "As an AI I cannot hear it, but it is")), "refusal"),
        (with_turn(4, TURNS[3].replace("It is", "I'm sorry, but it is")), "refusal"),
        (with_turn(4, TURNS[3].replace("It is", "[Title] is")), "placeholder"),
        (with_turn(3, "I do not know what to say to this, it is fine and I thank you for it"), "t3-says-nothing"),
        (with_turn(2, TURNS[1].replace("Slow Fern", "that one")), "t2-title"),
        (with_turn(4, TURNS[3].replace("Night Train to Oslo", "that one")), "t4-title"),
        (with_turn(4, TURNS[3].replace("Mira Kay", "somebody")), "t4-artist"),
        (with_turn(4, f"{TURNS[3]} It is a bit like The Lighthouse Keeper."), "other-title"),
        (with_turn(4, f"{TURNS[3]} It is faster than Slow Fern."), "other-title"),
    ],
)
def test_what_is_wrong_is_named(turns: tuple[str, ...], reason: str) -> None:
    assert reason in find_problems(turns, some_facts(), CATALOGUE)


def test_everyday_titles_and_own_albums_are_no_other_title() -> None:
    fine = with_turn(4, f"{TURNS[3]} On 'Rails' there is also a slow piano.")
    assert find_problems(fine, some_facts(), CATALOGUE) == ()


def test_a_candidate_must_be_another_piece() -> None:
    facts = replace(some_facts(), candidate=replace(CANDIDATE, id=TARGET.id))
    assert "candidate-is-target" in find_problems(TURNS, facts, CATALOGUE)


def test_a_title_may_be_said_without_its_brackets() -> None:
    facts = replace(some_facts(), target=replace(TARGET, title="Night Train to Oslo (Live at Home)"))
    assert find_problems(TURNS, facts, CATALOGUE) == ()


def test_a_comparison_is_enough_of_a_wish() -> None:
    said = with_turn(3, "That is a good start, but could you please find me something calmer for these scenes?")
    assert find_problems(said, some_facts(), CATALOGUE) == ()
