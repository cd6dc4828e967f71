"""City clips: a neon drive by night, and a time-lapse of a skyline over one day."""

from __future__ import annotations

import numpy as np

from demo.clips.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    Colour,
    Image,
    blend_colours,
    cloud_texture,
    colour_between,
    ease_in_out,
    parse_colour,
    shift_texture,
)
from demo.clips.film import Painter, Scene
from demo.synth import RATE, Sound, make_noise_source, to_samples
from demo.synth.envelopes import soften_ends

DRIVE_CUTS = (2.2, 4.0, 5.6, 7.2, 8.6, 10.0, 11.2)
DRIVE_S, LAPSE_S = 13.0, 14.0
LAPSE_CUTS = (7.0,)


def draw_skyline(seed: int, width: int, ground: int, low: float, high: float) -> tuple[Image, Image, Image]:
    """Draw a row of buildings that wraps sideways: opacity, window mask, and the darkness at which each window lights.

    Returns:
        Three images, (HEIGHT, width).

    """
    chance = np.random.default_rng(seed)
    body = np.zeros((HEIGHT, width), dtype=np.float32)
    windows, lit_at = body.copy(), np.ones_like(body)
    left = 0
    while left < width - 14:
        wide = min(int(chance.integers(26, 64)), width - left)
        top = int(ground - chance.uniform(low, high))
        body[top:, left : left + wide] = 1
        if chance.random() < 0.3:
            body[top - 14 : top, left + wide // 2 : left + wide // 2 + 2] = 1
        for y in range(top + 7, ground + 60, 9):
            for x in range(left + 5, left + wide - 6, 8):
                if y < HEIGHT - 6:
                    windows[y : y + 4, x : x + 4] = 1
                    # Night falls up to 1.25 on this scale: what lies above stays dark, as some windows do.
                    lit_at[y : y + 4, x : x + 4] = chance.uniform(0.0, 1.9)
        left += wide + int(chance.integers(0, 5))
    return body, windows, lit_at


def _draw_road(canvas: Canvas, t: float, neon: Colour, speed: float, curve: float) -> None:
    """Draw a grid in perspective that runs towards the camera, with lane lines."""
    horizon = 190
    rows = canvas.y[horizon:] - horizon
    # Perspective: distance goes with one over the rows below the horizon.
    depth = 60.0 / (rows + 2.0)
    bend = curve * depth**2 * 5
    across = (canvas.x - 320 - bend) / (rows + 2.0)
    canvas.draw_box(-2, horizon, WIDTH + 2, HEIGHT + 2, parse_colour("#12081f"))
    run = (depth * 1.1 + t * speed) % 1.0
    # Bars far away lie closer than a pixel; they are widened and faded, or they would flicker.
    soft = np.clip(depth * 0.12, 0.04, 0.5)
    bars = np.clip(1 - np.minimum(run, 1 - run) / soft * 1.6, 0, 1) * np.clip(rows / 40, 0, 1)
    cols = np.abs(across * 0.9 - np.round(across * 0.9))
    lines = np.clip(1 - cols * (rows + 2) / 1.6, 0, 1) * (np.abs(across) > 2.2)
    glow = np.maximum(np.where(np.abs(across) > 2.2, bars, 0), lines) * 0.8
    canvas.mix_masked(glow.astype(np.float32), neon, horizon)
    road = np.clip((2.2 - np.abs(across)) * (rows + 2) / 1.5, 0, 1)
    canvas.mix_masked((road * 0.92).astype(np.float32), parse_colour("#0b0714"), horizon)
    edges = np.clip(1 - np.abs(np.abs(across) - 2.15) * (rows + 2) / 2.2, 0, 1)
    canvas.mix_masked(edges.astype(np.float32), parse_colour("#6ff3ff"), horizon)
    dashes = np.clip(1 - np.abs(across) * (rows + 2) / 3.0, 0, 1) * (run < 0.45) * np.clip(rows / 20, 0, 1)
    canvas.mix_masked(dashes.astype(np.float32), parse_colour("#ffe9c0"), horizon)


def _draw_striped_sun(canvas: Canvas, cx: float, cy: float, radius: float) -> None:
    canvas.draw_glow(cx, cy, radius * 1.3, parse_colour("#ff3d8b"), 0.35)
    share = np.clip((canvas.y - (cy - radius)) / (2 * radius), 0, 1)
    inside = np.clip(radius - np.hypot(canvas.x - cx, canvas.y - cy) + 0.5, 0, 1)
    gaps = ((canvas.y - cy) % 11 < (share - 0.45) * 11) & (share > 0.5)
    lit = (inside * ~gaps).astype(np.float32)
    for plane, high, low in zip(canvas.pixels, parse_colour("#ffd45c"), parse_colour("#ff2f86"), strict=True):
        plane += lit * ((high * (1 - share) + low * share).astype(np.float32) - plane)


def _draw_car(canvas: Canvas, t: float) -> None:
    bob = 1.5 * np.sin(t * 9)
    canvas.draw_glow(320, 335 + bob, 90, parse_colour("#ff2f5e"), 0.4, tall=0.3)
    canvas.draw_polygon(
        [(272, 292 + bob), (368, 292 + bob), (388, 316 + bob), (252, 316 + bob)], parse_colour("#1a1030")
    )
    canvas.draw_polygon(
        [(280, 296 + bob), (360, 296 + bob), (370, 312 + bob), (270, 312 + bob)], parse_colour("#3b2a66")
    )
    canvas.draw_box(236, 314 + bob, 404, 345 + bob, parse_colour("#150b28"), corner=7)
    for side in (-1, 1):
        x = 320 + side * 60
        canvas.draw_box(x - 20, 322 + bob, x + 20, 330 + bob, parse_colour("#ff3860"), corner=3)
        canvas.draw_glow(x, 326 + bob, 22, parse_colour("#ff3860"), 0.7)
        canvas.draw_box(
            320 + side * 66 - 12, 343 + bob, 320 + side * 66 + 12, 354 + bob, parse_colour("#07040d"), corner=3
        )


def _draw_poles(canvas: Canvas, t: float, speed: float, curve: float, neon: Colour) -> None:
    for k in range(7):
        z = 0.25 + ((k * 1.1 - t * speed * 0.9) % 7.7)
        scale = 60.0 / z
        bend = curve * z * z * 5
        for side in (-1, 1):
            x, y = 320 + bend * 0.6 + side * scale * 2.9, 190 + scale
            if -60 < x < 700:
                canvas.draw_line(x, y, x, y - scale * 2.6, max(1.0, scale * 0.05), parse_colour("#2b1d4a"))
                canvas.draw_line(
                    x, y - scale * 2.6, x - side * scale * 0.8, y - scale * 2.7, max(1.2, scale * 0.07), neon
                )
                canvas.draw_glow(x - side * scale * 0.5, y - scale * 2.6, min(70, scale * 0.6), neon, 0.3)


def _draw_tunnel(canvas: Canvas, t: float) -> None:
    canvas.fill_gradient([(0, parse_colour("#0a0618")), (1, parse_colour("#0a0618"))])
    for k in range(9):
        z = 0.3 + ((k - t * 5.2) % 9)
        half = 150 / z
        tone = blend_colours(parse_colour("#38f0ff"), parse_colour("#ff3fb4"), 0.5 + 0.5 * np.sin(k * 1.7))
        fade = min(1.0, 2.4 / z) * 0.9
        thick = max(1.0, 9 / z)
        for x0, y0, x1, y1 in (
            (-1.7, 0.9, -1.7, -0.6),
            (1.7, 0.9, 1.7, -0.6),
            (-1.7, -0.6, -1.1, -1.1),
            (1.7, -0.6, 1.1, -1.1),
            (-1.1, -1.1, 1.1, -1.1),
        ):
            canvas.draw_line(320 + x0 * half, 185 + y0 * half, 320 + x1 * half, 185 + y1 * half, thick, tone, fade, 2.0)
    for side in (-1, 1):
        canvas.draw_line(320 + side * 6, 190, 320 + side * 330, 380, 3, parse_colour("#6ff3ff"), 0.8)
    canvas.draw_glow(320, 185, 40, parse_colour("#ffd7ff"), 0.8)


def _draw_side_view(canvas: Canvas, t: float, layers: list[tuple[Image, Image, Image]]) -> None:
    canvas.fill_gradient(
        [
            (0, parse_colour("#150a36")),
            (0.55, parse_colour("#5a1d6e")),
            (0.8, parse_colour("#ff5f8f")),
            (1, parse_colour("#2a0f3a")),
        ]
    )
    canvas.draw_disc(470, 120, 42, parse_colour("#ffd0e8"), 0.9, edge=3)
    for number, (body, windows, lit) in enumerate(layers):
        # Near rows of houses pass faster than far ones.
        run = -t * (60, 170, 420)[number]
        shade = blend_colours(parse_colour("#4a1f66"), parse_colour("#0d0720"), number / 2)
        canvas.mix_masked(shift_texture(body, run)[:, :WIDTH], shade)
        neon = (parse_colour("#ffb46b"), parse_colour("#5ff0ff"), parse_colour("#ff57c2"))[number]
        canvas.mix_masked(shift_texture(windows * (lit < 0.75), run)[:, :WIDTH] * np.float32(0.85), neon)
    for k in range(5):
        x = (k * 190 - t * 900) % 950 - 150
        canvas.draw_line(x, 330, x + 120, 330, 4, parse_colour("#fff0c8"), 0.8, 3)
    canvas.draw_box(0, 338, WIDTH, HEIGHT, parse_colour("#07040f"))


def _make_drive_painter() -> Painter:
    layers = [draw_skyline(51 + i, 1280, 340, lo, hi) for i, (lo, hi) in enumerate(((120, 230), (70, 180), (10, 90)))]
    looks = [
        (parse_colour("#b03cff"), 0.0),
        (parse_colour("#ff3fa4"), 0.9),
        (parse_colour("#28c8ff"), -1.0),
        (parse_colour("#ff5f4a"), 0.5),
    ]

    def paint(t: float) -> Canvas:
        shot = sum(t >= c for c in DRIVE_CUTS)
        canvas = Canvas()
        if shot in (1, 4):
            _draw_side_view(canvas, t, layers)
        elif shot in (3, 6):
            _draw_tunnel(canvas, t)
        else:
            neon, curve = looks[(shot // 2) % 4]
            bend = curve * np.sin(t * 0.9)
            canvas.fill_gradient(
                [
                    (0, parse_colour("#0d0628")),
                    (0.35, parse_colour("#3a1166")),
                    (0.54, blend_colours(parse_colour("#ff5fa8"), neon, 0.4)),
                    (1, parse_colour("#12081f")),
                ]
            )
            _draw_striped_sun(canvas, 320, 150, 78)
            _draw_road(canvas, t, neon, 3.6, bend)
            _draw_poles(canvas, t, 3.6, bend, neon)
            _draw_car(canvas, t)
        canvas.darken_corners(0.4)
        return canvas

    return paint


def _make_time_lapse_painter() -> Painter:
    views = [
        [draw_skyline(71, 960, 300, 90, 190), draw_skyline(72, 960, 320, 40, 130)],
        [draw_skyline(75, 960, 330, 150, 290), draw_skyline(76, 960, 345, 30, 100)],
    ]
    clouds = cloud_texture(77, 230, 1920, 240, 5)
    stars = np.random.default_rng(78).uniform(0, 1, (90, 3))
    traffic = np.random.default_rng(79).uniform(0, 1, (46, 3))
    dusk, night = parse_colour("#ff9a5a"), parse_colour("#0b1230")

    def paint(t: float) -> Canvas:
        p = t / LAPSE_S
        view = int(t >= LAPSE_CUTS[0])
        canvas = Canvas()
        top = colour_between(
            [
                (0, parse_colour("#4f9be0")),
                (0.4, parse_colour("#5a6bb0")),
                (0.6, parse_colour("#2a2a63")),
                (0.75, parse_colour("#080d26")),
                (1, parse_colour("#0b1434")),
            ],
            p,
        )
        low = colour_between(
            [
                (0, parse_colour("#d6eefc")),
                (0.32, parse_colour("#ffd9a0")),
                (0.5, dusk),
                (0.64, parse_colour("#8a3f6a")),
                (0.78, night),
                (1, parse_colour("#1c2350")),
            ],
            p,
        )
        canvas.fill_gradient([(0, top), (0.85, low), (1, low)])
        dark = ease_in_out((p - 0.45) / 0.25)
        for x, y, size in stars:
            if dark > 0.05:
                canvas.draw_disc(x * WIDTH, y * 200, 0.6 + size, (1, 1, 1), dark * (0.4 + 0.6 * size))
        # The sun starts half-way up, so that most of the clip is dusk and night.
        angle = np.pi * (0.25 + p * 1.25)
        sun_x, sun_y = 320 - 330 * np.cos(angle), 300 - 250 * np.sin(angle)
        if p < 0.62:
            canvas.draw_glow(sun_x, sun_y, 80, parse_colour("#fff0c0"), 0.4)
            canvas.draw_disc(
                sun_x, sun_y, 20, blend_colours(parse_colour("#fffbe6"), parse_colour("#ffb25a"), p * 1.8), edge=2
            )
        moon = ease_in_out((p - 0.6) / 0.3)
        canvas.draw_disc(150 + 60 * p, 260 - 190 * moon, 15, parse_colour("#eef2ff"), moon, edge=2)
        veil = (
            np.clip(shift_texture(clouds, -t * 95)[:, :WIDTH] * 2 - 1.0, 0, 1)
            * np.linspace(1, 0.2, 230, dtype=np.float32)[:, None]
        )
        canvas.mix_masked(
            (veil * 0.85).astype(np.float32),
            colour_between(
                [
                    (0, (1, 1, 1)),
                    (0.45, parse_colour("#ffc59a")),
                    (0.7, parse_colour("#252a52")),
                    (1, parse_colour("#1d2448")),
                ],
                p,
            ),
        )
        zoom = (t - (LAPSE_CUTS[0] if view else 0)) * 3
        for number, (body, windows, lit) in enumerate(views[view]):
            shade = colour_between(
                [
                    (0, parse_colour("#7f95b5")),
                    (0.45, parse_colour("#6a4a66")),
                    (0.65, parse_colour("#1d1b3d")),
                    (1, parse_colour("#10132b")),
                ],
                p,
            )
            shade = blend_colours(shade, (0.02, 0.02, 0.06), 0.35 * number)
            run = -zoom * (1 + number)
            canvas.mix_masked(shift_texture(body, run)[:, :WIDTH], shade)
            canvas.mix_masked(
                shift_texture(windows, run)[:, :WIDTH] * np.float32(0.22 * (1 - dark)), parse_colour("#cfe4f5")
            )
            glow = np.clip((dark * 1.25 - lit) * 6, 0, 1) * windows
            canvas.mix_masked(shift_texture(glow.astype(np.float32), run)[:, :WIDTH], parse_colour("#ffd27a"))
        canvas.draw_box(
            0,
            338,
            WIDTH,
            HEIGHT,
            colour_between(
                [(0, parse_colour("#5c6678")), (0.6, parse_colour("#1a1a30")), (1, parse_colour("#0b0d1c"))], p
            ),
        )
        for start, speed, lane in traffic:
            way = 1 if lane > 0.5 else -1
            x = (start * 900 + way * t * (500 + 900 * speed)) % 900 - 130
            tone = parse_colour("#fff3d0") if way > 0 else parse_colour("#ff5a4a")
            canvas.draw_line(x, 345 + lane * 10, x + 34 + 50 * dark, 345 + lane * 10, 2.0, tone, 0.25 + 0.6 * dark, 2)
        return canvas

    return paint


def make_city_noise(seconds: float) -> Sound:
    """Make distant traffic: a swelling rumble and two horns, (2, n)."""
    count = to_samples(seconds)
    t = np.arange(count) / RATE
    chance = make_noise_source("city")
    out = np.zeros((2, count), dtype=np.float32)
    for side in range(2):
        # Brown noise without its slow drift: traffic far below.
        rumble = np.cumsum(chance.standard_normal(count)).astype(np.float64)
        rumble -= np.convolve(rumble, np.ones(800) / 800, "same")
        swell = 0.6 + 0.4 * np.sin(2 * np.pi * t / 5.3 + side)
        out[side] = (rumble / (np.abs(rumble).max() + 1e-9) * swell * 0.5).astype(np.float32)
    for at, pitch in ((3.1, 392.0), (9.4, 330.0)):
        where = slice(to_samples(at), min(count, to_samples(at + 0.45)))
        length = where.stop - where.start
        horn = sum(np.sin(2 * np.pi * pitch * k * t[:length]) / k for k in (1, 2, 3)) * np.hanning(length)
        out[:, where] += (0.035 * horn).astype(np.float32)
    return soften_ends(out, 0.6)


SCENES = (
    Scene(
        "neon-night-drive",
        "Neon Night Drive",
        "A car races along a neon road towards a striped sun; quick cuts to the skyline and a tunnel.",
        DRIVE_S,
        _make_drive_painter,
        0.85,
        ("energetic", "night", "driving", "nostalgic"),
        ("synthwave", "techno", "house"),
        DRIVE_CUTS,
    ),
    Scene(
        "city-in-a-day",
        "City in a Day",
        "A time-lapse of a skyline: clouds race, the sun sets, windows light up, traffic draws lines.",
        LAPSE_S,
        _make_time_lapse_painter,
        0.5,
        ("busy", "urban", "inspiring", "night"),
        ("house", "uplifting", "jazz"),
        LAPSE_CUTS,
        sound=make_city_noise,
        heard="city traffic",
    ),
)
