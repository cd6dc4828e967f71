"""``musechat train fusion``: from encoders, music and pairs to the weights of MVP and of the fusion."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.encoders.interface import TextEncoder
from models.fusion.mvt import MvtFusion, MvtNet
from models.profiles import Profile
from models.weight_files import FUSION_FILE, MVP_FILE, save_weights, write_whole_file
from musechat.errors import BadInput
from research.datasets.pair_set import PairSet
from research.training.experiment import Experiment
from research.training.fusion_trainer import TrainConfig, TrainedNetwork, infer_sizes, train_network
from research.training.pair_batches import HalfArray
from research.training.synthetic_domain import DomainSources, make_learning_domains, make_test_domain
from research.training.synthetic_pairs import PairSetPart, SyntheticDomain, join_parts, make_pairs_only, make_quartets
from research.training.tagger_examples import Progress

FloatArray = NDArray[np.float32]

TEXTS_AT_ONCE = 64


@dataclass(frozen=True)
class FusionResult:
    """What came of it: recall at 10 on the validation split, all of its targets as the pool."""

    path: Path
    version: str
    mvp_recall: float
    fusion_recall: float
    seconds: float
    history: dict[str, list[dict[str, float]]]


@dataclass(frozen=True)
class FusionRun:
    """One training: an experiment, the profile whose vectors it is for, and where things are kept.

    Attributes:
        experiment: how.
        profile: its encoders.
        work: folder for checkpoints and encoded words.
        out: folder that receives the weights.
        resume: go on from the last checkpoints.

    """

    experiment: Experiment
    profile: Profile
    work: Path
    out: Path
    resume: bool = True

    def train_on_synthetic_pairs(self, material: DomainSources, told: Progress) -> FusionResult:
        """Make pairs, train MVP, let it choose the candidates, train the fusion."""
        began = time.monotonic()
        worlds = make_learning_domains(self.experiment, material, self.profile, told)
        counts = (self.experiment.pairs.train, self.experiment.pairs.validation)
        mvp = self._train_mvp(self._make_pair_set(worlds, counts), told)
        base = MvtFusion(mvp.net, "untold")
        rng = np.random.default_rng([self.experiment.seed, 2])
        parts = []
        for number, (world, count) in enumerate(zip(worlds, counts, strict=True)):
            rows, texts = make_quartets(world, base, count, rng)
            parts.append(PairSetPart(world, rows, texts, number))
        return self._save_results(join_parts(parts, name_encoders(self.profile)), mvp, material, began, told)

    def train_on_pairs(self, pairs: PairSet, told: Progress) -> FusionResult:
        """Train both on a data set's pair set.

        Raises:
            BadInput: ``other-encoders`` where its features are not this profile's.

        """
        began = time.monotonic()
        ours = name_encoders(self.profile)
        other = sorted(part for part, name in pairs.encoders.items() if ours.get(part, name) != name)
        if other:
            told_of = ", ".join(f"{part} by {pairs.encoders[part]}" for part in other)
            raise BadInput(
                "other-encoders",
                f"The pair set's features are not this profile's ({told_of})",
                "Name the profile that made them with --profile, or make the pair set anew",
            )
        return self._save_results(pairs, self._train_mvp(pairs, told), None, began, told)

    def _make_pair_set(self, worlds: Sequence[SyntheticDomain], counts: Sequence[int]) -> PairSet:
        rng = np.random.default_rng([self.experiment.seed, 1])
        parts = []
        for number, (world, count) in enumerate(zip(worlds, counts, strict=True)):
            tracks = world.draw_tracks(count, rng)
            parts.append(PairSetPart(world, make_pairs_only(world.choose_clips(tracks, rng), tracks), [""], number))
        return join_parts(parts, name_encoders(self.profile))

    def _train_mvp(self, pairs: PairSet, told: Progress) -> TrainedNetwork:
        config = self._seed_config(self.experiment.mvp)
        net = MvtNet(infer_sizes(pairs, self.profile.text.dim, **asdict(self.experiment.net), parts=("video",)))
        return train_network(
            "MVP", pairs, None, net, config, self._make_checkpoint_folder("mvp", pairs, config), told, self.resume
        )

    def _seed_config(self, config: TrainConfig) -> TrainConfig:
        """The configuration with the experiment's seed, which the network's first values follow too."""
        torch.manual_seed(self.experiment.seed)
        return replace(config, seed=self.experiment.seed)

    def _make_checkpoint_folder(self, what: str, pairs: PairSet, config: TrainConfig) -> Path:
        """A folder that another experiment or other pairs do not share: going on from theirs would train nothing."""
        told = json.dumps([asdict(config), asdict(self.experiment.net), pairs.texts]).encode()
        digest = hashlib.sha256(told + pairs.quartet.tobytes() + pairs.music.tobytes() + pairs.video.tobytes())
        return self.work / f"{what}-{digest.hexdigest()[:12]}"

    def _save_results(
        self, pairs: PairSet, mvp: TrainedNetwork, material: DomainSources | None, began: float, told: Progress
    ) -> FusionResult:
        words = encode_words(self.profile.text, pairs.texts, self.work, told)
        config = self._seed_config(self.experiment.fusion)
        net = MvtNet(infer_sizes(pairs, self.profile.text.dim, **asdict(self.experiment.net)))
        net.load_state_dict(mvp.net.state_dict(), strict=False)  # the fusion begins where MVP ended
        folder = self._make_checkpoint_folder("fusion", pairs, config)
        fusion = train_network("fusion", pairs, words, net, config, folder, told, self.resume)
        about = self._describe_run(pairs, mvp, fusion, material)
        save_weights(self.out / MVP_FILE, dict(mvp.net.state_dict()), about | {"net": _format_sizes(mvp.net)})
        version = save_weights(
            self.out / FUSION_FILE, dict(fusion.net.state_dict()), about | {"net": _format_sizes(fusion.net)}
        )
        return FusionResult(
            self.out / FUSION_FILE,
            version,
            mvp.recall_at_10,
            fusion.recall_at_10,
            time.monotonic() - began,
            {"MVP": mvp.history, "MVT-Fusion": fusion.history},
        )

    def _describe_run(
        self, pairs: PairSet, mvp: TrainedNetwork, fusion: TrainedNetwork, material: DomainSources | None
    ) -> dict[str, object]:
        learnt = pairs.quartet[pairs.split == 0]
        return {
            "config": self.experiment.to_json(),
            "encoders": pairs.encoders,
            "ear": self.profile.music.version,
            "made": pairs.made,
            "judge": material.judge_name if material else "",
            "data": bool(material and material.data),
            "quartets": len(learnt),
            "tracks": len(np.unique(learnt[:, 1])),
            "clips": len(np.unique(learnt[:, 0])),
            "real_clips": len(material.clips) if material else 0,
            "validation": {"mvp": mvp.recall_at_10, "fusion": fusion.recall_at_10},
        }


def make_test_pairs(
    experiment: Experiment, material: DomainSources, profile: Profile, mvp: MvtFusion, told: Progress
) -> PairSet:
    """The test split of made pairs, whose candidates ``mvp`` chooses: what ``musechat evaluate retrieval`` asks."""
    world = make_test_domain(experiment, material, profile, told)
    rows, texts = make_quartets(world, mvp, experiment.pairs.test, np.random.default_rng([experiment.seed, 3]))
    return join_parts([PairSetPart(world, rows, texts, 2)], name_encoders(profile))


def name_encoders(profile: Profile) -> dict[str, str]:
    """Name and version of what a profile's features come from."""
    named = {
        "music": (profile.music.name, profile.music.version),
        "text": (profile.text.name, profile.text.version),
        "frames": (profile.frames.name, profile.frames.version),
    }
    return {part: "/".join(name) for part, name in named.items()}


