"""Standard MIDI files as :class:`TimedScore`, read with mido (MIT licence)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import mido
import numpy as np

from research.training.scores.note_keys import estimate_key
from research.training.scores.score_events import ControlEvent, Doubles, PlayedPart, TimedScore, sort_notes

DRUM_CHANNEL = 9
KEPT_CONTROLS = frozenset({1, 11, 64, 91, 93})  # modulation, expression, pedal, reverb, chorus
LONGEST_S = 15 * 60.0


@dataclass
class _Reading:
    """What a pass over a file gathers. A part is a channel with one program."""

    parts: dict[tuple[int, int], int] = field(default_factory=dict)
    played: list[PlayedPart] = field(default_factory=list)
    rows: list[tuple[float, float, int, int, int]] = field(default_factory=list)
    controls: list[ControlEvent] = field(default_factory=list)
    open: dict[tuple[int, int], list[tuple[float, int, int]]] = field(default_factory=dict)
    program: dict[int, int] = field(default_factory=dict)
    volume: dict[int, int] = field(default_factory=dict)
    pan: dict[int, int] = field(default_factory=dict)
    tempi: list[tuple[float, float]] = field(default_factory=list)  # tick, seconds per quarter
    meters: list[tuple[float, int, int]] = field(default_factory=list)  # tick, numerator, denominator

    def find_part(self, channel: int) -> int:
        key = (channel, self.program.get(channel, 0))
        if key not in self.parts:
            self.parts[key] = len(self.played)
            self.played.append(
                PlayedPart(key[1], channel == DRUM_CHANNEL, self.volume.get(channel, 100), self.pan.get(channel, 64))
            )
        return self.parts[key]


def read_midi_score(path: Path, project: str) -> TimedScore:
    """Read a file. Beats are quarters; where a bar is not of quarters (6/8, 7/8), ``has_beats`` is False.

    Raises:
        OSError, ValueError: the file is missing or broken.

    """
    file = mido.MidiFile(str(path), clip=True)
    reading = _Reading()
    now_s, tick, per_quarter = 0.0, 0, 0.5
    for message in mido.merge_tracks(file.tracks):
        now_s += mido.tick2second(message.time, file.ticks_per_beat, per_quarter * 1e6)
        tick += message.time
        if message.type == "set_tempo":
            per_quarter = message.tempo / 1e6
            reading.tempi.append((tick / file.ticks_per_beat, per_quarter))
        elif message.type == "time_signature":
            reading.meters.append((tick / file.ticks_per_beat, message.numerator, message.denominator))
        elif not message.is_meta:
            _take_message(reading, message, now_s)
    notes = sort_notes(reading.rows)
    end = min(LONGEST_S, float(notes.end_s.max(initial=0.0)))
    beats, downbeats, is_known = _lay_beats(reading, end)
    score = TimedScore(
        path.stem, project, tuple(reading.played), notes, tuple(reading.controls), beats, downbeats, end, None, is_known
    )
    return TimedScore(**{**score.__dict__, "key": estimate_key(score)})


def _take_message(reading: _Reading, message: mido.Message, now_s: float) -> None:
    channel = getattr(message, "channel", None)
    if channel is None:
        return
    if message.type == "program_change":
        reading.program[channel] = message.program
    elif message.type == "note_on" and message.velocity > 0:
        held = reading.open.setdefault((channel, message.note), [])
        held.append((now_s, message.velocity, reading.find_part(channel)))
    elif message.type in ("note_off", "note_on"):
        held = reading.open.get((channel, message.note), [])
        if held:
            start, velocity, part = held.pop(0)
            reading.rows.append((start, max(now_s, start + 0.03), message.note, velocity, part))
    elif message.type == "control_change":
        _take_control(reading, channel, message.control, message.value, now_s)
    elif message.type == "pitchwheel":
        for part in _list_parts(reading, channel):
            reading.controls.append(ControlEvent(now_s, part, -1, message.pitch))


def _take_control(reading: _Reading, channel: int, number: int, value: int, now_s: float) -> None:
    if number == 7:
        reading.volume[channel] = value
    elif number == 10:
        reading.pan[channel] = value
    if number in KEPT_CONTROLS | {7, 10}:
        for part in _list_parts(reading, channel):
            reading.controls.append(ControlEvent(now_s, part, number, value))


def _list_parts(reading: _Reading, channel: int) -> list[int]:
    return [part for (owner, _), part in reading.parts.items() if owner == channel]


def _lay_beats(reading: _Reading, end_s: float) -> tuple[Doubles, Doubles, bool]:
    """Times of quarters and of bar lines up to the end, and whether they are beats as people count them."""
    tempi = sorted({0.0: 0.5, **dict(reading.tempi)}.items())
    meters = sorted({0.0: (4, 4), **{at: (top, bottom) for at, top, bottom in reading.meters}}.items())
    quarters, downbeats = [], []
    quarter, bar_left, at_s = 0.0, 0.0, 0.0
    is_known = all(bottom == 4 and top in (2, 3, 4) for _, (top, bottom) in meters)
    while at_s < end_s and is_known:
        top = next(m for at, m in reversed(meters) if at <= quarter + 1e-6)[0]
        if bar_left <= 0:
            downbeats.append(at_s)
            bar_left = top
        quarters.append(at_s)
        at_s += _count_seconds(tempi, quarter)
        quarter, bar_left = quarter + 1, bar_left - 1
    return np.array(quarters), np.array(downbeats), is_known


def _count_seconds(tempi: list[tuple[float, float]], quarter: float) -> float:
    """Length of the quarter that begins there, over tempo changes inside it."""
    total, now = 0.0, quarter
    for number, (at, per) in enumerate(tempi):
        stop = min(quarter + 1, tempi[number + 1][0] if number + 1 < len(tempi) else np.inf)
        if stop > now >= at:
            total += (stop - now) * per
            now = stop
    return total
