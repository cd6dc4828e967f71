"""A guess at singing from the signal alone, for when no tagger has an opinion."""

from __future__ import annotations

import math

SURE_YES, SURE_NO = 0.7, 0.25


def guess_vocal_score(glide: float) -> float:
    """Probability-like score that somebody sings or raps: a weak guess, kept within 0.1..0.6.

    Voices glide between notes and waver around them; so do bent guitars and drums, which is why the score never says
    "surely". Only the other end means something: sound that keeps strictly to the grid is not sung.

    Args:
        glide: share of the pitch that lies between the notes of the grid, 0..1.

    """
    return 0.1 + 0.5 / (1 + math.exp(-12.0 * (glide - 0.25)))


def decide_vocals(score: float) -> bool | None:
    """Vocals or none; ``None`` in between."""
    if score >= SURE_YES:
        return True
    return False if score <= SURE_NO else None
