"""How keys are written: "G♯ minor", "A flat major", "gis-Moll", "sol sostenido menor"."""

from __future__ import annotations

from collections.abc import Iterator

from language.claims.claim_languages import load_claim_words
from language.languages.claim_words import ClaimWords

PITCHES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def iter_key_phrases(language: str) -> Iterator[tuple[str, str]]:
    """Every spelling of every key in a language, with its name as it is stored: ("gis-moll", "G# minor")."""
    words = load_claim_words(language)
    for tonic, pitch in _iter_tonics(words):
        for mode, said in words.modes.items():
            yield from ((f"{tonic} {each}", f"{PITCHES[pitch]} {mode}") for each in said)


def _iter_tonics(words: ClaimWords) -> Iterator[tuple[str, int]]:
    for name, pitch in words.pitches.items():
        yield name, pitch
        yield from ((name + sign, (pitch + 1) % 12) for sign in words.sharps)
        yield from ((name + sign, (pitch - 1) % 12) for sign in words.flats)


def iter_tonic_phrases(language: str) -> Iterator[tuple[str, str]]:
    """A key after the words that tell that it is one, with or without its mode: ("in g sharp", "G#")."""
    words = load_claim_words(language)
    for tonic, pitch in _iter_tonics(words) if words.key_leads else ():
        for before in words.key_leads:
            yield f"{before} {tonic}", PITCHES[pitch]
            for mode, said in words.modes.items():
                yield from ((f"{before} {tonic} {each}", f"{PITCHES[pitch]} {mode}") for each in said)
