"""The worlds in which pairs are made: one to learn in, one to stop early by, one to be judged in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.encoders.audio_encoder import EmbeddedEar
from models.profiles import SHIPPED_WEIGHTS, Profile
from models.weight_files import EAR_FILE
from research.training.audio_encoder_run import EarConfig
from research.training.captions import real_requests
from research.training.correspondence import HELD_OUT, TRAINING
from research.training.experiment import Experiment
from research.training.feature_cache import BankConfig, build_bank
from research.training.heldout_judge import EarJudge, Judge, TeacherJudge
from research.training.material import Piece, composed_pieces, real_pieces, split
from research.training.synthetic_clips import HARD_STRIPES, SOFT_BLOBS, Drawing, SeenClip, draw_clip
from research.training.synthetic_pairs import Said, World, taken
from research.training.tagger_examples import Progress

VALIDATION_EVERY = 10  # of the training's pieces, one in so many is kept for early stopping
TEACHERS = Path("weights")


@dataclass(frozen=True)
class Material:
    """What worlds are made of.

    Attributes:
        data: folder with ``LICENSES.csv``, ``music/``, ``tables/`` and ``weights/``; None: the composed library alone.
        composed: folder with the composed library and its ``truth.json``.
        clips: real clips, each named "project/file"; may be empty.
        cache: where the judges' answers are kept.

    """

    data: Path | None
    composed: Path
    clips: Sequence[SeenClip]
    cache: Path

    @property
    def _taggers(self) -> Path | None:
        return self.data / TEACHERS if self.data and (self.data / TEACHERS).is_dir() else None

    @property
    def judge_name(self) -> str:
        """Who the judge is, without loading it."""
        return TeacherJudge.name if self._taggers else EarJudge.name

    def judge(self) -> Judge:
        """The two taggers where their weights are at hand, else the shipped ear."""
        if self._taggers:
            return TeacherJudge(self._taggers, self.cache)
        return EarJudge(EmbeddedEar.load(SHIPPED_WEIGHTS / EAR_FILE))

    def pieces(self, held_out_styles: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
        """Music to learn from, and music that only judges: held-out projects and composed styles."""
        real = real_pieces(self.data) if self.data else []
        learn, judge = split(real, EarConfig.held_out)
        told = json.loads((self.composed / "truth.json").read_text("utf-8"))["tracks"]
        style = {Path(track["file"]).stem: track["style"] for track in told}
        for piece in composed_pieces(self.composed):
            (judge if style.get(piece.name) in held_out_styles else learn).append(piece)
        return learn, judge


def learning_worlds(
    experiment: Experiment, material: Material, profile: Profile, told: Progress
) -> tuple[World, World]:
    """The world of the training split and that of the validation split, which has other pieces of the same kind."""
    config = experiment.pairs
    learn, _ = material.pieces(config.held_out_styles)
    bank = build_bank(
        profile.music, material.judge(), learn, BankConfig(config.stretches, config.altered), experiment.seed, told
    )
    drawn = _drawn(config.drawn_clips, profile, SOFT_BLOBS, experiment.seed)
    real = [clip for clip in material.clips if _project(clip) not in config.held_out_clips]
    requests = real_requests(material.data) if material.data else []
    kept = bank.piece % VALIDATION_EVERY == VALIDATION_EVERY - 1
    worlds = [
        World(taken(bank, np.flatnonzero(rows)), clips, TRAINING, requests)
        for rows, clips in ((~kept, [*drawn, *real]), (kept, drawn[: len(drawn) // 4]))
    ]
    return worlds[0], worlds[1]


def test_world(experiment: Experiment, material: Material, profile: Profile, told: Progress) -> World:
    """A world of its own: held-out music, clips, words and rule."""
    config = experiment.pairs
    _, judge = material.pieces(config.held_out_styles)
    seed = experiment.seed + 1000
    bank = build_bank(
        profile.music, material.judge(), judge, BankConfig(config.stretches, config.test_altered), seed, told
    )
    real = [clip for clip in material.clips if _project(clip) in config.held_out_clips]
    drawn = _drawn(config.test_clips, profile, HARD_STRIPES, seed)
    requests = real_requests(material.data, held_out=True) if material.data else []
    said = Said(nothing=0.0, real=0.1, alike=0.0, terms=(2, 3, 3, 4, 4, 5), other_candidate=0.0)
    return World(bank, [*drawn, *real], HELD_OUT, requests, held_out=True, said=said)


def _drawn(count: int, profile: Profile, drawing: Drawing, seed: int) -> list[SeenClip]:
    rng = np.random.default_rng(seed)
    return [draw_clip(rng, profile.frames, drawing) for _ in range(count)]


def _project(clip: SeenClip) -> str:
    return clip.name.rsplit("/", 1)[0]
