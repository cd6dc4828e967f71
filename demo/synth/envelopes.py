"""Envelopes: every note starts and ends at zero, so that nothing clicks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from demo.synth import RATE, Sound, to_samples


def make_adsr(seconds: float, attack: float, decay: float, sustain: float, release: float) -> Sound:
    """Attack, exponential decay to ``sustain``, hold until ``seconds``, then a release that reaches zero.

    Returns:
        (n,) levels in 0..1, ``release`` seconds longer than the note.

    """
    held = to_samples(seconds)
    time = np.arange(held, dtype=np.float32) / RATE
    rise = to_samples(attack)
    body = sustain + (1.0 - sustain) * np.exp(-np.maximum(time - attack, 0.0) / max(decay, 1e-3))
    # A note shorter than its attack is cut off on the way up, and released from there.
    front = min(rise, held)
    body[:front] *= np.sin(np.linspace(0.0, np.pi / 2, rise, dtype=np.float32)[:front])
    return np.concatenate([body, body[-1] * make_falling_envelope(release)]).astype(np.float32)


@lru_cache(maxsize=64)
def make_falling_envelope(seconds: float) -> Sound:
    """Make a curve that falls smoothly from 1 to exactly 0, (n,); shared by its callers, do not write into it."""
    t = np.linspace(0.0, 1.0, to_samples(seconds), dtype=np.float32)
    # Exponential as natural decays are; the linear factor brings it to exactly zero.
    return np.asarray(np.exp(-4.0 * t) * (1.0 - t), dtype=np.float32)


def make_swell(seconds: float, peak: float = 0.7, release: float = 0.3) -> Sound:
    """Make an envelope that rises until the share ``peak`` of the note, holds, and falls within ``release`` seconds."""
    held = to_samples(seconds)
    t = np.linspace(0.0, 1.0, held, dtype=np.float32)
    rise = np.minimum(t / max(peak, 1e-3), 1.0)
    shape = 0.35 + 0.65 * np.sin(rise * np.pi / 2)
    return np.concatenate([shape, shape[-1] * make_falling_envelope(release)]).astype(np.float32)


def soften_ends(sound: Sound, seconds: float = 0.004) -> Sound:
    """Fade the very first and last milliseconds in place."""
    edge = min(to_samples(seconds), sound.shape[-1] // 2)
    if edge:
        ramp = np.linspace(0.0, 1.0, edge, dtype=np.float32)
        sound[..., :edge] *= ramp
        sound[..., -edge:] *= ramp[::-1]
    return sound
