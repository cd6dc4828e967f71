"""Fast and loud pictures: a chase under a storm, a rocket that leaves."""

from __future__ import annotations

import numpy as np

from demo.clips.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    Image,
    blend_colours,
    cloud_texture,
    ease_in_out,
    parse_colour,
    shift_texture,
)
from demo.clips.film import Painter, Scene
from demo.synth import RATE, Sound, make_noise_source, textures, to_samples
from demo.synth.drums import play_boom
from demo.synth.effects import cut_highs
from demo.synth.envelopes import soften_ends

STORM_CUTS = (1.5, 2.5, 3.4, 4.4, 5.2, 6.0, 7.0, 7.7, 8.4, 9.4, 10.2)
STORM_S, ROCKET_S = 11.5, 18.0
ROCKET_CUTS = (5.0, 8.0, 10.5, 14.0)
FLASHES = (1.9, 4.7, 6.2, 8.6, 10.4)
MARGIN = 12


def _shake_frame(canvas: Canvas, t: float, strength: float) -> Canvas:
    """The frame out of a slightly larger picture, moved about."""
    dx = round(float(strength * (np.sin(t * 31) + 0.6 * np.sin(t * 53 + 1))))
    dy = round(float(strength * (np.sin(t * 37 + 2) + 0.6 * np.sin(t * 47))))
    x, y = MARGIN + np.clip(dx, -MARGIN, MARGIN), MARGIN + np.clip(dy, -MARGIN, MARGIN)
    frame = Canvas()
    frame.pixels = canvas.pixels[:, y : y + HEIGHT, x : x + WIDTH]
    return frame


def _flash_strength(t: float) -> float:
    return max((np.exp(-(t - f) / 0.09) for f in FLASHES if t >= f), default=0.0) + max(
        (0.7 * np.exp(-(t - f - 0.16) / 0.06) for f in FLASHES if t >= f + 0.16), default=0.0
    )


def _draw_bolt(canvas: Canvas, seed: int, strength: float) -> None:
    chance = np.random.default_rng(seed)
    x, y = chance.uniform(160, 500), 0.0
    while y < 250:
        nx, ny = x + chance.normal(0, 22), y + chance.uniform(16, 34)
        canvas.draw_line(x, y, nx, ny, 9, parse_colour("#8fa8ff"), 0.25 * strength, 8)
        canvas.draw_line(x, y, nx, ny, 2.4, (1, 1, 1), strength)
        if chance.random() < 0.3:
            canvas.draw_line(nx, ny, nx + chance.normal(0, 50), ny + 40, 1.3, parse_colour("#dfe6ff"), 0.7 * strength)
        x, y = nx, ny


def _draw_storm_sky(canvas: Canvas, t: float, clouds: Image, flash: float, speed: float) -> None:
    canvas.fill_gradient(
        [
            (0, parse_colour("#12161f")),
            (0.55, parse_colour("#3a4450")),
            (0.72, parse_colour("#7d8578")),
            (1, parse_colour("#1b1f1c")),
        ]
    )
    wide = canvas.width
    near = shift_texture(clouds, -t * speed)[: canvas.height, :wide]
    far = shift_texture(clouds, -t * speed * 0.45 + 500)[: canvas.height, :wide]
    fade = np.clip((270 - canvas.y[: near.shape[0]]) / 190, 0, 1)
    canvas.mix_masked(
        (far * fade * 0.7).astype(np.float32),
        blend_colours(parse_colour("#222a36"), parse_colour("#aebcff"), flash * 0.6),
    )
    canvas.mix_masked(
        (np.clip(near * 1.8 - 0.7, 0, 1) * fade).astype(np.float32),
        blend_colours(parse_colour("#0d1118"), parse_colour("#8f9dff"), flash * 0.5),
    )


