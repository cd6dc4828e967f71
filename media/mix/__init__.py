"""A clip with a track under it: balanced, ducked under speech, levelled, in an MP4 that plays where clips are shown."""

from media.mix.job import MixJob, MixReport
from media.mix.rendering import render_mix

__all__ = ["MixJob", "MixReport", "render_mix"]
