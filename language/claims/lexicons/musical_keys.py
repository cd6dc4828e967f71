"""How keys are written: "G♯ minor", "A flat major", "gis-Moll", "sol sostenido menor"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

PITCHES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_LATIN = {"do": 0, "re": 2, "mi": 4, "fa": 5, "sol": 7, "la": 9, "si": 11}
_GERMAN = "c his|cis des|d|dis es|e fes|f eis|fis ges|g|gis as|a|ais b|h ces"  # by pitch class
_MODES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {"major": ("major",), "minor": ("minor",)},
    "de": {"major": ("dur",), "minor": ("moll",)},
    "es": {"major": ("mayor",), "minor": ("menor",)},
    "fr": {"major": ("majeur",), "minor": ("mineur",)},
    "ja": {"major": ("メジャー", "長調"), "minor": ("マイナー", "短調")},
}
_SHARP_SIGNS, _FLAT_SIGNS = ("#", "♯"), ("♭",)
_SIGNED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": ((*_SHARP_SIGNS, " sharp"), (*_FLAT_SIGNS, "b", " flat")),
    "es": ((*_SHARP_SIGNS, " sostenido"), (*_FLAT_SIGNS, " bemol")),
    "fr": ((*_SHARP_SIGNS, " dièse"), (*_FLAT_SIGNS, " bémol")),
    "ja": ((*_SHARP_SIGNS, "シャープ"), (*_FLAT_SIGNS, "b", "フラット")),
}


def iter_key_phrases(language: str) -> Iterator[tuple[str, str]]:
    """Every spelling of every key in a language, with its name as it is stored: ("gis-moll", "G# minor")."""
    for tonic, pitch in _iter_tonics(language):
        for mode, words in _MODES[language].items():
            for word in words:
                yield f"{tonic} {word}", f"{PITCHES[pitch]} {mode}"


def _iter_tonics(language: str) -> Iterator[tuple[str, int]]:
    if language == "de":
        for pitch, names in enumerate(_GERMAN.split("|")):
            yield from ((name, pitch) for name in names.split())
        return
    sharps, flats = _SIGNED[language]
    for name, pitch in (_LATIN if language in ("es", "fr") else _LETTERS).items():
        yield name, pitch
        yield from ((name + sign, (pitch + 1) % 12) for sign in sharps)
        yield from ((name + sign, (pitch - 1) % 12) for sign in flats)


def iter_tonic_phrases(language: str) -> Iterator[tuple[str, str]]:
    """A key after the words that tell that it is one, with or without its mode: ("in g sharp", "G#"); English only."""
    if language == "en":
        for tonic, pitch in _iter_tonics(language):
            for before in ("in", "key of"):
                yield f"{before} {tonic}", PITCHES[pitch]
                for mode in ("major", "minor"):
                    yield f"{before} {tonic} {mode}", f"{PITCHES[pitch]} {mode}"
