"""From a job to the finished card: the fit as data, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

from media.fit_card.computing import compute_fit
from media.fit_card.drawing import PLOT, PORTRAIT_STRIP, STRIP, draw_card
from media.fit_card.filmstrip import cut_filmstrip
from media.fit_card.job import FitJob
from musechat.fit import Fit


@dataclass(frozen=True, slots=True)
class FitCard:
    """A finished card."""

    fit: Fit
    picture: bytes  # PNG


def render_fit(job: FitJob) -> FitCard:
    """Make the card of a job.

    Raises:
        BadInput: the track cannot be read, or too little of the clip is left for music.

    """
    fit = compute_fit(job)
    strip = PORTRAIT_STRIP if job.clip.height > job.clip.width else STRIP
    pictures = cut_filmstrip(job.mix.clip, fit.length_s, fit.cuts_s, PLOT, strip) if job.has_clip else []
    return FitCard(fit, draw_card(fit, pictures, strip))
