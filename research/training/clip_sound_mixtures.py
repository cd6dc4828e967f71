"""Training mixtures of voices, music and other sounds, with exact truth: every part is known before it is mixed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import av
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

from media.watch.audio_features import compute_integrated_loudness, compute_momentary_loudness, compute_weighted_power
from media.watch.log_mel import BANDS, HOP, WINDOW, compute_log_mel
from media.watch.sound_network import CLASSES, FRAMES_PER_STEP, REFERENCE_LUFS
from research.training.drawn_sounds import RATE, draw_sound

Floats = NDArray[np.float32]

STEPS = 94  # outputs of one example: six seconds
FRAMES = STEPS * FRAMES_PER_STEP
SAMPLES = (FRAMES - 1) * HOP + WINDOW
UNKNOWN = -1  # label of a step whose truth is not certain
SPEEDS = (88, 94, 100, 100, 107, 114)  # percent at which a voice is played
_VOICE_RANGE_DB, _MUSIC_RANGE_DB = 25.0, 32.0  # below the part's loudness: what is quieter is a pause
_CODEC_DELAY = 1024  # samples that AAC's encoder puts before the sound
_HOLD_STEPS = 3  # a part counts as present for 0.2 s around where it is heard


@dataclass(frozen=True)
class SoundMaterial:
    """What mixtures are made of, each wave (n,) mono at 16 kHz."""

    voices: Sequence[Floats]
    music: Sequence[Floats]
    effects: Sequence[Floats]


@dataclass(frozen=True)
class ClipSoundExamples:
    """Log-mel ``frames`` (n, FRAMES, 64) fp16 with ``labels`` (n, STEPS, 2) of 0, 1 or UNKNOWN."""

    frames: NDArray[np.float16]
    labels: NDArray[np.int8]


def make_examples(
    material: SoundMaterial, count: int, seed: int, progress: Callable[[str, float], None]
) -> ClipSoundExamples:
    """Mix ``count`` examples, the same for the same seed."""
    frames = np.empty((count, FRAMES, BANDS), np.float16)
    labels = np.empty((count, STEPS, len(CLASSES)), np.int8)
    for number in range(count):
        wave, labels[number] = make_example(material, np.random.default_rng((seed, number)))
        frames[number] = compute_log_mel(wave)
        if number % 100 == 0:
            progress("mixtures", number / count)
    return ClipSoundExamples(frames, labels)


def make_example(material: SoundMaterial, rng: Generator) -> tuple[Floats, NDArray[np.int8]]:
    """One mixture (SAMPLES,) near the reference loudness, and its labels (STEPS, 2)."""
    kind = rng.choice(["talk", "talk-music", "music", "effects", "all", "crowd"], p=[0.14, 0.30, 0.18, 0.24, 0.1, 0.04])
    wave, labels = np.zeros(SAMPLES), np.zeros((STEPS, len(CLASSES)), np.int8)
    if kind in ("talk", "talk-music", "all"):
        voice = _cut_window(_take_voice(material, rng), rng, 0.3)
        wave += voice
        labels[:, 0] = _find_present(voice, _VOICE_RANGE_DB)
    if kind in ("talk-music", "music", "all"):
        # Where there is a talker, the talker is the reference: 10 dB below the music to 16 dB above it.
        gain = -rng.uniform(-10, 16) if labels.any() else 0.0
        music = _cut_window(_take_music(material, rng), rng, 0.35)
        wave += music * 10 ** (gain / 20)
        labels[:, 1] = _find_present(music, _MUSIC_RANGE_DB)
    if kind == "crowd":
        wave += sum(_take_voice(material, rng) for _ in range(int(rng.integers(4, 9))))
        labels[:, 0] = UNKNOWN
    if kind in ("effects", "all") or rng.random() < 0.3:
        loudest = 0.0 if kind == "effects" else rng.uniform(-24, 4)
        wave += _take_effect(material, rng) * 10 ** (loudest / 20)
    return _finish_wave(wave, rng), labels


def _finish_wave(wave: NDArray[np.float64], rng: Generator) -> Floats:
    """Filter, distort and add noise as recordings have it, and bring to about the reference loudness."""
    wave = wave / (float(np.abs(wave).max()) + 1e-9)
    if rng.random() < 0.3:
        high = rng.uniform(2500, 7500)
        wave = sosfilt(butter(2, (rng.uniform(30, 250), high), "bandpass", fs=RATE, output="sos"), wave)
    if rng.random() < 0.08:
        wave = np.tanh(wave * rng.uniform(1, 6))
    wave = wave + rng.normal(size=len(wave)) * 10 ** (rng.uniform(-90, -36) / 20)
    if rng.random() < 0.25:
        # As loud or as quiet as clips come: a codec leaves little of a quiet sound, and that in patches.
        level = 10 ** (rng.uniform(-50, -6) / 20)
        wave = pass_codec((wave * level).astype(np.float32), int(rng.integers(16, 64))).astype(np.float64)
    return _set_loudness(wave.astype(np.float32), REFERENCE_LUFS + rng.uniform(-8, 5))


def pass_codec(wave: Floats, kilobits: int) -> Floats:
    """``wave`` (n,) at 16 kHz after AAC at ``kilobits`` per second, (n,)."""
    held = io.BytesIO()
    with av.open(held, "w", format="adts") as out:
        stream = out.add_stream("aac", rate=RATE, layout="mono")
        stream.bit_rate = 1000 * kilobits
        frame = av.AudioFrame.from_ndarray(wave[None], "fltp", "mono")
        frame.rate = RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    held.seek(0)
    with av.open(held, "r", format="aac") as container:
        parts = [part.to_ndarray()[0] for part in container.decode(audio=0)]
    heard = np.concatenate(parts)[_CODEC_DELAY:]
    return np.pad(heard, (0, max(len(wave) - len(heard), 0)))[: len(wave)].astype(np.float32)


def _take_voice(material: SoundMaterial, rng: Generator) -> Floats:
    speed = int(rng.choice(SPEEDS))
    voice = _cut_stretch(material.voices, SAMPLES * speed // 100 + speed, rng)
    if speed != 100:
        voice = resample_poly(voice, 100, speed)
    return _set_loudness(_add_room(voice[:SAMPLES], rng, 0.35), REFERENCE_LUFS)


def _take_music(material: SoundMaterial, rng: Generator) -> Floats:
    return _set_loudness(_add_room(_cut_stretch(material.music, SAMPLES, rng), rng, 0.15), REFERENCE_LUFS)


def _take_effect(material: SoundMaterial, rng: Generator) -> Floats:
    drawn = not material.effects or rng.random() < 0.5
    sound = draw_sound(SAMPLES, rng) if drawn else _scatter_effects(material.effects, rng)
    if rng.random() < 0.12:  # a machine: the same second over and over
        cut = int(rng.uniform(0.15, 2.0) * RATE)
        sound = np.tile(sound[:cut], -(-SAMPLES // cut))[:SAMPLES]
    return _set_loudness(_add_room(sound, rng, 0.3), REFERENCE_LUFS)


def _scatter_effects(effects: Sequence[Floats], rng: Generator) -> Floats:
    """A few recorded effects at random times; long ones are cut."""
    sound = np.zeros(SAMPLES, np.float32)
    for _ in range(int(rng.integers(1, 9))):
        effect = _cut_stretch(effects, 0, rng)[:SAMPLES]
        at = int(rng.integers(SAMPLES - len(effect) + 1))
        sound[at : at + len(effect)] += effect * rng.uniform(0.2, 1.0)
    return sound


def _cut_stretch(waves: Sequence[Floats], samples: int, rng: Generator) -> Floats:
    """A random stretch of a random wave, repeated where it is too short; a whole wave for 0 samples."""
    wave = waves[int(rng.integers(len(waves)))]
    if not samples:
        return wave
    if len(wave) < samples:
        wave = np.tile(wave, -(-samples // len(wave)))
    start = int(rng.integers(len(wave) - samples + 1))
    return wave[start : start + samples]


def _cut_window(wave: Floats, rng: Generator, share: float) -> Floats:
    """In a ``share`` of cases, silence before a random time or after it."""
    if rng.random() >= share:
        return wave
    at, kept = int(rng.uniform(0.2, 0.8) * len(wave)), wave.copy()
    fade = np.linspace(0, 1, min(1600, at), dtype=np.float32)
    if rng.random() < 0.5:
        kept[: at - len(fade)] = 0
        kept[at - len(fade) : at] *= fade
    else:
        kept[at:] = 0
        kept[at - len(fade) : at] *= fade[::-1]
    return kept


def _add_room(wave: Floats, rng: Generator, share: float) -> Floats:
    """In a ``share`` of cases, the echo of a room: noise that dies away within 0.1 to 0.8 s."""
    if rng.random() >= share:
        return wave
    length = int(rng.uniform(0.1, 0.8) * RATE)
    answer = rng.normal(size=length) * 10 ** (-3 * np.arange(length) / length)
    answer *= rng.uniform(0.1, 0.9) / np.sqrt((answer**2).sum())
    answer[0] += 1.0
    return np.asarray(fftconvolve(wave, answer)[: len(wave)], dtype=np.float32)


def _set_loudness(wave: Floats, lufs: float) -> Floats:
    found = compute_integrated_loudness(compute_momentary_loudness(compute_weighted_power(wave[None]))[1])
    return wave if found is None else np.asarray(wave * 10 ** ((lufs - found) / 20), dtype=np.float32)


def _find_present(part: Floats, range_db: float) -> NDArray[np.int8]:
    """Steps (STEPS,) in which a part is heard: no more than ``range_db`` below its own loudness."""
    power = compute_weighted_power(part[None])
    steps = power[:FRAMES].reshape(STEPS, FRAMES_PER_STEP).max(axis=1)
    if steps.max() <= 0:
        return np.zeros(STEPS, np.int8)
    loud = steps[steps > steps.max() * 1e-3].mean()
    near = np.convolve(steps > loud * 10 ** (-range_db / 10), np.ones(2 * _HOLD_STEPS + 1), "same")
    return (near > 0).astype(np.int8)
