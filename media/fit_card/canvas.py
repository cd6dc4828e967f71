"""What a fit card is drawn on: a picture at twice its size, with shapes and short texts in its own colours.

Colours are those of Okabe and Ito, which people with any kind of colour vision tell apart; what matters differs in
shape as well.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
GROUND: Colour = (22, 24, 31)
SHADE: Colour = (40, 44, 56)
INK: Colour = (244, 244, 240)
QUIET: Colour = (150, 156, 172)
PICTURE: Colour = (86, 180, 233)  # of the clip: sky blue
MUSIC: Colour = (230, 159, 0)  # of the track: orange
HIT: Colour = (240, 228, 66)  # yellow

_FINE = 2
LETTERS = 38  # pixels: twelve on a phone, which shows a card at a third of its width


class CardCanvas:
    """A picture in pixels of its final size."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _FINE, height * _FINE), GROUND)
        self._draw = ImageDraw.Draw(self._image)
        self._font = ImageFont.load_default(LETTERS * _FINE)

    def fill_box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        """Fill a box; a thin one gets at least a pixel."""
        right, bottom = x + max(width, 1), y + max(height, 1)
        self._draw.rounded_rectangle(_scale(x, y, right, bottom), radius * _FINE, fill=colour)

    def draw_line(self, x: float, y: float, to_x: float, to_y: float, colour: Colour, width: float = 3) -> None:
        """Draw a line."""
        self._draw.line(_scale(x, y, to_x, to_y), fill=colour, width=round(width * _FINE))

    def fill_shape(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """Fill what a closed line of points surrounds, with a rim in the ground's colour that keeps it apart."""
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._draw.polygon(scaled, fill=colour, outline=GROUND, width=_FINE)

    def put_picture(self, picture: NDArray[np.uint8], x: float, y: float, width: float, height: float) -> None:
        """Put a picture (h, w, 3) into a box."""
        left, top, right, bottom = (round(v) for v in _scale(x, y, x + width, y + height))
        small = Image.fromarray(np.ascontiguousarray(picture)).resize(
            (max(right - left, 1), max(bottom - top, 1)), Image.Resampling.LANCZOS
        )
        self._image.paste(small, (left, top))

    def measure_text(self, text: str) -> float:
        """Width of a text."""
        return self._font.getlength(text) / _FINE

    def write(self, text: str, x: float, y: float, colour: Colour, *, anchor: str = "mm") -> None:
        """Write a text; ``anchor`` as Pillow names it: "mm" is centred."""
        self._draw.text((x * _FINE, y * _FINE), text, fill=colour, font=self._font, anchor=anchor)

    def encode_png(self) -> bytes:
        """The picture as PNG."""
        packed = io.BytesIO()
        self._image.resize((self.width, self.height), Image.Resampling.BOX).save(packed, "PNG", optimize=True)
        return packed.getvalue()


def _scale(*values: float) -> tuple[float, ...]:
    return tuple(value * _FINE for value in values)
