"""Makes the tables of :mod:`musechat.reference_quantiles`: what clips and music are like, from reference material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from musechat.clip import ClipTraits
from musechat.track import TrackTraits

COUNT = 10  # quantiles of each table: of so few clips more would follow single ones
TABLE = Path("musechat/reference_quantiles.py")  # in a clone, relative: the tables that ship are replaced

_HEAD = '''"""Quantiles of what clips and music are like, written by ``musechat train scales``.

Measured on {clips} clips and {tracks} tracks whose licences allow learning from them. Entry n of a table is the value
below which the share (n + 0.5) / {count} lies.
"""

from __future__ import annotations

'''


def compute_tables(clips: Sequence[ClipTraits], tracks: Sequence[TrackTraits]) -> dict[str, tuple[float, ...]]:
    """Compute every table, by the name that it has in the module."""
    return {
        "CLIP_ENERGY": compute_quantiles([clip.energy for clip in clips]),
        "CLIP_GLADNESS": compute_quantiles([clip.gladness for clip in clips]),
        "CLIP_BRIGHTNESS": compute_quantiles([clip.brightness for clip in clips]),
        "MUSIC_ENERGY": compute_quantiles([track.energy for track in tracks]),
    }


def compute_quantiles(values: Sequence[float]) -> tuple[float, ...]:
    """Compute :data:`COUNT` quantiles of values in 0..1, ascending and apart from each other and from both ends."""
    found = np.quantile(np.asarray(values, np.float64), (np.arange(COUNT) + 0.5) / COUNT)
    # A place must rise with the value: equal quantiles would make a step of it.
    steps = 1e-3 * np.arange(1, COUNT + 1)
    spread = np.maximum.accumulate(np.maximum(found, steps) - steps) + steps
    return tuple(round(float(value), 4) for value in np.minimum(spread, 1 - 1e-3 * np.arange(COUNT, 0, -1)))


def write_tables(path: Path, tables: Mapping[str, tuple[float, ...]], clips: int, tracks: int) -> None:
    """Write the module of tables that were measured on so many clips and tracks."""
    lines = [f"{name} = {values!r}\n" for name, values in tables.items()]
    path.write_text(_HEAD.format(clips=clips, tracks=tracks, count=COUNT) + "".join(lines), encoding="utf-8")
