"""The rocket clip: it waits at dawn, lights up, shakes the ground and leaves for the stars."""

from __future__ import annotations

import numpy as np

from demo.clips.camera_shake import MARGIN, make_wide_canvas, shake_frame
from demo.clips.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    blend_colours,
    cloud_texture,
    ease_in_out,
    parse_colour,
    shift_texture,
)
from demo.clips.film import Painter, Scene
from demo.synth import RATE, Sound, make_noise_source, textures, to_samples
from demo.synth.effects import cut_highs
from demo.synth.envelopes import soften_ends

ROCKET_S = 18.0
ROCKET_CUTS = (5.0, 8.0, 10.5, 14.0)


def _draw_rocket_body(canvas: Canvas, x: float, foot: float, s: float) -> None:
    canvas.draw_polygon(
        [(x - 17 * s, foot - 34 * s), (x - 7 * s, foot - 44 * s), (x - 7 * s, foot)], parse_colour("#d9573f")
    )
    canvas.draw_polygon(
        [(x + 7 * s, foot - 44 * s), (x + 17 * s, foot - 34 * s), (x + 7 * s, foot)], parse_colour("#d9573f")
    )
    canvas.draw_polygon(
        [(x - 17 * s, foot - 34 * s), (x - 7 * s, foot), (x - 17 * s, foot + 4 * s)], parse_colour("#b8442f")
    )
    canvas.draw_polygon(
        [(x + 17 * s, foot - 34 * s), (x + 17 * s, foot + 4 * s), (x + 7 * s, foot)], parse_colour("#b8442f")
    )
    canvas.draw_disc(x, foot - 119 * s, 11 * s, parse_colour("#d9573f"), tall=2.3)
    canvas.draw_box(x - 11 * s, foot - 120 * s, x + 11 * s, foot, parse_colour("#eef1f4"))
    canvas.draw_box(x + 2 * s, foot - 120 * s, x + 11 * s, foot, parse_colour("#a9b3c0"), 0.6, edge=5 * s)
    canvas.draw_box(x - 11 * s, foot - 120 * s, x + 11 * s, foot - 116 * s, parse_colour("#c24a34"))
    canvas.draw_box(x - 11 * s, foot - 76 * s, x + 11 * s, foot - 68 * s, parse_colour("#2d3a52"))
    canvas.draw_disc(x, foot - 96 * s, 4.6 * s, parse_colour("#2d3a52"))
    canvas.draw_disc(x, foot - 96 * s, 3.2 * s, parse_colour("#8fd0f0"))
    canvas.draw_polygon(
        [(x - 7 * s, foot), (x + 7 * s, foot), (x + 9 * s, foot + 8 * s), (x - 9 * s, foot + 8 * s)],
        parse_colour("#3a414d"),
    )


def _draw_flame(canvas: Canvas, x: float, y: float, s: float, t: float, power: float) -> None:
    for size, colour in ((1.0, "#ff6a1f"), (0.7, "#ffb23c"), (0.4, "#fff3c8")):
        for step in range(12):
            share = step / 11
            wobble = 2.5 * s * np.sin(t * 40 + step * 1.9) * share
            width = max(0.6, 9 * s * size * (1 - share) ** 0.6)
            down = y + share * 62 * s * power * (0.5 + 0.5 * size)
            canvas.draw_disc(x + wobble, down, width, parse_colour(colour), 0.55, edge=4 * s)
    canvas.draw_glow(x, y + 20 * s, 60 * s * power, parse_colour("#ff9a3c"), 0.6 * power)


def _draw_smoke(canvas: Canvas, since: float, x: float, y: float, spread: float) -> None:
    chance = np.random.default_rng(17)
    for number in range(46):
        side, lift, size = chance.uniform(-1, 1), chance.uniform(0, 1), chance.uniform(0.6, 1.4)
        # Puffs leave one after another, 35 ms apart.
        age = since - number * 0.035
        if age <= 0:
            continue
        grow = 1 - np.exp(-age * 1.1)
        px, py = x + side * spread * grow, y - lift * 46 * grow + 8
        tone = blend_colours(parse_colour("#f4ddc8"), parse_colour("#b9a9b4"), min(1.0, age / 3 + 0.2 * lift))
        canvas.draw_disc(px, py, 8 + 34 * size * grow, tone, 0.5, edge=16)


