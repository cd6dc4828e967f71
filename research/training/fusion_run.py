"""``musechat train fusion``: training of MVP and MVT-Fusion on synthetic pairs or on a data set."""

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
    """Result of a training run; recalls are R@10 on the validation split with all its targets as the pool."""

    path: Path
    version: str
    mvp_recall: float
    fusion_recall: float
    seconds: float
    history: dict[str, list[dict[str, float]]]


@dataclass(frozen=True)
class FusionRun:
    """One training run of both networks.

    Attributes:
        experiment: the configuration.
        profile: provides the encoders.
        work: folder of checkpoints and encoded words.
        out: folder in which the weights are written.
        resume: continue from the last checkpoints.

    """

    experiment: Experiment
    profile: Profile
    work: Path
    out: Path
    resume: bool = True

    def train_on_synthetic_pairs(self, material: DomainSources, progress: Progress) -> FusionResult:
        """Make synthetic pairs, train MVP, retrieve the candidates with it, and train the fusion."""
        began = time.monotonic()
        domains = make_learning_domains(self.experiment, material, self.profile, progress)
        counts = (self.experiment.pairs.train, self.experiment.pairs.validation)
        mvp = self._train_mvp(self._make_pair_set(domains, counts), progress)
        # The version only matters for stored queries; this network never leaves the run.
        base = MvtFusion(mvp.net, "untold")
        rng = np.random.default_rng([self.experiment.seed, 2])
        parts = []
        for number, (domain, count) in enumerate(zip(domains, counts, strict=True)):
            rows, texts = make_quartets(domain, base, count, rng)
            parts.append(PairSetPart(domain, rows, texts, number))
        return self._save_results(join_parts(parts, name_encoders(self.profile)), mvp, material, began, progress)

    def train_on_pairs(self, pairs: PairSet, progress: Progress) -> FusionResult:
        """Train both networks on the pair set of a data set.

        Raises:
            BadInput: ``other-encoders`` where its features are not this profile's.

        """
        began = time.monotonic()
        ours = name_encoders(self.profile)
        other = sorted(part for part, name in pairs.encoders.items() if ours.get(part, name) != name)
        if other:
            found = ", ".join(f"{part} by {pairs.encoders[part]}" for part in other)
            raise BadInput(
                "other-encoders",
                f"The pair set's features are not this profile's ({found})",
                "Name the profile that made them with --profile, or make the pair set anew",
            )
        return self._save_results(pairs, self._train_mvp(pairs, progress), None, began, progress)

    def _make_pair_set(self, domains: Sequence[SyntheticDomain], counts: Sequence[int]) -> PairSet:
        # Streams 1, 2 and 3 of the seed: pairs for MVP, training tuples, test. One can change without the others.
        rng = np.random.default_rng([self.experiment.seed, 1])
        parts = []
        for number, (domain, count) in enumerate(zip(domains, counts, strict=True)):
            tracks = domain.draw_tracks(count, rng)
            parts.append(PairSetPart(domain, make_pairs_only(domain.choose_clips(tracks, rng), tracks), [""], number))
        return join_parts(parts, name_encoders(self.profile))

    def _train_mvp(self, pairs: PairSet, progress: Progress) -> TrainedNetwork:
        config = self._seed_config(self.experiment.mvp)
        net = MvtNet(infer_sizes(pairs, self.profile.text.dim, **asdict(self.experiment.net), parts=("video",)))
        return train_network(
            "MVP", pairs, None, net, config, self._make_checkpoint_folder("mvp", pairs, config), progress, self.resume
        )

    def _seed_config(self, config: TrainConfig) -> TrainConfig:
        """Return the configuration with the experiment's seed, and seed torch for the network's initial weights."""
        torch.manual_seed(self.experiment.seed)
        return replace(config, seed=self.experiment.seed)

    def _make_checkpoint_folder(self, what: str, pairs: PairSet, config: TrainConfig) -> Path:
        """Return a checkpoint folder that is specific to the configuration and the pairs."""
        description = json.dumps([asdict(config), asdict(self.experiment.net), pairs.texts]).encode()
        # Resuming from checkpoints of other pairs would end at once and look like success.
        digest = hashlib.sha256(description + pairs.quartet.tobytes() + pairs.music.tobytes() + pairs.video.tobytes())
        return self.work / f"{what}-{digest.hexdigest()[:12]}"

    def _save_results(
        self, pairs: PairSet, mvp: TrainedNetwork, material: DomainSources | None, began: float, progress: Progress
    ) -> FusionResult:
        words = encode_words(self.profile.text, pairs.texts, self.work, progress)
        config = self._seed_config(self.experiment.fusion)
        net = MvtNet(infer_sizes(pairs, self.profile.text.dim, **asdict(self.experiment.net)))
        net.load_state_dict(mvp.net.state_dict(), strict=False)  # the fusion begins where MVP ended
        folder = self._make_checkpoint_folder("fusion", pairs, config)
        fusion = train_network("fusion", pairs, words, net, config, folder, progress, self.resume)
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
    experiment: Experiment, material: DomainSources, profile: Profile, mvp: MvtFusion, progress: Progress
) -> PairSet:
    """Make the test split of synthetic pairs, with candidates by ``mvp``, for ``musechat evaluate retrieval``."""
    domain = make_test_domain(experiment, material, profile, progress)
    rows, texts = make_quartets(domain, mvp, experiment.pairs.test, np.random.default_rng([experiment.seed, 3]))
    return join_parts([PairSetPart(domain, rows, texts, 2)], name_encoders(profile))


def name_encoders(profile: Profile) -> dict[str, str]:
    """Return name and version of a profile's encoders, by part."""
    named = {
        "music": (profile.music.name, profile.music.version),
        "text": (profile.text.name, profile.text.version),
        "frames": (profile.frames.name, profile.frames.version),
    }
    return {part: "/".join(name) for part, name in named.items()}


def encode_words(text: TextEncoder, texts: Sequence[str], work: Path, progress: Progress) -> list[HalfArray]:
    """Encode the token states of the texts, (T, dw) each, cached on disk."""
    key = hashlib.sha256(json.dumps([text.name, text.version, *texts]).encode()).hexdigest()[:16]
    cached = work / f"words-{key}.npz"
    if not cached.is_file():
        # Sorted by length: a batch is padded to its longest text.
        order = np.argsort([len(sentence) for sentence in texts], kind="stable")
        found: list[HalfArray] = [np.empty((0, text.dim), np.float16)] * len(texts)
        for start in range(0, len(order), TEXTS_AT_ONCE):
            rows = order[start : start + TEXTS_AT_ONCE]
            for row, states in zip(rows, text.encode_tokens([texts[i] for i in rows]), strict=True):
                found[row] = states.astype(np.float16)
            progress("words are encoded", min(1.0, (start + TEXTS_AT_ONCE) / len(order)))
        work.mkdir(parents=True, exist_ok=True)
        lengths = np.array([len(states) for states in found])
        with write_whole_file(cached) as file:
            np.savez(file, states=np.concatenate(found), lengths=lengths)
    with np.load(cached) as file:
        states, lengths = file["states"], file["lengths"]
    return np.split(states, np.cumsum(lengths)[:-1])


def _format_sizes(net: MvtNet) -> str:
    return json.dumps(asdict(net.config))
