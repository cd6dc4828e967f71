"""The storm clip: a car chases a tornado through lightning and rain, with a cut nearly every second."""

from __future__ import annotations

import numpy as np

from demo.clips.camera_shake import MARGIN, make_wide_canvas, shake_frame
from demo.clips.canvas import HEIGHT, Canvas, Image, blend_colours, cloud_texture, parse_colour, shift_texture
from demo.clips.film import Painter, Scene
from demo.synth import Sound, textures, to_samples
from demo.synth.drums import play_boom
from demo.synth.envelopes import soften_ends

STORM_CUTS = (1.5, 2.5, 3.4, 4.4, 5.2, 6.0, 7.0, 7.7, 8.4, 9.4, 10.2)
STORM_S = 11.5
FLASHES = (1.9, 4.7, 6.2, 8.6, 10.4)


def _flash_strength(t: float) -> float:
    # A second, weaker strike 160 ms later, as lightning has it.
    return max((np.exp(-(t - f) / 0.09) for f in FLASHES if t >= f), default=0.0) + max(
        (0.7 * np.exp(-(t - f - 0.16) / 0.06) for f in FLASHES if t >= f + 0.16), default=0.0
    )


def _draw_bolt(canvas: Canvas, seed: int, strength: float) -> None:
    chance = np.random.default_rng(seed)
    # A random walk downwards, seeded by the shot: the bolt holds still while it glows.
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
    """Draw a tornado at ``x``: noise mapped round a leaning, tapering column."""
    top, foot = 62, round(min(150 + 115 * scale, 268))
    share = ((canvas.y[top:foot] - top) / (foot - top)).astype(np.float32)
    centre = x + (18 * np.sin(t * 1.7 + share * 3.2) + 30 * np.sin(t * 0.6)) * share - 10 * scale * (1 - share)
    # Wide where it leaves the clouds, then quickly narrow.
    radius = (120 * (1 - share) ** 2.2 + 46 * (1 - share) + 8) * scale * (1 + 0.05 * np.sin(share * 17 - t * 6))
    offset = (canvas.x - centre) / radius
    angle = np.arcsin(np.clip(offset, -0.999, 0.999))
    # The noise is read by angle and height, so it turns round the column and does not slide over it.
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
        canvas = make_wide_canvas()
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
        frame = shake_frame(canvas, t, 5.5 if kind in ("road", "wheel") else 2.5)
        frame.darken_corners(0.5)
        return frame

    return paint


def make_storm_sound(seconds: float) -> Sound:
    """Make wind, rain, and thunder after every flash, (2, n)."""
    out = textures.make_wind(seconds) * np.float32(0.9) + textures.make_rain(seconds) * np.float32(0.6)
    thunder = play_boom(1.0, 1)
    for at in FLASHES:
        # Thunder 0.12 s after its flash: the strike is near.
        start = to_samples(at + 0.12)
        stop = min(out.shape[1], start + thunder.shape[0])
        out[:, start:stop] += np.float32(0.55) * thunder[: stop - start]
    return soften_ends(out * np.float32(0.7), 0.1)


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
)