def _draw_vent(canvas: Canvas, t: float, x: float, y: float) -> None:
    """Draw fuel that boils off: small puffs that drift away and thin out."""
    for number in range(9):
        age = (t * 0.45 + number / 9) % 1
        canvas.draw_disc(
            x - 6 - age * 70,
            y - 8 * age + 5 * np.sin(number * 2.1 + age * 5),
            3 + 13 * age,
            parse_colour("#f3e2da"),
            0.4 * (1 - age),
            edge=8,
        )


def _draw_gantry(canvas: Canvas, x: float, foot: float, s: float) -> None:
    tone = parse_colour("#3a3550")
    for side in (0, 22 * s):
        canvas.draw_line(x + side, foot, x + side, foot - 150 * s, 2.6 * s, tone)
    for k in range(8):
        y = foot - k * 19 * s
        canvas.draw_line(x, y, x + 22 * s, y - 19 * s, 1.4 * s, tone)
        canvas.draw_line(x + 22 * s, y, x, y - 19 * s, 1.4 * s, tone)
    canvas.draw_line(x, foot - 104 * s, x - 26 * s, foot - 104 * s, 3 * s, tone)


def _draw_dawn(canvas: Canvas, p: float) -> None:
    canvas.fill_gradient(
        [
            (0, blend_colours(parse_colour("#1b2550"), parse_colour("#31508f"), p)),
            (0.5, blend_colours(parse_colour("#7c5a86"), parse_colour("#c98a86"), p)),
            (0.8, blend_colours(parse_colour("#e8946a"), parse_colour("#ffc487"), p)),
            (1, parse_colour("#ffd9a0")),
        ]
    )


class _Launch:
    """The five shots of the launch."""

    def __init__(self) -> None:
        wide = np.arange(WIDTH + 2 * MARGIN)
        self.clouds = cloud_texture(101, HEIGHT + 2 * MARGIN, 1280, 200, 4)
        self.stars = np.random.default_rng(103).uniform(0, 1, (120, 3))
        self.hills = (306 + 9 * np.sin(wide * 0.011) + 4 * np.sin(wide * 0.041)).astype(np.float32)

    def _draw_pad(self, canvas: Canvas, t: float, dawn: float, lift: float, s: float, x: float) -> None:
        _draw_dawn(canvas, dawn)
        veil = np.clip(shift_texture(self.clouds, t * 5)[:, : canvas.width] * 1.6 - 0.9, 0, 1) * 0.35
        canvas.mix_masked(veil.astype(np.float32), parse_colour("#ffd8c0"))
        canvas.draw_ridge(self.hills, parse_colour("#3c3356"))
        _draw_gantry(canvas, x + 24 * s, 318, s)
        canvas.draw_box(0, 316, canvas.width, canvas.height, parse_colour("#241f38"))
        canvas.draw_box(x - 40 * s, 310, x + 56 * s, 320, parse_colour("#1a1629"), corner=2)
        _draw_rocket_body(canvas, x, 306 - lift, s)

    def draw_waiting(self, canvas: Canvas, t: float) -> float:
        """Draw the rocket waiting at dawn; returns the strength of the camera's shake in pixels, as every shot does."""
        self._draw_pad(canvas, t, t / 18, 0, 0.85 + 0.012 * t, 332)
        _draw_vent(canvas, t, 322, 300)
        if t % 1 < 0.5:
            canvas.draw_glow(366, 190, 12, parse_colour("#ff4a3a"), 1.0)
        return 0.0

    def draw_close_up(self, canvas: Canvas, t: float) -> float:
        """Draw the nose from near, in steam."""
        self._draw_pad(canvas, t, 0.35, -160, 2.6, 300)
        _draw_smoke(canvas, 0.5 + (t - 5) * 0.4, 300, 350, 150)
        return 0.5

    def draw_ignition(self, canvas: Canvas, t: float) -> float:
        """Draw the ignition of the engine."""
        # Full thrust after 1.6 s, well before the cut to the lift-off.
        power = ease_in_out((t - 8.0) / 1.6)
        self._draw_pad(canvas, t, 0.45, -40, 1.8, 320)
        if power > 0.02:
            _draw_flame(canvas, 320, 352, 1.8, t, power)
        _draw_smoke(canvas, (t - 8.0) * 1.1, 320, 352, 330)
        canvas.add_light(parse_colour("#ffb070"), 0.12 * power)
        return 5 * power

    def draw_lift_off(self, canvas: Canvas, t: float) -> float:
        """Draw the rocket rising past its tower."""
        go = t - 10.5
        # Constant acceleration: the height grows with the square of the time.
        lift = 9 * go + 15 * go * go
        self._draw_pad(canvas, t, 0.6, lift, 0.9, 332)
        _draw_flame(canvas, 332, 313 - lift, 0.9, t, 1.0)
        _draw_smoke(canvas, 1.2 + go, 332, 322, 300)
        return 6 * (1 - go / 5)

    def draw_ascent(self, canvas: Canvas, t: float) -> float:
        """Draw the flight through the clouds into the stars."""
        go = t - 14.0
        high = ease_in_out(go / 3.6)
        top, low = (
            blend_colours(parse_colour("#31508f"), parse_colour("#05060f"), high),
            blend_colours(parse_colour("#e8a98a"), parse_colour("#1c2a5c"), high),
        )
        canvas.fill_gradient([(0, top), (1, low)])
        for x, y, size in self.stars:
            glint = high * (0.3 + 0.7 * size)
            canvas.draw_disc(x * canvas.width, (y * 420 + go * 60) % 420, 0.6 + 0.8 * size, (1, 1, 1), glint)
        veil = np.clip(shift_texture(self.clouds, 0, go * 330)[:, : canvas.width] * 2 - 1.0, 0, 1) * (1 - high)
        canvas.mix_masked((veil * 0.8).astype(np.float32), parse_colour("#ffe6d6"))
        foot = 268 - 46 * ease_in_out(go / 4)
        for k in range(26):
            trail = 0.22 * (1 - 0.6 * high)
            canvas.draw_disc(
                332 + 3 * np.sin(k * 1.3 + t * 9),
                foot + 20 + k * 9,
                7 + k * 1.7,
                parse_colour("#f3e6de"),
                trail,
                edge=10,
            )
        _draw_rocket_body(canvas, 332, foot, 1.15)
        _draw_flame(canvas, 332, foot + 9, 1.15, t, 1.0)
        return 4 * (1 - high) + 0.8

    def paint_frame(self, t: float) -> Canvas:
        """Draw the frame at ``t`` seconds."""
        shots = (self.draw_waiting, self.draw_close_up, self.draw_ignition, self.draw_lift_off, self.draw_ascent)
        canvas = make_wide_canvas()
        shake = shots[sum(t >= cut for cut in ROCKET_CUTS)](canvas, t)
        return shake_frame(canvas, t, shake)


