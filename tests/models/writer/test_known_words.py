"""Words that a small writer cannot have meant: slips are refused, our own words, names and the member's are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from language.texts import LANGUAGES
from models.writer.fact_check.checker import CheckResult, ProblemKind, check_partial_reason, check_reason
from models.writer.known_words import collect_words, read_words, write_words
from models.writer.template import TemplateWriter
from models.writer.writer_loading import EMBEDDED, load_writer
from musechat.brief import Brief, StandingWish
from musechat.pick import ReasonCheck
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import WordsValue
from tests.models.writer import tiny
from tests.models.writer.made_facts import made_facts
from tests.models.writer.test_check_free import FACTS
from tests.models.writer.test_model_writer import facts, good, writer

PIANO = FACTS["piano"]
LEARNT = collect_words(["It is calm. Start it at 0:27, in the thick of the main part; it goes well with it."])


def find_slips(verdict: CheckResult) -> list[str]:
    return [problem.said for problem in verdict.problems if problem.kind is ProblemKind.SPELLING]


@pytest.mark.parametrize(
    ("said", "slips"),
    [
        ("it is calm", []),
        ("it is in the thick of it", []),
        ("it is calm in the livees of the main part", ["livees"]),
        ("it is camm", ["camm"]),
        ("it goes welll with it", ["welll"]),
    ],
)
def test_a_word_that_nothing_explains_is_refused(said: str, slips: list[str]) -> None:
    text = f"“Blue Door” by Mira Sol: {said}."
    assert find_slips(check_reason(text, PIANO, words=LEARNT)) == slips
    assert find_slips(check_partial_reason(text, PIANO, words=LEARNT)) == slips


def test_a_model_without_a_list_may_write_any_word() -> None:
    assert not find_slips(check_reason("“Blue Door” by Mira Sol is a pensive reverie.", PIANO))


def test_words_of_names_and_of_the_member_are_known() -> None:
    track = replace(PIANO.track, title="Zwölf Gnurze", artist="The Qwrtz")
    wish = StandingWish(1, 1, 1, Wish(Force.PREFER, Facet.WORDS, WordsValue("gloopy"), "gloopy"))
    given = replace(PIANO, track=track, brief=Brief((wish,)))
    text = "“Zwölf Gnurze” by The Qwrtz is calm, as gloopy as any gnurze of a qwrtz is."
    assert not find_slips(check_reason(text, given, words=LEARNT))
    assert find_slips(check_reason(text, PIANO, words=LEARNT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_our_own_sentences_is_known(language: str) -> None:
    for each in made_facts(language, 25):
        text = TemplateWriter().write_reason(each).text
        assert not find_slips(check_reason(text, each, words=frozenset())), text


def test_a_slip_is_written_once_more_and_never_heard() -> None:
    given = facts()
    heard: list[str] = []
    slip = good(given).replace("a piece", "a peice")
    ours = replace(writer([slip, good(given)]), words=LEARNT | {"piece"})
    reason = ours.write_reasons([given], heard.append)[0]
    assert reason.check is ReasonCheck.RETRIED
    assert "peice" not in " ".join([reason.text, *heard])


def test_the_list_lies_beside_the_weights(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    assert load_writer(EMBEDDED, tmp_path, tiny.ENCODER).words is None
    write_words(tmp_path / "base", LEARNT)
    write_words(tmp_path / "adapter", {"gloopy"})
    assert load_writer(EMBEDDED, tmp_path, tiny.ENCODER).words == LEARNT | {"gloopy"}
    assert read_words(tmp_path) is None
    # A language model of somebody else's may write any word, whatever lies beside it.
    assert load_writer(str(tmp_path / "base"), tmp_path, tiny.ENCODER).words is None
