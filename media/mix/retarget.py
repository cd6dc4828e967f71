"""The cheapest way through a track that lasts as long as asked: dynamic programming over its bar lines.

A state is a bar line that is reached after so many bars and so many joints; it keeps the cheapest way there, and how
long that way lasts. A way pays for each joint as far as both sides of it are unlike, and earns for cuts of the clip
that it meets on a bar line or a beat. Music retargeting as a shortest path: Wenner, Bazin, Sorkine-Hornung, Kim and
Gross, "Scalable Music: Automatic Music Retargeting and Synthesis" (Eurographics 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.mix.bar_looks import BarLooks
from media.mix.cut_plan import CutEnding, Joint
from media.mix.hit_values import HitValues
from media.preview.excerpt import Floats

Doubles = NDArray[np.float64]
Ints = NDArray[np.int16]

JOINT_COST = 0.15  # of any joint, beside how unlike its sides are
_UNSURE_COST = 0.6  # of a joint where it is sure that somebody sings, less where it is not
SURELY_SUNG = 0.7  # from there on no joint is made
_OFF_PHRASE, _OFF_KEY = 0.25, 0.2  # of an ending in the middle of a section, or on a chord that is not the key's own
RING_S = (0.35, 2.0)  # how long a last first beat may ring
_BEST_RING_S, _RING_COST = 0.8, 0.1
_CUT_TAIL_COST = 0.2  # of a second of the ending's decay that is faded over
SILENCE_S = 0.04  # that may lie between the music's end and the clip's
_LEAST_BARS, _LEAST_S = 2, 3.0  # between two joints


@dataclass(frozen=True, slots=True)
class CutTask:
    """What is asked of a way. Seconds of the track, at its own tempo.

    Attributes:
        start_s: where it starts.
        length_s: how long it lasts.
        end_s: where the track's last sound ends.
        soft_end_s: from where on that sound only decays; infinite where the track's own ending is not to be heard.
        hold_s: how long it goes on without a joint.
        most_joints: how many it may have.
        cadence_cost: what it costs to end elsewhere than on the track's own ending.

    """

    start_s: float
    length_s: float
    end_s: float
    soft_end_s: float
    hold_s: float = 0.0
    most_joints: int = 3
    cadence_cost: float = 0.3


@dataclass(frozen=True, slots=True)
class CutWay:
    """A way that was found; ``cost`` compares it with others of the same track and clip."""

    cost: float
    joints: tuple[Joint, ...]
    end_s: float
    ending: CutEnding
    ring_s: float  # how long its end may be faded over


@dataclass(frozen=True, slots=True)
class _Table:
    """For each number of bars and joints, and each line: the least cost, the length of that way, and what led there."""

    cost: Floats  # (bars, joints, lines)
    at_s: Doubles
    left: Ints  # the line that a joint left, from which this line was entered some bars ago; -1 without one


class BarLineSearch:
    """Ways through one track; made once for all of them."""

    def __init__(
        self,
        lines_s: Doubles,
        looks: BarLooks,
        sure: NDArray[np.bool_],
        sung: float,
        sections_s: tuple[float, ...],
        tonic: int | None,
    ) -> None:
        """Prepare the costs of all joints and endings of a track whose bar lines are given.

        Args:
            lines_s: (n,) seconds.
            looks: how they compare.
            sure: (n,) which of them may be leapt from and to.
            sung: probability that somebody sings.
            sections_s: where sections begin.
            tonic: pitch class of the key; None where none stands out.

        """
        self.lines = lines_s
        self.bars_s = np.diff(lines_s)
        self.bar_s = float(np.median(self.bars_s))
        self.least_bars = max(_LEAST_BARS, int(np.ceil(_LEAST_S / self.bar_s)))
        leaps = looks.unlike + JOINT_COST + _UNSURE_COST * sung
        leaps[~looks.smooth | ~sure[:, None] | ~sure[None]] = np.inf
        np.fill_diagonal(leaps, np.inf)
        leaps[:, len(lines_s) - self.least_bars :] = np.inf
        self.leaps = leaps
        self.may_leap = sung < SURELY_SUNG and bool(sure.any())
        self.endings = _rate_endings(lines_s, looks, sections_s, tonic)

    def find_way(self, task: CutTask, hits: HitValues) -> CutWay | None:
        """The cheapest way of a task that ends well; None where none does."""
        first = int(np.searchsorted(self.lines, task.start_s - 0.03))
        if first >= len(self.lines) - 1:
            return None
        table = self._fill_table(task, first, hits)
        found = min(self._list_ends(task, table), key=lambda end: end[0], default=None)
        if found is None:
            return None
        cost, place, end_s, ending, ring_s = found
        return CutWay(cost, self._trace(table, place), end_s, ending, ring_s)

    def rate_straight(self, task: CutTask, hits: HitValues) -> float:
        """What the cuts are worth that the track meets by itself, as a cost."""
        first = int(np.searchsorted(self.lines, task.start_s - 0.03))
        cost, at = 0.0, self.lines[first] - task.start_s if first < len(self.lines) else np.inf
        for line in range(first, len(self.bars_s)):
            if at >= task.length_s:
                break
            cost -= float(hits.rate_bars(np.array([line]), np.array([at]))[0])
            at += float(self.bars_s[line])
        return cost

    def _fill_table(self, task: CutTask, first: int, hits: HitValues) -> _Table:
        most = task.most_joints if self.may_leap else 0
        bars = int(np.ceil((task.length_s + self.bar_s) / max(float(self.bars_s.min()), 0.5 * self.bar_s))) + 2
        shape = (bars + self.least_bars + 1, most + 1, len(self.lines))
        table = _Table(np.full(shape, np.inf, np.float32), np.zeros(shape), np.full(shape, -1, np.int16))
        table.cost[0, 0, first], table.at_s[0, 0, first] = 0.0, self.lines[first] - task.start_s
        everywhere = np.arange(len(self.bars_s))
        for bar in range(bars):
            for joints in range(most + 1):
                cost, at = table.cost[bar, joints], table.at_s[bar, joints]
                cost[at > task.length_s] = np.inf
                if not np.isfinite(cost).any():
                    continue
                played = cost[:-1] - hits.rate_bars(everywhere, at[:-1])
                _keep_cheaper(table, (bar + 1, joints), everywhere + 1, played, at[:-1] + self.bars_s, None)
                if joints < most and bar >= self.least_bars:
                    self._leap(table, bar, joints, np.where(at >= task.hold_s, cost, np.inf), hits)
        return table

    def _leap(self, table: _Table, bar: int, joints: int, cost: Floats, hits: HitValues) -> None:
        """Leap from each line to each other, and play on for a few bars."""
        if not np.isfinite(cost).any():
            return
        from_lines = np.flatnonzero(np.isfinite(cost))
        paid = cost[from_lines, None] + self.leaps[from_lines]
        best = paid.argmin(axis=0)
        entered = np.flatnonzero(np.isfinite(paid[best, np.arange(len(best))]))
        left = from_lines[best[entered]]
        paid, at = paid[best[entered], entered], table.at_s[bar, joints, left]
        for step in range(self.least_bars):
            paid = paid - hits.rate_bars(entered + step, at)
            at = at + self.bars_s[entered + step]
        _keep_cheaper(table, (bar + self.least_bars, joints + 1), entered + self.least_bars, paid, at, left)

    def _list_ends(
        self, task: CutTask, table: _Table
    ) -> Iterator[tuple[float, tuple[int, int, int], float, CutEnding, float]]:
        yield from self._list_own_ends(task, table)
        rings = task.length_s - table.at_s
        fits = np.isfinite(table.cost) & (rings >= RING_S[0]) & (rings <= RING_S[1])
        fits &= self.lines + rings <= task.end_s
        fits[: self.least_bars] = False
        for place in zip(*np.nonzero(fits), strict=True):
            bar, joints, line = (int(n) for n in place)
            ring = float(rings[place])
            cost = float(table.cost[place] + self.endings[line]) + task.cadence_cost
            yield (
                cost + _RING_COST * abs(ring - _BEST_RING_S),
                (bar, joints, line),
                float(self.lines[line]) + ring,
                CutEnding.CADENCE,
                ring,
            )

    def _list_own_ends(
        self, task: CutTask, table: _Table
    ) -> Iterator[tuple[float, tuple[int, int, int], float, CutEnding, float]]:
        last = int(np.searchsorted(self.lines, task.soft_end_s - 0.05)) - 1
        if last < 0 or not np.isfinite(task.soft_end_s):
            return
        left = task.length_s - table.at_s[:, :, last] - (task.end_s - self.lines[last])  # of the clip, behind the end
        fits = np.isfinite(table.cost[:, :, last]) & (left <= SILENCE_S) & (left >= task.soft_end_s - task.end_s)
        for bar, joints in zip(*np.nonzero(fits), strict=True):
            cut = max(0.0, -float(left[bar, joints]))
            cost = float(table.cost[bar, joints, last]) + _CUT_TAIL_COST * cut
            yield cost, (int(bar), int(joints), last), task.end_s - cut, CutEnding.OWN, min(cut, 0.5)

    def _trace(self, table: _Table, place: tuple[int, int, int]) -> tuple[Joint, ...]:
        bar, joints, line = place
        found = list[Joint]()
        while bar > 0:
            left = int(table.left[bar, joints, line])
            if left < 0:
                bar, line = bar - 1, line - 1
                continue
            found.append(Joint(float(self.lines[left]), float(self.lines[line - self.least_bars])))
            bar, joints, line = bar - self.least_bars, joints - 1, left
        return tuple(reversed(found))


def _keep_cheaper(
    table: _Table, place: tuple[int, int], lines: NDArray[np.int64], cost: Floats, at_s: Doubles, left: Ints | None
) -> None:
    """Enter ways into a table where they are cheaper than what it holds."""
    better = cost < table.cost[place][lines]
    kept = lines[better]
    table.cost[place][kept], table.at_s[place][kept] = cost[better], at_s[better]
    table.left[place][kept] = -1 if left is None else left[better]


def _rate_endings(lines_s: Doubles, looks: BarLooks, sections_s: tuple[float, ...], tonic: int | None) -> Floats:
    """(lines,) what it costs to end on a bar line: less where a section ends, and on the key's own chord."""
    near = np.abs(lines_s[:, None] - np.array(sections_s or (np.inf,))).min(axis=1)
    costs = np.where(near < 0.3, 0.0, _OFF_PHRASE).astype(np.float32)
    if tonic is not None:
        costs += _OFF_KEY * (1 - looks.chroma[:, tonic] / np.maximum(looks.chroma.max(axis=1), 1e-9))
    return costs
