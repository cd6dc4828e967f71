"""How right the music analyser is on excerpts whose truth is exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoders.beat_decoding import decode_beats, decode_downbeats, measure_tempo
from models.encoders.instrument_families import FAMILIES, TAG_FAMILIES
from models.encoders.instrument_naming import measure_presence
from models.encoders.music_analyser import MusicAnalyser
from models.encoders.tempo_choice import measure_tempo_signs
from research.training.scores.analyser_examples import UNKNOWN_KEY, AnalyserExamples
from research.training.scores.frame_truth import OPEN, SOUNDS

BEAT_TOLERANCE_S = 0.07  # as in the literature (MIREX, mir_eval)
TEMPO_TOLERANCE = 0.04
OCTAVES = (1.0, 2.0, 0.5)
PRESENT_SHARE = 0.1  # of the time in which an instrument sounds, from which it should be named
FEWEST_BEATS = 5

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class JudgedExcerpt:
    """What was heard in one excerpt, beside the truth. ``None`` where the truth is not known."""

    project: str
    tempo_right: bool | None
    tempo_right_by_octave: bool | None
    tempo_signs: tuple[float, float, float] | None
    beat_f: float | None
    downbeat_f: float | None
    key_score: float | None  # MIREX's weighted score
    key: Doubles  # (24,) probabilities
    presence: dict[str, tuple[float, float]]  # by tag: share of the time and clearness, as heard
    truth: dict[str, bool | None]  # by tag: whether it is there; None where it hardly is


@dataclass(frozen=True)
class AnalyserScores:
    """Means over excerpts of one project."""

    excerpts: int
    tempo: float
    tempo_with_octaves: float
    beats: float
    downbeats: float
    key: float


def judge_excerpts(analyser: MusicAnalyser, examples: AnalyserExamples) -> list[JudgedExcerpt]:
    """Hear every example and compare."""
    return [_judge_row(analyser, examples, row) for row in range(len(examples))]


def average_scores(judged: list[JudgedExcerpt]) -> AnalyserScores:
    """Means of what is known."""

    def mean(read: Callable[[JudgedExcerpt], float | bool | None]) -> float:
        known = [float(value) for one in judged if (value := read(one)) is not None]
        return round(float(np.mean(known)), 4) if known else float("nan")

    return AnalyserScores(
        len(judged),
        mean(lambda one: one.tempo_right),
        mean(lambda one: one.tempo_right_by_octave),
        mean(lambda one: one.beat_f),
        mean(lambda one: one.downbeat_f),
        mean(lambda one: one.key_score),
    )


def _judge_row(analyser: MusicAnalyser, examples: AnalyserExamples, row: int) -> JudgedExcerpt:
    curves = analyser.read_spectra(
        torch.from_numpy(examples.mel[row]).float(), torch.from_numpy(examples.pitch[row]).float()
    )
    beats, downbeats = (times[row][np.isfinite(times[row])] for times in (examples.beats, examples.downbeats))
    found = decode_beats(curves.beat, curves.tempo)
    bars, _ = decode_downbeats(found, curves.downbeat)
    bpm = measure_tempo(found)
    is_known = bool(examples.has_beats[row]) and len(beats) >= FEWEST_BEATS
    true_bpm = 60 / float(np.median(np.diff(beats))) if is_known else None
    key = int(examples.key[row])
    return JudgedExcerpt(
        project=str(examples.project[row]),
        tempo_right=None if true_bpm is None else is_tempo_right(bpm, true_bpm, (1.0,)),
        tempo_right_by_octave=None if true_bpm is None else is_tempo_right(bpm, true_bpm, OCTAVES),
        tempo_signs=None if bpm is None else measure_tempo_signs(bpm, found, curves.beat, curves.tempo),
        beat_f=measure_f(found, beats) if is_known else None,
        downbeat_f=measure_f(bars, downbeats) if is_known and len(downbeats) else None,
        key_score=None if key == UNKNOWN_KEY else score_key(int(curves.key.argmax()), key),
        key=curves.key,
        presence={tag: measure_presence(curves.families, tag) for tag in TAG_FAMILIES},
        truth={tag: _find_truth(examples.families[row], tag) for tag in TAG_FAMILIES},
    )


def _find_truth(marks: NDArray[np.uint8], tag: str) -> bool | None:
    rows = [FAMILIES.index(name) for name in TAG_FAMILIES[tag]]
    share = float((marks[:, rows] == SOUNDS).any(axis=1).mean())
    if share >= PRESENT_SHARE:
        return True
    return None if share > 0 or (marks[:, rows] == OPEN).any() else False


def is_tempo_right(bpm: float | None, true_bpm: float, octaves: tuple[float, ...]) -> bool:
    """Whether a tempo is within 4 % of the truth, or of an allowed multiple."""
    return bpm is not None and any(abs(bpm / (true_bpm * octave) - 1) <= TEMPO_TOLERANCE for octave in octaves)


def measure_f(found: Doubles, truth: NDArray[np.floating]) -> float:
    """F-measure of times, a hit within 70 ms; each time counts once."""
    if not len(found) or not len(truth):
        return 0.0
    hits, at = 0, 0
    for time in np.sort(found):
        while at < len(truth) and truth[at] < time - BEAT_TOLERANCE_S:
            at += 1
        if at < len(truth) and abs(truth[at] - time) <= BEAT_TOLERANCE_S:
            hits, at = hits + 1, at + 1
    return 2 * hits / (len(found) + len(truth))


def score_key(found: int, truth: int) -> float:
    """MIREX: 1 for the key, 0.5 for a fifth off, 0.3 for the relative, 0.2 for the parallel key."""
    step, same_mode = (found - truth) % 12, found // 12 == truth // 12
    if same_mode:
        return {0: 1.0, 5: 0.5, 7: 0.5}.get(step, 0.0)
    if step == 0:
        return 0.2
    return 0.3 if step == (9 if truth < 12 else 3) else 0.0
