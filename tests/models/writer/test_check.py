"""The fact check by rule: names, quotes, streaming, what had to be owned up to; and that it never stumbles."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.claims.catalogue_names import CatalogueNames, shorten_name
from language.claims.claim_lexicon import get_lexicon
from language.claims.extraction import extract_claims
from language.claims.meanings import Trait
from language.descriptions import find_clip_steps, find_track_steps
from language.texts import LANGUAGES
from models.writer.fact_check.checker import (
    CheckResult,
    ProblemKind,
    check_partial_reason,
    check_reason,
    supports_language,
)
from musechat.track import Track
from tests.models.writer.test_check_free import FACTS
from tests.musechat.made import made_clip, made_track

PIANO = FACTS["piano"]
LIBRARY = CatalogueNames(
    [
        ("Blue Door", "Mira Sol"),
        ("Piano", "Slow Hands"),
        ("Calm", "Calm"),
        ("Rain", "The Quiet Ones"),
        ("Main Part", "Strings & Co"),
        ("Dark Clip", "Few Cuts"),
        ("Outfoxing the Fox", "Kevin MacLeod"),
        ("Sketch", "Ödön"),
        ("雨の日のうた", "夜のピアノ"),
    ]
)


def kinds(verdict: CheckResult) -> set[ProblemKind]:
    return {problem.kind for problem in verdict.problems}


def named(title: str, artist: str) -> Track:
    return replace(PIANO.track, title=title, artist=artist)


@pytest.mark.parametrize(
    ("title", "artist", "text"),
    [
        ("Piano", "Slow Hands", "“Piano” by Slow Hands is a calm piece with piano."),
        ("Piano", "Slow Hands", "Piano by Slow Hands is a calm piece with piano."),
        ("Calm", "Calm", "“Calm” by Calm is quiet."),
        ("No Vocals, 120 bpm", "Fast Drums", "“No Vocals, 120 bpm” by Fast Drums is calm."),
        ("Blue Door", "", "“Blue Door” is calm."),
        ("  Blue   Door ", "Mira\nSol", "“Blue Door” by Mira Sol is calm."),
        ("It's (Not) Over?", "Jo & Kai", "“It's (Not) Over?” by Jo & Kai is calm."),
        (
            "one two three four five six seven eight nine ten",
            "X",
            "“one two three four five six seven eight…” by X is calm.",
        ),
    ],
)
def test_the_picks_own_names_claim_nothing_and_must_be_there(title: str, artist: str, text: str) -> None:
    facts = replace(PIANO, track=named(title, artist))
    assert check_reason(text, facts, LIBRARY).problems == ()
    missing = check_reason("It is a calm piece with piano.", facts, LIBRARY)
    assert kinds(missing) == {ProblemKind.NAMES}


@pytest.mark.parametrize(
    "text",
    [
        "“Blue door” by Mira Sol is calm.",  # not as it is stored
        "“Blue Doors” by Mira Sol is calm.",
        "“Blue Door” by Mira Soll is calm.",
        "“Blue Door” is calm.",
        "“Blue Door” by Mira Sol is calm, unlike “Piano”.",
        "“Blue Door” by Mira Sol is calm, unlike Outfoxing the Fox.",
        "“Blue Door” by Mira Sol is calm, as The Quiet Ones are.",
        "“Blue Door” by Mira Sol is calm, after Sketch by Ödön.",
        "“Blue Door” by Mira Sol is calm, in the manner of Satie.",
    ],
)
def test_no_other_name(text: str) -> None:
    assert kinds(check_reason(text, PIANO, LIBRARY)) == {ProblemKind.NAMES}


@pytest.mark.parametrize(
    "text",
    [
        "“Blue Door” by Mira Sol is calm, with piano, and starts at 0:40, in its main part, under your dark clip.",
        "Piano and strings, few cuts, a dark clip: “Blue Door” by Mira Sol.",
        "Calm is what your slow clip needs: “Blue Door” by Mira Sol, in D minor, under a Creative Commons licence.",
    ],
)
def test_titles_of_everyday_words_are_no_names(text: str) -> None:
    assert check_reason(text, PIANO, LIBRARY).problems == ()


def test_a_japanese_title_is_found_within_a_sentence() -> None:
    facts = replace(PIANO, language="ja")
    verdict = check_reason("「Blue Door」(Mira Sol)は穏やかな曲です。雨の日のうたに似ています。", facts, LIBRARY)
    assert [problem.said for problem in verdict.problems if problem.kind is ProblemKind.NAMES]


@pytest.mark.parametrize("text", ["Cu\ufffd it at 0:40", "It is calm\ufffd\ufffd"])
def test_a_broken_letter_is_refused(text: str) -> None:
    assert ProblemKind.FORM in kinds(check_reason(f"“Blue Door” by Mira Sol is calm. {text}.", PIANO, LIBRARY))


def test_a_word_with_a_capital_inside_is_refused_unless_it_is_a_name() -> None:
    slip = "“Blue Door” by Mira Sol is calm. Start it at 0:27, in the tBing livees of the main part."
    assert ProblemKind.FORM in kinds(check_reason(slip, PIANO, LIBRARY))
    track = replace(PIANO.track, title="eBow at the iSland")
    named = check_reason("“eBow at the iSland” by Mira Sol is calm.", replace(PIANO, track=track), LIBRARY)
    assert ProblemKind.FORM not in kinds(named)


def test_a_text_is_checked_sentence_by_sentence() -> None:
    told = ["It is calm and quiet.", "“Blue Door” by Mira Sol has piano.", "It has vocals."]
    parts = [" ".join(told[: n + 1]) for n in range(3)]
    assert [check_partial_reason(part, PIANO, LIBRARY).ok for part in parts] == [True, True, False]
    assert [check_reason(part, PIANO, LIBRARY).ok for part in parts] == [False, True, False]


def test_what_is_wrong_is_said_plainly() -> None:
    verdict = check_reason("“Blue Door” by Mira Sol has violin and drums at 90 bpm, in C major.", PIANO)
    assert [problem.sentence for problem in verdict.problems] == [
        "It says “violin”; that was not heard.",
        "It says “drums”; that was not heard.",
        "It says “in C major”; measured was: D minor.",
        "It says “90 bpm”; measured was: 72 bpm.",
    ]
    assert {problem.kind for problem in verdict.problems} == {ProblemKind.FALSE, ProblemKind.UNKNOWN}


def test_a_broken_wish_may_be_owned_up_to_in_other_words() -> None:
    facts = replace(PIANO, broken=("no clear harp in it", "72 bpm, you asked for at least 100"))
    assert check_reason("“Blue Door” by Mira Sol: not everything fits: no clear harp in it.", facts).ok
    assert check_reason("“Blue Door” by Mira Sol has no harp, and 72 bpm where you asked for at least 100.", facts).ok
    assert not check_reason("“Blue Door” by Mira Sol has harp.", facts).ok
    assert not check_reason(
        "“Blue Door” by Mira Sol has no organ.", replace(facts, track=replace(facts.track, tags=()))
    ).ok


def test_a_verdict_without_a_text_is_a_failed_one() -> None:
    assert not CheckResult.make_failed("late").ok
    assert CheckResult().ok


def test_length_and_language() -> None:
    assert ProblemKind.FORM in kinds(check_reason("“Blue Door” by Mira Sol is calm" + " and calm" * 40 + ".", PIANO))
    assert ProblemKind.LANGUAGE in kinds(
        check_reason("“Blue Door” by Mira Sol is calm.", replace(PIANO, language="ja"))
    )
    assert not supports_language("nl")
    with pytest.raises(KeyError):
        check_reason("“Blue Door”", replace(PIANO, language="nl"))


@pytest.mark.parametrize("level", [0.05, 0.2, 0.27, 0.35, 0.42, 0.5, 0.62, 0.68, 0.8, 0.95])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_scales_is_true_of_its_step(language: str, level: float) -> None:
    """The check's bounds are those of language.descriptions."""
    track = made_track(title="", artist="", energy=level, valence=level, brightness=level)
    clip = made_clip(energy=level, brightness=level, warmth=level, saturation=level)
    for step in (*find_track_steps(track.traits), *find_clip_steps(clip)):
        phrases = [entry for entries in get_lexicon(language).phrases.values() for _, entry in entries]
        meant = [each for e in phrases for each in (e.track, e.clip) if each is not None and each.value == step.name]
        assert meant, step
        of_track = step in find_track_steps(track.traits)
        for each in meant:
            if each.trait in (Trait.LEVEL, Trait.LOOK) and (each.trait is Trait.LEVEL) == of_track:
                assert any(low <= level < high for _, low, high in each.ranges), step


