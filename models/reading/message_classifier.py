"""What a message does and wants, by a small network that goes on from the text encoder's lower layers.

Trained by `musechat train reader`; :class:`~models.reading.message_network.MessageNetwork` says how it is built.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import torch
from torch import Tensor, nn

from language.reading.message_scores import MessageScores, WishScore
from models.encoders.e5 import LayerStates
from models.reading.message_features import describe_marks, split_bags
from models.reading.message_network import (
    ACT_GROUPS,
    WISH_GROUPS,
    Labels,
    MessageNetwork,
    MessageOutputs,
    merge_adapters,
)
from models.weight_files import READER_FILE, read_metadata, read_weights
from musechat.errors import BadInput, MuseChatError

LEAST_WISH = 0.05  # a less probable wish is none
BATCH = 32
_ADAPTER = "adapter."


class LayeredEncoder(Protocol):
    """A text encoder whose layers can be gone on from."""

    name: str
    version: str
    dim: int

    @property
    def depth(self) -> int:
        """The number of its layers."""
        ...

    def compute_lower_states(self, texts: Sequence[str], layers: int) -> LayerStates:
        """Compute the states of ``texts`` after the first ``layers``."""
        ...

    def copy_upper_layers(self, first: int) -> nn.ModuleList:
        """Copy the layers from ``first`` on."""
        ...


@dataclass(frozen=True, slots=True)
class ReaderCalibration:
    """Turns outputs into probabilities (Platt, 1999; Guo et al., 2017), fitted on messages that were held out.

    Attributes:
        slope: of the intents' outputs.
        offset: added to them.
        subjects: what the outputs of the questions' subjects are multiplied by.
        edits: what those of the edits are multiplied by.
        wishes: what those of the wishes are multiplied by.
        firm: what those of bounds are multiplied by.

    """

    slope: float = 1.0
    offset: float = 0.0
    subjects: float = 1.0
    edits: float = 1.0
    wishes: float = 1.0
    firm: float = 1.0


class MessageClassifier:
    """Classifies messages with an encoder and trained weights. Thread-safe.

    Args:
        encoder: whose states the weights were trained on.
        network: with its adapters merged in.
        labels: of the network's outputs.
        calibration: of the outputs.
        version: of the weights.

    """

    def __init__(
        self,
        encoder: LayeredEncoder,
        network: MessageNetwork,
        labels: Labels,
        calibration: ReaderCalibration,
        version: str = "",
    ) -> None:
        self.version = version
        self.labels = labels
        self._encoder = encoder
        self._network = network.eval()
        self._calibration = calibration

    @classmethod
    def load(cls, encoder: LayeredEncoder, folder: Path) -> Self:
        """Load the weights in ``folder`` for ``encoder``.

        Raises:
            BadInput: ``reader-not-trained`` where there are none.
            MuseChatError: ``wrong-reader`` where they are of another encoder or another form.

        """
        path = folder / READER_FILE
        about = read_metadata(path)
        if not about:
            raise BadInput("reader-not-trained", f"{path} is missing", "Run `musechat train reader`")
        remedy = "Run `musechat train reader`"
        arrays, _ = read_weights(path, "reader", remedy)
        wrong = MuseChatError("wrong-reader", f"{path} is not for {encoder.name}", remedy)
        if about.get("encoder") != encoder.name:
            raise wrong
        labels = parse_labels(about["labels"])
        try:
            network = build_network(encoder, arrays, labels, int(about["layers"]), float(about["adapter_scale"]))
        except (KeyError, RuntimeError) as error:  # a name or a shape that is not ours
            raise wrong from error
        return cls(encoder, network, labels, ReaderCalibration(**json.loads(about["calibration"])), about["version"])

    @torch.inference_mode()
    def classify(self, texts: Sequence[str]) -> list[MessageScores]:
        """Score each of ``texts``, in their order; any text, an empty one too."""
        return [scores for i in range(0, len(texts), BATCH) for scores in self._classify_batch(texts[i : i + BATCH])]

    def score_message(self, text: str) -> MessageScores:
        """Score one message; a :class:`~language.reading.message_scores.MessageScorer`."""
        return self.classify([text])[0]

    def _classify_batch(self, texts: Sequence[str]) -> list[MessageScores]:
        lower = self._encoder.compute_lower_states(texts, self._encoder.depth - len(self._network.upper))
        outputs = self._network(lower, torch.from_numpy(describe_marks(texts)), split_bags(texts))
        return score_outputs(outputs, self.labels, self._calibration)


def parse_labels(text: str) -> dict[str, tuple[str, ...]]:
    """Parse the names of outputs by group, as they stand in the weights' metadata."""
    return {group: tuple(names) for group, names in json.loads(text).items()}


def build_network(
    encoder: LayeredEncoder, arrays: Mapping[str, Tensor], labels: Labels, layers: int, scale: float
) -> MessageNetwork:
    """Build the network from stored ``arrays``: the heads, and the changes of the encoder's last ``layers``.

    Raises:
        KeyError: an array of a name that is not the network's.
        RuntimeError: one of another shape.

    """
    upper = encoder.copy_upper_layers(encoder.depth - layers)
    adapters = {key.removeprefix(_ADAPTER): value for key, value in arrays.items() if key.startswith(_ADAPTER)}
    merge_adapters(upper, adapters, scale)
    network = MessageNetwork(upper, encoder.dim, labels)
    heads = {key: value for key, value in arrays.items() if not key.startswith(_ADAPTER)}
    merged = {f"upper.{key}": value for key, value in upper.state_dict().items()}
    network.load_state_dict(heads | merged)
    return network


def score_outputs(outputs: MessageOutputs, labels: Labels, calibration: ReaderCalibration) -> list[MessageScores]:
    """Turn the outputs for some messages into probabilities."""
    widths = [len(labels[group]) for group in ACT_GROUPS]
    intents, subjects, edits = torch.split(outputs.acts.double(), widths, dim=1)
    likely = torch.sigmoid(calibration.slope * intents + calibration.offset).tolist()
    asked = torch.softmax(calibration.subjects * subjects, 1).tolist()
    edited = torch.softmax(calibration.edits * edits, 1).tolist()
    wishes = _score_wishes(outputs, labels, calibration)
    known = frozenset(name for group in WISH_GROUPS for name in labels[group])
    return [
        MessageScores(
            dict(zip(labels["intents"], likely[row], strict=True)),
            dict(zip(labels["subjects"], asked[row], strict=True)),
            dict(zip(labels["edits"], edited[row], strict=True)),
            wishes[row],
            known,
        )
        for row in range(len(likely))
    ]


def _score_wishes(
    outputs: MessageOutputs, labels: Labels, calibration: ReaderCalibration
) -> list[tuple[WishScore, ...]]:
    names = [name for group in WISH_GROUPS for name in labels[group]]
    shares = torch.softmax(calibration.wishes * outputs.wishes.double(), 2).numpy()
    firm = torch.sigmoid(calibration.firm * outputs.firm.double()).numpy()
    found: list[list[WishScore]] = [[] for _ in shares]
    for row, wish in zip(*np.nonzero(shares[:, :, 0] <= 1 - LEAST_WISH), strict=True):
        more, less = shares[row, wish, 1:].tolist()
        found[row].append(WishScore(names[wish], more, less, float(firm[row, wish])))
    return [tuple(sorted(each, key=lambda score: -(score.more + score.less))) for each in found]