def _draw_funnel(canvas: Canvas, t: float, x: float, scale: float, skin: Image) -> None:
    """A twister: noise wound round a leaning, tapering column."""
    top, foot = 62, round(min(150 + 115 * scale, 268))
    share = ((canvas.y[top:foot] - top) / (foot - top)).astype(np.float32)
    centre = x + (18 * np.sin(t * 1.7 + share * 3.2) + 30 * np.sin(t * 0.6)) * share - 10 * scale * (1 - share)
    radius = (120 * (1 - share) ** 2.2 + 46 * (1 - share) + 8) * scale * (1 + 0.05 * np.sin(share * 17 - t * 6))
    offset = (canvas.x - centre) / radius
    angle = np.arcsin(np.clip(offset, -0.999, 0.999))
    u = ((angle * 110 + t * 420 + share * 260) % skin.shape[1]).astype(np.int32)
    v = (share * 190 + angle * 14 - t * 20).astype(np.int32) % skin.shape[0]
    light = 0.25 + 0.75 * skin[v, u]
    soft = np.clip((1 - np.abs(offset)) * radius / 10, 0, 1) * np.clip(share * 5, 0, 1)
    shade = light * (0.55 + 0.45 * np.cos(angle + 0.6))
    cover = (soft * 0.94).astype(np.float32)
    for plane, dark, light_up in zip(canvas.pixels, parse_colour("#12161c"), parse_colour("#5d676e"), strict=True):
        plane[top:foot] += cover * ((dark + light_up * shade).astype(np.float32) - plane[top:foot])
    low = float(centre[-1, 0])
    for k in range(26):
        turn = t * 7 + k * 0.73
        reach = (26 + 5 * (k % 6)) * scale
        px, py = low + np.cos(turn) * reach, foot - 4 - (k % 5) * 5 + 4 * np.sin(turn)
        canvas.draw_disc(px, py, 9 * scale, parse_colour("#4b4a44"), 0.22, edge=9)
        if k % 3 == 0:
            canvas.draw_line(px, py - 4, px + 4, py - 7, 2.2, parse_colour("#0e1011"), 0.8)


def _draw_rain(canvas: Canvas, t: float, seed: int, slant: float) -> None:
    chance = np.random.default_rng(seed)
    for x, y, v in chance.uniform(0, 1, (60, 3)):
        px, py = (x * 760 + t * 300 * slant) % 760 - 40, (y * 420 + t * (900 + 500 * v)) % 420 - 30
        canvas.draw_line(px, py, px + slant * 9, py + 26 + 14 * v, 1.1, parse_colour("#c4d0dc"), 0.28, 1.6)


def _draw_chase_road(canvas: Canvas, t: float) -> None:
    horizon = 214
    rows = canvas.y[horizon:] - horizon
    across = (canvas.x - 332 - 0.02 * rows * np.sin(t * 2) * 20) / (rows + 2)
    field_shade = 0.8 + 0.2 * np.sin(40.0 / (rows + 2) * 9 + t * 22)
    for plane, level in zip(canvas.pixels, parse_colour("#2c3324"), strict=True):
        plane[horizon:] = level * field_shade
    canvas.mix_masked(
        np.clip((1.9 - np.abs(across)) * (rows + 2) / 2, 0, 1).astype(np.float32), parse_colour("#24272b"), horizon
    )
    run = (60.0 / (rows + 2) + t * 5) % 1
    dash = np.clip(1 - np.abs(across) * (rows + 2) / 3.5, 0, 1) * (run < 0.5)
    canvas.mix_masked(dash.astype(np.float32), parse_colour("#d8c46a"), horizon)
    for k in range(6):
        z = 0.3 + ((k * 1.2 - t * 4.2) % 7.2)
        s = 60 / z
        x = 332 + s * 3.0
        canvas.draw_line(x, horizon + s, x, horizon - s * 2.2, max(1.2, s * 0.08), parse_colour("#0d0f10"))
        canvas.draw_line(
            x - s * 0.5, horizon - s * 1.9, x + s * 0.5, horizon - s * 1.9, max(1.0, s * 0.05), parse_colour("#0d0f10")
        )


