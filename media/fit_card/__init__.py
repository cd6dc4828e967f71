"""The fit card: how a clip and its music meet, as data and as one picture for those who cannot or will not listen."""

from media.fit_card.job import FitJob
from media.fit_card.rendering import render_fit

__all__ = ["FitJob", "render_fit"]
