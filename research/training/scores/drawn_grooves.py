"""Short pieces drawn at random for rhythms that composed styles have not: drum patterns alone, loops, etudes.

Everything is drawn: tempo from 55 to 210, three or four beats a bar, straight or swung, with or without drums, so that
tempo is not told by style.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from research.training.scores.general_midi import DRUM_KITS, PROGRAMS
from research.training.scores.score_events import PlayedPart, TimedScore, sort_notes

PROJECT = "grooves"
SLOWEST, FASTEST = 55.0, 205.0
SECONDS = 24.0
KICK, SNARE, HAT, OPEN_HAT, RIDE, RIM, CLAP, TAMBOURINE = 36, 38, 42, 46, 51, 37, 39, 54
LOOSE_S = 0.006
_MAJOR_CHORDS = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (9, 12, 16), (2, 5, 9), (4, 7, 11))
_MINOR_CHORDS = ((0, 3, 7), (5, 8, 12), (7, 10, 14), (8, 12, 15), (10, 14, 17), (3, 7, 10))
_MAJOR_SCALE, _MINOR_SCALE = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)

Rows = list[tuple[float, float, int, int, int]]


def draw_groove(rng: Generator) -> TimedScore:
    """Draw a piece of :data:`SECONDS`."""
    return _Groove(rng).compose()


class _Groove:
    """The state of one piece being drawn. Positions are in beats."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.tempo = float(np.exp(rng.uniform(np.log(SLOWEST), np.log(FASTEST))))
        self.meter = 3 if rng.random() < 0.22 else 4
        self.swing = float(rng.choice((0.5, 0.5, 0.5, 0.58, 0.66)))
        self.drift = float(rng.normal(0, 0.04)) if rng.random() < 0.25 else 0.0
        self.offset_s = float(rng.uniform(0.0, 0.8))
        self.tonic, self.is_minor = int(rng.integers(12)), bool(rng.random() < 0.5)
        self.beats = int((SECONDS - self.offset_s) * self.tempo / 60) + 4
        self.rows: Rows = []
        self.parts: list[PlayedPart] = []
        # Faster pieces have fewer subdivisions of a beat, as people play.
        self.grid = 4 if self.tempo < 120 or (self.tempo < 150 and rng.random() < 0.4) else 2

    def compose(self) -> TimedScore:
        kinds = ("drums", "drums bass", "drums bass chords", "drums bass chords lead", "chords", "arpeggio",
                 "bass chords lead", "arpeggio lead", "drums chords", "hymn", "drums arpeggio bass")  # fmt: skip
        for layer in str(self.rng.choice(kinds)).split():
            getattr(self, f"_add_{layer}")()
        notes = sort_notes([row for row in self.rows if row[0] < SECONDS])
        beats = np.array([self._to_seconds(b) for b in range(self.beats)])
        return TimedScore(
            f"groove {self.tempo:.0f}", PROJECT, tuple(self.parts), notes, (), beats, beats[:: self.meter], SECONDS,
            self.tonic + (12 if self.is_minor else 0) if any(not p.is_drums for p in self.parts) else None,
        )  # fmt: skip

    def _to_seconds(self, beat: float) -> float:
        whole, part = divmod(beat, 1.0)
        part = part * 2 * self.swing if part < 0.5 else self.swing + (part - 0.5) * 2 * (1 - self.swing)
        at = whole + part
        # A drift of the tempo over the piece: d(time) = (1 + drift x) dx.
        share = at / max(self.beats, 1)
        return self.offset_s + 60 / self.tempo * at * (1 + self.drift * share)

    def _add_part(self, program: int, is_drums: bool = False) -> int:
        self.parts.append(
            PlayedPart(program, is_drums, int(self.rng.integers(70, 120)), int(self.rng.integers(34, 95)))
        )
        return len(self.parts) - 1

    def _add_note(self, beat: float, beats: float, pitch: int, velocity: float, part: int) -> None:
        late = float(np.clip(self.rng.normal(0, LOOSE_S), -0.015, 0.015))
        start = max(0.0, self._to_seconds(beat) + late)
        loud = int(np.clip(velocity * self.rng.uniform(0.85, 1.1), 15, 127))
        self.rows.append((start, self._to_seconds(beat + beats) + late, int(np.clip(pitch, 21, 108)), loud, part))

    def _draw_steps(self, share: float, on_beat: float = 1.0) -> list[float]:
        """Positions in a bar: each step of the grid with a probability, those on beats more often."""
        steps = np.arange(self.meter * self.grid) / self.grid
        return [float(s) for s in steps if self.rng.random() < share * (on_beat if s % 1 == 0 else 1.0)]

    def _add_drums(self) -> None:
        rng = self.rng
        part = self._add_part(int(rng.choice(DRUM_KITS)), is_drums=True)
        snare = int(rng.choice((SNARE, SNARE, 40, RIM, CLAP)))
        ride = int(rng.choice((HAT, HAT, HAT, RIDE, TAMBOURINE, 70)))
        backbeats = list(range(1, self.meter, 2)) if self.meter == 4 else [2] if rng.random() < 0.5 else [1, 2]
        kicks = self._draw_kicks()
        if rng.random() < 0.12:
            backbeats = [2] if self.meter == 4 else backbeats  # half time
        step = float(rng.choice((1.0, 0.5, 0.5, 0.5, 0.25))) if self.grid == 4 else float(rng.choice((1.0, 0.5)))
        has_hat, ghost = rng.random() < 0.85, self._draw_steps(0.08) if rng.random() < 0.3 else []
        for bar in range(0, self.beats, self.meter):
            rolls = rng.random() < 0.12
            for kick in kicks:
                self._add_note(bar + kick, 0.2, KICK, 105 if kick == 0 else 92, part)
            for back in backbeats:
                self._add_note(bar + back, 0.2, snare, 100, part)
            for at in ghost:
                self._add_note(bar + at, 0.1, SNARE, 40, part)
            if rolls:
                for at in np.arange(self.meter - 1, self.meter, 0.5 if self.grid == 2 else 0.25):
                    self._add_note(bar + float(at), 0.1, int(rng.choice((SNARE, 45, 47, 50))), 90, part)
            for at in np.arange(0, self.meter, step) if has_hat else ():
                accent = 88 if at % 1 == 0 else 62
                self._add_note(bar + float(at), 0.1, ride, accent, part)

    def _draw_kicks(self) -> list[float]:
        kind = self.rng.random()
        if kind < 0.25:
            return [float(b) for b in range(self.meter)]
        if kind < 0.5 and self.meter == 4:
            return [0.0, 2.0]
        if kind < 0.62:
            return [0.0]
        return sorted({0.0, *self._draw_steps(0.22)})

    def _draw_harmony(self) -> list[tuple[int, ...]]:
        chords = _MINOR_CHORDS if self.is_minor else _MAJOR_CHORDS
        count = int(self.rng.choice((1, 2, 4, 4)))
        # The first is the tonic's, so that the key can be told from the notes.
        return [chords[0], *(chords[int(self.rng.integers(len(chords)))] for _ in range(count - 1))]

    @property
    def harmony(self) -> list[tuple[int, ...]]:
        """The chords of the piece's cycle, one a bar."""
        if not hasattr(self, "_harmony"):
            self._harmony = self._draw_harmony()
        return self._harmony

    def _draw_melodic(self, families: tuple[str, ...] = ()) -> int:
        names = families or tuple(name for name in PROGRAMS if name != "bass")
        return int(self.rng.choice(PROGRAMS[str(self.rng.choice(names))]))

    def _add_bass(self) -> None:
        part = self._add_part(self._draw_melodic(("bass",)))
        steps = sorted({0.0, *self._draw_steps(0.3, 2.0)})
        for number, bar in enumerate(range(0, self.beats, self.meter)):
            root = 33 + (self.tonic + self.harmony[number % len(self.harmony)][0] - 33) % 12
            for at, after in zip(steps, [*steps[1:], float(self.meter)], strict=True):
                pitch = root + int(self.rng.choice((0, 0, 0, 7, 12)))
                self._add_note(bar + at, min(1.0, after - at) * 0.9, pitch, 95, part)

    def _add_chords(self) -> None:
        part = self._add_part(self._draw_melodic())
        steps = (
            sorted({0.0, *self._draw_steps(0.25)}) if self.rng.random() < 0.6 else [float(b) for b in range(self.meter)]
        )
        for number, bar in enumerate(range(0, self.beats, self.meter)):
            chord = self.harmony[number % len(self.harmony)]
            for at, after in zip(steps, [*steps[1:], float(self.meter)], strict=True):
                for tone in chord:
                    self._add_note(
                        bar + at, (after - at) * 0.9, 60 + (self.tonic + tone) % 12, 75 + 12 * (at == 0), part
                    )

    def _add_arpeggio(self) -> None:
        part = self._add_part(self._draw_melodic())
        step, octave = (
            float(self.rng.choice((0.5, 0.5, 1.0, 0.25 if self.grid == 4 else 0.5))),
            int(self.rng.choice((48, 60))),
        )
        order = self.rng.permutation(4)
        for number, bar in enumerate(range(0, self.beats, self.meter)):
            chord = self.harmony[number % len(self.harmony)]
            tones = [*chord, chord[0] + 12]
            for index, at in enumerate(np.arange(0, self.meter, step)):
                tone = tones[0] if index == 0 else tones[int(order[index % 4])]
                self._add_note(
                    bar + float(at), step * 1.1, octave + self.tonic % 12 + tone, 90 if index == 0 else 70, part
                )

    def _add_lead(self) -> None:
        part = self._add_part(self._draw_melodic())
        scale = _MINOR_SCALE if self.is_minor else _MAJOR_SCALE
        place, motif = 7, sorted({0.0, *self._draw_steps(0.3, 1.6)})
        for number, bar in enumerate(range(0, self.beats, self.meter)):
            if number % 4 == 3 and self.rng.random() < 0.5:
                motif = sorted({0.0, *self._draw_steps(0.3, 1.6)})
            for at, after in zip(motif, [*motif[1:], float(self.meter)], strict=True):
                place = int(np.clip(place + self.rng.integers(-2, 3), 2, 14))
                pitch = 60 + self.tonic % 12 + 12 * (place // 7) + scale[place % 7]
                self._add_note(bar + at, (after - at) * 0.85, pitch, 88, part)

    def _add_hymn(self) -> None:
        part = self._add_part(self._draw_melodic(("organ", "choir", "strings", "piano", "brass")))
        self.harmony[0]
        for number in range(0, self.beats, 2 if self.meter == 4 else 3):
            chord = self.harmony[number // (2 if self.meter == 4 else 3) % len(self.harmony)]
            for tone in (chord[0] - 12, *chord):
                self._add_note(number, (2 if self.meter == 4 else 3) * 0.97, 60 + self.tonic % 12 + tone, 80, part)
        melody = self._add_part(self.parts[part].program)
        for beat in range(self.beats):
            chord = self.harmony[beat // (2 if self.meter == 4 else 3) % len(self.harmony)]
            self._add_note(beat, 0.95, 72 + self.tonic % 12 + int(self.rng.choice(chord)), 86, melody)
