"""How sure findings are, by a table: what is said plainly, as a guess, and not at all."""

from __future__ import annotations

import threading

import pytest

from language.certainty import (
    ANY,
    HEDGED_FROM,
    PLAIN_FROM,
    Calibration,
    CalibrationStep,
    Certainty,
    find_kind,
    get_calibration,
    grade_probability,
    judge_absence,
    judge_key,
    judge_tag,
    judge_tempo,
    judge_tempo_octave,
    judge_vocals,
    load_calibration,
    parse_calibration,
    use_calibration,
)
from language.claims.claim_lexicon import LANGUAGES
from language.claims.extraction import extract_claims
from language.claims.meanings import Trait
from language.descriptions import (
    describe_key,
    describe_sounds,
    describe_sure_key,
    describe_sure_tempo,
    describe_tempo,
    describe_track,
    describe_vocals,
    find_sure_vocals,
    list_likely_instruments,
    list_likely_styles,
    list_said_tags,
    list_sure_instruments,
)
from language.texts import load_texts
from musechat.track import Tag
from tests.musechat.made import made_traits

TABLE = Calibration(
    {
        ("tagger", "instrument", "piano"): (CalibrationStep(0.2, 0.8, 0.75), CalibrationStep(0.5, 0.98, 0.96)),
        ("tagger", "instrument", "harp"): (CalibrationStep(0.1, 0.9, 0.8),),
        ("tagger", "genre", "jazz"): (CalibrationStep(0.3, 0.75, 0.72),),
        ("analyser", "instrument", "guitar"): (CalibrationStep(0.0, 0.6, 0.4),),
        ("analysis", "tempo", "exact"): (CalibrationStep(0.4, 0.8, 0.75), CalibrationStep(0.8, 0.99, 0.96)),
        ("analysis", "tempo", "octave"): (CalibrationStep(0.2, 0.9, 0.85),),
        ("analysis", "key", "exact"): (CalibrationStep(0.4, 0.8, 0.75), CalibrationStep(0.8, 0.99, 0.96)),
        ("analysis", "vocals", "none"): (CalibrationStep(0.7, 0.8, 0.75), CalibrationStep(0.9, 0.99, 0.96)),
    }
)


@pytest.mark.parametrize(
    ("probability", "certainty"),
    [
        (0.0, Certainty.SILENT), (HEDGED_FROM - 0.001, Certainty.SILENT), (HEDGED_FROM, Certainty.HEDGED),
        (PLAIN_FROM - 0.001, Certainty.HEDGED), (PLAIN_FROM, Certainty.PLAIN), (1.0, Certainty.PLAIN),
    ],
)  # fmt: skip
def test_a_probability_is_graded_at_two_bounds(probability: float, certainty: Certainty) -> None:
    assert grade_probability(probability) is certainty


@pytest.mark.parametrize(
    ("tag", "certainty"),
    [
        (Tag("piano", 0.19, "tagger"), Certainty.SILENT),
        (Tag("piano", 0.2, "tagger"), Certainty.HEDGED),
        (Tag("piano", 0.5, "tagger"), Certainty.PLAIN),
        (Tag("jazz", 0.9, "tagger"), Certainty.HEDGED),
        # What nothing calibrated is not said, however high its score.
        (Tag("flute", 1.0, "tagger"), Certainty.SILENT),
        (Tag("piano", 1.0, "analyser"), Certainty.SILENT),
        (Tag("mellow", 1.0, "tagger"), Certainty.SILENT),
        # The file's owner knows.
        (Tag("jazz", 1.0, "file"), Certainty.PLAIN),
        # A tag that brings its own probability is as sure as that …
        (Tag("piano", 0.1, "analyser", probability=0.96), Certainty.PLAIN),
        (Tag("piano", 0.9, "analyser", probability=0.8), Certainty.HEDGED),
        (Tag("piano", 0.9, "analyser", probability=0.5), Certainty.SILENT),
        # … but where it was measured, by what that was worth: the guitar has not earned its place.
        (Tag("guitar", 0.9, "analyser", probability=0.99), Certainty.SILENT),
    ],
)
def test_a_tag_is_as_sure_as_its_concept_proved_to_be(tag: Tag, certainty: Certainty) -> None:
    with use_calibration(TABLE):
        assert judge_tag(tag) is certainty


