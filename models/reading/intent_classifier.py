"""What a message does, by a small network over its sentence vector (e5) and its character n-grams.

Linear in both, with one hidden layer over the sentence vector beside it ("wide and deep", Cheng et al., 2016). Three
groups of outputs share the features: the intents, each a probability of its own; what a question asks about; and which
edit is meant. Trained by `musechat train reader`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from language.reading.intent_scores import IntentScores
from models.encoders.interface import TextEncoder
from models.reading.message_features import BUCKETS, MARKS, hash_grams, join_dense
from models.weight_files import READER_FILE, read_metadata
from musechat.errors import BadInput, MuseChatError

GROUPS = ("intents", "subjects", "edits")
FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class IntentCalibration:
    """Turns outputs into probabilities (Platt, 1999; Guo et al., 2017), fitted on messages that were held out.

    Attributes:
        slope: of the intents' outputs.
        offset: added to them.
        subjects: what the outputs of the questions' subjects are multiplied by.
        edits: what those of the edits are multiplied by.

    """

    slope: float = 1.0
    offset: float = 0.0
    subjects: float = 1.0
    edits: float = 1.0


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """The arrays of the model, K outputs in the order of ``labels``.

    Attributes:
        mean: of the sentence vectors, (dim,).
        dense: (dim + MARKS, K).
        grams: (BUCKETS, K).
        bias: (K,).
        hidden: (dim + MARKS, H).
        hidden_bias: (H,).
        deep: (H, K).
        labels: the names of each group's outputs, by group in the order of :data:`GROUPS`.
        calibration: of the outputs.

    """

    mean: FloatArray
    dense: FloatArray
    grams: FloatArray
    bias: FloatArray
    hidden: FloatArray
    hidden_bias: FloatArray
    deep: FloatArray
    labels: Mapping[str, tuple[str, ...]]
    calibration: IntentCalibration

    def compute_outputs(self, vectors: FloatArray, texts: Sequence[str]) -> FloatArray:
        """Compute the outputs (B, K) for ``texts`` (B,) with their sentence ``vectors`` (B, dim)."""
        hashed = hash_grams(texts)
        weighted = self.grams[hashed.buckets] * hashed.weights[:, None]
        # A message with no letter at all has no gram: reduceat would give it its neighbour's.
        ends = [*hashed.starts[1:], len(hashed.buckets)]
        sums = np.stack([weighted[a:b].sum(0) for a, b in zip(hashed.starts, ends, strict=True)])
        features = join_dense(vectors, self.mean, texts)
        hidden = np.maximum(features @ self.hidden + self.hidden_bias, 0)
        outputs: FloatArray = features @ self.dense + hidden @ self.deep + sums + self.bias
        return outputs


class NeuralIntentClassifier:
    """Classifies messages with an encoder and trained weights. Thread-safe.

    Args:
        encoder: the one whose vectors the weights were trained on.
        weights: of the model.
        version: of the weights.

    """

    def __init__(self, encoder: TextEncoder, weights: ReaderWeights, version: str = "") -> None:
        self.version = version
        self._encoder = encoder
        self._weights = weights

    @classmethod
    def load(cls, encoder: TextEncoder, folder: Path) -> Self:
        """Load the weights in ``folder`` for ``encoder``.

        Raises:
            BadInput: ``reader-not-trained`` where there are none.
            MuseChatError: ``wrong-reader`` where they are of another encoder or another form.

        """
        path = folder / READER_FILE
        about = read_metadata(path)
        if not about:
            raise BadInput("reader-not-trained", f"{path} is missing", "Run `musechat train reader`")
        weights = _parse_weights(about, load_file(path))
        shapes = weights.dense.shape[0], weights.grams.shape[0]
        if about["encoder"] != encoder.name or shapes != (encoder.dim + MARKS, BUCKETS):
            raise MuseChatError("wrong-reader", f"{path} is not for {encoder.name}", "Run `musechat train reader`")
        return cls(encoder, weights, about["version"])

    def classify(self, texts: Sequence[str]) -> list[IntentScores]:
        """Score each of ``texts``, in their order; any text, an empty one too."""
        if not texts:
            return []
        outputs = self._weights.compute_outputs(self._encoder.encode(texts), texts)
        return [score_outputs(row, self._weights.labels, self._weights.calibration) for row in outputs]


def score_outputs(
    row: FloatArray, labels: Mapping[str, tuple[str, ...]], calibration: IntentCalibration
) -> IntentScores:
    """Turn one message's outputs (K,) into probabilities."""
    ends = np.cumsum([len(labels[group]) for group in GROUPS])
    intents, subjects, edits = np.split(row.astype(np.float64), ends[:-1])
    return IntentScores(
        _name_values(labels["intents"], 1 / (1 + np.exp(-(calibration.slope * intents + calibration.offset)))),
        _name_values(labels["subjects"], _compute_softmax(calibration.subjects * subjects)),
        _name_values(labels["edits"], _compute_softmax(calibration.edits * edits)),
    )


def _compute_softmax(outputs: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(outputs - outputs.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares


def _name_values(names: tuple[str, ...], values: NDArray[np.float64]) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _parse_weights(about: Mapping[str, str], arrays: Mapping[str, Any]) -> ReaderWeights:
    labels = {group: tuple(names) for group, names in json.loads(about["labels"]).items()}
    floats = {name: array.astype(np.float32) for name, array in arrays.items()}
    return ReaderWeights(**floats, labels=labels, calibration=IntentCalibration(**json.loads(about["calibration"])))
