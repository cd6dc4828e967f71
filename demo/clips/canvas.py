"""A canvas of floats on which shapes are drawn with soft, anti-aliased edges from their distance fields."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, zoom

Image: TypeAlias = npt.NDArray[np.float32]  # (3, H, W) a picture or (H, W) a mask, 0..1
Colour: TypeAlias = tuple[float, float, float]
WIDTH, HEIGHT = 640, 360


def parse_colour(text: str) -> Colour:
    """``"#rrggbb"`` as floats."""
    return tuple(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def blend_colours(a: Colour, b: Colour, share: float) -> Colour:
    """Interpolate linearly from ``a`` (0) to ``b`` (1); ``share`` is clipped to 0..1."""
    s = min(1.0, max(0.0, share))
    return (a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s)


def colour_between(stops: list[tuple[float, Colour]], place: float) -> Colour:
    """Interpolate between (place, colour) stops in ascending order; the last colour holds after the last place."""
    for (p, a), (q, b) in pairwise(stops):
        if place <= q:
            return blend_colours(a, b, (place - p) / (q - p))
    return stops[-1][1]


def ease_in_out(share: float) -> float:
    """Map 0..1 to 0..1 with zero slope at both ends (smoothstep); values outside are clipped."""
    s = min(1.0, max(0.0, share))
    return s * s * (3 - 2 * s)


def cloud_texture(seed: int, height: int, width: int, grain: float = 90.0, octaves: int = 4) -> Image:
    """Make fractal noise that wraps sideways, (height, width), 0..1; ``grain`` is its coarsest feature in pixels."""
    chance = np.random.default_rng(seed)
    total = np.zeros((height, width), dtype=np.float32)
    for octave in range(octaves):
        size = grain / 2**octave
        # Twice as fine in height as in width: clouds lie flat.
        small = chance.standard_normal((max(2, int(height / size * 2)), max(3, int(width / size))))
        # The texture has to wrap sideways, since clips scroll it.
        small[:, -1] = small[:, 0]
        big = zoom(small, (height / small.shape[0], width / small.shape[1]), order=3, mode="grid-wrap")
        total += big[:height, :width].astype(np.float32) / 2**octave
    # Percentiles, not the extremes: the same contrast whatever the seed.
    low, high = np.percentile(total, [2, 98])
    cloud: Image = np.clip((total - low) / (high - low), 0, 1).astype(np.float32)
    return cloud


def shift_texture(tile: Image, dx: float, dy: float = 0.0) -> Image:
    """Shift a wrapping texture by (dx, dy) pixels, fractions included (bilinear)."""
    x, y = int(np.floor(dx)), int(np.floor(dy))
    fx, fy = np.float32(dx - x), np.float32(dy - y)
    moved = np.roll(tile, (y, x), axis=(0, 1))
    if fx:
        moved = moved * (1 - fx) + np.roll(moved, 1, axis=1) * fx
    if fy:
        moved = moved * (1 - fy) + np.roll(moved, 1, axis=0) * fy
    return moved


def blur_image(image: Image, radius: float) -> Image:
    """Blur a picture or a mask with a Gaussian of ``radius`` pixels (standard deviation)."""
    soft: Image = gaussian_filter(image, (0, radius, radius) if image.ndim == 3 else radius)
    return soft


class Canvas:
    """An RGB picture, plane by plane.

    Coordinates are pixels from the top left; ``edge`` is the softness of an outline in pixels.
    """

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        self.pixels: Image = np.zeros((3, height, width), dtype=np.float32)
        self.x = np.arange(width, dtype=np.float32)[None, :] + 0.5
        self.y = np.arange(height, dtype=np.float32)[:, None] + 0.5

    def fill_gradient(self, stops: list[tuple[float, Colour]]) -> None:
        """Fill with a vertical gradient through (share of the height, colour)."""
        where = np.linspace(0, 1, self.height)
        places = [s for s, _ in stops]
        for plane in range(3):
            self.pixels[plane] = np.interp(where, places, [c[plane] for _, c in stops])[:, None]

    def mix_masked(self, mask: Image, colour: Colour, top: int = 0, left: int = 0) -> None:
        """Blend a colour over the picture through a mask of opacities whose top left corner is at (left, top)."""
        self._cover_box((slice(top, top + mask.shape[0]), slice(left, left + mask.shape[1])), mask, colour)

    def _clip_box(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice] | None:
        l, t = max(0, int(left)), max(0, int(top))  # noqa: E741
        r, b = min(self.width, int(right) + 1), min(self.height, int(bottom) + 1)
        return (slice(t, b), slice(l, r)) if r > l and b > t else None

    def _lay_shape(self, box: tuple[slice, slice], distance: Image, colour: Colour, alpha: float, edge: float) -> None:
        mask = np.clip(0.5 - distance / edge, 0, 1) * np.float32(alpha)
        self._cover_box(box, mask.astype(np.float32), colour)

    def _cover_box(self, box: tuple[slice, slice], mask: Image, colour: Colour) -> None:
        for plane, level in zip(self.pixels, colour, strict=True):
            plane[box] += mask * (np.float32(level) - plane[box])

    def draw_disc(
        self,
        cx: float,
        cy: float,
        radius: float,
        colour: Colour,
        alpha: float = 1.0,
        edge: float = 1.2,
        tall: float = 1.0,
    ) -> None:
        """Draw a disc, or an ellipse ``tall`` times as high as wide."""
        box = self._clip_box(
            cx - radius - edge, cy - radius * tall - edge, cx + radius + edge, cy + radius * tall + edge
        )
        if box:
            distance = np.hypot(self.x[:, box[1]] - cx, (self.y[box[0]] - cy) / tall) - radius
            self._lay_shape(box, distance, colour, alpha, edge)

    def draw_glow(
        self, cx: float, cy: float, radius: float, colour: Colour, strength: float = 1.0, tall: float = 1.0
    ) -> None:
        """Add light that falls off from a centre as a Gaussian."""
        # At 2.6 radii the light has fallen to a thousandth.
        box = self._clip_box(cx - radius * 2.6, cy - radius * 2.6 * tall, cx + radius * 2.6, cy + radius * 2.6 * tall)
        if box:
            across = np.exp(-(((self.x[:, box[1]] - cx) / radius) ** 2))
            down = np.exp(-(((self.y[box[0]] - cy) / (radius * tall)) ** 2))
            light = (across * down).astype(np.float32)
            for plane, level in zip(self.pixels, colour, strict=True):
                plane[box] += light * np.float32(level * strength)

    def draw_line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        thick: float,
        colour: Colour,
        alpha: float = 1.0,
        edge: float = 1.2,
    ) -> None:
        """Draw a line ``thick`` pixels wide with round ends."""
        reach = thick / 2 + edge
        box = self._clip_box(min(x0, x1) - reach, min(y0, y1) - reach, max(x0, x1) + reach, max(y0, y1) + reach)
        if box:
            px, py = self.x[:, box[1]] - x0, self.y[box[0]] - y0
            dx, dy = x1 - x0, y1 - y0
            along = np.clip((px * dx + py * dy) / max(dx * dx + dy * dy, 1e-6), 0, 1)
            distance = np.hypot(px - along * dx, py - along * dy) - thick / 2
            self._lay_shape(box, distance.astype(np.float32), colour, alpha, edge)

    def draw_box(
        self, left: float, top: float, right: float, bottom: float, colour: Colour, alpha: float = 1.0,
            corner: float = 0.0,
        edge: float = 1.2,
    ) -> None:  # fmt: skip
        """Draw a rectangle, its corners rounded by ``corner`` pixels."""
        place = self._clip_box(left - edge, top - edge, right + edge, bottom + edge)
        if place:
            dx = np.abs(self.x[:, place[1]] - (left + right) / 2) - (right - left) / 2 + corner
            dy = np.abs(self.y[place[0]] - (top + bottom) / 2) - (bottom - top) / 2 + corner
            distance = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + np.minimum(np.maximum(dx, dy), 0) - corner
            self._lay_shape(place, distance.astype(np.float32), colour, alpha, edge)

    def draw_polygon(
        self, points: list[tuple[float, float]], colour: Colour, alpha: float = 1.0, edge: float = 1.2
    ) -> None:
        """Draw a convex polygon whose corners are given clockwise."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        place = self._clip_box(min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)
        if place:
            # Inside a convex polygon is inside all its edges: the largest of the distances counts.
            distance: Image = np.full((1, 1), -1e9, dtype=np.float32)
            for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
                length = max(np.hypot(x1 - x0, y1 - y0), 1e-6)
                side = ((self.x[:, place[1]] - x0) * (y1 - y0) - (self.y[place[0]] - y0) * (x1 - x0)) / length
                distance = np.maximum(distance, side.astype(np.float32))
            self._lay_shape(place, distance.astype(np.float32), colour, alpha, edge)

    def draw_ridge(self, heights: Image, colour: Colour, alpha: float = 1.0, edge: float = 1.3) -> None:
        """Fill everything below a skyline; ``heights`` is its y in each column, (width,)."""
        top = max(0, int(heights.min()) - 2)
        mask = np.clip(0.5 + (self.y[top:] - heights[None, :]) / edge, 0, 1) * np.float32(alpha)
        self.mix_masked(mask.astype(np.float32), colour, top)

    def add_light(self, colour: Colour, strength: float) -> None:
        """Add a colour to every pixel, as a flash of light does."""
        self.pixels += np.array(colour, dtype=np.float32)[:, None, None] * np.float32(strength)

    def darken_corners(self, strength: float) -> None:
        """Darken towards the corners (vignette), by up to ``strength``."""
        nx, ny = (self.x / self.width - 0.5) * 2, (self.y / self.height - 0.5) * 2
        shade = 1 - strength * np.clip(nx * nx * 0.5 + ny * ny * 0.5, 0, 1) ** 1.5
        self.pixels *= shade.astype(np.float32)