def test_traits_are_as_sure_as_their_confidence_proved_to_be() -> None:
    with use_calibration(TABLE):
        for confidence, certainty in ((0.39, Certainty.SILENT), (0.4, Certainty.HEDGED), (0.8, Certainty.PLAIN)):
            assert judge_tempo(made_traits(tempo_confidence=confidence)) is certainty
            assert judge_key(made_traits(key_confidence=confidence)) is certainty
        assert judge_tempo_octave(made_traits(tempo_confidence=0.2)) is Certainty.HEDGED
        for score, certainty in ((0.31, Certainty.SILENT), (0.3, Certainty.HEDGED), (0.05, Certainty.PLAIN)):
            assert judge_vocals(made_traits(vocals=False, vocal_score=score)) is certainty
        # Nothing is known of what a voice that was found is worth.
        assert judge_vocals(made_traits(vocals=True, vocal_score=1.0)) is Certainty.SILENT


def test_what_was_not_found_is_never_said() -> None:
    with use_calibration(
        Calibration({("analysis", kind, ANY): (CalibrationStep(0, 1, 1),) for kind in ("tempo", "key")})
    ):
        assert (
            judge_tempo(made_traits(tempo_bpm=None))
            is judge_tempo_octave(made_traits(tempo_bpm=None))
            is Certainty.SILENT
        )
        assert judge_key(made_traits(key=None)) is judge_key(made_traits(mode=None)) is Certainty.SILENT
        assert judge_vocals(made_traits(vocals=None)) is Certainty.SILENT


def test_absence_needs_an_entry_of_its_own() -> None:
    with use_calibration(TABLE):
        assert judge_absence("tagger", "instrument", "piano") is Certainty.SILENT
    with use_calibration(Calibration({("tagger", "no instrument", "piano"): (CalibrationStep(0.0, 1.0, 0.97),)})):
        assert judge_absence("tagger", "instrument", "piano") is Certainty.PLAIN


def test_another_table_is_used_in_its_block_and_thread_alone() -> None:
    seen: list[Calibration] = []
    with use_calibration(TABLE):
        thread = threading.Thread(target=lambda: seen.append(get_calibration()))
        thread.start()
        thread.join()
        assert get_calibration() is TABLE
    assert seen == [load_calibration()]
    assert get_calibration() is load_calibration()


def test_a_table_is_read_by_source_kind_and_name() -> None:
    text = {
        "about": {"tracks": 3},
        "calibrated": {"tagger": {"genre": {"hip-hop": [[0.1, 0.8, 0.7], [0.4, 0.9, 0.8]]}}},
    }
    table = parse_calibration(text)  # type: ignore[arg-type]
    assert table.about == {"tracks": "3"}
    assert table.bound_score(("tagger", "genre", "hip-hop"), 0.05) == 0.0
    assert table.bound_score(("tagger", "genre", "hip-hop"), 0.39) == 0.7
    assert table.bound_score(("tagger", "genre", "hip-hop"), 0.4) == 0.8
    assert table.find_step(("tagger", "genre", "jazz"), 0.9) is None


def test_the_shipped_table_rises_and_knows_whom_it_heard() -> None:
    table = load_calibration()
    assert table.steps
    assert table.about["listening"]
    for steps in table.steps.values():
        assert [step.score for step in steps] == sorted(step.score for step in steps)
        assert [step.bound for step in steps] == sorted(step.bound for step in steps)
        assert all(0.0 <= step.bound <= step.estimate + 0.001 <= 1.001 for step in steps)


def test_a_guitar_that_the_tagger_hears_is_not_spoken_of() -> None:
    for score in (0.15, 0.5, 1.0):
        assert judge_tag(Tag("guitar", score, "tagger")) is Certainty.SILENT


@pytest.mark.parametrize(
    ("name", "kind"), [("piano", "instrument"), ("jazz", "genre"), ("calm", "mood"), ("minor", "")]
)
def test_the_kind_of_a_name(name: str, kind: str) -> None:
    assert find_kind(name) == kind


# -- in words ------------------------------------------------------------------------------------------------------