def encode_words(text: TextEncoder, texts: Sequence[str], work: Path, told: Progress) -> list[HalfArray]:
    """Token states of the texts, (T, dw) each, kept on disk; short ones together, so that little is padded."""
    key = hashlib.sha256(json.dumps([text.name, text.version, *texts]).encode()).hexdigest()[:16]
    kept = work / f"words-{key}.npz"
    if not kept.is_file():
        order = np.argsort([len(said) for said in texts], kind="stable")
        found: list[HalfArray] = [np.empty((0, text.dim), np.float16)] * len(texts)
        for start in range(0, len(order), TEXTS_AT_ONCE):
            rows = order[start : start + TEXTS_AT_ONCE]
            for row, states in zip(rows, text.encode_tokens([texts[i] for i in rows]), strict=True):
                found[row] = states.astype(np.float16)
            told("words are encoded", min(1.0, (start + TEXTS_AT_ONCE) / len(order)))
        work.mkdir(parents=True, exist_ok=True)
        lengths = np.array([len(states) for states in found])
        with write_whole_file(kept) as file:
            np.savez(file, states=np.concatenate(found), lengths=lengths)
    with np.load(kept) as file:
        states, lengths = file["states"], file["lengths"]
    return np.split(states, np.cumsum(lengths)[:-1])


def _format_sizes(net: MvtNet) -> str:
    return json.dumps(asdict(net.config))
