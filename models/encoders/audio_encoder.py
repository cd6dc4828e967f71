"""The embedded audio encoder: a small network distilled from two taggers.

A track's vector has three parts, each scaled to unit length and weighted: the network's embedding, its tag logits, and
measured sound traits. All three are standardised by means and spreads of the training tracks, which are stored in the
weights file beside the network.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.encoders.audio_network import EMBEDDING, TAGS, AudioNetwork
from models.encoders.interface import AudioEncoding
from models.encoders.mel import compress_mel, compute_mel_power, cut_windows, to_rate
from models.encoders.sound_traits import NAMES, measure_sound_traits
from models.weight_files import read_weights

FloatArray = NDArray[np.float32]

PART_WEIGHTS = (0.6, 0.6, 0.53)  # embedding, tags, sound: shares of the vector, squares summing to one
BATCH = 32
INPUT = "lufs18"  # what the encoder is given, part of its version: vectors of sound at another level are others
MAX_SECONDS = 1200  # of a longer track only the first twenty minutes are encoded


class EmbeddedAudioEncoder:
    """The audio encoder of the ``embedded`` profile, which also scores tags for all profiles. Thread-safe.

    Args:
        net: the trained network.
        tags: its 100 tag names, lower case, repeats allowed (two vocabularies).
        statistics: ``embedding``, ``tags`` and ``sound``: (2, d) means and spreads over the training tracks.
        version: changes with the weights.

    """

    name = "ear"
    dim = EMBEDDING + TAGS + len(NAMES)

    def __init__(self, net: AudioNetwork, tags: list[str], statistics: dict[str, FloatArray], version: str) -> None:
        self.net = net.eval()
        self.tags = tags
        self.statistics = statistics
        self.version = version

    @classmethod
    def load_weights(cls, path: Path) -> EmbeddedAudioEncoder:
        """Read weights that ``musechat train encoders`` wrote (fp16 safetensors).

        Raises:
            MuseChatError: ``no-weights`` where the file is missing.

        """
        arrays, about = read_weights(path, "The ear's", "Run musechat train encoders")
        net = AudioNetwork()
        statistics = {k.removeprefix("statistics."): arrays.pop(k).numpy() for k in list(arrays) if "statistics." in k}
        # Not strict: buffers that only training counts, such as batches seen, are not stored.
        net.load_state_dict(arrays, strict=False)
        return cls(net, json.loads(about["tags"]), statistics, f"{about['version']}+{INPUT}")

    def encode_track(self, wave: FloatArray, rate: int) -> AudioEncoding:
        """Encode a whole track in three-second windows.

        Args:
            wave: (n,) mono float32, brought to one loudness (-18 LUFS): the vector depends on level.
            rate: sample rate in Hz.

        Raises:
            ValueError: if the wave is empty or not mono.

        """
        if wave.ndim != 1 or len(wave) == 0:
            raise ValueError(f"a mono wave is needed, not one of shape {wave.shape}")
        logits, embedding, sound = self.measure_sound(compute_mel_power(to_rate(wave[: MAX_SECONDS * rate], rate)))
        scores = (1 / (1 + np.exp(-logits))).mean(0)
        return AudioEncoding(
            self.join_vector(embedding.mean(0), logits.mean(0), sound), self._merge_shared_tags(scores)
        )

    @torch.inference_mode()
    def measure_sound(self, power: Tensor) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Compute the raw features of mel power (frames, 96): logits (N, 100), embeddings (N, 128), sound (12,)."""
        parts = cut_windows(compress_mel(power))
        outputs = [self.net(parts[i : i + BATCH]) for i in range(0, len(parts), BATCH)]
        logits = torch.cat([output[0] for output in outputs]).numpy()
        return logits, torch.cat([output[1] for output in outputs]).numpy(), measure_sound_traits(power)

    def join_vector(self, embedding: FloatArray, logits: FloatArray, sound: FloatArray) -> FloatArray:
        """Join a track's mean embedding (128,), mean logits (100,) and sound traits (12,) into a unit vector."""
        parts = []
        for name, raw, weight in zip(
            ("embedding", "tags", "sound"), (embedding, logits, sound), PART_WEIGHTS, strict=True
        ):
            mean, spread = self.statistics[name]
            # Clipped, so that one trait of an unusual track cannot take over its whole part.
            standard = np.clip((raw - mean) / spread, -4, 4)
            parts.append(weight * standard / max(float(np.linalg.norm(standard)), 1e-6))
        joined = np.concatenate(parts).astype(np.float32)
        unit: FloatArray = joined / np.linalg.norm(joined)
        return unit

    def _merge_shared_tags(self, scores: FloatArray) -> dict[str, float]:
        """Average the scores of tags that both vocabularies have; by tag, 0..1."""
        scores_of: dict[str, list[float]] = {}
        for tag, score in zip(self.tags, scores, strict=True):
            scores_of.setdefault(tag, []).append(float(score))
        return {tag: sum(both) / len(both) for tag, both in scores_of.items()}