WORDS = (
    "no not without calm slow fast piano drums vocals clip your track it , . ; : and or but than the last pick 84 122 bpm "
    "instead of from to 0:32 1985 in C minor more less now as “ ” ' \" by CC BY 4.0 80s never free - 's ( )"
)


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join)),
    st.sampled_from(LANGUAGES),
)
def test_no_text_makes_it_stumble(text: str, language: str) -> None:
    facts = replace(PIANO, language=language)
    whole, part = check_reason(text, facts, LIBRARY), check_partial_reason(text, facts, LIBRARY)
    assert set(part.problems) <= set(whole.problems)
    extract_claims(text, language)


@given(st.text(max_size=200))
def test_no_name_makes_it_stumble(name: str) -> None:
    facts = replace(PIANO, track=named(name, name))
    check_reason(f"“{shorten_name(name)}” by {shorten_name(name)} is calm.", facts, CatalogueNames([(name, name)]))


@pytest.mark.parametrize(
    "row", ["calm, " * 2000, "no " * 3000, "“" * 4000, "ignore " * 3000, "84 " * 3000, "a-" * 3000, "not a, " * 999]
)
def test_long_texts_are_quick(row: str) -> None:
    began = time.process_time()
    check_reason(row, PIANO, LIBRARY)
    assert time.process_time() - began < 5


def test_a_reason_is_checked_in_no_time() -> None:
    text = (
        "“Blue Door” by Mira Sol is a calm, sombre piece at 72 bpm in D minor with piano, strings and no vocals, moving at "
        "the pace of your slow, dark clip with few cuts. It starts at 0:40, in its main part. It is slower than the last "
        "pick, 72 instead of 122 bpm and without vocals this time."
    )
    names = CatalogueNames((f"Some Title Number {n}", f"Artist {n}") for n in range(20_000))
    assert check_reason(text, PIANO, names).ok
    began = time.process_time()
    for _ in range(20):
        check_reason(text, PIANO, names)
    assert (
        time.process_time() - began
    ) / 20 < 0.02  # about 1 ms of CPU time; a busy machine and a coverage tracer make it longer
