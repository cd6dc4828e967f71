"""Who is named in a text, and the text with nobody named."""

from __future__ import annotations

import pytest

from research.datasets.name_masking import find_names, is_mentioned, mask_names
from research.datasets.training_tuple import Dialogue, Music, parse_credit
from tests.research.datasets.made import TARGET, TURNS


@pytest.mark.parametrize(
    ("text", "artist", "title", "expected"),
    [
        ("a bit more of Samantha J's style", "Samantha J", "Tight Skirt", "a bit more of the artist's style"),
        ("more of SAMANTHA J’s style", "Samantha J feat. R. City", "X", "more of the artist’s style"),
        ("something like beyonce", "Beyoncé", "Halo", "something like the artist"),
        ("Mira Kay is great. More, please", "Mira Kay", "Rails", "The artist is great. More, please"),
        ("as in 'Help!' by the Beatles", "The Beatles", "Help! (Remastered 2009)", "as in that track by the artist"),
        ("as on Night Train to Oslo, you know", "Mira Kay", "Night Train to Oslo", "as on that track, you know"),
        ("do you know Jo?", "Mira & Jo", "Rails", "do you know the artist?"),
        ("some AC/DC perhaps", "AC/DC", "Thunder", "some the artist perhaps"),
    ],
)
def test_names_are_masked(text: str, artist: str, title: str, expected: str) -> None:
    assert mask_names(text, artist, title) == expected
    assert find_names(expected, artist, title) == []


@pytest.mark.parametrize(
    ("text", "artist", "title"),
    [
        ("something happy for you and me", "You & Me", "Happy"),
        ("Happy music with a slow beat. Slow is fine. I want it so", "Slow", "Happy"),
        ("calm piano, no vocals", "", "Untitled Calm"),
        ("the matrix is a film", "Matri", "Ix"),
    ],
)
def test_everyday_words_are_no_names(text: str, artist: str, title: str) -> None:
    assert find_names(text, artist, title) == []
    assert mask_names(text, artist, title) == text


def test_everyday_words_written_as_names_are_names() -> None:
    assert mask_names("something like Happy, or 'slow'", "Slow", "Happy") == "something like that track, or the artist"


def test_a_name_without_letters_is_found_as_it_is() -> None:
    assert is_mentioned("try '!!!' now", "!!!")
    assert not is_mentioned("try it now!", "!!!")


def test_a_conversation_says_what_it_leaks() -> None:
    wish = "Could it be more like Mira Kay, perhaps 'Night Train to Oslo'?"
    conversation = Dialogue((TURNS[0], TURNS[1], wish, TURNS[3]), TARGET)
    assert conversation.find_leaks == {"t3": ("artist", "title")}
    hidden = conversation.mask_names()
    assert hidden.find_leaks == {}
    assert hidden.turns[2] == "Could it be more like the artist, perhaps that track?"
    assert hidden.turns[3] == TURNS[3]  # the answer is to name them


def test_an_unknown_artist_leaks_nothing() -> None:
    assert Dialogue(TURNS, Music("t")).find_leaks == {}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("I'd recommend 'Tight Skirt' by Samantha J. It is", ("Tight Skirt", "Samantha J")),
        ('How about "Don\'t Stop" by Fleetwood Mac from the album Rumours?', ("Don't Stop", "Fleetwood Mac")),
        ("I suggest 'Youth,' a song by Daughter, whose", ("Youth", "Daughter")),
        ("Something slow by the sea", ("", "")),
    ],
)
def test_a_credit_is_read_out_of_an_answer(answer: str, expected: tuple[str, str]) -> None:
    assert parse_credit(answer) == expected
