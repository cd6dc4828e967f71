"""The names of concepts, and that the domain finds concepts only by the names that it is handed."""

from __future__ import annotations

import pytest

from language.languages.vocabulary_table import split_phrases
from language.texts import LANGUAGES as TEXT_LANGUAGES
from language.vocabulary import ENGLISH, LANGUAGES, find_named_concept, is_named_in, list_scale_ends, names_of
from musechat.brief import Brief
from musechat.concepts import ALL_TERMS, GENRES, INSTRUMENTS, PACES, NamedConcept, find_term
from musechat.rules import GuildRules, Rules, find_refusal
from musechat.wish import Facet
from tests.musechat.made import made_track


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_names_known_concepts_and_paces_only(language: str) -> None:
    table = LANGUAGES[language]
    assert table.terms.keys() <= {concept_id for _, concept_id in ALL_TERMS}
    assert table.paces.keys() <= PACES.keys()
    assert all(split_phrases(said) for said in (*table.terms.values(), *table.moves.values(), *table.paces.values()))


def test_every_language_that_we_write_is_read() -> None:
    assert set(LANGUAGES) == set(TEXT_LANGUAGES)


def test_english_names_every_concept_and_pace_and_no_two_alike() -> None:
    assert ENGLISH.terms.keys() == {concept_id for _, concept_id in ALL_TERMS}
    assert ENGLISH.paces.keys() == PACES.keys()
    names = [name for said in ENGLISH.terms.values() for name in split_phrases(said)]
    assert len(names) == len(set(names))


def test_a_concept_that_is_not_listed_goes_by_its_id() -> None:
    assert names_of(find_term(Facet.GENRE, "zydeco")) == ("zydeco",)
    assert names_of(find_term(Facet.MOOD, "rock")) == ("rock",)  # a genre of that id lends no names to a mood
    assert find_named_concept(Facet.GENRE, "Lo-Fi Folk").names == ("lo fi folk",)


@pytest.mark.parametrize(
    ("text", "named"),
    [("Acoustic Guitar", True), ("guitarist", True), ("guitaré", False), ("bass guitar; drums", True), ("", False)],
)
def test_a_tag_names_a_concept_as_a_whole_word(text: str, named: bool) -> None:
    assert is_named_in(INSTRUMENTS["guitar"], text) is named


def test_the_ends_of_a_scale() -> None:
    assert list_scale_ends(Facet.VALENCE) == (("happy", "uplifting"), ("sad",))
    fast, slow = list_scale_ends(Facet.TEMPO)
    assert set(fast) == {"fast", "quick", "speedy", "up tempo", "uptempo", "very fast"}
    assert slow == ("very slow", "slow")


def test_a_rule_finds_a_genre_by_the_names_that_it_was_handed() -> None:
    def find_in_german(facet: Facet, concept_id: str) -> NamedConcept:
        return NamedConcept(find_term(facet, concept_id), ("klassik",))

    blocked = GuildRules(blocked_genres=frozenset({"classical"}))
    german, english = (Rules.build_rules(Brief(), find, guild=blocked) for find in (find_in_german, find_named_concept))
    assert find_refusal(made_track(genre="Klassik"), german)
    assert find_refusal(made_track(genre="Baroque"), german) is None
    assert find_refusal(made_track(genre="Klassik"), english) is None
    assert find_refusal(made_track(genre="Baroque"), english)
    assert names_of(GENRES["classical"])[0] == "classical"
