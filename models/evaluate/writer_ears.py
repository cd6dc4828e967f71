"""What the judges heard in each track, as a claim can be held against it.

The taggers judge instruments, genres, moods and singing: a tag is there if its mean score is at least 0.10 and among a
tagger's ten best (as in MuseChat's data set, CVPR 2024), and tags that mean one thing count as one. librosa judges
tempo, key, energy and brightness; glad and sad are both the taggers' and librosa's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from models.data.tags import LEAST_SCORE, MOST_EACH, families
from models.data.tags import heard as heard_tags
from models.evaluate.judges import SIGNALS, DoubleArray, Evidence
from models.evaluate.obedience import SCALES
from models.train.truth_lessons import MSD, MTT

TOP = 5  # tags of a track that a reason can be expected to draw on


@dataclass(frozen=True)
class HeardTrack:
    """One track as the judges heard it.

    Attributes:
        there: families of tags that are there, and the score of their surest tag.
        top: the five surest of them, none that contradict.
        ranks: place among the library's tracks, 0..1, on the scales "energy", "brightness" and "valence".
        bpm: tempo as librosa finds it, often an octave off.
        key: "D minor"; "" where no key stands out.

    """

    there: Mapping[str, float]
    top: tuple[str, ...]
    ranks: Mapping[str, float]
    bpm: float
    key: str = ""

    def strongest(self, axis: str) -> float:
        """Score of the surest family at one end of a scale ("vocals+"); 0 where none is there."""
        ends = {family.name: family.axis for family in families().values()}
        return max((score for name, score in self.there.items() if ends[name] == axis), default=0.0)


def hear_all(ids: Sequence[str], evidence: Evidence, keys: Sequence[str]) -> dict[str, HeardTrack]:
    """Put the judges' evidence together by track; ``keys`` as :mod:`models.evaluate.writer_keys` has them."""
    ranks = {scale: _ranks(evidence, scale) for scale in ("energy", "brightness", "valence")}
    tempo = SIGNALS.index("tempo")
    return {
        track_id: HeardTrack(
            _there(evidence.scores[row]),
            _top(evidence.scores[row]),
            {scale: float(places[row]) for scale, places in ranks.items()},
            float(2 ** evidence.signals[row, tempo]),
            keys[row],
        )
        for row, track_id in enumerate(ids)
    }


def _ranks(evidence: Evidence, scale: str) -> DoubleArray:
    """Places on a scale of the judges, the mean of its halves: (n,) in 0..1."""
    places = np.mean([evidence.balance(*names) for names in SCALES[scale].values()], axis=0)
    return np.asarray((rankdata(places) - 0.5) / max(1, len(places)))


def _there(scores: DoubleArray) -> dict[str, float]:
    found: dict[str, float] = {}
    for names, part in ((MTT, scores[: len(MTT)]), (MSD, scores[len(MTT) :])):
        for place in np.argsort(-part, kind="stable")[:MOST_EACH]:
            if part[place] >= LEAST_SCORE:
                family = families()[names[place]].name
                found[family] = max(found.get(family, 0.0), float(part[place]))
    return found


def _top(scores: DoubleArray) -> tuple[str, ...]:
    found = heard_tags(scores.astype(np.float32))
    return tuple(families()[tag].name for tag, score in found.items() if score >= LEAST_SCORE)[:TOP]
