"""Melodies from a motif: a rhythm and a contour that return, answered, raised and brought home."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo.score import Layer, ScoreBar, Song
from demo.theory import Chord, climb_scale, nearest_pitch, scale_classes

Rhythm = tuple[tuple[float, float], ...]  # (offset, beats)


def _parse_rhythm(pattern: str) -> Rhythm:
    found: list[tuple[float, float]] = []
    for step, mark in enumerate(pattern):
        if mark == "x":
            found.append((step * 0.25, 0.25))
        elif mark == "-" and found:
            found[-1] = (found[-1][0], found[-1][1] + 0.25)
    return tuple(found)


# Each feel: bars to build a motif from, and bars that close a phrase.
FEELS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "lyrical": (
        ("x-----x-x---x---", "x-------x---x-x-", "x---x---x-------", "x-----x-x-------", "....x---x---x---"),
        ("x---x---x-------", "x---------------", "x-------x-------"),
    ),
    "sparse": (
        ("x---------------", "....x-----------", "x-------x-------", "........x-------", "x-----------x---"),
        ("x---------------", "................"),
    ),
    "bright": (
        ("x-x-x---x-x-x---", "x--x--x-x--x--x-", "x---x-x-x---x-x-", "x-x-x-x-x---x---", "..x-x-x-x---x-x-"),
        ("x-x-x---x-------", "x--x--x---------"),
    ),
    "syncopated": (
        ("x--x--x---x-x---", "..x-x--x--x-x---", "x--x--x-..x--x--", "x-x--x--x-x-....", "..x--x--x--x--x-"),
        ("x--x--x---------", "..x-x-----------"),
    ),
    "busy": (
        ("x-xxx-x-x-xxx-x-", "xxx-x-x-xxx-x---", "x-x-xxx-x-x-x-x-", "x--xx-x-x--xx-x-"),
        ("x-x-xxx-x-------", "xxx-x---x-------"),
    ),
    "jazz": (
        ("x-x-x-x-..x-x-x-", "..x-x-x-x---x-x-", "x---..x-x-x-x---", "..x-x---x-x-x-x-", "x-x-x---........"),
        ("x-x-x---........", "..x-x-----------"),
    ),
    "waltz": (
        ("x-------x---", "x---x---x---", "x-----x-x---", "x-----------", "x---x-x-x---"),
        ("x-----------", "x-------x---"),
    ),
    "waltz bright": (
        ("x---x-x-x---", "x-x-x-x-x---", "x---x---x---", "x--xx---x---"),
        ("x---x-------", "x-----------"),
    ),
    "stately": (
        ("x-----x-x-------", "x-------x-------", "x-----x-x---x---", "x---x---x---x---"),
        ("x---------------", "x-------x-------"),
    ),
}


@dataclass(frozen=True, slots=True)
class Motif:
    """Two bars that answer each other, and a close."""

    first: tuple[Rhythm, tuple[int, ...]]
    second: tuple[Rhythm, tuple[int, ...]]
    close: tuple[Rhythm, tuple[int, ...]]


def _draw_contour(chance: np.random.Generator, notes: int, *, falling: bool = False) -> tuple[int, ...]:
    """Scale steps from the bar's anchor: mostly steps, a leap now and then, turned back after it."""
    here, found = 0, [0]
    for _ in range(max(0, notes - 1)):
        leap = chance.random() < 0.22
        # The farther the line is from its anchor, the stronger it is drawn back; closing phrases lean downwards.
        pull = -0.25 * here - (0.5 if falling else 0.0)
        step = int(np.sign(chance.normal(pull, 1.0)) or 1) * (int(chance.integers(2, 4)) if leap else 1)
        # A repeated note now and then.
        if chance.random() < 0.12:
            step = 0
        # Within a fifth of the anchor: what a voice can sing without effort.
        here = int(np.clip(here + step, -4, 4))
        found.append(here)
    return tuple(found[:notes])


