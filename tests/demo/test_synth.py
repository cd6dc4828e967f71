import numpy as np
import pytest

from demo.instruments import PATCHES, STRUCK, SUNG, TEXTURES, play_drum, play_note
from demo.synth import RATE, pitch_to_hertz
from demo.synth.drums import DRUMS
from demo.synth.effects import (
    Room,
    add_echo,
    add_reverb,
    limit_peaks,
    make_ducking_curve,
    master_mix,
    measure_loudness_lufs,
    measure_true_peak,
)
from demo.synth.oscillators import make_steady_phase, make_wavetables, read_wavetable

PITCHED = sorted((set(PATCHES) | set(STRUCK) | set(SUNG)) - {"timpani", "bell", "steel pan"})


def strongest(sound: np.ndarray, about: float) -> float:
    mono = sound.mean(axis=0) if sound.ndim == 2 else sound
    part = mono[1200:42000]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 18))
    frequency = np.fft.rfftfreq(1 << 18, 1 / RATE)
    return float(frequency[np.argmax(spectrum * ((frequency > about * 0.95) & (frequency < about * 1.05)))])


@pytest.mark.parametrize("name", PITCHED)
def test_instruments_are_in_tune_and_click_free(name: str) -> None:
    sound = play_note(name, 57, 1.4, 0.7)
    assert sound.dtype == np.float32 and np.isfinite(sound).all()
    spread = PATCHES[name].detune if name in PATCHES else 0.0  # voices lie this far apart on purpose
    assert abs(1200 * np.log2(strongest(sound, pitch_to_hertz(57)) / pitch_to_hertz(57))) < 12 + spread
    assert np.abs(sound[..., :2]).max() < 0.05 and np.abs(sound[..., -2:]).max() < 0.01
    assert 0.1 < np.abs(sound).max() < 3


@pytest.mark.parametrize("name", sorted(DRUMS))
def test_drums_strike_and_fall_silent(name: str) -> None:
    sound = play_drum(name, 0.8, 1)
    assert np.isfinite(sound).all() and np.abs(sound).max() > 0.05
    assert np.abs(sound[-30:]).max() < 0.02 * np.abs(sound).max() + 1e-3


@pytest.mark.parametrize("name", sorted(TEXTURES))
def test_textures_are_stereo_and_fade(name: str) -> None:
    sound = play_note(name, 60, 3.0, 0.7)
    assert sound.shape == (2, 3 * RATE)
    assert np.abs(sound[:, :2]).max() < 0.02 and np.abs(np.corrcoef(sound)[0, 1]) < 0.95


def test_oscillators_do_not_alias() -> None:
    """Of a high saw, nothing lies between its harmonics."""
    pitch = 96
    sound = read_wavetable(make_wavetables("saw", pitch), make_steady_phase(pitch_to_hertz(pitch), RATE), 6.9)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(RATE)))
    at = np.arange(spectrum.size)
    nearest = np.abs(at / pitch_to_hertz(pitch) - np.round(at / pitch_to_hertz(pitch))) * pitch_to_hertz(pitch)
    assert spectrum[(nearest > 60) & (at > 100)].max() < 0.002 * spectrum.max()


def test_brightness_opens_the_filter() -> None:
    phase = make_steady_phase(pitch_to_hertz(45), RATE)
    dark, bright = (read_wavetable(make_wavetables("saw", 45), phase, level) for level in (2.0, 6.0))
    treble = [np.abs(np.fft.rfft(sound))[2000:].sum() for sound in (dark, bright)]
    assert treble[1] > 20 * treble[0] > 0


def test_loudness_of_a_known_tone() -> None:
    """BS.1770: a 997 Hz sine at -20 dBFS peak in both channels reads -20.0 LUFS."""
    time = np.arange(RATE * 5) / RATE
    tone = (0.1 * np.sin(2 * np.pi * 997 * time)).astype(np.float32)
    assert measure_loudness_lufs(np.stack([tone, tone])) == pytest.approx(-20.0, abs=0.1)
    assert measure_loudness_lufs(np.zeros((2, RATE), dtype=np.float32)) == -70.0


def test_true_peak_sees_between_the_samples() -> None:
    time = np.arange(RATE)
    tone = np.sin(np.pi / 2 * time + np.pi / 4).astype(np.float32)  # samples at 0.707, peaks of 1 between them
    assert measure_true_peak(np.stack([tone, tone])) == pytest.approx(1.0, abs=0.03)


def test_master_reaches_its_loudness_and_never_clips() -> None:
    rough = np.random.default_rng(0).normal(0, 0.2, (2, RATE * 4)).astype(np.float32)
    rough[:, 1000::8000] = 3.0
    done = master_mix(rough, -16.0)
    assert measure_loudness_lufs(done) == pytest.approx(-16, abs=1.5)
    assert measure_true_peak(done) <= 10 ** (-2.9 / 20)
    assert np.abs(limit_peaks(rough, 0.5)).max() <= 0.5 + 1e-6


def test_room_echo_and_duck() -> None:
    click = np.zeros((2, RATE * 2), dtype=np.float32)
    click[:, 100] = 1
    wet = add_reverb(click, Room(0.8))
    early, late = (float(np.sum(wet[:, a:b] ** 2)) for a, b in ((0, 8000), (24000, 32000)))
    assert early > 100 * late > 0
    assert np.argmax(np.abs(add_echo(click, 0.25)[0])) == pytest.approx(100 + 0.25 * RATE, abs=40)
    gain = make_ducking_curve(RATE, [0.5], 0.6, 0.2)
    assert gain[: RATE // 2 - 10].min() == 1 and gain.min() == pytest.approx(0.4, abs=0.05) and gain[-1] == 1
