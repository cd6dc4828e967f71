"""The demo library and the demo clips: composed and drawn by this package, CC0, with known truth.

:func:`compose_library` and :func:`draw_clips` fill a folder; :func:`load_truth` reads what is known about it.
"""

from __future__ import annotations

from demo.clips import draw_clips
from demo.ground_truth import DemoClip, DemoSection, DemoTrack, load_truth
from demo.library_rendering import compose_library
from demo.version import DEMO_VERSION

__all__ = ["DEMO_VERSION", "DemoClip", "DemoSection", "DemoTrack", "compose_library", "draw_clips", "load_truth"]
