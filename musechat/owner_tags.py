"""What a file's owner wrote of tempo and key, where it is plausible against what was heard.

A tag is often right about what is hardest to hear, the octave of the tempo, and now and then about another song: it
settles a tie, and is ignored where the sound says something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from musechat.hearing import HeardKey, HeardMusic, HeardRhythm

NEAR = 0.04  # share by which a written tempo may differ from the heard one
AGREED = 1.0  # confidence in what owner and ear agree on: known, where the ear alone never comes to 1
OWNED = 0.97  # … and in a key that the owner wrote, which the ear takes for a relative one
LEAST_SHARED = 6  # notes that the scales of the written and of the heard key share: itself, its relative, neighbours
DOUBTFUL = 0.5  # probability of a heard key below which any written key is taken
_NOTES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11, "H": 11}
_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_KEY = re.compile(r"^([A-Ha-h])\s*([#♯b♭]?)\s*(m|min|minor|maj|major|)$", re.IGNORECASE)
_CAMELOT = re.compile(r"^(1[0-2]|[1-9])([ABab])$")


def settle_by_owner(heard: HeardMusic, bpm: float | None, key: str) -> HeardMusic:
    """What was heard, with tempo octave and key as the owner wrote them where that is plausible."""
    rhythm = heard.rhythm if bpm is None else settle_tempo(heard.rhythm, bpm)
    return replace(heard, rhythm=rhythm, key=settle_key(heard.key, key))


def settle_tempo(rhythm: HeardRhythm, bpm: float) -> HeardRhythm:
    """The rhythm at the octave of ``bpm``, where that is near the heard tempo, its half or its double."""
    if rhythm.tempo_bpm is None:
        return rhythm
    octave = next((o for o in (1.0, 2.0, 0.5) if abs(bpm / (rhythm.tempo_bpm * o) - 1) <= NEAR), None)
    if octave is None:
        return rhythm
    if octave == 1.0:
        return replace(rhythm, confidence=AGREED)
    tempo = rhythm.tempo_bpm * octave
    beats = _double_beats(rhythm.beats_s) if octave == 2.0 else _halve_beats(rhythm.beats_s, rhythm.downbeats_s)
    others = (rhythm.tempo_bpm, *(other for other in rhythm.alternatives_bpm if abs(other / tempo - 1) > NEAR))
    return replace(
        rhythm,
        tempo_bpm=tempo,
        confidence=AGREED,
        alternatives_bpm=others,
        beats_s=beats,
        downbeats_s=tuple(at for at in rhythm.downbeats_s if at in set(beats)),
    )


def settle_key(heard: HeardKey, written: str) -> HeardKey:
    """The written key where the ear leaves that open: the same, a close relative, or an unsure one."""
    found = parse_key(written)
    if found is None:
        return heard
    if (heard.tonic, heard.mode) == found:
        return HeardKey(*found, AGREED)
    if heard.tonic is None or heard.mode is None or heard.confidence < DOUBTFUL:
        return HeardKey(*found, max(heard.confidence, DOUBTFUL))
    if len(_list_notes(*found) & _list_notes(heard.tonic, heard.mode)) >= LEAST_SHARED:
        return HeardKey(*found, OWNED)
    return heard


def parse_key(text: str) -> tuple[str, str] | None:
    """Tonic and mode of "Am", "F# minor", "Bb" or Camelot's "8A"; None for anything else."""
    text = text.strip()
    if found := _CAMELOT.match(text):
        # The wheel's 8B is C major, and each step up is a fifth; the inner ring has the relative minors.
        tonic = (int(found[1]) - 8) * 7
        is_minor = found[2].upper() == "A"
        return _NAMES[(tonic - 3 * is_minor) % 12], "minor" if is_minor else "major"
    found = _KEY.match(text)
    if not found:
        return None
    shift = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}[found[2].lower()]
    is_minor = found[3].lower().startswith("m") and not found[3].lower().startswith("maj")
    return _NAMES[(_NOTES[found[1].upper()] + shift) % 12], "minor" if is_minor else "major"


def _list_notes(tonic: str, mode: str) -> frozenset[int]:
    return frozenset((_NAMES.index(tonic) + step) % 12 for step in _SCALES[mode])


def _double_beats(beats: tuple[float, ...]) -> tuple[float, ...]:
    """A beat more between each two."""
    between = [(a + b) / 2 for a, b in pairwise(beats)]
    return tuple(sorted([*beats, *between]))


def _halve_beats(beats: tuple[float, ...], downbeats: tuple[float, ...]) -> tuple[float, ...]:
    """Every second beat, so that as many downbeats as possible are kept."""
    return max((beats[::2], beats[1::2]), key=lambda kept: len(set(kept) & set(downbeats)))
