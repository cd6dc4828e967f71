"""The judges' results per track, in the form that claims are compared with.

The taggers judge instruments, genres, moods and singing: a tag is present if its mean score is at least 0.10 and among
a tagger's ten best (as in MuseChat's data set, CVPR 2024), and tags that mean one thing count as one. librosa judges
tempo, key and brightness. Energy and valence are judged by both: where the taggers and librosa place a track in
different halves of the library, there is no verdict.
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
    """The judges' results for one track.

    Attributes:
        there: families of present tags with the score of their highest tag.
        top: the five with the highest scores, without contradictions.
        upper: for "energy", "brightness" and "valence", whether it lies in the library's upper half; None without a
            verdict.
        bpm: the tempo, possibly an octave off; None if uncertain.
        key: for example "D minor"; "" if uncertain.

    """

    there: Mapping[str, float]
    top: tuple[str, ...]
    upper: Mapping[str, bool | None]
    bpm: float | None = None
    key: str = ""

    def score_strongest(self, axis: str) -> float:
        """Return the score of the highest family at one end of a scale ("vocals+"); 0 if none is present."""
        ends = {family.name: family.axis for family in load_families().values()}
        return max((score for name, score in self.there.items() if ends[name] == axis), default=0.0)


def combine_judges(
    ids: Sequence[str], evidence: JudgeScores, listened: Sequence[SignalMeasurement], *, guess: bool = False
) -> dict[str, JudgedTrack]:
    """Combine the judges' results by track; rows are in the order of ``ids``.

    With ``guess`` there are verdicts where the judges are not sure too: the best key, librosa's own tempo, and the mean
    of a scale's judges. The difference shows how much abstaining matters.
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
    """Decide whether each track lies in the upper half of a scale: unanimously, or by the mean with ``guess``."""
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