def _draw_wheel(canvas: Canvas, t: float) -> None:
    canvas.draw_box(0, 268, canvas.width, canvas.height, parse_colour("#0c0d10"))
    canvas.draw_disc(332, 372, 118, parse_colour("#15171b"), edge=2)
    canvas.draw_disc(332, 372, 96, parse_colour("#0c0d10"), edge=2)
    turn = 0.25 * np.sin(t * 5)
    canvas.draw_line(
        332 - 100 * np.cos(turn),
        372 - 100 * np.sin(turn),
        332 + 100 * np.cos(turn),
        372 + 100 * np.sin(turn),
        13,
        parse_colour("#15171b"),
    )
    sweep = 0.9 * np.sin(t * 6.5)
    canvas.draw_line(300, 272, 300 + 250 * np.sin(sweep), 272 - 215 * np.cos(sweep), 5, parse_colour("#08090b"))
    for x in (150, 510):
        canvas.draw_glow(x, 300, 20, parse_colour("#ff9a3c"), 0.35)


def _make_storm_painter() -> Painter:
    clouds = cloud_texture(91, HEIGHT + 2 * MARGIN, 1920, 210, 5)
    skin = cloud_texture(93, 256, 700, 60, 4)

    def paint(t: float) -> Canvas:
        shot = sum(t >= c for c in STORM_CUTS)
        kind = (
            "field",
            "road",
            "bolt",
            "road",
            "wheel",
            "bolt",
            "funnel",
            "wheel",
            "bolt",
            "road",
            "funnel",
            "funnel",
        )[shot]
        flash = float(_flash_strength(t))
        canvas = Canvas(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)
        _draw_storm_sky(canvas, t + shot * 3, clouds, flash, 260 if kind == "bolt" else 140)
        if kind in ("field", "funnel"):
            scale = 1.0 if kind == "field" else 1.25 + 0.12 * (t - STORM_CUTS[5])
            _draw_funnel(canvas, t, 420 if kind == "field" else 300, scale, skin)
            line = 262 + 6 * np.sin(np.arange(canvas.width) * 0.013 + shot)
            canvas.draw_ridge(line.astype(np.float32), parse_colour("#1d231a"))
            canvas.draw_box(90, 238, 128, 266, parse_colour("#101210"))
            canvas.draw_polygon([(84, 240), (109, 222), (134, 240)], parse_colour("#0c0e0c"))
        elif kind == "road":
            _draw_funnel(canvas, t, 360, 0.7, skin)
            _draw_chase_road(canvas, t)
        elif kind == "wheel":
            _draw_chase_road(canvas, t)
            _draw_wheel(canvas, t)
        else:
            canvas.draw_ridge(
                (290 + 10 * np.sin(np.arange(canvas.width) * 0.02 + shot)).astype(np.float32), parse_colour("#12160f")
            )
        if kind == "bolt" or flash > 0.45:
            _draw_bolt(canvas, shot + 3, min(1.0, flash + (0.35 if kind == "bolt" else 0)))
        _draw_rain(canvas, t, shot, 0.8 if shot % 2 else -0.7)
        canvas.add_light(parse_colour("#c9d2ff"), 0.28 * flash)
        frame = _shake_frame(canvas, t, 5.5 if kind in ("road", "wheel") else 2.5)
        frame.darken_corners(0.5)
        return frame

    return paint


def make_storm_sound(seconds: float) -> Sound:
    """Wind, rain, and thunder after every flash."""
    out = textures.make_wind(seconds) * np.float32(0.9) + textures.make_rain(seconds) * np.float32(0.6)
    thunder = play_boom(1.0, 1)
    for at in FLASHES:
        start = to_samples(at + 0.12)
        stop = min(out.shape[1], start + thunder.shape[0])
        out[:, start:stop] += np.float32(0.55) * thunder[: stop - start]
    return soften_ends(out * np.float32(0.7), 0.1)


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
        age = since - number * 0.035
        if age <= 0:
            continue
        grow = 1 - np.exp(-age * 1.1)
        px, py = x + side * spread * grow, y - lift * 46 * grow + 8
        tone = blend_colours(parse_colour("#f4ddc8"), parse_colour("#b9a9b4"), min(1.0, age / 3 + 0.2 * lift))
        canvas.draw_disc(px, py, 8 + 34 * size * grow, tone, 0.5, edge=16)


