"""The fact check lets plain claims pass only where findings are sure, and guesses where they are likely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from language.certainty import Calibration, CalibrationStep, use_calibration
from models.writer.fact_check.checker import check_reason
from models.writer.prompt import NameStyle, PromptStyle, list_fact_lines
from models.writer.template import TemplateWriter
from musechat.track import Tag, Track
from tests.models.writer.test_template import facts_of
from tests.musechat.made import made_track

TABLE = Calibration(
    {
        ("tagger", "instrument", "piano"): (CalibrationStep(0.2, 0.8, 0.75), CalibrationStep(0.5, 0.98, 0.96)),
        ("tagger", "genre", "jazz"): (CalibrationStep(0.3, 0.75, 0.72),),
        ("analysis", "tempo", "exact"): (CalibrationStep(0.4, 0.8, 0.75), CalibrationStep(0.8, 0.99, 0.96)),
        ("analysis", "tempo", "octave"): (CalibrationStep(0.2, 0.9, 0.85),),
        ("analysis", "key", "exact"): (CalibrationStep(0.4, 0.8, 0.75), CalibrationStep(0.8, 0.99, 0.96)),
        ("analysis", "vocals", "none"): (CalibrationStep(0.7, 0.8, 0.75), CalibrationStep(0.9, 0.99, 0.96)),
    }
)


@pytest.fixture(autouse=True)
def _own_table() -> Iterator[None]:
    with use_calibration(TABLE):
        yield


def _make_track(**changed: object) -> Track:
    values = {
        "title": "Blue Door",
        "artist": "Mira Sol",
        "tempo_bpm": 84.0,
        "tempo_confidence": 0.5,
        "key_confidence": 0.5,
        "vocal_score": 0.2,
        "tags": {"piano": 0.3, "jazz": 0.5, "flute": 0.9},
    }
    return made_track("a", **(values | changed))  # type: ignore[arg-type]


def _check_said(said: str, track: Track, language: str = "en") -> bool:
    names = {"en": "“Blue Door” by Mira Sol", "de": "„Blue Door“ von Mira Sol"}[language]
    return check_reason(f"{names}. {said}", facts_of(track, language=language)).ok


@pytest.mark.parametrize(
    ("said", "plain_passes", "guess_passes"),
    [
        ("{}it is at 84 bpm.", False, True),
        ("{}it is in C major.", False, True),
        ("{}it has no vocals.", False, True),
        ("{}it has piano.", False, True),
        ("{}it is jazz.", False, True),
        ("{}it has flute.", False, False),  # nothing calibrated it
        ("{}it is at 90 bpm.", False, False),
        ("{}it is in D minor.", False, False),
        ("{}it has vocals.", False, False),
    ],
)
def test_what_is_likely_passes_as_a_guess(said: str, plain_passes: bool, guess_passes: bool) -> None:
    track = _make_track()
    assert _check_said(said.format("I").replace("Iit", "It"), track) is plain_passes
    assert _check_said(said.format("Perhaps "), track) is guess_passes


def test_what_is_sure_passes_either_way() -> None:
    track = _make_track(tempo_confidence=0.9, key_confidence=0.9, vocal_score=0.05, tags={"piano": 0.6})
    for said in ("It is at 84 bpm in C major, with piano and no vocals.", "Perhaps it is at 84 bpm with piano."):
        assert _check_said(said, track)
    assert _check_said("Mit Klavier, ohne Gesang.", track, "de")


def test_either_octave_passes_as_a_guess_alone() -> None:
    track = _make_track(tempo_confidence=0.3, tempo_alternatives_bpm=(168.0,))
    assert _check_said("Perhaps it is at 168 bpm.", track)
    assert _check_said("Perhaps it is at 84 bpm.", track)
    assert not _check_said("It is at 168 bpm.", track)
    assert not _check_said("Perhaps it is at 120 bpm.", track)


def test_what_was_not_heard_is_not_called_absent() -> None:
    assert not _check_said("There are no drums in it.", _make_track())


def test_what_the_owner_wrote_is_known() -> None:
    track = _make_track(tags={}, genre="Jazz")
    assert _check_said("It is jazz.", track)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ja"])
def test_the_template_guesses_in_a_sentence_of_its_own_that_passes(language: str) -> None:
    facts = facts_of(_make_track(), language=language)
    text = TemplateWriter().write_reason(facts).text
    assert check_reason(text, facts).ok, text
    sure = facts_of(_make_track(tags={"piano": 0.9}), language=language)
    assert TemplateWriter().write_reason(sure).text != text
    assert "84" not in text  # a tempo that is only likely is left to the card


def test_prompts_name_what_is_sure_and_tell_others_apart() -> None:
    facts = facts_of(_make_track(tags={"piano": 0.6, "jazz": 0.5}))
    own = dict(line.split(": ", 1) for line in list_fact_lines(facts, PromptStyle()))
    assert own["heard"] == "piano"
    assert not {"tempo", "key", "vocals", "perhaps"} & own.keys()
    other = dict(line.split(": ", 1) for line in list_fact_lines(facts, PromptStyle(NameStyle.TEXT, styles=3)))
    assert other["perhaps"] == "jazz"
    assert "style" not in other


def test_a_tag_with_a_probability_is_taken_at_its_word() -> None:
    track = made_track("a", title="Blue Door", artist="Mira Sol")
    sure = Tag("cello", 0.2, "analyser", probability=0.97)
    assert _check_said("It has cello.", _with(track, sure))
    assert not _check_said("It has cello.", _with(track, Tag("cello", 0.9, "analyser", probability=0.9)))
    assert _check_said("It sounds like cello.", _with(track, Tag("cello", 0.9, "analyser", probability=0.9)))


def _with(track: Track, *tags: Tag) -> Track:
    return replace(track, tags=tags)
