"""What is read out of words, apart from whether it is true."""

from __future__ import annotations

import pytest

from language.claims.claim_languages import load_claim_words
from language.claims.claim_lexicon import get_lexicon
from language.claims.extraction import About, extract_claims
from language.claims.meanings import Trait, term_to_idea
from language.claims.vocabulary_phrases import iter_vocabulary_phrases
from language.texts import LANGUAGES, load_texts
from language.vocabulary import names_of
from musechat.concepts import GENRES, INSTRUMENTS, MOODS


def read(text: str, language: str = "en") -> list[str]:
    return [f"{'not ' if claim.denied else ''}{claim.value}" for claim in extract_claims(text, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_vocabulary_is_understood(language: str) -> None:
    texts = load_texts(language)
    for table, traits in (
        (INSTRUMENTS, {Trait.INSTRUMENT}),
        (GENRES, {Trait.GENRE, Trait.MOOD}),
        (MOODS, {Trait.MOOD, Trait.LEVEL}),
    ):
        for name in table:
            said = texts.translate_term(name)
            assert {claim.trait for claim in extract_claims(said, language)} & (traits | {Trait.GENRE, Trait.LEVEL}), (
                said
            )


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("no drums", ["not drums"]),
        ("no drums or strings", ["not drums", "not strings"]),
        ("no drums, strings or bells", ["not drums", "not strings", "not bells"]),
        ("no drums, just strings", ["not drums", "strings"]),
        ("no drums, but strings", ["not drums", "strings"]),
        ("no drums and a steady beat", ["not drums", "steady"]),
        ("without drums and strings", ["not drums", "not strings"]),
        ("piano rather than strings", ["piano", "not strings"]),
        ("piano instead of strings", ["piano", "not strings"]),
        ("drum-free", ["not drums"]),
        ("drums free the piano", ["drums", "piano"]),
        ("strings are absent", ["not strings"]),
        ("piano and strings are missing", ["not piano", "not strings"]),
        ("with piano, strings are absent", ["piano", "not strings"]),
        ("neither drums nor strings", ["not drums", "not strings"]),
        ("not only piano but strings", ["piano", "strings"]),
        ("it does not use drums", ["not drums"]),
        ("nobody sings", ["none"]),
        ("it never gets loud", ["not loud"]),
        ("less piano", ["instrument:piano.less"]),
        ("piano-less", ["not piano"]),
        ("no drums and non-commercial use only", ["not drums", "non-commercial"]),
        ("no drums or non-commercial use only", ["not drums", "non-commercial"]),
    ],
)
def test_what_a_denial_reaches(text: str, claims: list[str]) -> None:
    assert read(text) == claims


@pytest.mark.parametrize(
    ("text", "abouts"),
    [
        ("your slow clip", {About.CLIP}),
        ("your clip is slow", {About.CLIP}),
        ("clip is slow", {About.CLIP}),
        # Several words that no table has lie between: a clause that begins with the clip is about it.
        ("your clip drifts along somehow and stays slow", {About.CLIP}),
        ("in the end your clip wanders around somehow and goes slow", {About.TRACK, About.CLIP}),
        ("here in your clip it is slow", {About.TRACK}),
        ("under your clip, slow", {About.TRACK, About.CLIP}),
        ("your slow, rain-soaked clip", {About.CLIP}),
        ("a slow track for your clip", {About.TRACK}),
        ("it is slow", {About.TRACK}),
        ("slow", {About.TRACK}),
        ("the last pick was slow", {About.LAST}),
        ("it suits your clip, slow as it is", {About.TRACK, About.CLIP}),
        ("slowly, with your clip", {About.TRACK, About.CLIP}),
    ],
)
def test_whom_a_word_is_about(text: str, abouts: set[About]) -> None:
    found = {claim.about for claim in extract_claims(text, "en") if claim.trait in (Trait.TEMPO, Trait.LOOK)}
    assert found == abouts


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("in C minor", "C minor"),
        ("in G♯ minor", "G# minor"),
        ("in A-flat major", "G# major"),
        ("Bb major", "A# major"),
        ("in C sharp minor", "C# minor"),
        ("in the key of E", "E"),
        ("in a minor key", "minor"),
    ],
)
def test_keys_are_read_however_they_are_spelt(text: str, key: str) -> None:
    assert [claim.value for claim in extract_claims(text, "en").select_traits(Trait.KEY)] == [key]


def test_an_article_is_no_key() -> None:
    assert not extract_claims("in a calm mood, a minor thing", "en").select_traits(Trait.KEY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at 84 bpm", [("84", About.TRACK)]),
        ("84 beats per minute", [("84", About.TRACK)]),
        ("84 instead of 122 bpm", [("84", About.TRACK), ("122", About.LAST)]),
        ("down from 122 to 84 bpm", [("122", About.LAST), ("84", About.TRACK)]),
        ("122 → 84 bpm", [("122", About.LAST), ("84", About.TRACK)]),
        ("84 bpm against the last pick's 122", [("84", About.TRACK), ("122", About.LAST)]),
        ("at eighty bpm", [("?", About.TRACK)]),
    ],
)
def test_whose_tempo_a_number_is(text: str, said: list[tuple[str, About]]) -> None:
    assert [(claim.value, claim.about) for claim in extract_claims(text, "en").select_traits(Trait.BPM)] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_tells_its_language(language: str) -> None:
    lexicon = get_lexicon(language)
    assert len(lexicon.phrases) > 300
    assert language == "ja" or len(lexicon.function_words) > 40


def test_katakana_within_a_longer_word_is_no_word() -> None:
    assert not extract_claims("ブロックの中", "ja").select_traits(Trait.GENRE)
    assert extract_claims("ロックの曲", "ja").select_traits(Trait.GENRE)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("it is under CC BY 4.0", []),
        ("CC BY licence, in version 4.0", []),
        ("CC BY one two three four 4.0", []),  # the last word that may belong to the licence's name
        ("CC BY one two three four five six seven 4.0", ["4.0"]),
        ("it has 4.0 parts under CC BY", ["4.0"]),
    ],
)
def test_the_version_of_a_licence_is_no_number_of_the_music(text: str, numbers: list[str]) -> None:
    assert [claim.value for claim in extract_claims(text, "en").select_traits(Trait.NUMBER)] == numbers


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_sounds_are_understood_in_english_too_where_the_word_means_nothing_else(language: str) -> None:
    said = set(iter_vocabulary_phrases(language))
    english = {names_of(concept)[0]: term_to_idea(concept.id) for concept in (*INSTRUMENTS.values(), *GENRES.values())}
    for name in english.keys() - load_claim_words(language).elsewhere:
        assert (english[name], name) in said
    assert {("vocals.any", "vocals"), ("vocals.none", "no vocals"), ("vocals.none", "instrumental")} < said
