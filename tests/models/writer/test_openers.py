"""How reasons open: never as the one before in their thread, in whichever words and language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from language.claims.catalogue_names import shorten_name
from language.texts import LANGUAGES, load_texts
from models.writer.interface import ReasonFacts
from models.writer.learnt_openings import OPENINGS, OPENINGS_ALONE, choose_opening
from models.writer.openers import choose_opener, find_opener
from models.writer.prompt import TITLE
from models.writer.template import TemplateWriter
from research.training.reason_grammar import load_sentences
from tests.models.writer.made_facts import made_facts

WRITER = TemplateWriter()
HEADS = ["“", "Try ", "For your ", "For "]


def opening_of(text: str, facts: ReasonFacts) -> str:
    """The signs before the track's name and before what is said of it: two words, or four signs without spaces."""
    title = shorten_name(facts.track.title) or load_texts(facts.language)("reasons.untitled")
    before = text.split(title)[0]
    return before[:4] if facts.language == "ja" else " ".join(before.split()[:2])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("with_clip", [True, False])
def test_no_two_of_a_threads_first_six_reasons_open_alike(language: str, with_clip: bool) -> None:
    clip = next(facts.clip for facts in made_facts(language, 40) if facts.clip) if with_clip else None
    shown: list[str] = []
    openings = []
    for turn, facts in enumerate(made_facts(language, 6), 1):
        asked = replace(facts, clip=clip, thread_id=7, turn_seq=turn, shown=tuple(shown))
        shown.append(WRITER.write_reason(asked).text)
        openings.append(opening_of(shown[-1], asked))
    assert len(set(openings)) == 6, openings


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picks_of_a_turn_open_differently(language: str) -> None:
    facts = next(made_facts(language, 1))
    texts = [WRITER.write_reason(replace(facts, rank=rank)).text for rank in range(4)]
    assert len({opening_of(text, facts) for text in texts}) == 4


def test_what_was_read_longest_ago_comes_first() -> None:
    facts = next(made_facts("en", 1))
    read = ("For your clip: a", "Try “b”", "“c” is", "For d")
    assert [choose_opener(HEADS, replace(facts, shown=read, rank=rank)) for rank in range(5)] == [2, 1, 0, 3, 2]
    assert choose_opener(HEADS, replace(facts, shown=read[1:])) == 2


def test_the_longest_beginning_tells_what_a_text_opens_with() -> None:
    assert find_opener("For your clip", HEADS) == 2
    assert find_opener("For a clip", HEADS) == 3
    assert find_opener("Hello", HEADS) is None


def test_the_embedded_writer_begins_as_it_has_learnt_and_never_twice_alike() -> None:
    ways = load_sentences()
    for pace in ("same", "more", "less"):
        starts = [way.replace("{T}", f"“{TITLE}”") for way in ways[pace]["ways"]]
        assert all(any(start.startswith(opening) for start in starts) for opening in OPENINGS), pace
    alone = [way.replace("{T}", f"“{TITLE}”") for way in ways["alone"]["ways"]]
    assert all(any(start.startswith(opening) for start in alone) for opening in OPENINGS_ALONE)
    facts = next(facts for facts in made_facts("en", 40) if facts.clip)
    first = choose_opening(facts)
    assert choose_opening(replace(facts, shown=(first.replace(TITLE, "Low Tide") + " …",))) != first
