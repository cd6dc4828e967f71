"""Scales, chords by function, and voice leading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

NOTE_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
_DEGREES = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
# Semitones above the root. Ninths and thirteenths leave the fifth out: a voicing has about four notes, and the fifth
# is the one that says least.
_QUALITIES: dict[str, tuple[int, ...]] = {
    "M": (0, 4, 7), "m": (0, 3, 7), "M7": (0, 4, 7, 10), "m7": (0, 3, 7, 10), "Mmaj7": (0, 4, 7, 11),
    "mmaj7": (0, 3, 7, 11), "M9": (0, 4, 10, 14), "m9": (0, 3, 10, 14), "Mmaj9": (0, 4, 11, 14), "M13": (0, 4, 10, 21),
    "Madd9": (0, 4, 7, 14), "madd9": (0, 3, 7, 14), "Msus2": (0, 2, 7), "Msus4": (0, 5, 7), "M7sus4": (0, 5, 7, 10),
    "M6": (0, 4, 7, 9), "m6": (0, 3, 7, 9), "M69": (0, 4, 9, 14), "mo": (0, 3, 6), "mo7": (0, 3, 6, 9),
    "mh7": (0, 3, 6, 10), "M+": (0, 4, 8), "M5": (0, 7), "m5": (0, 7), "M7b9": (0, 4, 10, 13), "msus2": (0, 2, 7),
    "msus4": (0, 5, 7),
}  # fmt: skip
_NUMERAL = re.compile(r"^(b|#)?(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)([^/]*)(?:/([357]))?$")


def is_minor(mode: str) -> bool:
    """Whether a mode has a minor third above its tonic."""
    return 3 in SCALES[mode]


@dataclass(frozen=True, slots=True)
class Chord:
    """Root and bass as pitch classes, tones as semitones above the root."""

    root: int
    tones: tuple[int, ...]
    bass: int

    @property
    def classes(self) -> tuple[int, ...]:
        """Pitch classes, root first."""
        return tuple((self.root + t) % 12 for t in self.tones)

    def tone_at(self, step: int) -> int:
        """Pitch class of the chord's third (3), fifth (5) or root (1)."""
        index = {1: 0, 3: 1, 5: 2, 7: 3}[step]
        return self.classes[min(index, len(self.tones) - 1)]


@lru_cache(maxsize=1024)
def parse_chord(numeral: str, tonic: int) -> Chord:
    """A Roman numeral (``"ii7"``, ``"bVImaj7"``, ``"V/3"``) over a tonic; degrees count from the major scale.

    Raises:
        ValueError: the numeral is not understood.

    """
    found = _NUMERAL.match(numeral)
    if not found:
        raise ValueError(f"not a chord: {numeral!r}")
    accidental, degree, suffix, inversion = found.groups()
    quality = ("M" if degree.isupper() else "m") + suffix
    if quality not in _QUALITIES:
        raise ValueError(f"not a chord: {numeral!r}")
    shift = {"b": -1, "#": 1, None: 0}[accidental]
    root = (tonic + _DEGREES[degree.upper()] + shift) % 12
    chord = Chord(root, _QUALITIES[quality], root)
    return Chord(root, chord.tones, chord.tone_at(int(inversion))) if inversion else chord


def scale_classes(tonic: int, mode: str, chord: Chord | None = None) -> tuple[int, ...]:
    """Pitch classes of the scale, bent to fit a chord that borrows notes from elsewhere."""
    plain = {(tonic + step) % 12 for step in SCALES[mode]}
    if chord is not None:
        # A borrowed note displaces the scale's notes a half step beside it, unless the chord has them too.
        alien = set(chord.classes) - plain
        plain = {c for c in plain if all((c - a) % 12 not in (1, 11) for a in alien) or c in chord.classes} | alien
    return tuple(sorted(plain))


def nearest_pitch(pitch: int, classes: Sequence[int]) -> int:
    """The MIDI pitch nearest to ``pitch`` whose pitch class is one of ``classes``; the higher one of two."""
    return min((pitch + d for d in range(-6, 7) if (pitch + d) % 12 in classes), key=lambda p: (abs(p - pitch), -p))


def climb_scale(pitch: int, steps: int, classes: Sequence[int]) -> int:
    """Move up (or down) a number of steps of a scale, from a pitch on it."""
    direction = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        pitch += direction
        while pitch % 12 not in classes:
            pitch += direction
    return pitch


def _list_close_voicings(classes: Sequence[int], low: int, high: int, size: int) -> list[tuple[int, ...]]:
    """Close voicings from every chord tone in the range upwards."""
    found = []
    for start in range(low, high + 1):
        if start % 12 not in classes:
            continue
        stack = [start]
        while len(stack) < size:
            stack.append(next(p for p in range(stack[-1] + 1, stack[-1] + 13) if p % 12 in classes))
        if stack[-1] <= high:
            found.append(tuple(stack))
    return found


def choose_voicing(chord: Chord, previous: Sequence[int], low: int, high: int, size: int = 4) -> tuple[int, ...]:
    """The voicing of a chord that moves least from the previous one and stays about the middle of its range."""
    classes = chord.classes
    if size < len(classes):
        # Third and seventh say what a chord is; root and fifth are left out first, since the bass plays them.
        classes = (classes[1], *classes[3:], classes[0], classes[2])[:size] if size < 4 else classes[:size]
    options = _list_close_voicings(classes, low, high, size) or _list_close_voicings(classes, low, high + 12, size)
    middle = (low + high) / 2

    def cost(stack: tuple[int, ...]) -> float:
        travel = sum(min(abs(p - q) for q in previous) for p in stack) if previous else 0.0
        # A mild pull to the middle, or falling progressions would carry the voicing out of its range.
        return travel + 0.35 * abs(sum(stack) / len(stack) - middle)

    return min(options, key=cost)
