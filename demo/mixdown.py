"""Render a score to sound: notes into part buses, parts into the mix, the mix through its reverb and master."""

from __future__ import annotations

import numpy as np

from demo.instruments import play_drum, play_note
from demo.score import ScoreNote, ScorePart, Song
from demo.synth import RATE, Sound, to_samples
from demo.synth.drums import BALANCE, PANS
from demo.synth.effects import (
    add_chorus,
    add_echo,
    add_reverb,
    balance_spectrum,
    cut_highs,
    cut_lows,
    make_ducking_curve,
    master_mix,
)
from demo.synth.envelopes import make_falling_envelope


def _pan_gains(pan: float) -> tuple[np.float32, np.float32]:
    # Equal power: a part is as loud at the side as in the middle.
    angle = (np.clip(pan, -1, 1) + 1) * np.pi / 4
    return np.float32(np.cos(angle) * 1.2), np.float32(np.sin(angle) * 1.2)


def _mix_in(bus: Sound, sound: Sound, start: int, gain: float, pan: float) -> None:
    # A first note may be played before the file begins.
    if start < 0:
        sound, start = sound[..., -start:], 0
    stop = min(bus.shape[1], start + sound.shape[-1])
    if stop <= start:
        return
    sound = sound[..., : stop - start]
    left, right = _pan_gains(pan)
    both = sound if sound.ndim == 2 else (sound, sound)
    bus[0, start:stop] += np.float32(gain) * left * both[0]
    bus[1, start:stop] += np.float32(gain) * right * both[1]


def _play_note(song: Song, part: ScorePart, note: ScoreNote, order: int, bus: Sound) -> None:
    begin = song.to_seconds(note.beat)
    start = round((begin + note.late_s) * RATE)
    if note.drum:
        sound = play_drum(note.drum, note.velocity, order)
        # Steeper than linear: timbre follows velocity in four steps only, so the level has to say the rest.
        gain = note.velocity**1.4 * 10 ** (BALANCE.get(note.drum, 0.0) / 20)
        _mix_in(bus, sound, start, gain, part.pan + PANS.get(note.drum, 0.0))
        return
    seconds = song.to_seconds(note.beat + note.beats) - begin
    sound = play_note(part.instrument, note.pitch, seconds, note.velocity)
    # D4 is the middle of a spread part; a little over two octaves away is the edge.
    _mix_in(bus, sound, start, note.velocity**1.2, part.pan + part.spread * (note.pitch - 62) / 26)


def _open_filter(song: Song, part: ScorePart, bus: Sound) -> Sound:
    """Cross-fade from a dark copy to the open sound over each opening."""
    # A filter with a moving cutoff would need new coefficients for every sample; a cross-fade is close enough.
    dark = cut_highs(bus, 380.0)
    for begin, end in part.opening:
        start, stop = (round(song.to_seconds(b) * RATE) for b in (begin, end))
        stop = min(stop, bus.shape[1])
        # Most of the opening happens late, where it leads into the next section.
        t = np.linspace(0, 1, stop - start, dtype=np.float32) ** 1.5
        bus[:, start:stop] = dark[:, start:stop] * (1 - t) + bus[:, start:stop] * t
    return bus


def render_part(song: Song, part: ScorePart, count: int, kicks_s: list[float]) -> Sound:
    """One player's sound at its level, (2, count)."""
    bus = np.zeros((2, count), dtype=np.float32)
    for order, note in enumerate(part.notes):
        _play_note(song, part, note, order, bus)
    if part.opening:
        bus = _open_filter(song, part, bus)
    if part.lows_hz:
        bus = cut_lows(bus, part.lows_hz)
    if part.highs_hz:
        bus = cut_highs(bus, part.highs_hz)
    if part.wobble:
        bus = add_chorus(bus)
    if part.duck:
        # Recovered well before the next beat: 0.28 s at 120 bpm, less at faster tempi.
        bus *= make_ducking_curve(count, kicks_s, part.duck, 0.28 * 120 / max(90, song.piece.tempo))
    bus *= np.float32(10 ** (part.gain_db / 20))
    return bus


def _fade_last_chord(song: Song, count: int) -> Sound:
    """The last chord fades while it is held, so that nothing is cut off when it is let go."""
    begin = song.to_seconds(song.bars[-1].start + 1)
    end = song.to_seconds(song.total_beats)
    times = np.array([0.0, begin, end, song.duration_s])
    fade = np.interp(np.arange(count) / RATE, times, [0.0, 0.0, -20.0, -20.0])
    return np.asarray(10 ** (fade / 20), dtype=np.float32)


def render_song(song: Song) -> Sound:
    """The finished stereo mix, (2, n) float32 at :data:`~demo.synth.RATE`."""
    count = to_samples(song.duration_s)
    # Ghost strokes of the bass drum push nothing aside.
    kicks = sorted(
        song.to_seconds(n.beat)
        for p in song.parts.values()
        for n in p.notes
        if n.drum.startswith("kick") and n.velocity > 0.4
    )
    dry, hall, late = (np.zeros((2, count), dtype=np.float32) for _ in range(3))
    for part in song.parts.values():
        if not part.notes:
            continue
        bus = render_part(song, part, count, kicks)
        dry += bus
        hall += np.float32(part.room) * bus
        if part.echo:
            late += np.float32(part.echo) * bus
    for bus in (dry, hall, late):
        bus *= _fade_last_chord(song, count)
    if late.any():
        repeats = add_echo(late, song.echo_beats * 60 / song.piece.tempo)
        dry += repeats
        # The repeats get some of the room too, or they would stand out as dry.
        hall += np.float32(0.25) * repeats
    dry += np.float32(song.room_level) * add_reverb(hall, song.room)
    mix = master_mix(balance_spectrum(dry, song.low_db, song.high_db), song.lufs)
    end = to_samples(min(1.8, song.tail_s))
    # The room's tail fades to nothing where the file ends.
    mix[:, -end:] *= make_falling_envelope(min(1.8, song.tail_s))[:end] ** np.float32(0.35)
    return mix
