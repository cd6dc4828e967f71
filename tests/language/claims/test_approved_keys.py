"""Keys, tempi and moments as texts name them, in five languages."""

from __future__ import annotations

import pytest

from language.texts import LANGUAGES, load_texts
from tests.approval import compare_with_approved
from tests.language.claims.test_approved_claims import write_claims

KEYS = {
    "en": ("in {} major", "in {} minor"),
    "de": ("in {}-Dur", "in {}-Moll"),
    "es": ("en {} mayor", "en {} menor"),
    "fr": ("en {} majeur", "en {} mineur"),
    "ja": ("{}メジャー", "{}マイナー"),
}
NOTES = {
    "en": ("C", "C#", "Db", "D", "D sharp", "Eb", "E", "F", "F sharp", "Gb", "G", "G#", "A flat", "A", "A#", "Bb", "B"),
    "de": ("C", "Cis", "Des", "D", "Dis", "Es", "E", "F", "Fis", "Ges", "G", "Gis", "As", "A", "Ais", "B", "H"),
    "es": tuple(
        f"{note}{sign}" for note in ("do", "re", "mi", "fa", "sol", "la", "si") for sign in ("", " sostenido", " bemol")
    ),
    "fr": tuple(
        f"{note}{sign}" for note in ("do", "ré", "mi", "fa", "sol", "la", "si") for sign in ("", " dièse", " bémol")
    ),
    "ja": ("C", "D", "E", "F", "G", "A", "B", "F#", "B♭"),
}
KANA = tuple(
    f"{sign}{note}{mode}" for note in "ハニホヘトイロ" for sign in ("", "嬰", "変") for mode in ("長調", "短調")
)
AMOUNTS = ("72 bpm", "0:40", "1:05", "90", "3/4", "120 BPM", "4.0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_and_numbers_are_claimed_as_approved(language: str) -> None:
    assert load_texts(language).language == language
    said = [mode.format(note) for note in NOTES[language] for mode in KEYS[language]]
    said += KANA if language == "ja" else ()
    compare_with_approved(f"numbers-{language}", [write_claims(each, language) for each in (*said, *AMOUNTS)])
