"""Findings out of excerpts that a training judged on projects it had not learnt from.

Weights that ship may have learnt from every score at hand: what they then find in those scores shows nothing. What the
networks of the same training found in the project that each had not learnt from does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from research.evaluation.hearing.evidence import Finding

Signs = tuple[float, ...]


class EstimateCurve(Protocol):
    """Turns measurements into a probability."""

    def estimate(self, *values: float) -> float:
        """Probability, 0..1."""
        ...


class StatedCertainty(Protocol):
    """What a model states of its own certainty."""

    @property
    def tempo(self) -> EstimateCurve:
        """Of a tempo, by its signs."""
        ...

    @property
    def tags(self) -> Mapping[str, EstimateCurve]:
        """Of instruments, by their presence."""
        ...

    def judge_key(self, key: NDArray[np.float64]) -> float:
        """Probability that the best of 24 keys is right."""
        ...


class JudgedPiece(Protocol):
    """What was found in one excerpt of a project that the model had not learnt from, beside the truth.

    Attributes:
        project: of the excerpt.
        tempo_right, tempo_right_by_octave: None where the tempo is not known.
        tempo_signs: what the tempo's probability is estimated from; None where no tempo was found.
        key_score: MIREX's, None where the key is not known.
        key: (24,) probabilities.
        presence: by instrument, what its probability is estimated from; the first is 0 where it was not heard.
        truth: by instrument, whether it is there; None where it hardly is.

    """

    @property
    def project(self) -> str: ...  # noqa: D102
    @property
    def tempo_right(self) -> bool | None: ...  # noqa: D102
    @property
    def tempo_right_by_octave(self) -> bool | None: ...  # noqa: D102
    @property
    def tempo_signs(self) -> Signs | None: ...  # noqa: D102
    @property
    def key_score(self) -> float | None: ...  # noqa: D102
    @property
    def key(self) -> NDArray[np.float64]: ...  # noqa: D102
    @property
    def presence(self) -> Mapping[str, Signs]: ...  # noqa: D102
    @property
    def truth(self) -> Mapping[str, bool | None]: ...  # noqa: D102


def iter_judged_findings(
    judged: Iterable[JudgedPiece], stated: StatedCertainty, source: str = "analyser"
) -> Iterator[Finding]:
    """Iterate over the findings of judged excerpts; instruments are by ``source``, tempo and key by the analysis."""
    for piece in judged:
        yield from _iter_rhythm_findings(piece, stated)
        if piece.key_score is not None:
            right = piece.key_score >= 1.0
            yield Finding("analysis", "key", "exact", piece.project, stated.judge_key(piece.key), right)
        for name, there in piece.truth.items():
            curve, signs = stated.tags.get(name), piece.presence[name]
            if there is not None and curve is not None and signs[0] > 0:
                yield Finding(source, "instrument", name, piece.project, curve.estimate(*signs), there)


def _iter_rhythm_findings(piece: JudgedPiece, stated: StatedCertainty) -> Iterator[Finding]:
    if piece.tempo_signs is None:
        return
    score = stated.tempo.estimate(*piece.tempo_signs)
    for name, right in (("exact", piece.tempo_right), ("octave", piece.tempo_right_by_octave)):
        if right is not None:
            yield Finding("analysis", "tempo", name, piece.project, score, right)
