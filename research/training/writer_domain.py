"""Music of the writer's training examples, split into training and validation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.profiles import SHIPPED_WEIGHTS, Profile
from models.weight_files import EAR_FILE
from models.writer.prompt import PromptStyle
from musechat.errors import BadInput
from research.datasets.pair_set import PairSet
from research.datasets.training_tuple import Quartet
from research.training.feature_cache import FeatureCache, FeatureCacheConfig, build_feature_cache
from research.training.fusion_trainer import TRAIN, VALIDATION
from research.training.heldout_judge import EncoderJudge
from research.training.synthetic_domain import DomainSources
from research.training.synthetic_facts import FactMaker
from research.training.synthetic_pairs import take_rows
from research.training.tagger_examples import Progress
from research.training.writer_examples import Dialogues

VALIDATION_EVERY = 10  # one in this many pieces is kept for validation
STRETCHES, ALTERED = 4, 2000


@dataclass(frozen=True)
class WriterDomain:
    """Makers of facts for training and validation, and the sources of their music."""

    learning: FactMaker
    validation: FactMaker
    pieces: dict[str, int]  # number by project and licence

    @property
    def describe_domain(self) -> dict[str, Any]:
        """Number of tracks and their sources, for the model card."""
        tracks = len(self.learning.bank) + len(self.validation.bank)
        return {"tracks": tracks, "learnt_from": self.pieces}


def make_writer_domain(
    material: DomainSources, profile: Profile, progress: Progress, *, altered: int = ALTERED, seed: int = 0
) -> WriterDomain:
    """Encode the training music with the profile's encoder; music for evaluation is left out.

    Args:
        material: the music; its clips are not used, since clip traits are drawn.
        profile: its music encoder provides the writer's input.
        progress: called with the current step and its share done, 0..1.
        altered: number of augmented tracks beside the pieces and their excerpts.
        seed: of all random draws.

    """
    learn, _ = material.load_pieces(())
    judge = EncoderJudge(EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / EAR_FILE))
    cache = build_feature_cache(profile.music, judge, learn, FeatureCacheConfig(STRETCHES, altered), seed, progress)
    # By piece, so that excerpts of one piece never stand on both sides.
    kept = cache.piece % VALIDATION_EVERY == VALIDATION_EVERY - 1
    pieces = Counter(f"{piece.project} ({piece.licence})" for piece in learn)
    return WriterDomain(FactMaker(_take_rows(cache, ~kept)), FactMaker(_take_rows(cache, kept)), dict(pieces))


def load_dialogues(
    quartets: list[Quartet], pairs: PairSet, style: PromptStyle, seed: int
) -> tuple[Dialogues, Dialogues]:
    """Load the conversations of a data set's training and validation splits, with their targets' vectors.

    Raises:
        BadInput: ``no-dialogues`` where no conversation has features.

    """
    rows = {music_id: row for row, music_id in enumerate(pairs.music_ids)}
    split_of = {int(target): int(split) for target, split in zip(pairs.quartet[:, 1], pairs.split, strict=True)}
    parts = []
    for split in (TRAIN, VALIDATION):
        found = [q for q in quartets if q.target.id in rows and split_of.get(rows[q.target.id]) == split]
        music = np.asarray(pairs.music[[rows[q.target.id] for q in found]], np.float32)
        parts.append(Dialogues(found, music, style, seed + split))
    if not all(map(len, parts)):
        raise BadInput(
            "no-dialogues",
            "The data set has no conversations with features in its training and validation splits",
            "Build it with `musechat data build`, features included",
        )
    return parts[0], parts[1]


def _take_rows(cache: FeatureCache, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FeatureCache:
    return take_rows(cache, np.flatnonzero(rows))
