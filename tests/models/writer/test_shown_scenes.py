"""What a clip shows, in reasons: said where it is sure, refused where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from language.texts import LANGUAGES
from language.vocabulary.scenes import SCENES
from models.writer.fact_check.checker import check_reason
from models.writer.interface import ReasonFacts
from models.writer.prompt import NameStyle, PromptStyle, list_fact_lines
from models.writer.template import TemplateWriter
from musechat.clip import SURE_SCENE, SceneScore
from tests.models.writer.made_facts import made_facts

WRITER = TemplateWriter()


def showing(facts: ReasonFacts, scene: str, probability: float = 0.96) -> ReasonFacts:
    assert facts.clip is not None
    return replace(facts, clip=replace(facts.clip, scenes=(SceneScore(scene, probability),)))


def with_clips(language: str, count: int) -> list[ReasonFacts]:
    return [facts for facts in made_facts(language, count) if facts.clip is not None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow_but_first
def test_a_reason_says_what_is_sure_and_passes(language: str) -> None:
    said = 0
    for facts, scene in zip(with_clips(language, 160), SCENES.values(), strict=False):
        text = WRITER.write_reason(showing(facts, scene.id)).text
        assert check_reason(text, showing(facts, scene.id)).problems == (), text
        if scene.of_clip[language] in text:
            said += 1
            assert check_reason(text, showing(facts, scene.id, SURE_SCENE - 0.01)).problems, text
            assert check_reason(text, facts).problems, text
    assert said > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_sure_changes_nothing(language: str) -> None:
    for facts in with_clips(language, 20):
        assert WRITER.write_reason(showing(facts, "coast", SURE_SCENE - 0.01)) == WRITER.write_reason(facts)


def test_a_writer_that_reads_words_is_told() -> None:
    facts = showing(with_clips("en", 5)[0], "coast")
    assert "shown: coast" in list_fact_lines(facts, PromptStyle(naming=NameStyle.TEXT))
    assert not any(line.startswith("shown") for line in list_fact_lines(facts, PromptStyle(naming=NameStyle.SLOT)))


@pytest.mark.parametrize(
    ("claim", "fine"),
    [
        ("your kitchen", False),
        ("your coast", True),
        ("your clip of the coast", True),
        ("your clip in a bedroom", False),
    ],
)
def test_other_writers_words_are_held_against_it(claim: str, fine: bool) -> None:
    facts = next(f for f in with_clips("en", 40) if f.track.artist and f.track.title == "Blue Door")
    text = f"“{facts.track.title}” by {facts.track.artist} goes with {claim}."
    found = [problem for problem in check_reason(text, showing(facts, "coast")).problems if "clip" in problem.sentence]
    assert (found == []) is fine, found
