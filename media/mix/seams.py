"""Where exactly a joint enters, so that the beat goes on over it."""

from __future__ import annotations

import numpy as np

from media.preview.excerpt import RATE, Floats

_REACH_S = 0.012  # a bar line is known about so well
_WINDOW_S = 0.4  # on each side of the joint that is compared
_STEP = RATE // 500  # samples of one step of an envelope


def align_seam(sound: Floats, leaves_s: float, enters_s: float) -> float:
    """The second at which the strokes around an entrance fall where those around the other side would have fallen."""
    reach = round(_REACH_S * RATE / _STEP)
    left, entered = _find_strokes(sound, leaves_s, 0), _find_strokes(sound, enters_s, reach)
    if not left.any() or not entered.any():
        return enters_s
    fits = np.correlate(entered, left, mode="valid")
    best = int(fits.argmax()) - reach
    # A place that fits hardly better is no better: what is compared is noise then.
    return enters_s + best * _STEP / RATE if fits.max() > 1.05 * fits[reach] else enters_s


def _find_strokes(sound: Floats, at_s: float, reach: int) -> Floats:
    """How the level rises around a time, in steps of 2 ms; ``reach`` steps more on both sides."""
    side = round(_WINDOW_S * RATE / _STEP) + reach
    first = round(at_s * RATE) - side * _STEP
    part = sound[:, max(0, first - _STEP) : first + 2 * side * _STEP].mean(axis=0)
    part = np.pad(part, (max(0, _STEP - first), 0))
    part = np.pad(part, (0, max(0, (2 * side + 1) * _STEP - len(part))))[: (2 * side + 1) * _STEP]
    levels = np.log10(np.sqrt(np.square(part.reshape(-1, _STEP)).mean(axis=1)) + 1e-4)
    return np.asarray(np.maximum(np.diff(levels), 0.0), np.float32)
