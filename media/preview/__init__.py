"""A playable excerpt of a track: its sound, levelled, over a picture of its waveform."""

from media.preview.rendering import PREVIEW_VERSION, make_preview

__all__ = ["PREVIEW_VERSION", "make_preview"]
