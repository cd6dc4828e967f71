"""``musechat train encoders``, its second part: the music analyser, taught and judged by rendered scores.

A base learns from the project's own composer and drawn grooves. From it comes the network that ships, which learns
from all, and with ``swap`` one network for each project of scores, which learns from all other projects and is judged
on that one; without it the base is judged, which learnt from none. So every figure is of scores that were not learnt
from, played by a sound font that no network has heard.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from models.encoders.analyser_network import AnalyserNetwork
from models.encoders.claim_calibration import AnalyserCalibration
from models.encoders.music_analyser import MusicAnalyser
from models.weight_files import ANALYSER_FILE, save_weights
from musechat.errors import MuseChatError
from research.training.analyser_calibration import fit_calibration
from research.training.analyser_scores import AnalyserScores, JudgedExcerpt, average_scores, judge_excerpts
from research.training.analyser_trainer import AnalyserTrainingConfig, train_analyser
from research.training.scores.analyser_examples import AnalyserExamples, load_scores, make_examples
from research.training.scores.composed_scores import PROJECT as COMPOSED
from research.training.scores.drawn_grooves import PROJECT as GROOVES
from research.training.scores.judge_examples import make_judge_examples
from research.training.scores.score_events import TimedScore
from research.training.scores.synthesiser import find_fonts
from research.training.tagger_examples import Progress

OWN = (COMPOSED, GROOVES)


@dataclass(frozen=True)
class AnalyserRunConfig:
    """Settings of examples and training."""

    examples: int = 2600
    base_steps: int = 700
    project_steps: int = 450
    swap: bool = True  # whether each project is judged by a network that learnt from the others
    judged: int = 60  # composed pieces, and grooves, that judge
    fonts: tuple[str, ...] = ("fluid", "timgm", "opl3")
    judge_font: str = "musescore"
    seed: int = 0
    training: AnalyserTrainingConfig = field(default_factory=AnalyserTrainingConfig)


@dataclass(frozen=True)
class AnalyserResult:
    """Result of a run; scores by project, each of a network that did not learn from it."""

    path: Path
    version: str
    scores: dict[str, AnalyserScores]
    seconds: float


def train_music_analyser(
    midi: Path | None, out: Path, cache: Path, config: AnalyserRunConfig, progress: Progress
) -> AnalyserResult:
    """Train the music analyser and write its weights.

    Args:
        midi: folder with scores, named ``project_title.mid``; None: the project's own music alone.
        out: folder in which the weights are written.
        cache: folder of rendered examples and checkpoints; a stopped run goes on from there.
        config: settings.
        progress: told the current step and its share done, 0..1.

    Raises:
        MuseChatError: ``no-fluidsynth`` where the synthesiser or a sound font is missing.

    """
    began = time.monotonic()
    check_fonts(config)
    scores = load_scores(midi) if midi else []
    examples = make_examples(scores, config.fonts, config.examples, config.seed, cache / "examples", progress)
    judges = make_judge_examples(scores, config.judge_font, config.judged, cache / f"judge-{len(scores)}.npz")
    run = _Run(examples, config, cache, progress)
    base = run.train("base", OWN, config.base_steps, None)
    projects = tuple(sorted({score.project for score in scores}))
    judged = _judge(base, judges, OWN)
    for held_out in projects:
        others = (*OWN, *(p for p in projects if p != held_out))
        net = run.train(f"without-{held_out}", others, config.project_steps, base) if config.swap else base
        judged += _judge(net, judges, (held_out,))
    final = run.train("final", (*OWN, *projects), config.project_steps, base) if projects else base
    calibration = fit_calibration(judged)
    by_project = {p: average_scores([j for j in judged if j.project == p]) for p in (*OWN, *projects)}
    about = describe_analyser(config, scores, calibration, by_project, judged)
    version = save_weights(out / ANALYSER_FILE, dict(final.state_dict()), about)
    return AnalyserResult(out / ANALYSER_FILE, version, by_project, time.monotonic() - began)


def check_fonts(config: AnalyserRunConfig) -> None:
    """Refuse to start without the sound fonts.

    Raises:
        MuseChatError: ``no-fluidsynth``.

    """
    missing = sorted({*config.fonts, config.judge_font} - find_fonts().keys())
    if missing:
        raise MuseChatError(
            "no-fluidsynth",
            f"Sound fonts are missing: {', '.join(missing)}",
            "apt install fluidsynth fluid-soundfont-gm timgm6mb-soundfont opl3-soundfont musescore-general-soundfont",
        )


class _Run:
    """Trains networks of one run on parts of its examples."""

    def __init__(self, examples: AnalyserExamples, config: AnalyserRunConfig, cache: Path, progress: Progress) -> None:
        self._examples = examples
        self._config = config
        self._cache = cache
        self._progress = progress

    def train(self, name: str, projects: Sequence[str], steps: int, start: AnalyserNetwork | None) -> AnalyserNetwork:
        """Train on the examples of some projects, from other weights or anew."""
        mine = self._examples.select_rows(np.isin(self._examples.project, projects))
        settings = {**asdict(self._config.training), "steps": steps, "seed": self._config.seed}
        if start is not None:
            settings["peak_rate"] = self._config.training.peak_rate / 2

        def tell(step: int, losses: dict[str, float]) -> None:
            listed = ", ".join(f"{key} {value:.3f}" for key, value in losses.items())
            self._progress(f"analyser {name}: {listed}", step / steps)

        return train_analyser(mine, AnalyserTrainingConfig(**settings), start, self._cache / f"{name}.ckpt", tell)


def _judge(net: AnalyserNetwork, judges: AnalyserExamples, projects: Sequence[str]) -> list[JudgedExcerpt]:
    analyser = MusicAnalyser(net, AnalyserCalibration(), "")
    return judge_excerpts(analyser, judges.select_rows(np.isin(judges.project, projects)))


def describe_analyser(
    config: AnalyserRunConfig,
    scores: Sequence[TimedScore],
    calibration: AnalyserCalibration,
    by_project: dict[str, AnalyserScores],
    judged: Sequence[JudgedExcerpt],
) -> dict[str, object]:
    """What is written beside the weights."""
    counts: dict[str, int] = {}
    for score in scores:
        counts[score.project] = counts.get(score.project, 0) + 1
    return {
        "config": asdict(config),
        "calibration": calibration.to_json(),
        "learnt_from": counts,
        "scores": {project: asdict(found) for project, found in by_project.items()},
        "instruments": count_named(judged, calibration),
    }


def count_named(judged: Sequence[JudgedExcerpt], calibration: AnalyserCalibration) -> dict[str, dict[str, int]]:
    """By tag: excerpts in which it is there, in which it is named with a probability of 0.95, and named rightly."""
    found = {}
    for tag, curve in calibration.tags.items():
        rows = [(one.truth[tag], one.presence[tag]) for one in judged if one.truth[tag] is not None]
        named = [is_there for is_there, signs in rows if signs[0] > 0 and curve.estimate(*signs) >= 0.95]
        found[tag] = {"there": sum(bool(t) for t, _ in rows), "named": len(named), "right": sum(map(bool, named))}
    return found
