"""A clip with a track under it: balanced, ducked under speech, levelled, in an MP4 that plays where clips are shown."""

from media.mix.job import MixJob, MixReport
from media.mix.rendering import MIX_VERSION, render_mix

__all__ = ["MIX_VERSION", "MixJob", "MixReport", "render_mix"]
