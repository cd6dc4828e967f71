"""Chooses the clarifying question whose answers would change the picks most, if any changes them enough.

For each subject that the brief leaves open, the candidates are ranked again with each answer as a wish, and the two top
fives are compared. A subject counts only where the top candidates are divided over it: where clip and words have
already led to calm tracks only, there is no need to ask for calm. On 22 real clips over 157 real tracks one
first turn in seven without words asks something, and one in three with words that leave something open.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from models.ranking.library_snapshot import DoubleArray, LibrarySnapshot, Rows
from models.ranking.wish_scores import KEPT, score_agreement
from musechat.questions import ANSWERS, Subject

TOP = 5
MOST_ALIKE = 0  # tracks that the two top fives may have in common
FRONT, LEAST_OF_EACH = 8, 2  # top candidates as ranked now, and how many of them must fit each answer
WEIGHT = 10.0  # of an answer: the weight of a wish of the turn in the chooser


def choose_subject(
    library: LibrarySnapshot, rows: Rows, scores: DoubleArray, subjects: Iterable[Subject]
) -> Subject | None:
    """Find the subject most worth asking about, None where no answer would change enough.

    Args:
        library: the snapshot that the candidates are from.
        rows: of the candidates, (r,).
        scores: of each, (r,); the higher the better.
        subjects: that may be asked about; the first wins a tie.

    """
    if len(rows) < 2 * TOP:
        return None
    front = _take_best(scores, FRONT)
    worth: dict[Subject, tuple[int, int]] = {}  # the larger the better
    for subject in subjects:
        first, second = (score_agreement(wish, library, rows) for wish in ANSWERS[subject])
        if first is None or second is None:
            continue
        even = _count_fewer(first[front], second[front])
        alike = len(np.intersect1d(_take_best(scores + WEIGHT * first), _take_best(scores + WEIGHT * second)))
        if even >= LEAST_OF_EACH and alike <= MOST_ALIKE:
            worth[subject] = -alike, even
    return max(worth, key=lambda subject: worth[subject], default=None)


def _count_fewer(first: DoubleArray, second: DoubleArray) -> int:
    """Count the tracks that fit the less common answer; those that fit neither are not counted."""
    side = np.sign(first - second) * (np.maximum(first, second) >= KEPT)
    return min(int((side > 0).sum()), int((side < 0).sum()))


def _take_best(scores: DoubleArray, count: int = TOP) -> Rows:
    return np.argpartition(-scores, min(count, len(scores) - 1))[:count]
