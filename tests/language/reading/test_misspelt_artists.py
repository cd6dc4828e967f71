"""An artist of the library is recognised when misspelt; everyday words are not taken for names."""

from __future__ import annotations

import pytest

from language.reading import LibraryWords, read_words
from musechat.brief import Brief
from musechat.wish import Facet

NAMES = LibraryWords.from_names(
    [("1", "a", "Kevin MacLeod"), ("2", "b", "Alexandr Zhelanov"), ("3", "c", "Katy Perry"), ("4", "d", "Green Day"),
     ("5", "e", "Eric Skiff"), ("6", "f", "Unknown Artist"), ("7", "g", "Winters"), ("8", "h", "The Midnight")]
)  # fmt: skip


def artists_in(words: str) -> list[str]:
    events = read_words(words, None, Brief(), NAMES).events
    wishes = [event.wish for event in events if event.wish and event.wish.facet in (Facet.ARTIST, Facet.LIKE)]
    return [getattr(wish.value, "artist", None) or getattr(wish.value, "name", "") for wish in wishes]


@pytest.mark.parametrize(
    ("words", "artist"),
    [("something by Kevin McLeod", "Kevin MacLeod"), ("kevin mcleod", "Kevin MacLeod"),
     ("something by Kewin Macleod", "Kevin MacLeod"), ("like Kate Perry", "Katy Perry"),
     ("alexander zhelanov please", "Alexandr Zhelanov"), ("by eric skif", "Eric Skiff"),
     ("something by Cevin MacLeod", "Kevin MacLeod")],
)  # fmt: skip
def test_a_misspelt_artist_is_the_librarys(words: str, artist: str) -> None:
    assert artists_in(words) == [artist]


@pytest.mark.parametrize(
    "words", ["green days in spring", "calm piano for winter", "unknown artist", "around midnight", "an eric sketch"]
)
def test_everyday_words_are_no_artist(words: str) -> None:
    assert artists_in(words) == []


@pytest.mark.parametrize(
    ("said", "expected", "found"),
    [
        ("skvortzova please", False, (1, "Skvortsova")),  # one word
        ("skvortzova", False, (1, "Skvortsova")),
        ("skvortzova", True, (1, "Skvortsova")),
        ("alexander skvortsova please", False, (2, "Alexandr Skvortsova")),
        ("florense and the machine", False, (4, "Florence And The Machine")),
        ("skifff", True, (1, "Skiff")),
        ("skifff", False, None),  # too short to be taken for a name where none is expected
        ("skif", True, None),  # four letters are too few
        ("'skvortzova", True, None),
        ("", True, None),
    ],
)
def test_a_misspelt_name_of_any_number_of_words_is_found(
    said: str, expected: bool, found: tuple[int, str] | None
) -> None:
    names = LibraryWords.from_names(
        [("1", "a", "Skvortsova"), ("2", "b", "Alexandr Skvortsova"), ("3", "c", "Florence And The Machine"),
         ("4", "d", "Skiff")]
    )  # fmt: skip
    assert names.find_misspelt_artist(said.split(), expected=expected) == found
