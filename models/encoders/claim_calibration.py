"""How sure the music analyser is: logistic curves fitted on projects that it had not learnt from."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class LogisticCurve:
    """Probability out of some measurements: the logistic of their weighted sum."""

    weights: tuple[float, ...]
    offset: float

    def estimate(self, *values: float) -> float:
        """Probability, 0..1."""
        total = self.offset + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class AnalyserCalibration:
    """The curves of tempo, key and each instrument tag.

    Attributes:
        tempo: of the head's mass at the tempo (log), the beats' mean activation, and their evenness.
        key: of the best key's log probability and its lead over the second.
        tags: by tag, of the mean loudness of its family in the frames where it sounds and the share of such frames.
        least_key: probability below which no key is named.
        least_tempo: probability below which nothing is taken to beat.

    """

    tempo: LogisticCurve = LogisticCurve((1.0, 2.0, 1.0), 0.0)
    key: LogisticCurve = LogisticCurve((1.0, 1.0), 1.0)
    tags: dict[str, LogisticCurve] = field(default_factory=dict)
    least_key: float = 0.2
    least_tempo: float = 0.1

    def judge_key(self, key: Doubles) -> float:
        """Probability that the best of 24 key probabilities is right."""
        best, second = np.sort(key)[[-1, -2]]
        return self.key.estimate(*measure_key_lead(float(best), float(second)))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> AnalyserCalibration:
        """Inverse of :meth:`to_json`."""
        return cls(
            _read_curve(data["tempo"]),
            _read_curve(data["key"]),
            {tag: _read_curve(curve) for tag, curve in data["tags"].items()},
            data["least_key"],
            data["least_tempo"],
        )


def measure_key_lead(best: float, second: float) -> tuple[float, float]:
    """What the key's curve looks at: its log probability, and how many times as probable as the second it is (log)."""
    return math.log(max(best, 1e-6)), math.log(max(best, 1e-6) / max(second, 1e-6))


def _read_curve(data: dict[str, Any]) -> LogisticCurve:
    return LogisticCurve(tuple(data["weights"]), data["offset"])
