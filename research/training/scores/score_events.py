"""A score as events in seconds: notes with their programs, beats, bar lines and key."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class NoteTable:
    """Notes as columns, (n,) each, ordered by start."""

    start_s: Doubles
    end_s: Doubles
    pitch: Ints  # MIDI number; of a drum its key in the kit
    velocity: Ints  # 1..127
    part: Ints  # row of the score's parts

    def __len__(self) -> int:
        return len(self.start_s)

    def select_rows(self, rows: NDArray[np.bool_] | Ints) -> NoteTable:
        """Some of the notes, by mask or index."""
        return NoteTable(self.start_s[rows], self.end_s[rows], self.pitch[rows], self.velocity[rows], self.part[rows])


@dataclass(frozen=True)
class PlayedPart:
    """One part: a General MIDI program, or a drum kit's number."""

    program: int
    is_drums: bool = False
    volume: int = 100  # controller 7, 0..127
    pan: int = 64  # controller 10


@dataclass(frozen=True)
class ControlEvent:
    """A controller that moves while a part plays; number -1 is the pitch wheel (-8192..8191)."""

    at_s: float
    part: int
    number: int
    value: int


@dataclass(frozen=True)
class TimedScore:
    """A score, or an excerpt of one, in seconds from its start."""

    name: str
    project: str
    parts: tuple[PlayedPart, ...]
    notes: NoteTable
    controls: tuple[ControlEvent, ...]
    beats_s: Doubles
    downbeats_s: Doubles
    duration_s: float
    key: int | None  # tonic 0..11 for major, 12..23 for minor; None where it is not known
    has_beats: bool = True  # whether beats and bar lines are the truth, or not known

    def scale_tempo(self, speed: float) -> TimedScore:
        """The same at another tempo; ``speed`` 2 is twice as fast."""
        notes = replace(self.notes, start_s=self.notes.start_s / speed, end_s=self.notes.end_s / speed)
        return replace(
            self,
            notes=notes,
            controls=tuple(replace(c, at_s=c.at_s / speed) for c in self.controls),
            beats_s=self.beats_s / speed,
            downbeats_s=self.downbeats_s / speed,
            duration_s=self.duration_s / speed,
        )

    def cut_excerpt(self, start_s: float, seconds: float) -> TimedScore:
        """What sounds between two times; notes that reach in from before start with the excerpt."""
        stop = start_s + seconds
        notes = self.notes.select_rows((self.notes.end_s > start_s + 0.02) & (self.notes.start_s < stop))
        notes = replace(
            notes,
            start_s=np.clip(notes.start_s - start_s, 0, seconds),
            end_s=np.clip(notes.end_s - start_s, 0, seconds),
        )
        return replace(
            self,
            notes=notes,
            # A controller that was moved before stays where it was.
            controls=tuple(replace(c, at_s=max(0.0, c.at_s - start_s)) for c in self.controls if c.at_s < stop),
            beats_s=_cut_times(self.beats_s, start_s, seconds),
            downbeats_s=_cut_times(self.downbeats_s, start_s, seconds),
            duration_s=seconds,
        )

    def keep_parts(self, kept: set[int]) -> TimedScore:
        """The same with only some of its parts; their numbers stay."""
        mask = np.isin(self.notes.part, sorted(kept))
        controls = tuple(c for c in self.controls if c.part in kept)
        return replace(self, notes=self.notes.select_rows(mask), controls=controls)

    def transpose_notes(self, semitones: int) -> TimedScore:
        """The same in another key; drums stay."""
        is_drum = np.array([part.is_drums for part in self.parts], bool)[self.notes.part]
        pitch = np.where(is_drum, self.notes.pitch, np.clip(self.notes.pitch + semitones, 0, 127))
        key = None if self.key is None else 12 * (self.key // 12) + (self.key + semitones) % 12
        return replace(self, notes=replace(self.notes, pitch=pitch), key=key)


def sort_notes(rows: list[tuple[float, float, int, int, int]]) -> NoteTable:
    """A table of rows (start, end, pitch, velocity, part)."""
    table = np.array(sorted(rows), np.float64).reshape(-1, 5)
    whole = table[:, 2:].astype(np.int64)
    return NoteTable(table[:, 0], table[:, 1], whole[:, 0], whole[:, 1], whole[:, 2])


def _cut_times(times: Doubles, start_s: float, seconds: float) -> Doubles:
    inside = times[(times >= start_s - 1e-6) & (times < start_s + seconds)]
    return np.maximum(inside - start_s, 0.0)
