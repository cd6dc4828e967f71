"""A cartoon: fruit that bounces through a bright kitchen."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from demo.clips.canvas import WIDTH, Canvas, Colour, blend_colours, parse_colour
from demo.clips.film import Painter, Scene

CUTS = (3.0, 6.0, 8.5)
SECONDS = 12.0
BEAT_S = 0.5  # one bounce, 120 a minute
WALLS = ("#ffd9a8", "#bfe8d8", "#ffc4c9", "#cfe0ff")
SPOTS = ("#ffc67f", "#a3dcc6", "#ffadb5", "#b6cfff")
FRUIT = (
    ("#ff8a2a", "#ffb061"),
    ("#e8433f", "#ff7a6a"),
    ("#7cb342", "#a6d46a"),
    ("#ffd23f", "#ffe681"),
    ("#8e5bd0", "#b48aea"),
)


def _draw_backdrop(canvas: Canvas, shot: int, t: float) -> None:
    wall, spot = parse_colour(WALLS[shot]), parse_colour(SPOTS[shot])
    canvas.fill_gradient([(0, blend_colours(wall, (1, 1, 1), 0.15)), (1, wall)])
    for row in range(5):
        for column in range(-1, 10):
            x = column * 80 + (row % 2) * 40 + (t * 14) % 80
            canvas.draw_disc(x, 30 + row * 52, 9, spot, 0.55)
    if shot % 2 == 0:
        canvas.draw_box(40, 92, 250, 100, parse_colour("#a86b3c"), corner=3)
        for x, colour, tall in ((70, "#f27d72", 34), (112, "#5bb0d8", 26), (150, "#f5c04a", 40), (196, "#7fbf6a", 30)):
            canvas.draw_box(x - 14, 92 - tall, x + 14, 92, parse_colour(colour), corner=5)
            canvas.draw_box(x - 10, 86 - tall, x + 10, 93 - tall, parse_colour("#fff4e0"), corner=2)
        canvas.draw_box(430, 40, 590, 160, parse_colour("#ffffff"), corner=10)
        canvas.draw_box(440, 50, 580, 150, parse_colour("#9fd8f5"), corner=6)
        canvas.draw_disc(540, 78, 15, parse_colour("#fff2a8"))
        canvas.draw_box(506, 50, 514, 150, parse_colour("#ffffff"))
    else:
        for x in (120, 320, 520):
            canvas.draw_line(x, 0, x, 60, 3, parse_colour("#6b4a3a"))
            canvas.draw_disc(x, 74, 30, parse_colour("#f2645a"), tall=0.65)
            canvas.draw_disc(x, 88, 10, parse_colour("#fff2b8"))
            canvas.draw_glow(x, 92, 46, parse_colour("#fff0a0"), 0.25)
    canvas.draw_box(-5, 288, WIDTH + 5, 372, parse_colour("#b5763f"))
    canvas.draw_box(-5, 284, WIDTH + 5, 296, parse_colour("#d39a5c"))


def _draw_face(canvas: Canvas, x: float, y: float, r: float, blink: bool, happy: float) -> None:
    ink = parse_colour("#3a2430")
    for side in (-1, 1):
        canvas.draw_disc(x + side * r * 0.36, y - r * 0.12, r * 0.13, ink, tall=0.2 if blink else 1.35)
        canvas.draw_disc(x + side * r * 0.56, y + r * 0.18, r * 0.13, parse_colour("#ff7f8a"), 0.55, edge=3)
    steps = np.linspace(-1, 1, 7)
    points = [(x + s * r * 0.26, y + r * (0.16 + 0.20 * happy * (1 - s * s))) for s in steps]
    for a, b in pairwise(points):
        canvas.draw_line(*a, *b, max(1.6, r * 0.075), ink)


def _draw_fruit(canvas: Canvas, number: int, x: float, phase: float, size: float, t: float) -> None:
    main, light = (parse_colour(c) for c in FRUIT[number])
    # Half sine waves: quick at the floor, slow at the top, as things bounce.
    hop = abs(np.sin(np.pi * phase))
    squash = max(0.0, 1 - hop * 3.2)
    # What is squashed in height widens, so that the fruit keeps its volume.
    tall, wide = 1 - 0.26 * squash + 0.07 * hop, size * (1 + 0.16 * squash)
    y = 286 - size * tall - hop * (70 + 16 * (number % 3))
    canvas.draw_disc(x, 290, size * (1.05 - 0.4 * hop), parse_colour("#6b3f1c"), 0.35, edge=8, tall=0.16)
    canvas.draw_disc(x, y, wide, main, tall=tall / (wide / size))
    canvas.draw_disc(x - wide * 0.3, y - size * tall * 0.36, wide * 0.34, light, 0.75, edge=6)
    _draw_hat(canvas, number, x, y - size * tall, size)
    _draw_face(canvas, x, y, size, (t * 0.7 + number * 0.31) % 1 < 0.06, 0.4 + 0.8 * hop)


def _draw_hat(canvas: Canvas, number: int, x: float, top: float, size: float) -> None:
    leaf: Colour = parse_colour("#4f9a3d")
    if number in (0, 1):
        canvas.draw_line(x, top + 3, x + 2, top - size * 0.28, 3.2, parse_colour("#6b4a2a"))
        canvas.draw_disc(x + size * 0.28, top - size * 0.14, size * 0.24, leaf, tall=0.45)
    elif number == 2:
        for side in (-1, 0, 1):
            canvas.draw_line(x, top + 2, x + side * size * 0.3, top - size * 0.3, 4, leaf)
    elif number == 3:
        canvas.draw_box(x - size * 0.4, top - size * 0.42, x + size * 0.4, top + 3, parse_colour("#ffffff"), corner=8)
        canvas.draw_disc(x - size * 0.2, top - size * 0.45, size * 0.26, parse_colour("#ffffff"))
        canvas.draw_disc(x + size * 0.2, top - size * 0.45, size * 0.26, parse_colour("#ffffff"))
    else:
        canvas.draw_polygon(
            [(x, top - size * 0.62), (x + size * 0.3, top + 4), (x - size * 0.3, top + 4)], parse_colour("#f5c04a")
        )
        canvas.draw_disc(x, top - size * 0.62, 4, parse_colour("#f2645a"))


def _draw_pancake(canvas: Canvas, t: float) -> None:
    phase = (t / (2 * BEAT_S)) % 1
    height = 150 * 4 * phase * (1 - phase)
    # The pancake turns over once per flight; edge on, it is thin.
    turn = abs(np.cos(2 * np.pi * phase))
    tilt = 6 * np.sin(2 * np.pi * phase)
    canvas.draw_line(395, 262 + tilt, 520, 250 - tilt, 13, parse_colour("#4a3a3a"))
    canvas.draw_disc(320, 266 + tilt * 0.4, 92, parse_colour("#3a3438"), tall=0.2)
    canvas.draw_disc(320, 262 + tilt * 0.4, 82, parse_colour("#57505a"), tall=0.17)
    canvas.draw_disc(320, 252 - height, 62, parse_colour("#c98a3f"), tall=0.12 + 0.42 * (1 - turn))
    canvas.draw_disc(320, 249 - height, 58, parse_colour("#f0bf6a"), tall=0.10 + 0.40 * (1 - turn))
    canvas.draw_box(308, 240 - height, 332, 252 - height, parse_colour("#fff0a0"), corner=4)


def _make_kitchen_painter() -> Painter:
    def paint(t: float) -> Canvas:
        canvas = Canvas()
        shot = sum(t >= c for c in CUTS)
        _draw_backdrop(canvas, shot, t)
        beat = t / BEAT_S
        if shot == 0:
            for k in range(3):
                _draw_fruit(canvas, k, 160 + k * 160, beat + k * 0.33, 46, t)
        elif shot == 1:
            _draw_pancake(canvas, t)
            _draw_fruit(canvas, 3, 110, beat, 38, t)
            _draw_fruit(canvas, 4, 560, beat + 0.5, 38, t)
        elif shot == 2:
            _draw_fruit(canvas, 1, 320 + 150 * np.sin(t * 2.1), beat * 2, 82, t)
        else:
            for k in range(5):
                _draw_fruit(canvas, k, (70 + k * 126 + (t - CUTS[2]) * 60) % 700 - 20, beat + k * 0.2, 40, t)
        return canvas

    return paint


SCENES = (
    Scene(
        "kitchen-bounce",
        "Kitchen Bounce",
        "Cartoon fruit with faces bounces through a bright kitchen; a pancake flips.",
        SECONDS,
        _make_kitchen_painter,
        0.6,
        ("playful", "happy", "funny", "bright"),
        ("playful", "funk", "chiptune", "uplifting"),
        CUTS,
    ),
)
