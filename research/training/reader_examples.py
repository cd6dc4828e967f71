"""The written messages as what the reader is trained on: features and targets, and folds that keep neighbours apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoders.interface import TextEncoder
from models.weight_files import write_whole_file
from research.training.member_messages import (
    EDIT_KINDS,
    INTENTS,
    LANGUAGES,
    QUESTION_SUBJECTS,
    LabelledMessage,
    load_messages,
)

LABELS = {
    "intents": tuple(sorted(INTENTS)),
    "subjects": tuple(sorted(QUESTION_SUBJECTS)),
    "edits": tuple(sorted(EDIT_KINDS)),
}
_GROUP_OF_DETAIL = {"question": "subjects", "edit": "edits"}
BATCH = 32


@dataclass(frozen=True, slots=True)
class ReaderExamples:
    """Messages with their sentence vectors and what they do.

    Attributes:
        messages: in the order of their files.
        vectors: of the text encoder, (N, dim).
        targets: 1 where a message does what an output stands for, by group, (N, outputs of the group) each.

    """

    messages: tuple[LabelledMessage, ...]
    vectors: NDArray[np.float32]
    targets: dict[str, NDArray[np.float32]]

    @property
    def texts(self) -> list[str]:
        """The messages' texts."""
        return [message.text for message in self.messages]

    def select_rows(self, rows: NDArray[np.intp]) -> ReaderExamples:
        """Select some of the messages."""
        targets = {group: values[rows] for group, values in self.targets.items()}
        return ReaderExamples(tuple(self.messages[i] for i in rows), self.vectors[rows], targets)


def load_examples(encoder: TextEncoder, work: Path, tell: Callable[[str, float], None]) -> ReaderExamples:
    """Load all messages and encode them; vectors are kept in ``work`` from run to run."""
    messages = tuple(message for language in LANGUAGES for message in load_messages(language))
    vectors = encode_texts([m.text for m in messages], encoder, work, tell)
    return ReaderExamples(messages, vectors, {group: mark_targets(messages, group) for group in LABELS})


def mark_targets(messages: Sequence[LabelledMessage], group: str) -> NDArray[np.float32]:
    """Mark what each of ``messages`` does among the outputs of ``group``: (N, outputs)."""
    targets = np.zeros((len(messages), len(LABELS[group])), np.float32)
    for row, message in enumerate(messages):
        for act in message.acts:
            name = act.intent if group == "intents" else act.detail
            if group in ("intents", _GROUP_OF_DETAIL.get(act.intent)):
                targets[row, LABELS[group].index(name)] = 1
    return targets


def draw_folds(messages: Sequence[LabelledMessage], folds: int, chunk: int, seed: int) -> NDArray[np.intp]:
    """Draw the fold of each message, (N,): ``chunk`` neighbours of a section, which are alike, stay together."""
    chunks: dict[tuple[str, int, int], list[int]] = {}
    place: dict[tuple[str, int], int] = {}
    for row, message in enumerate(messages):
        section = (message.language, message.section)
        place[section] = place.get(section, -1) + 1
        chunks.setdefault((*section, place[section] // chunk), []).append(row)
    order = np.random.default_rng(seed).permutation(len(chunks))
    found = np.empty(len(messages), np.intp)
    for number, rows in zip(order, chunks.values(), strict=True):
        found[rows] = number % folds
    return found


def encode_texts(
    texts: Sequence[str], encoder: TextEncoder, work: Path, tell: Callable[[str, float], None]
) -> NDArray[np.float32]:
    """Encode ``texts`` to (N, dim); what is in ``work`` from an earlier run is not encoded again."""
    path = work / f"messages-{encoder.version}.npz"
    known = _read_vectors(path)
    # Of like length together, so that little of a batch is padding.
    missing = sorted({text for text in texts if text not in known}, key=lambda text: (len(text), text))
    if missing:
        for i in range(0, len(missing), BATCH):
            part = missing[i : i + BATCH]
            known.update(zip(part, encoder.encode(part), strict=True))
            tell("messages encoded", (i + len(part)) / len(missing))
        kept = sorted(known)
        with write_whole_file(path) as file:
            np.savez(file, texts=np.array(kept), vectors=np.stack([known[text] for text in kept]))
    return np.stack([known[text] for text in texts])


def _read_vectors(path: Path) -> dict[str, NDArray[np.float32]]:
    if not path.is_file():
        return {}
    with np.load(path) as stored:
        return dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
