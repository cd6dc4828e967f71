"""What the judges heard in each track, as a claim can be held against it.

The taggers judge instruments, genres, moods and singing: a tag is there if its mean score is at least 0.10 and among a
tagger's ten best (as in MuseChat's data set, CVPR 2024), and tags that mean one thing count as one. librosa judges
tempo, key and brightness. Energy, and glad or sad, are for both: where the taggers and librosa place a track in
different halves of the library, they cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from research.datasets.tags import LEAST_SCORE, MOST_EACH, load_families
from research.datasets.tags import select_heard_tags as heard_tags
from research.evaluation.instruction_following import SCALES
from research.evaluation.judges import DoubleArray, JudgeScores
from research.evaluation.writer.judge_signal import SURE_KEY, SignalMeasurement, find_key
from research.training.exact_examples import MSD, MTT

LEVELS = ("energy", "brightness", "valence")
TOP = 5  # tags of a track that a reason can be expected to draw on


@dataclass(frozen=True)
class JudgedTrack:
    """One track as the judges heard it.

    Attributes:
        there: families of tags that are there, and the score of their surest tag.
        top: the five surest of them, none that contradict.
        upper: on the scales "energy", "brightness" and "valence", whether it lies in the library's upper half; None
            where that cannot be told.
        bpm: the tempo, often an octave off; None where it is not sure.
        key: "D minor"; "" where no key stands out.

    """

    there: Mapping[str, float]
    top: tuple[str, ...]
    upper: Mapping[str, bool | None]
    bpm: float | None = None
    key: str = ""

    def score_strongest(self, axis: str) -> float:
        """Score of the surest family at one end of a scale ("vocals+"); 0 where none is there."""
        ends = {family.name: family.axis for family in load_families().values()}
        return max((score for name, score in self.there.items() if ends[name] == axis), default=0.0)


def combine_judges(
    ids: Sequence[str], evidence: JudgeScores, listened: Sequence[SignalMeasurement], *, guess: bool = False
) -> dict[str, JudgedTrack]:
    """Put together by track what the judges found, a row each in the order of ``ids``.

    With ``guess`` they also speak where they are not sure: of the best key, librosa's own tempo, and the mean of the
    judges of a scale. That tells what their silence is worth.
    """
    upper = {scale: _decide_ends(evidence, scale, guess=guess) for scale in LEVELS}
    return {
        track_id: JudgedTrack(
            _score_presence(evidence.scores[row]),
            _find_top_tags(evidence.scores[row]),
            {scale: places[row] for scale, places in upper.items()},
            listened[row].tempo if guess else listened[row].bpm,
            find_key(np.asarray(listened[row].chroma), 0.0 if guess else SURE_KEY),
        )
        for row, track_id in enumerate(ids)
    }


def _decide_ends(evidence: JudgeScores, scale: str, *, guess: bool) -> list[bool | None]:
    """Whether each track lies in the upper half of a scale: by every judge of it, or by a guess of all together."""
    places = np.stack([evidence.balance_columns(*names) for names in SCALES[scale].values()])
    places = places.mean(0, keepdims=True) if guess else places
    above = places >= np.median(places, axis=1, keepdims=True)
    return [bool(column[0]) if column.all() or not column.any() else None for column in above.T]


def _score_presence(scores: DoubleArray) -> dict[str, float]:
    found: dict[str, float] = {}
    for names, part in ((MTT, scores[: len(MTT)]), (MSD, scores[len(MTT) :])):
        for place in np.argsort(-part, kind="stable")[:MOST_EACH]:
            if part[place] >= LEAST_SCORE:
                family = load_families()[names[place]].name
                found[family] = max(found.get(family, 0.0), float(part[place]))
    return found


def _find_top_tags(scores: DoubleArray) -> tuple[str, ...]:
    found = heard_tags(scores.astype(np.float32))
    return tuple(load_families()[tag].name for tag, score in found.items() if score >= LEAST_SCORE)[:TOP]
