"""One loudness for all: what is measured and embedded must not depend on how loud a file was mastered."""

from __future__ import annotations

from media.listen.decode import Floats
from media.listen.loudness_meter import SILENCE_LUFS, LoudnessMeter

REFERENCE_LUFS = -18.0


def measure_gain(loudness_lufs: float) -> float:
    """The factor that brings a sound of that loudness to :data:`REFERENCE_LUFS`; 1 for silence."""
    return 1.0 if loudness_lufs <= SILENCE_LUFS else float(10 ** ((REFERENCE_LUFS - loudness_lufs) / 20))


def level_wave(wave: Floats, rate: int) -> Floats:
    """A mono wave (n,) brought to :data:`REFERENCE_LUFS`; silence stays as it is."""
    levelled: Floats = wave * wave.dtype.type(measure_gain(measure_wave(wave, rate).measure_integrated()))
    return levelled


def measure_wave(wave: Floats, rate: int) -> LoudnessMeter:
    """A meter that has taken a mono wave (n,)."""
    meter = LoudnessMeter(rate, 1)
    step = 60 * rate  # the meter works in double precision: a minute at a time keeps that small
    for at in range(0, len(wave), step):
        meter.add_block(wave[None, at : at + step])
    return meter