def invent_motif(feel: str, seed: str) -> Motif:
    """A motif of a feel; the same seed gives the same motif, so that a theme can come back."""
    chance = np.random.default_rng(zlib.crc32(seed.encode()))
    bars, closes = FEELS[feel]
    first, second = (_parse_rhythm(bars[i]) for i in chance.choice(len(bars), 2, replace=False))
    close = _parse_rhythm(closes[int(chance.integers(len(closes)))])
    return Motif(
        (first, _draw_contour(chance, len(first))),
        (second, _draw_contour(chance, len(second), falling=True)),
        (close, _draw_contour(chance, len(close), falling=True)),
    )


def _place_pitches(
    contour: Sequence[int], rhythm: Rhythm, anchor: int, bar: ScoreBar, classes_of: dict[Chord, tuple[int, ...]]
) -> list[int]:
    found = []
    for (offset, beats), steps in zip(rhythm, contour, strict=True):
        chord = bar.find_chord(offset)
        classes = classes_of.setdefault(chord, ())
        pitch = climb_scale(nearest_pitch(anchor, classes), steps, classes)
        # Chord tones only on strong beats and for long notes, where a clash would last.
        if offset in (0.0, 2.0) or beats >= 1.0:
            pitch = nearest_pitch(pitch, chord.classes)
        found.append(pitch)
    return found


def add_melody(
    part: str,
    feel: str,
    centre: int,
    *,
    level: float = 0.7,
    theme: str = "a",
    legato: float = 0.95,
    rest: int = 0,
    double: int = 0,
    answer: str = "",
) -> Layer:
    """A melody layer.

    Args:
        part: the player.
        feel: a key of :data:`FEELS`.
        centre: MIDI pitch about which it moves.
        level: loudness.
        theme: melodies of the same theme share their motif.
        legato: share of each note that sounds.
        rest: leave out this many bars at the end of each four (for another player to answer).
        double: semitones at which to double the line, 0 for none.
        answer: "late" plays only the bars that ``rest`` leaves to it.

    """

    def play(song: Song, bars: list[ScoreBar]) -> None:
        motif = invent_motif(feel, f"{song.piece.style}/{song.piece.title}/{theme}")
        # How often the part has played before: a theme that comes back is raised and turned over.
        variation = sum(1 for p, _, _ in song.sections[: bars[0].section] if part in p.layers.split())
        last = centre
        # A phrase rises over three bars and comes home in the fourth.
        arch = (0, 1, 3, 0)
        for bar in bars:
            if bar.final:
                home = nearest_pitch(centre, [bar.chords[0][2].root])
                song.add_note(part, bar.start, bar.beats, home, level * 0.8)
                continue
            place = bar.index % 4
            if (place >= 4 - rest) if not answer else (place < 4 - rest):
                continue
            closing = place == 3 or bar.is_last
            rhythm, contour = motif.close if closing else (motif.second if place == 1 else motif.first)
            classes = {c: scale_classes(song.piece.tonic, song.piece.mode, c) for _, _, c in bar.chords}
            wish = centre + arch[place] * (2 if bar.index >= 4 else 1) + (2 if variation else 0)
            # Half way from the note before, so that phrases join without a leap.
            anchor = nearest_pitch(round((wish + last) / 2), bar.find_chord(0).classes)
            if place == 2 and variation:
                contour = tuple(-c for c in contour)
            pitches = _place_pitches(contour, rhythm, anchor, bar, classes)
            # A section closes on the root or the third of its chord.
            if bar.is_last and pitches:
                pitches[-1] = nearest_pitch(pitches[-1], [bar.find_chord(3).root, bar.find_chord(3).tone_at(3)])
            for (offset, beats), pitch in zip(rhythm, pitches, strict=True):
                # Notes on the beat are a little louder than those between.
                loud = level * (0.68 + 0.34 * bar.energy) * (1.06 if offset % 1 == 0 else 0.92)
                song.add_note(part, bar.start + offset, beats * legato, pitch, loud)
                if double:
                    song.add_note(part, bar.start + offset, beats * legato, pitch + double, loud * 0.8)
            last = pitches[-1] if pitches else last

    return play
