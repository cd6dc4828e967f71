"""The synthetic domains for training, validation (early stopping) and test."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from language.texts import LANGUAGES
from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.profiles import SHIPPED_WEIGHTS, Profile
from models.weight_files import EAR_FILE
from research.training.audio_encoder_run import AudioEncoderConfig
from research.training.captions import load_real_requests
from research.training.correspondence import HELD_OUT, TRAINING
from research.training.experiment import Experiment
from research.training.feature_cache import FeatureCacheConfig, build_feature_cache
from research.training.heldout_judge import EncoderJudge, Judge, TeacherJudge
from research.training.material import TrainingPiece, load_composed_pieces, load_real_pieces, split_by_project
from research.training.scene_requests import make_scene_requests
from research.training.synthetic_clips import HARD_STRIPES, SOFT_BLOBS, ClipDistribution, ClipTokens, draw_clip
from research.training.synthetic_pairs import RequestShares, SyntheticDomain, take_rows
from research.training.tagger_examples import Progress

VALIDATION_EVERY = 10  # one in this many training pieces is kept for early stopping
TEACHERS = Path("weights")


@dataclass(frozen=True)
class DomainSources:
    """Sources of the synthetic domains.

    Attributes:
        data: folder with ``LICENSES.csv``, ``music/``, ``tables/`` and ``weights/``; None: the composed library alone.
        composed: folder with the composed library and its ``truth.json``.
        clips: real clips, each named "project/file"; may be empty.
        cache: folder of the judges' cached outputs.

    """

    data: Path | None
    composed: Path
    clips: Sequence[ClipTokens]
    cache: Path

    @property
    def _tagger_folder(self) -> Path | None:
        return self.data / TEACHERS if self.data and (self.data / TEACHERS).is_dir() else None

    @property
    def judge_name(self) -> str:
        """Name of the judge, without loading it."""
        return TeacherJudge.name if self._tagger_folder else EncoderJudge.name

    def make_judge(self) -> Judge:
        """Load the two taggers if their weights are there, else the shipped audio encoder."""
        if self._tagger_folder:
            return TeacherJudge(self._tagger_folder, self.cache)
        return EncoderJudge(EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / EAR_FILE))

    def load_pieces(self, held_out_styles: Sequence[str]) -> tuple[list[TrainingPiece], list[TrainingPiece]]:
        """Load training music, and music for evaluation only: held-out projects and composed styles."""
        real = load_real_pieces(self.data) if self.data else []
        learn, judge = split_by_project(real, AudioEncoderConfig.held_out)
        truth = json.loads((self.composed / "truth.json").read_text("utf-8"))["tracks"]
        style = {Path(track["file"]).stem: track["style"] for track in truth}
        for piece in load_composed_pieces(self.composed):
            (judge if style.get(piece.name) in held_out_styles else learn).append(piece)
        return learn, judge


def make_learning_domains(
    experiment: Experiment, material: DomainSources, profile: Profile, progress: Progress
) -> tuple[SyntheticDomain, SyntheticDomain]:
    """Make the domains of the training and validation splits; the latter has other pieces of the same kind."""
    config = experiment.pairs
    learn, _ = material.load_pieces(config.held_out_styles)
    cache = build_feature_cache(
        profile.music,
        material.make_judge(),
        learn,
        FeatureCacheConfig(config.stretches, config.altered),
        experiment.seed,
        progress,
    )
    drawn = _draw_clips(config.drawn_clips, profile, SOFT_BLOBS, experiment.seed)
    real = [clip for clip in material.clips if _find_project(clip) not in config.held_out_clips]
    requests = load_real_requests(material.data) if material.data else []
    scenes = make_scene_requests(languages=LANGUAGES)
    # By piece, so that excerpts of one piece never stand on both sides.
    kept = cache.piece % VALIDATION_EVERY == VALIDATION_EVERY - 1
    domains = [
        SyntheticDomain(take_rows(cache, np.flatnonzero(rows)), clips, TRAINING, requests, scenes=scenes)
        for rows, clips in ((~kept, [*drawn, *real]), (kept, drawn[: len(drawn) // 4]))
    ]
    return domains[0], domains[1]


def make_test_domain(
    experiment: Experiment, material: DomainSources, profile: Profile, progress: Progress
) -> SyntheticDomain:
    """Make the test domain: held-out music, clips, words and rule."""
    config = experiment.pairs
    _, judge = material.load_pieces(config.held_out_styles)
    # Other augmentations and drawn clips than in training.
    seed = experiment.seed + 1000
    cache = build_feature_cache(
        profile.music,
        material.make_judge(),
        judge,
        FeatureCacheConfig(config.stretches, config.test_altered),
        seed,
        progress,
    )
    real = [clip for clip in material.clips if _find_project(clip) in config.held_out_clips]
    drawn = _draw_clips(config.test_clips, profile, HARD_STRIPES, seed)
    requests = load_real_requests(material.data, held_out=True) if material.data else []
    # No first turns and no bare "more like this": the test asks what several terms and the best candidate give.
    said = RequestShares(
        nothing=0.0, real=0.1, alike=0.0, terms=(2, 3, 3, 4, 4, 5), other_candidate=0.0, translated=0.0
    )
    scenes = make_scene_requests(held_out=True)
    return SyntheticDomain(cache, [*drawn, *real], HELD_OUT, requests, held_out=True, said=said, scenes=scenes)


def _draw_clips(count: int, profile: Profile, drawing: ClipDistribution, seed: int) -> list[ClipTokens]:
    rng = np.random.default_rng(seed)
    return [draw_clip(rng, profile.frames, drawing) for _ in range(count)]


def _find_project(clip: ClipTokens) -> str:
    return clip.name.rsplit("/", 1)[0]
