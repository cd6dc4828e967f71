"""Draws a fit card: the clip above, the music below, and between them how far apart what belongs together is.

From top to bottom: filmstrip with its cuts; the clip's energy; distances; waveform with sections behind it and bar
lines below; times. It holds no words, so that one picture serves every language: those are in its alternative text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from language.descriptions import format_clock
from media.fit_card.canvas import GROUND, HIT, INK, MUSIC, PICTURE, QUIET, SHADE, CardCanvas
from media.fit_card.filmstrip import FilmPiece
from musechat.fit import ClipEvent, Fit, Hit

WIDTH = 1200  # pixels
MARGIN = 34
PLOT = WIDTH - 2 * MARGIN
STRIP = 136  # pixels, the filmstrip's height
PORTRAIT_STRIP = 216  # of upright pictures, which would be too narrow on a phone
_CUTS, _ENERGY, _LABELS, _WAVE, _BARS, _TIMES = 34, 96, 92, 210, 30, 62  # heights of the rows
_STEPS_S = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300)
_MOST_TIMES = 7
_CLOSEST_BARS = 7  # pixels between two; closer ones are a grey band
_CLOSEST_CUTS = 10


def draw_card(fit: Fit, pieces: Sequence[FilmPiece], strip: int = STRIP) -> bytes:
    """Draw a card as PNG, whose filmstrip is ``strip`` pixels high; without pieces it has none."""
    strip = strip if pieces else 0
    height = _CUTS + strip + _ENERGY + _LABELS + _WAVE + _BARS + _TIMES
    card = _FitDrawing(fit, CardCanvas(WIDTH, height), strip)
    card.draw_wave()
    card.draw_bars()
    card.draw_energy()
    card.draw_strip(pieces)
    card.draw_cuts()
    card.draw_joints()
    card.draw_hits()
    card.draw_times()
    return card.canvas.encode_png()


class _FitDrawing:
    """One card; the rows lie at fixed heights below the filmstrip."""

    def __init__(self, fit: Fit, canvas: CardCanvas, strip: int) -> None:
        self.fit, self.canvas, self.strip = fit, canvas, strip
        self.energy_top = _CUTS + strip
        self.labels_top = self.energy_top + _ENERGY
        self.wave_top = self.labels_top + _LABELS
        self.bars_top = self.wave_top + _WAVE
        self.times_top = self.bars_top + _BARS

    def place(self, at_s: float) -> float:
        """The column of a time."""
        return MARGIN + PLOT * min(max(at_s / max(self.fit.length_s, 1e-6), 0.0), 1.0)

    def draw_strip(self, pieces: Sequence[FilmPiece]) -> None:
        """The filmstrip."""
        for piece in pieces:
            left = self.place(piece.from_s)
            self.canvas.put_picture(piece.picture, left, _CUTS, self.place(piece.to_s) - left - 2, self.strip)

    def draw_cuts(self) -> None:
        """A line through strip and energy at each cut, with an arrowhead above; where they are dense, lines alone."""
        columns = [self.place(at) for at in self.fit.cuts_s]
        dense = any(after - before < _CLOSEST_CUTS for before, after in itertools.pairwise(columns))
        for x in columns:
            self.canvas.draw_line(x, _CUTS - 4, x, self.labels_top, GROUND, 5 if dense else 9)
            self.canvas.draw_line(x, _CUTS - 4, x, self.labels_top, INK, 2 if dense else 4)
            if not dense:
                self.canvas.fill_shape([(x - 13, _CUTS - 26), (x + 13, _CUTS - 26), (x, _CUTS - 2)], INK)

    def draw_energy(self) -> None:
        """The clip's energy as an area: its shape can be seen, and a calm clip's stays lower than a lively one's."""
        bottom, curve = self.labels_top, self.fit.clip_energy or (0.0,)
        most = max(*curve, 0.02)
        high = (_ENERGY - 12) * (0.4 + 0.6 * most) / most
        step = PLOT / len(curve)
        tops = [bottom - max(value * high, 3) for value in curve]
        middles = [(MARGIN + (n + 0.5) * step, top) for n, top in enumerate(tops)]
        line = [(MARGIN, tops[0]), *middles, (MARGIN + PLOT, tops[-1])]
        self.canvas.fill_shape([(MARGIN, bottom), *line, (MARGIN + PLOT, bottom)], PICTURE)

    def draw_wave(self) -> None:
        """The sections as boxes, as high as their energy, and the waveform in front of them."""
        middle = self.wave_top + _WAVE / 2
        for section in self.fit.sections:
            left, right = self.place(section.from_s), self.place(section.to_s)
            high = _WAVE * (0.3 + 0.7 * min(max(section.energy, 0.0), 1.0))
            self.canvas.fill_box(left + 2, middle - high / 2, right - left - 4, high, SHADE, 8)
        step = PLOT / max(len(self.fit.waveform), 1)
        for number, value in enumerate(self.fit.waveform):
            if value > 0:
                high = max(4.0, value * (_WAVE - 16))
                self.canvas.fill_box(MARGIN + number * step, middle - high / 2, max(step - 1.5, 2), high, MUSIC, 1)

    def draw_bars(self) -> None:
        """A tick under the waveform for each bar line; dots where they are only likely."""
        columns = [self.place(at) for at in self.fit.bars_s]
        dense = any(after - before < _CLOSEST_BARS for before, after in itertools.pairwise(columns))
        top, length = self.bars_top + 5, _BARS - 8
        for x in () if dense else columns:
            if self.fit.beats_sure:
                self.canvas.draw_line(x, top, x, top + length, QUIET, 3)
            else:
                self.canvas.fill_box(x - 3, top + length / 2 - 3, 6, 6, QUIET, 3)

    def draw_joints(self) -> None:
        """Two strokes through the waveform where the music leaps."""
        for joint in self.fit.joints:
            x, top, bottom = self.place(joint.at_s), self.wave_top, self.bars_top
            self.canvas.fill_shape([(x - 4, top), (x + 16, top), (x + 4, bottom), (x - 16, bottom)], GROUND)
            for shift in (-8, 8):
                self.canvas.draw_line(x + shift + 10, top, x + shift - 10, bottom, INK, 4)

    def draw_hits(self) -> None:
        """A diamond where a cut falls on a beat, hollow where that is only likely; bridges from rises to cuts."""
        for hit in self.fit.grid_hits:
            self._draw_diamond(self.place(hit.clip_s))
        for rise in self.fit.rises_s:
            self._draw_rise(self.place(rise))
        taken: list[tuple[float, float]] = []
        for hit in self.fit.main_hits:
            self._draw_bridge(hit, taken)

    def _draw_diamond(self, x: float) -> None:
        y = self.wave_top - 16
        self.canvas.fill_shape([(x - 13, y), (x, y - 15), (x + 13, y), (x, y + 15)], INK)
        if not self.fit.beats_sure:
            self.canvas.fill_shape([(x - 7, y), (x, y - 8), (x + 7, y), (x, y + 8)], GROUND)

    def _draw_rise(self, x: float) -> None:
        """An arrow that points up, over the waveform's whole height."""
        top, bottom = self.wave_top - 2, self.bars_top
        self.canvas.draw_line(x, top + 20, x, bottom, GROUND, 10)
        self.canvas.draw_line(x, top + 20, x, bottom, HIT, 5)
        self.canvas.fill_shape([(x - 16, top + 26), (x, top - 4), (x + 16, top + 26)], HIT)

    def _draw_bridge(self, hit: Hit, taken: list[tuple[float, float]]) -> None:
        """The distance of a hit between clip and music, where no other stands."""
        seen, heard = self.place(hit.clip_s), self.place(hit.clip_s + hit.late_s)
        middle = self.labels_top + 32
        self.canvas.draw_line(seen, self.labels_top - 4, heard, self.wave_top, HIT, 5)
        text = label_distance(hit)
        half = self.canvas.measure_text(text) / 2 + 12
        x = min(max((seen + heard) / 2, MARGIN + half), MARGIN + PLOT - half)
        if any(x - half < right and left < x + half for left, right in taken):
            return
        taken.append((x - half, x + half))
        self.canvas.fill_box(x - half, middle - 24, 2 * half, 48, HIT, 12)
        self.canvas.write(text, x, middle, GROUND)

    def draw_times(self) -> None:
        """Times below, the clip's end among them."""
        y = self.times_top + _TIMES / 2 - 4
        end = format_clock(self.fit.length_s)
        self.canvas.write(end, MARGIN + PLOT, y, INK, anchor="rm")
        free = MARGIN + PLOT - self.canvas.measure_text(end) - 24
        for at in _choose_times(self.fit.length_s):
            text = format_clock(at)
            half = self.canvas.measure_text(text) / 2
            x = max(self.place(at), MARGIN + half)
            if x + half < free:
                self.canvas.write(text, x, y, QUIET)


def label_distance(hit: Hit) -> str:
    """The distance of a hit, "+0.2 s"; "0 s" where both are one, "~" where the clip's moment is not known exactly."""
    if hit.clip is ClipEvent.MOVEMENT:
        return "~"
    return "0 s" if hit.meets else f"{hit.late_s:+.1f} s"


def _choose_times(length_s: float) -> Iterator[float]:
    """Round times from zero on, at most seven."""
    step = next((step for step in _STEPS_S if step >= 1 and length_s / step <= _MOST_TIMES), _STEPS_S[-1])
    at = 0.0
    while at < length_s:
        yield at
        at += step
