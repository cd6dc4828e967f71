"""Sounds joined, faded and played faster or slower."""

from __future__ import annotations

import numpy as np

from media.mix.filter_graph import filter_to_length
from media.preview.excerpt import RATE, Floats

FADE_IN_S, FADE_OUT_S = 0.03, 1.5
FADE_SHARE = 0.25  # of a short stretch: a fade takes no more


def join_sounds(first: Floats, second: Floats, seam: int) -> Floats:
    """Two sounds (2, n) as one; over ``seam`` samples both are heard, at constant power."""
    turn = np.sin(0.5 * np.pi * (np.arange(seam) + 0.5) / max(seam, 1)).astype(np.float32)
    both = first[:, first.shape[1] - seam :] * turn[::-1] + second[:, :seam] * turn
    return np.concatenate([first[:, : first.shape[1] - seam], both, second[:, seam:]], axis=1)


def fade_edges(music: Floats, fade_in_s: float | None, fade_out_s: float | None) -> None:
    """Fade (2, n) in and out, in place; None takes the usual length, 0 none."""
    length = music.shape[1]
    shares = ((fade_in_s, FADE_IN_S, False), (fade_out_s, FADE_OUT_S, True))
    for said, usual, at_end in shares:
        most = length if said is not None else round(FADE_SHARE * length)
        count = min(round((usual if said is None else said) * RATE), most)
        if count > 0:
            rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)).astype(np.float32)
            part = music[:, length - count :] if at_end else music[:, :count]
            part *= rise[::-1] if at_end else rise


def change_tempo(music: Floats, rate: float) -> Floats:
    """``music`` (2, n) played ``rate`` times as fast, at the same pitch (FFmpeg's ``atempo``)."""
    return music if rate == 1.0 else filter_to_length(music, "atempo", f"{rate:.6f}", round(music.shape[1] / rate))
