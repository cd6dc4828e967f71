"""The music that a writer's lessons are made of: one world to learn in, one to look at meanwhile."""

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

VALIDATION_EVERY = 10  # of the pieces, one in so many is kept for validation
STRETCHES, ALTERED = 4, 2000


@dataclass(frozen=True)
class WriterDomain:
    """Makers of facts for learning and for validation, and whose music they hold."""

    learning: FactMaker
    validation: FactMaker
    pieces: dict[str, int]  # of each project, how many

    @property
    def describe_domain(self) -> dict[str, Any]:
        """What it is made of, for the card."""
        tracks = len(self.learning.bank) + len(self.validation.bank)
        return {"tracks": tracks, "learnt_from": self.pieces}


def make_writer_domain(
    material: DomainSources, profile: Profile, told: Progress, *, altered: int = ALTERED, seed: int = 0
) -> WriterDomain:
    """Let the profile's encoder hear the music to learn from; what only judges is never heard.

    Args:
        material: the music; its clips are not needed, since clips' measures are drawn.
        profile: whose music encoder the writer will hear through.
        told: hears how far it is.
        altered: tracks of altered music beside the pieces and stretches of them.
        seed: of all that is random.

    """
    learn, _ = material.load_pieces(())
    judge = EncoderJudge(EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / EAR_FILE))
    bank = build_feature_cache(profile.music, judge, learn, FeatureCacheConfig(STRETCHES, altered), seed, told)
    kept = bank.piece % VALIDATION_EVERY == VALIDATION_EVERY - 1
    pieces = Counter(f"{piece.project} ({piece.licence})" for piece in learn)
    return WriterDomain(FactMaker(_take_rows(bank, ~kept)), FactMaker(_take_rows(bank, kept)), dict(pieces))


def load_dialogues(
    quartets: list[Quartet], pairs: PairSet, style: PromptStyle, seed: int
) -> tuple[Dialogues, Dialogues]:
    """The conversations of a data set's training and validation splits, with what is heard of their targets.

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


def _take_rows(bank: FeatureCache, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FeatureCache:
    return take_rows(bank, np.flatnonzero(rows))
