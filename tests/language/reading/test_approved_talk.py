"""Messages that come after others: what lifts a wish, names a name of one word, bounds a number on both sides."""

from __future__ import annotations

import pytest

from language.reading import eras_in_words, read_words
from musechat.brief import Brief
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES
from tests.approval import compare_with_approved
from tests.language.reading.test_approved_readings import say_reading

LIFTING = {
    "no vocals": (
        "vocals don't matter anymore",
        "vocals are fine now",
        "it doesn't have to be instrumental",
        "forget about no vocals",
        "Gesang ist doch okay",
        "da igual que tenga voz",
        "peu importe les voix",
        "ボーカルありでもいい",
    ),
    "only for commercial use": (
        "never mind the licence",
        "the licence doesn't matter",
        "any licence is fine",
        "no commercial use needed",
        "Lizenz ist egal",
        "la licencia da igual",
        "peu importe la licence",
        "ライセンスは気にしない",
    ),
    "something like Hans Zimmer": (
        "it doesn't have to be like Hans Zimmer",
        "forget Hans Zimmer",
        "not like Hans Zimmer anymore",
        "muss nicht nach Hans Zimmer klingen",
    ),
    "for a funeral": ("forget the funeral", "it isn't for a funeral", "doesn't have to be for a funeral"),
    "calm piano": (
        "less calm",
        "calm doesn't matter",
        "forget the piano",
        "enough calm",
        "piano is not needed",
        "no need for calm",
        "any energy is fine",
        "energy doesn't matter",
    ),
    "90 bpm": ("tempo doesn't matter", "any tempo", "forget the tempo", "tempo egal", "テンポは何でもいい"),
    "shorter than 2 minutes": ("length doesn't matter", "not so short", "not a short one", "less long", "more short"),
}
ALONE = (
    "similar vibe to Night Train Home please",
    "same feel as Aphex Twin but brighter",
    "anyone like Jo Lee? I love the song by her",
    "Jo Lee. similar artists",
    "Jo Lee and similar ones",
    "similar ones",
    "Queen",
    "Queen, Xtal",
    "some Xtal",
    "Mira Sol, Queen and Flash",
    "got any Flash by Queen?",
    "less than 3 minutes, more than 1",
    "at least 100 bpm and under 120",
    "100 bpm or more",
    "more than 100 bpm but less than 130",
    "between 1 and 2 minutes long",
    "2 to 3 minutes",
    "not short, not long",
    "Streicher",
    "a bit more of the piano",
    "more and more drums",
    "more drums, less so the guitar",
    "not groovy",
    "groovy is fine",
    "it need not be groovy",
    "nothing long",
    "nichts Langes",
    "nada lento",
    "rien de lent",
)


@pytest.fixture(autouse=True)
def _in_one_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eras_in_words, "find_year", lambda: 2026)


def test_what_lifts_a_wish_is_read_as_approved() -> None:
    lines = []
    for standing, messages in LIFTING.items():
        brief = Brief().apply_changes(read_words(standing, None, Brief(), NAMES).events, turn_seq=1)
        for words in messages:
            reading = read_words(words, LAST, brief, NAMES)
            after = brief.apply_changes(reading.events, turn_seq=2)
            left = ", ".join(f"{s.wish.force} {s.wish.facet}" for s in after.standing) or "nothing"
            lines.append(f"{standing} / {words} => {say_reading(words, reading)} => {left}")
    compare_with_approved("readings-lifting", lines)


def test_names_and_bounds_are_read_as_approved() -> None:
    lines = [f"{words} => {say_reading(words, read_words(words, LAST, Brief(), NAMES))}" for words in ALONE]
    compare_with_approved("readings-names-and-bounds", lines)
