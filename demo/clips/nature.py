"""Slow clips: sunrise at sea, snow at dusk, a candle at a rainy window."""

from __future__ import annotations

import numpy as np

from demo.clips.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    Image,
    blend_colours,
    blur_image,
    cloud_texture,
    colour_between,
    ease_in_out,
    parse_colour,
    shift_texture,
)
from demo.clips.film import Painter, Scene
from demo.synth import textures

SUNRISE_S, SNOW_S, CANDLE_S = 16.0, 14.0, 14.0
_X = np.arange(WIDTH, dtype=np.float32)


def _draw_hills(seed: int, base: float, rise: float, rough: float) -> Image:
    chance = np.random.default_rng(seed)
    total = np.zeros(WIDTH)
    for k in range(1, 7):
        total += chance.uniform(0.4, 1) / k * np.sin(_X * rough * k / WIDTH * 2 * np.pi + chance.uniform(0, 6.28))
    return (base - rise * total / 2).astype(np.float32)


def _make_sunrise_painter() -> Painter:
    horizon = 205
    clouds = cloud_texture(3, 170, 1280, 300)
    fade = np.sin(np.linspace(0, 3.14, 170, dtype=np.float32))[:, None] ** 0.7
    island = horizon + 3 - 26 * np.exp(-(((_X - 110) / 70) ** 2)) - 14 * np.exp(-(((_X - 190) / 46) ** 2))
    waves = _Waves(HEIGHT - horizon)

    def paint(t: float) -> Canvas:
        p = ease_in_out(t / SUNRISE_S)
        canvas = Canvas()
        top = colour_between(
            [(0, parse_colour("#131a3a")), (0.5, parse_colour("#35508a")), (1, parse_colour("#5b93cf"))], p
        )
        middle = colour_between(
            [(0, parse_colour("#4a3a66")), (0.5, parse_colour("#c97c7c")), (1, parse_colour("#f0bf94"))], p
        )
        low = colour_between(
            [(0, parse_colour("#a34d66")), (0.5, parse_colour("#f59a5c")), (1, parse_colour("#ffd193"))], p
        )
        sun_y = horizon + 34 - 112 * p
        canvas.fill_gradient([(0, top), (0.34, middle), (horizon / HEIGHT, low), (1, low)])
        veil = np.clip(shift_texture(clouds, t * 3.2)[:, :WIDTH] * 1.8 - 0.8, 0, 1) * fade * 0.5
        canvas.mix_masked(
            veil.astype(np.float32), blend_colours(parse_colour("#8a4a68"), parse_colour("#ffe9d0"), p), 8
        )
        canvas.draw_glow(330, sun_y, 170, parse_colour("#ff8a3a"), 0.16)
        canvas.draw_glow(330, sun_y, 55, parse_colour("#ffca80"), 0.22)
        canvas.draw_disc(330, sun_y, 27, blend_colours(parse_colour("#ff9a5c"), parse_colour("#fffbe8"), p), edge=2.5)
        canvas.draw_ridge(
            island.astype(np.float32), blend_colours(parse_colour("#2f2547"), parse_colour("#8a6f86"), p), 0.9
        )
        waves.paint_water(canvas, t, p, horizon, blend_colours(low, middle, 0.3), top)
        for bird in range(4):
            x, y = 80 + bird * 34 + t * 16, 78 + (bird % 2) * 16 + 4 * np.sin(t * 0.9 + bird)
            flap = 4 * np.sin(t * 7 + bird * 1.7)
            for side in (-1, 1):
                canvas.draw_line(x, y, x + side * 8, y - 3 - flap * 0.6, 1.4, parse_colour("#2a2238"), 0.75)
        boat_x = 480 - t * 3.0
        canvas.draw_polygon(
            [(boat_x, horizon - 26), (boat_x + 13, horizon + 2), (boat_x, horizon + 2)], parse_colour("#33283e"), 0.9
        )
        canvas.draw_box(boat_x - 9, horizon + 3, boat_x + 17, horizon + 7, parse_colour("#241c30"), corner=3)
        return canvas

    return paint


