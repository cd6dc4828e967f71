"""What the pictures show: colour, hard cuts, motion. All measured on thumbnails (longer side 64 pixels)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
COLOUR_SAMPLES = 48  # thumbnails that colour is measured on
_BAR_LEVEL = 20.0  # a border never brighter than this (of 255) is a letterbox bar

_RGB_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    dtype=np.float32,
)
_LMS_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    dtype=np.float32,
)
_WARM_HUE = np.deg2rad(60.0)  # of orange in Oklab; blue lies opposite, near 250 degrees
_WARM_CHROMA = 0.08  # a mean shift towards orange by this much is as warm as it gets


@dataclass(frozen=True, slots=True)
class Colour:
    """Mean colour traits; 0..1."""

    brightness: float
    contrast: float
    saturation: float
    warmth: float
    palette: tuple[str, ...]


def crop_black_bars(thumbs: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """``thumbs`` (T, h, w, 3) without black bars that last the whole clip; a black clip stays whole."""
    peak = thumbs.max(axis=(0, 3)).astype(np.float32)  # (h, w)
    rows, columns = np.flatnonzero(peak.max(axis=1) > _BAR_LEVEL), np.flatnonzero(peak.max(axis=0) > _BAR_LEVEL)
    if not len(rows) or not len(columns):
        return thumbs
    return thumbs[:, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def compute_luma(thumbs: NDArray[np.uint8]) -> Floats:
    """(T, h, w) gamma-coded luma, 0..1."""
    return np.asarray(thumbs @ (LUMA / 255.0), dtype=np.float32)


def measure_colour(thumbs: NDArray[np.uint8]) -> Colour:
    """Colour traits of ``thumbs`` (T, h, w, 3), each measured as follows.

    Brightness: mean luma. Contrast: twice the mean over pictures of the standard deviation of luma (1: half black,
    half white). Saturation: sum of (max - min) over sum of max of the channels, so that black pixels do not count.
    Warmth: 0.5 plus the mean Oklab shift along the axis from blue to orange. Palette: :func:`find_palette`.
    """
    picked = thumbs[np.unique(np.linspace(0, len(thumbs) - 1, COLOUR_SAMPLES).round().astype(int))]
    light = compute_luma(picked)
    pixels = picked.reshape(-1, 3)
    high, low = pixels.max(axis=1).astype(np.float32), pixels.min(axis=1).astype(np.float32)
    lab = rgb_to_oklab(pixels[:: max(1, len(pixels) // 20_000)])
    shift = float(lab[:, 1].mean() * np.cos(_WARM_HUE) + lab[:, 2].mean() * np.sin(_WARM_HUE))
    return Colour(
        brightness=clamp_to_unit(float(light.mean())),
        contrast=clamp_to_unit(2.0 * float(light.std(axis=(1, 2)).mean())),
        saturation=clamp_to_unit(float((high - low).sum() / max(float(high.sum()), 1.0))),
        warmth=clamp_to_unit(0.5 + 0.5 * shift / _WARM_CHROMA),
        palette=find_palette(lab),
    )


def clamp_to_unit(value: float) -> float:
    """``value`` clamped to 0..1."""
    return float(min(max(value, 0.0), 1.0))


def rgb_to_oklab(rgb: NDArray[np.uint8]) -> Floats:
    """(n, 3) sRGB bytes to Oklab (Ottosson 2020), lightness 0..1."""
    coded = rgb.astype(np.float32) / 255.0
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _RGB_TO_LMS.T) @ _LMS_TO_OKLAB.T, dtype=np.float32)


def _to_hex(lab: Floats) -> str:
    linear = np.linalg.inv(_RGB_TO_LMS) @ (np.linalg.inv(_LMS_TO_OKLAB) @ lab) ** 3
    linear = np.clip(linear, 0.0, 1.0)
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(c) * 255):02x}" for c in np.clip(coded, 0.0, 1.0))


def find_palette(lab: Floats, size: int = 5, rounds: int = 8) -> tuple[str, ...]:
    """Up to ``size`` colours of ``lab`` (n, 3), most frequent first: k-means, farthest points to start with."""
    lab = lab[:: max(1, len(lab) // 4096)]
    centres = _choose_distant_colours(lab, size)
    for _ in range(rounds):
        nearest = ((lab[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        groups = [lab[nearest == k] for k in range(len(centres))]
        centres = np.stack([g.mean(axis=0) if len(g) else c for g, c in zip(groups, centres, strict=True)])
    counts = np.bincount(nearest, minlength=len(centres))
    order = [k for k in np.argsort(-counts, kind="stable") if counts[k] >= 0.01 * len(lab)]
    return tuple(dict.fromkeys(_to_hex(centres[k]) for k in order))


def _choose_distant_colours(lab: Floats, size: int) -> Floats:
    """The mean colour, then again and again the one farthest from all chosen; fewer when the rest looks the same."""
    centres = [lab.mean(axis=0)]
    distance = ((lab - centres[0]) ** 2).sum(axis=1)
    while len(centres) < size and float(distance.max()) > 0.05**2:
        centres.append(lab[int(distance.argmax())])
        distance = np.minimum(distance, ((lab - centres[-1]) ** 2).sum(axis=1))
    return np.stack(centres)