def _draw_vent(canvas: Canvas, t: float, x: float, y: float) -> None:
    """Cold fuel boiling off: small puffs that drift away and thin out."""
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
        """Dawn; a lamp blinks, cold fuel boils off."""
        self._draw_pad(canvas, t, t / 18, 0, 0.85 + 0.012 * t, 332)
        _draw_vent(canvas, t, 322, 300)
        if t % 1 < 0.5:
            canvas.draw_glow(366, 190, 12, parse_colour("#ff4a3a"), 1.0)
        return 0.0

    def draw_close_up(self, canvas: Canvas, t: float) -> float:
        """Close to the nose, steam rising."""
        self._draw_pad(canvas, t, 0.35, -160, 2.6, 300)
        _draw_smoke(canvas, 0.5 + (t - 5) * 0.4, 300, 350, 150)
        return 0.5

    def draw_ignition(self, canvas: Canvas, t: float) -> float:
        """The engine lights."""
        power = ease_in_out((t - 8.0) / 1.6)
        self._draw_pad(canvas, t, 0.45, -40, 1.8, 320)
        if power > 0.02:
            _draw_flame(canvas, 320, 352, 1.8, t, power)
        _draw_smoke(canvas, (t - 8.0) * 1.1, 320, 352, 330)
        canvas.add_light(parse_colour("#ffb070"), 0.12 * power)
        return 5 * power

    def draw_lift_off(self, canvas: Canvas, t: float) -> float:
        """It rises past its tower."""
        go = t - 10.5
        lift = 9 * go + 15 * go * go
        self._draw_pad(canvas, t, 0.6, lift, 0.9, 332)
        _draw_flame(canvas, 332, 313 - lift, 0.9, t, 1.0)
        _draw_smoke(canvas, 1.2 + go, 332, 322, 300)
        return 6 * (1 - go / 5)

    def draw_ascent(self, canvas: Canvas, t: float) -> float:
        """Through the clouds, into the stars."""
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
        """The picture at a moment."""
        shots = (self.draw_waiting, self.draw_close_up, self.draw_ignition, self.draw_lift_off, self.draw_ascent)
        canvas = Canvas(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)
        shake = shots[sum(t >= cut for cut in ROCKET_CUTS)](canvas, t)
        return _shake_frame(canvas, t, shake)


def _make_rocket_painter() -> Painter:
    return _Launch().paint_frame


def make_rocket_sound(seconds: float) -> Sound:
    """Silence with a little wind, then an engine that fills everything."""
    count = to_samples(seconds)
    t = np.arange(count) / RATE
    noise = np.stack([make_noise_source("rocket", side).standard_normal(count) for side in range(2)]).astype(np.float32)
    roar = cut_highs(noise, 420) * 3 + cut_highs(noise, 120) * 6
    level = np.interp(t, [0, 7.9, 8.6, 10.5, 11.2, 14, 18], [0, 0.01, 0.25, 0.5, 0.75, 0.55, 0.12])
    crackling = 1 + 0.35 * np.repeat(noise[0][::160], 160)[:count]
    out = np.tanh(roar * (level * np.clip(crackling, 0.3, 2)).astype(np.float32)) * np.float32(0.7)
    out += textures.make_wind(seconds) * np.interp(t, [0, 8, 9], [0.35, 0.35, 0.0]).astype(np.float32)
    return soften_ends(out.astype(np.float32), 0.3)


SCENES = (
    Scene(
        "storm-chase",
        "Storm Chase",
        "A car chases a tornado: lightning, rain, shaking pictures, a cut nearly every second.",
        STORM_S,
        _make_storm_painter,
        0.95,
        ("tense", "intense", "dark", "dramatic"),
        ("epic", "suspense", "rock", "techno"),
        STORM_CUTS,
        sound=make_storm_sound,
        heard="wind, rain and thunder",
    ),
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