TAGS = (
    Tag("piano", 0.9, "tagger"),
    Tag("harp", 0.8, "tagger"),
    Tag("jazz", 0.5, "tagger"),
    Tag("flute", 0.9, "tagger"),
)


def test_a_track_in_words_that_are_as_sure_as_it_is() -> None:
    traits = made_traits(energy=0.1, tempo_bpm=84.0, tempo_confidence=0.5, key_confidence=0.9, vocal_score=0.2)
    with use_calibration(TABLE):
        assert list_sure_instruments(TAGS) == ("piano",)
        assert list_likely_instruments(TAGS) == ("harp",)
        assert list_likely_styles(TAGS) == ("jazz",)
        assert describe_track(traits, TAGS) == (
            "calm", "perhaps 84 bpm", "C major", "piano", "sounds like jazz", "sounds like harp", "perhaps no vocals"
        )  # fmt: skip
        assert describe_sure_tempo(traits) == ""
        assert describe_sure_key(traits) == "C major"
        assert find_sure_vocals(traits) is None
        assert describe_track(made_traits(energy=0.1, tempo_confidence=0.1, key_confidence=0.1, vocals=True), ()) == (
            "calm",
        )


def test_doubt_about_the_octave_is_said() -> None:
    traits = made_traits(tempo_bpm=84.0, tempo_confidence=0.3, tempo_alternatives_bpm=(168.0, 42.0))
    with use_calibration(TABLE):
        assert describe_tempo(traits) == "perhaps 84 or 168 bpm"
        assert describe_tempo(made_traits(tempo_bpm=84.0, tempo_confidence=0.3)) == ""
        assert describe_tempo(made_traits(tempo_bpm=84.0, tempo_alternatives_bpm=(168.0,))) == "84 bpm"


def test_a_sure_style_leaves_no_guess_beside_it() -> None:
    with use_calibration(TABLE):
        assert describe_sounds((Tag("blues", 1.0, "file"), Tag("jazz", 0.9, "tagger"))) == ("blues",)


def test_shown_tags_are_sure_ones() -> None:
    tags = (*TAGS, Tag("slow", 0.8, "analysis"), Tag("calm", 0.8, "analysis"), Tag("major", 0.9, "analysis"))
    with use_calibration(TABLE):
        unsure = made_traits(tempo_confidence=0.5, key_confidence=0.9)
        assert list_said_tags(unsure, tags) == ("piano", "calm", "major")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_a_guess_that_are_read_as_one(language: str) -> None:
    texts = load_texts(language)
    traits = made_traits(tempo_confidence=0.5, key_confidence=0.5, vocal_score=0.2)
    with use_calibration(TABLE):
        said = (describe_tempo(traits, texts), describe_key(traits, texts), describe_vocals(traits, texts))
    guesses = [texts("reasons.sentence", text=text) for text in said]
    meant = [Trait.BPM, Trait.KEY, Trait.VOCALS]
    for kind, trait, name in (
        ("heard", Trait.INSTRUMENT, texts.inflect_after_with("piano")),
        ("style", Trait.GENRE, texts.translate_term("jazz")),
    ):
        ways = texts.list_variants(f"reasons.guess.{kind}")
        guesses += [texts("reasons.sentence", text=way.format(names=name)) for way in ways]
        meant += [trait] * len(ways)
    guesses.append(texts("describe.sounds-like", what=texts.inflect_after_with("piano")))
    meant.append(Trait.INSTRUMENT)
    for guess, trait in zip(guesses, meant, strict=True):
        found = extract_claims(guess, language).select_traits(trait)
        assert found, guess
        assert all(claim.hedged for claim in found), guess


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You hear piano, and perhaps a harp."),
        ("de", "Mit Klavier, vielleicht auch Harfe."),
        ("es", "Con piano, quizá también arpa."),
        ("fr", "Avec piano, peut-être aussi harpe."),
    ],
)
def test_a_guess_ends_with_its_clause(language: str, text: str) -> None:
    claims = extract_claims(text, language).select_traits(Trait.INSTRUMENT)
    assert [(claim.value, claim.hedged) for claim in claims] == [("piano", False), ("harp", True)]
