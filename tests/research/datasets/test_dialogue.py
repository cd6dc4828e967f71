"""The offline grammar: lengths, mentions, silence about names, and nothing that the checks would reject."""

from __future__ import annotations

import asyncio
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from research.datasets.dialogue import ANSWER_WORDS, WISH_WORDS, GrammarAuthor, compose_dialogue
from research.datasets.dialogue_check import Titles, find_problems
from research.datasets.tags import find_said_tags
from research.datasets.training_tuple import Dialogue
from tests.research.datasets.made import random_facts, rng

WORD = st.text("abcdefghijklmnopqrstuvwxyzäéßñ", min_size=2, max_size=10)
NAME = st.lists(WORD, min_size=1, max_size=6).map(lambda words: " ".join(words).title())
SEEDS = st.integers(0, 10_000)


@given(SEEDS, NAME, NAME, st.one_of(st.just(""), NAME))
@settings(max_examples=80, deadline=None)
def test_every_conversation_keeps_the_rules(seed: int, title: str, artist: str, album: str) -> None:
    facts = random_facts(seed, (title, artist, album))
    turns = compose_dialogue(facts, rng(seed))
    assert find_problems(turns, facts, Titles([facts.target, facts.candidate])) == ()
    assert WISH_WORDS[0] <= len(turns[2].split()) <= WISH_WORDS[1]
    assert ANSWER_WORDS[0] <= len(turns[3].split()) <= ANSWER_WORDS[1]
    assert 1 <= len(find_said_tags(turns[2], facts.target.tags)) <= 5
    assert f"'{title}'" in turns[3]
    assert artist in turns[3]


@given(SEEDS)
@settings(max_examples=80, deadline=None)
def test_users_give_nobody_away_unless_they_are_asked_to(seed: int) -> None:
    facts = random_facts(seed)
    assert Dialogue(compose_dialogue(facts, rng(seed)), facts.target).find_leaks == {}
    leaking = Dialogue(compose_dialogue(facts, rng(seed), leak=True), facts.target)
    assert leaking.find_leaks == {"t3": ("artist",)}
    assert leaking.mask_names().find_leaks == {}
    assert "Mira" not in leaking.mask_names().turns[2]


def test_lengths_and_openings_are_as_varied_as_in_the_released_set() -> None:
    written = [compose_dialogue(random_facts(seed), rng(seed)) for seed in range(300)]
    assert 26 <= median(len(turns[2].split()) for turns in written) <= 31
    assert 46 <= median(len(turns[3].split()) for turns in written) <= 56
    openings = [" ".join(turns[2].split()[:2]) for turns in written]
    assert max(openings.count(o) for o in openings) < 0.15 * len(openings)
    assert len({turns[2] for turns in written}) > 295


def test_the_same_facts_give_the_same_words_and_others_after_a_rejection() -> None:
    facts, author = random_facts(3), GrammarAuthor(seed=1)
    first, again = asyncio.run(author.write_turns(facts)), asyncio.run(author.write_turns(facts))
    assert first == again
    assert first != asyncio.run(author.write_turns(facts, ("other-title",)))
    assert first != asyncio.run(GrammarAuthor(seed=2).write_turns(facts))


def test_the_share_of_leaks_is_the_one_asked_for() -> None:
    author = GrammarAuthor(leak_share=0.37)
    facts = [random_facts(seed) for seed in range(300)]
    leaks = sum(bool(Dialogue(asyncio.run(author.write_turns(f)), f.target).find_leaks) for f in facts)
    assert 0.29 < leaks / 300 < 0.45
