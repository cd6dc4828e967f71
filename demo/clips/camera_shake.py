"""A camera that shakes: the picture is drawn larger than the frame, and the frame is cut out of it off centre."""

from __future__ import annotations

import numpy as np

from demo.clips.canvas import HEIGHT, WIDTH, Canvas

MARGIN = 12  # pixels drawn beyond each edge of the frame, and so the farthest that it can move


def make_wide_canvas() -> Canvas:
    """An empty canvas with :data:`MARGIN` pixels beyond each edge of the frame."""
    return Canvas(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)


def shake_frame(canvas: Canvas, t: float, strength: float) -> Canvas:
    """Cut a frame of the usual size out of a wide canvas, displaced by about ``strength`` pixels at ``t`` seconds."""
    # Sines whose frequencies share no small multiple: the path does not visibly repeat, and needs no random state.
    dx = round(float(strength * (np.sin(t * 31) + 0.6 * np.sin(t * 53 + 1))))
    dy = round(float(strength * (np.sin(t * 37 + 2) + 0.6 * np.sin(t * 47))))
    x, y = MARGIN + np.clip(dx, -MARGIN, MARGIN), MARGIN + np.clip(dy, -MARGIN, MARGIN)
    frame = Canvas()
    frame.pixels = canvas.pixels[:, y : y + HEIGHT, x : x + WIDTH]
    return frame