def _make_rocket_painter() -> Painter:
    return _Launch().paint_frame


def make_rocket_sound(seconds: float) -> Sound:
    """Make a little wind, then the engine from ignition on, (2, n)."""
    count = to_samples(seconds)
    t = np.arange(count) / RATE
    noise = np.stack([make_noise_source("rocket", side).standard_normal(count) for side in range(2)]).astype(np.float32)
    roar = cut_highs(noise, 420) * 3 + cut_highs(noise, 120) * 6
    # Follows the shots: nothing before ignition at 8 s, loudest as it passes the tower, far away at the end.
    level = np.interp(t, [0, 7.9, 8.6, 10.5, 11.2, 14, 18], [0, 0.01, 0.25, 0.5, 0.75, 0.55, 0.12])
    # Steps of 5 ms: the crackle of a large exhaust.
    crackling = 1 + 0.35 * np.repeat(noise[0][::160], 160)[:count]
    out = np.tanh(roar * (level * np.clip(crackling, 0.3, 2)).astype(np.float32)) * np.float32(0.7)
    out += textures.make_wind(seconds) * np.interp(t, [0, 8, 9], [0.35, 0.35, 0.0]).astype(np.float32)
    return soften_ends(out.astype(np.float32), 0.3)


SCENES = (
    Scene(
        "rocket-launch",
        "Rocket Launch",
        "A rocket waits at dawn, lights up, shakes the ground and leaves for the stars.",
        ROCKET_S,
        _make_rocket_painter,
        0.65,
        ("epic", "anticipation", "triumphant", "inspiring"),
        ("epic", "uplifting", "synthwave"),
        ROCKET_CUTS,
        sound=make_rocket_sound,
        heard="rocket engine",
    ),
)
