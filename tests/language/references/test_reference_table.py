"""The table of references: large, balanced and valid; found whatever the spelling, and not where no name is meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from language.references import Reference, load_references
from language.references.lookup import find_reference
from language.references.table import ARTIST_KINDS, parse_references
from language.wish_sounds import find_genre, list_sound_wishes
from musechat.concepts import ALL_TERMS, GENRES, fold_name
from musechat.errors import BadInput
from musechat.wish import Force

REFERENCES = load_references().list_references()


def test_the_table_is_large() -> None:
    kinds = Counter(reference.kind for reference in REFERENCES)
    assert kinds["genre"] >= 120
    assert sum(kinds.values()) - kinds["genre"] >= 400
    assert min(kinds["film"], kinds["series"], kinds["game"]) >= 40
    assert kinds["composer"] >= 100


def test_the_table_is_balanced_over_decades() -> None:
    begun = Counter(int(r.sound.era[0]) // 10 * 10 for r in REFERENCES if r.is_artist and r.sound.era)
    for decade in range(1950, 2020, 10):
        assert begun[decade] >= 20, decade
    assert sum(count for decade, count in begun.items() if decade < 1900) >= 30


@pytest.mark.parametrize("genre", [*GENRES])
def test_every_genre_of_the_vocabulary_has_a_sound(genre: str) -> None:
    sound = load_references().by_name[fold_name(genre)].sound
    assert sound.genres[0][0] == genre
    assert sound.energy is not None


def test_references_say_music_that_exists() -> None:
    for reference in REFERENCES:
        check_sound(reference)


def check_sound(reference: Reference) -> None:
    sound = reference.sound
    assert sound.moods
    assert sound.genres
    assert sound.energy is not None
    assert sound.energy[0] < sound.energy[1]
    assert sound.tempo is None or 30 <= sound.tempo[0] < sound.tempo[1] <= 300
    wishes = list_sound_wishes(sound)
    assert all(wish.force is Force.PREFER for wish, _ in wishes)
    named = [(wish.facet, wish.name) for wish, _ in wishes if wish.name]
    assert [each for each in named if each not in ALL_TERMS] == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Katy Perry", "Katy Perry"),
        ("Kate Perry", "Katy Perry"),
        ("hans zimer", "Hans Zimmer"),
        ("HANS ZIMMER", "Hans Zimmer"),
        ("Ramstein", "Rammstein"),
        ("billy eilish", "Billie Eilish"),
        ("bjork", "Björk"),
        ("Beyonce", "Beyoncé"),
        ("Rosalia", "Rosalía"),
        ("Tschaikowsky", "Pyotr Ilyich Tchaikovsky"),
        ("Beethofen", "Ludwig van Beethoven"),
        ("Skrilex", "Skrillex"),
        ("Avici", "Avicii"),
        ("Metalica", "Metallica"),
        ("cold play", "Coldplay"),
        ("weeknd", "The Weeknd"),
        ("Star War", "Star Wars"),
        ("Krieg der Sterne", "Star Wars"),
        ("Le Seigneur des Anneaux", "The Lord of the Rings"),
        ("El señor de los anillos", "The Lord of the Rings"),
        ("ジブリ", "Studio Ghibli"),
        ("久石譲", "Joe Hisaishi"),
        ("ファイナルファンタジー", "Final Fantasy"),
        ("phonk", "phonk"),
        ("dungeonsynth", "dungeon synth"),
        ("brazilian phonk", "drift phonk"),
        ("シティポップ", "city pop"),
        ("Queen", "Queen"),
        ("Kiss", "Kiss"),
    ],
)
def test_a_name_is_found_whatever_its_spelling(said: str, name: str) -> None:
    found = find_reference(said)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "said",
    [
        "train",
        "kiss",
        "queen",
        "air",
        "home",
        "justice",
        "dark",
        "the cure for boredom",
        "queen of the night",
        "summer",
        "beautiful",
        "wedding",
        "shopping",
        "something completely different",
        "morning coffee",
        "",
        "!!!",
    ],
)
def test_ordinary_words_are_no_names(said: str) -> None:
    assert find_reference(said) is None


def test_an_ambiguous_name_counts_as_a_likeness() -> None:
    found = find_reference("queen", likened=True)
    assert found is not None
    assert found.name == "Queen"


def test_a_name_leads_to_one_reference() -> None:
    names = [fold_name(name) for reference in REFERENCES for name in set(reference.list_names())]
    shared = {name for name, count in Counter(names).items() if count > 1}
    # "Journey" is a band and a game; the band, which is better known, has it.
    assert shared <= {"journey"}


def test_a_finer_genre_is_no_artist() -> None:
    assert find_genre("phonk") is not None
    assert find_genre("Daft Punk") is None
    assert {"artist", "band", "composer"} == ARTIST_KINDS


def test_an_operators_file_adds_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "references.toml"
    file.write_text(
        '["Our House Band"]\nkind = "band"\nstyles = ["ska"]\nmoods = ["party"]\n'
        '["Kiss"]\nkind = "game"\nmoods = ["calm"]\nenergy = [0.1, 0.3]\n'
        '["mossgaze"]\nkind = "genre"\ngenres = ["ambient"]\nmoods = ["soft"]\n'
        '["Fern"]\nkind = "artist"\nstyles = ["mossgaze"]\n',
        "utf-8",
    )
    table = load_references(file)
    ours = find_reference("our house band", table)
    assert ours is not None
    assert ours.sound.moods[0][0] == "party"
    assert [name for name, _ in ours.sound.genres] == ["reggae", "punk"]
    assert table.by_name["kiss"].kind == "game"
    assert table.by_name["fern"].sound.genres == (("ambient", 1.0),)
    assert table.by_name["hans zimmer"].is_artist


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('["X"]\nkind = "planet"\n', "X: kind 'planet' is none of"),
        ('["X"]\nkind = "band"\nstyles = ["zydecore"]\n', "X: styles: no such genre: zydecore"),
        ('["X"]\nkind = "band"\nmoods = ["cosmic"]\n', "X: moods: no such concept: cosmic"),
        ('["X"]\nkind = "band"\n', "X: nothing says what it sounds like"),
        ("this is no TOML", "cannot be read"),
    ],
)
def test_an_operators_mistake_is_told(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "references.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(BadInput, match=message):
        load_references(file)


def test_an_operators_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_references(tmp_path / "none.toml")


def test_what_is_said_of_the_thing_itself_goes_first() -> None:
    entries = {
        "drift": {"kind": "genre", "genres": ["trap"], "moods": ["dark"], "energy": [0.6, 0.9], "tempo": [120, 160]},
        "X": {"kind": "band", "styles": ["drift"], "moods": ["happy"], "energy": [0.2, 0.3]},
    }
    sound = parse_references(entries)[1].sound
    assert sound.moods[0] == ("happy", 1.0)
    assert dict(sound.moods)["dark"] < 1
    assert sound.energy == (0.2, 0.3)
    assert sound.tempo == (120.0, 160.0)
    assert sound.genres == (("trap", 1.0),)