class _Waves:
    """A sea in perspective: a noise texture sampled along lines that close up towards the horizon."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.texture = cloud_texture(8, 512, 1024, 22, 3)
        depth = np.arange(rows, dtype=np.float32)[:, None] + 7
        self.across = (_X[None, :] - 330) / depth
        # By the logarithm of the depth, waves close up towards the horizon as perspective has them.
        self.down = 15 * np.log(depth)
        self.clear = np.clip((depth - 7) / 14, 0.25, 1)
        self.column = np.exp(-((self.across / (0.42 + 5 / depth)) ** 2))

    def _read_noise(self, drift: float, run: float, scale: float) -> Image:
        u = (self.across * 48 * scale + drift).astype(np.int32) % 1024
        v = (self.down * 17 * scale - run).astype(np.int32) % 512
        return self.texture[v, u]

    def paint_water(
        self,
        canvas: Canvas,
        t: float,
        p: float,
        horizon: int,
        near: tuple[float, float, float],
        far: tuple[float, float, float],
    ) -> None:
        """Draw water, its dark troughs, and the glitter under the sun; ``p`` is the progress of the sunrise, 0..1."""
        share = np.linspace(0, 1, self.rows, dtype=np.float32)[:, None] ** 0.6
        deep = blend_colours(far, parse_colour("#0a1c38"), 0.6)
        for plane, shore, out in zip(canvas.pixels, near, deep, strict=True):
            plane[horizon:] = shore * 0.8 * (1 - share) + out * share
        # Two layers that run against each other: no pattern is seen to move as a whole.
        wave = self._read_noise(6 * t, 22 * t, 1.0) * 0.6 + self._read_noise(-9 * t + 300, 31 * t, 1.7) * 0.4
        canvas.mix_masked(
            (np.clip(0.45 - wave, 0, 1) * 0.7 * self.clear).astype(np.float32), parse_colour("#0c1a34"), horizon
        )
        canvas.mix_masked((np.clip(wave - 0.55, 0, 1) * 0.8 * self.clear).astype(np.float32), near, horizon)
        glitter = np.clip((wave - 0.62 + 0.22 * self.column) * 7, 0, 1) * self.column * (0.3 + 0.6 * p)
        canvas.mix_masked(
            glitter.astype(np.float32), blend_colours(parse_colour("#ffb27a"), parse_colour("#fff4d6"), p), horizon
        )


def _draw_pines(seed: int, count: int, ground: float, tall: float) -> Canvas:
    """Draw a row of firs as masks: opacity in the red plane, snow in the green one."""
    chance = np.random.default_rng(seed)
    layer = Canvas()
    layer.draw_ridge(_draw_hills(seed, ground, 10, 1.6), (1.0, 0.0, 0.0))
    for _ in range(count):
        x, h = chance.uniform(-20, WIDTH + 20), tall * chance.uniform(0.6, 1.15)
        foot = ground + chance.uniform(-4, 10)
        layer.draw_box(x - 2, foot - 8, x + 2, foot + 6, (1.0, 0, 0))
        for step in range(5):
            top, width = foot - h * (0.28 + 0.18 * step) - h * 0.08, h * (0.21 - 0.034 * step)
            base = foot - h * 0.17 * step - 5
            layer.draw_polygon([(x, top), (x + width, base), (x - width, base)], (1.0, 0, 0), edge=1.4)
            layer.draw_polygon(
                [(x, top), (x + width * 0.12, base - h * 0.13), (x - width * 0.82, base - 3)], (1.0, 0.8, 0), 0.6, 3
            )
    return layer


def _draw_flakes(seed: int, count: int, size: float) -> Image:
    chance = np.random.default_rng(seed)
    tile = Canvas()
    for _ in range(count):
        x, y, r = chance.uniform(8, WIDTH - 8), chance.uniform(8, HEIGHT - 8), size * chance.uniform(0.6, 1.3)
        tile.draw_disc(x, y, r, (1, 1, 1), chance.uniform(0.5, 1), edge=max(1.2, size * 0.8))
    made: Image = tile.pixels[0].copy()
    return made


def _make_snow_painter() -> Painter:
    shades = (parse_colour("#5a6a94"), parse_colour("#36466e"), parse_colour("#1b2746"))
    rows = [_draw_pines(11, 46, 232, 70), _draw_pines(12, 26, 268, 120), _draw_pines(13, 9, 330, 235)]
    flakes = [_draw_flakes(21, 300, 0.9), _draw_flakes(22, 150, 1.6), _draw_flakes(23, 55, 2.8)]
    haze = cloud_texture(9, HEIGHT, 1280, 260)
    far_hill = _draw_hills(3, 205, 26, 1.0)
    fade = np.sin(np.linspace(0, 3.14, 150, dtype=np.float32))[:, None] ** 0.7

    def paint(t: float) -> Canvas:
        p = t / SNOW_S
        canvas = Canvas()
        canvas.fill_gradient(
            [
                (0, blend_colours(parse_colour("#2b3a6c"), parse_colour("#1c2752"), p)),
                (0.45, parse_colour("#7b79a8")),
                (0.62, parse_colour("#c9a7b4")),
                (1, parse_colour("#aab4d0")),
            ]
        )
        canvas.draw_glow(330, 84, 90, parse_colour("#dfe6ff"), 0.28)
        canvas.draw_disc(330, 84, 17, parse_colour("#f3f5ff"), 0.95, edge=2.5)
        canvas.draw_ridge(far_hill, parse_colour("#8590b6"), 0.8)
        for number, (row, shade) in enumerate(zip(rows, shades, strict=True)):
            # Near rows move faster: the only hint of a camera that glides.
            drift = (number + 1) * 2.6 * t / SNOW_S
            mask = shift_texture(row.pixels[0], -drift)
            canvas.mix_masked(mask, shade)
            canvas.mix_masked(shift_texture(row.pixels[1], -drift) * 0.55, parse_colour("#dbe4fa"))
            if number < 2:
                mist = shift_texture(haze[180:330], t * (3 + 4 * number))[:, :WIDTH]
                canvas.mix_masked((mist * fade * 0.34).astype(np.float32), parse_colour("#b9c2de"), 180)
        canvas.draw_ridge(_ground_line, parse_colour("#dfe7f7"), 0.95, edge=6)
        # Large flakes are near: they fall faster and sway more.
        for number, (flake, fall) in enumerate(zip(flakes, (26, 44, 72), strict=True)):
            sway = 10 * np.sin(t * (0.5 + 0.13 * number) + number) + 5 * t * (number + 1)
            canvas.mix_masked(shift_texture(flake, sway, t * fall) * np.float32(0.9), (1.0, 1.0, 1.0))
        canvas.darken_corners(0.35)
        return canvas

    return paint


_ground_line = _draw_hills(31, 338, 7, 0.8)


def _make_window() -> tuple[Image, list[tuple[float, float, float, tuple[float, float, float], float]]]:
    chance = np.random.default_rng(41)
    night = Canvas()
    night.fill_gradient([(0, parse_colour("#0c1426")), (0.6, parse_colour("#15233c")), (1, parse_colour("#0d1524"))])
    lamps = []
    tones = [
        parse_colour("#ffb35c"),
        parse_colour("#ff8a4a"),
        parse_colour("#8fb6ff"),
        parse_colour("#ffd9a0"),
        parse_colour("#e0607a"),
    ]
    for _ in range(42):
        colour = tones[int(chance.integers(len(tones)))]
        lamps.append(
            (chance.uniform(40, 610), chance.uniform(110, 285), chance.uniform(7, 19), colour, chance.random())
        )
    return blur_image(night.pixels, 3), lamps


def _make_candle_painter() -> Painter:
    night, lamps = _make_window()
    chance = np.random.default_rng(43)
    drops = [
        (chance.uniform(20, 620), chance.uniform(0, 1), chance.uniform(18, 70), chance.uniform(1.2, 2.4))
        for _ in range(70)
    ]
    beads = _draw_flakes(47, 420, 1.1)
    # Smoothed, because a flame does not jump from frame to frame.
    flicker = np.convolve(chance.normal(0, 1, 800), np.hanning(9) / 4, "same")

    def paint(t: float) -> Canvas:
        canvas = Canvas()
        canvas.pixels[:] = night
        for x, y, r, colour, phase in lamps:
            canvas.draw_disc(x, y, r, colour, 0.20 + 0.10 * np.sin(t * 0.9 + phase * 6.28), edge=4)
        canvas.mix_masked(beads * np.float32(0.22), parse_colour("#a9c0e6"))
        for x, start, speed, size in drops:
            y = ((start * 420 + t * speed) % 420) - 30
            wobble = 2.2 * np.sin(y * 0.06 + x)
            canvas.draw_line(
                x + wobble, y - speed * 0.55, x + wobble, y, size * 0.7, parse_colour("#9fb8e0"), 0.16, edge=2
            )
            canvas.draw_disc(x + wobble, y, size, parse_colour("#d3e2ff"), 0.6, tall=1.35)
        for bar in (212, 428):
            canvas.draw_box(bar - 6, 0, bar + 6, 300, parse_colour("#1a120e"))
        canvas.draw_box(0, 118, WIDTH, 128, parse_colour("#1a120e"))
        canvas.draw_box(0, 296, WIDTH, HEIGHT, parse_colour("#24160f"))
        light = 1 + 0.10 * float(np.interp(t * 24, np.arange(800), flicker))
        # The same noise at half the speed: light and shape belong to one flame, but do not move in step.
        lean = 2.5 * float(np.interp(t * 11, np.arange(800), flicker)) + 1.5 * np.sin(t * 1.3)
        canvas.draw_glow(330, 214, 190 * light, parse_colour("#ff8a35"), 0.33 * light)
        canvas.draw_glow(330, 320, 230, parse_colour("#ff7a2a"), 0.22 * light, tall=0.25)
        canvas.draw_box(306, 246, 354, 330, parse_colour("#f2dcb8"), corner=7)
        canvas.draw_box(306, 246, 323, 330, parse_colour("#b98d5e"), 0.45, corner=7, edge=14)
        canvas.draw_disc(330, 249, 23, parse_colour("#ffe9b8"), tall=0.22)
        canvas.draw_line(330, 249, 330 + lean * 0.2, 238, 2.2, parse_colour("#2a1a12"))
        for size, tone, lift in ((15, "#ff7a1f", 0.0), (11, "#ffb43c", 2.0), (6.5, "#fff0b8", 5.0)):
            for step in range(9):
                share = step / 8
                width = size * np.sin(np.pi * min(1.0, 0.22 + 0.78 * share)) ** 0.8 * 0.62
                x = 330 + lean * share**1.6
                canvas.draw_disc(
                    x, 242 + lift * 0.4 - share * size * 3.1 * light, max(0.8, width), parse_colour(tone), 0.5, edge=5
                )
        canvas.draw_glow(330 + lean * 0.5, 222, 26, parse_colour("#ffd080"), 0.6 * light, tall=1.5)
        canvas.darken_corners(0.5)
        return canvas

    return paint


SCENES = (
    Scene(
        "sunrise-over-a-calm-sea",
        "Sunrise over a Calm Sea",
        "A slow sunrise over still water, gulls and one sail.",
        SUNRISE_S,
        _make_sunrise_painter,
        0.12,
        ("calm", "peaceful", "hopeful", "warm"),
        ("ambient", "solo piano", "choral"),
        sound=lambda s: textures.make_waves(s) * np.float32(0.35),
        heard="surf",
    ),
    Scene(
        "snowfall-in-the-forest",
        "Snowfall in the Forest",
        "Snow falls over firs at dusk under an early moon.",
        SNOW_S,
        _make_snow_painter,
        0.15,
        ("calm", "cold", "melancholy", "dreamy"),
        ("solo piano", "ambient", "sad strings"),
    ),
    Scene(
        "candle-at-a-rainy-window",
        "Candle at a Rainy Window",
        "A candle flickers before a window; rain runs down the glass, the city blurs behind it.",
        CANDLE_S,
        _make_candle_painter,
        0.14,
        ("cozy", "calm", "nostalgic", "lonely"),
        ("lo-fi", "solo piano", "jazz"),
        sound=lambda s: textures.make_rain(s) * np.float32(0.4),
        heard="rain",
    ),
)
