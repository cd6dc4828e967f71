"""Subtractive synthesis: one description (a patch), one renderer for pads, leads, basses, strings, brass and winds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demo.synth import RATE, Sound, make_noise_source, pitch_to_hertz
from demo.synth.envelopes import make_adsr
from demo.synth.oscillators import level_for_cutoff, make_bent_phase, make_steady_phase, make_wavetables, read_wavetable


@dataclass(frozen=True, slots=True)
class Patch:
    """How a sustained sound is made. Times in seconds, pitch spreads in cents, sweeps in octaves of cutoff."""

    shape: str = "saw"
    voices: int = 1
    detune: float = 0.0
    cutoff: float = 2000.0
    follow: float = 0.4  # how far the cutoff follows the pitch, 0 fixed .. 1 fully
    sweep: float = 0.0
    sweep_attack: float = 0.002
    sweep_decay: float = 0.25
    touch: float = 1.0  # octaves of brightness between the softest and the loudest note
    attack: float = 0.006
    decay: float = 0.4
    sustain: float = 0.8
    release: float = 0.12
    vibrato: float = 0.0
    vibrato_hz: float = 5.2
    vibrato_after: float = 0.25
    octave: float = 0.0  # level of a copy an octave up
    sub: float = 0.0  # level of a sine an octave down
    breath: float = 0.0  # level of soft noise
    drive: float = 0.0
    width: float = 0.0  # 0 mono .. 1 voices spread over the whole stereo picture
    glide: float = 0.0  # cents below the pitch at which the note starts
    level: float = 1.0


def _make_pitch_bend(patch: Patch, count: int, voice: int, pitch: int) -> Sound | None:
    if not patch.vibrato and not patch.glide:
        return None
    chance = make_noise_source("bend", pitch, voice)
    time = np.arange(count, dtype=np.float32) / RATE
    rate = patch.vibrato_hz * chance.uniform(0.92, 1.08)
    onset = np.clip((time - patch.vibrato_after) / 0.35, 0.0, 1.0)
    bend = patch.vibrato * onset * np.sin(2 * np.pi * (rate * time + chance.random()))
    if patch.glide:
        bend -= patch.glide * np.exp(-time / 0.035)
    return np.asarray(bend, dtype=np.float32)


def _make_brightness(patch: Patch, pitch: int, count: int, velocity: float) -> Sound | float:
    # Cutoffs are meant for middle C (261.6 Hz) at a velocity of 0.7.
    base = patch.cutoff * (pitch_to_hertz(pitch) / 261.6) ** patch.follow * 2.0 ** (patch.touch * (velocity - 0.7))
    if not patch.sweep:
        return float(level_for_cutoff(np.array([base], dtype=np.float32))[0])
    time = np.arange(count, dtype=np.float32) / RATE
    rise = np.minimum(time / patch.sweep_attack, 1.0)
    contour = rise * np.exp(-np.maximum(time - patch.sweep_attack, 0.0) / patch.sweep_decay)
    return level_for_cutoff((base * np.exp2(patch.sweep * contour)).astype(np.float32))


def _render_voice(patch: Patch, pitch: int, voice: int, count: int, level: Sound | float) -> Sound:
    spread = (voice / (patch.voices - 1) - 0.5) * 2 if patch.voices > 1 else 0.0
    frequency = pitch_to_hertz(pitch + spread * patch.detune / 100)
    # Voices that start in phase would begin each note with the same loud sweep.
    start = make_noise_source("start", pitch, voice, patch.shape).random() if patch.voices > 1 else 0.0
    bend = _make_pitch_bend(patch, count, voice, pitch)
    phase = make_steady_phase(frequency, count, start) if bend is None else make_bent_phase(frequency, bend, start)
    sound = read_wavetable(make_wavetables(patch.shape, pitch), phase, level)
    if patch.octave:
        sound = sound + np.float32(patch.octave) * read_wavetable(
            make_wavetables(patch.shape, pitch + 12), phase << np.uint32(1), level
        )
    return sound


def _make_breath_noise(pitch: int, count: int) -> Sound:
    raw = make_noise_source("breath", pitch).standard_normal(count).astype(np.float32)
    smooth = np.convolve(raw, np.ones(6, dtype=np.float32) / 6, mode="same")
    return np.asarray(raw * 0.3 + smooth, dtype=np.float32)


def sustain_note(patch: Patch, pitch: int, seconds: float, velocity: float) -> Sound:
    """Render a note: (n,) for mono patches, (2, n) for wide ones; its release is included."""
    envelope = make_adsr(seconds, patch.attack, patch.decay, patch.sustain, patch.release)
    count = envelope.shape[0]
    level = _make_brightness(patch, pitch, count, velocity)
    wide = patch.width > 0 and patch.voices > 1
    out = np.zeros((2, count) if wide else count, dtype=np.float32)
    for voice in range(patch.voices):
        sound = _render_voice(patch, pitch, voice, count, level)
        if wide:
            # The sign alternates, so that sharp and flat voices are found on both sides.
            angle = np.pi / 4 * (1 + patch.width * (2 * voice / (patch.voices - 1) - 1) * (-1) ** voice)
            out[0] += np.float32(np.cos(angle)) * sound
            out[1] += np.float32(np.sin(angle)) * sound
        else:
            out += sound
    # Detuned voices add by power (exponent 0.5); slightly more leaves headroom where they meet in phase.
    out *= np.float32(1.0 / patch.voices**0.6)
    if patch.sub:
        out += np.float32(patch.sub) * read_wavetable(
            make_wavetables("sine", pitch - 12), make_steady_phase(pitch_to_hertz(pitch - 12), count), 6.0
        )
    if patch.breath:
        out += np.float32(patch.breath) * _make_breath_noise(pitch, count)
    if patch.drive:
        out = np.tanh(out * np.float32(1 + patch.drive)) * np.float32(0.9)
    out *= envelope * np.float32(patch.level)
    return out


def round_gate_length(seconds: float) -> float:
    """Note lengths rounded to a 24th of a second, so that equal notes are rendered once."""
    return max(1, round(seconds * 24)) / 24


__all__ = ["Patch", "round_gate_length", "sustain_note"]
