"""The written messages as what the reader is trained on: states and targets, and a share that is held out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.encoders.e5 import LayerStates
from models.reading.message_classifier import LayeredEncoder
from models.reading.message_features import describe_marks, split_bags
from models.reading.message_network import ACT_GROUPS, WISH_GROUPS, Labels
from research.training.chat_spelling import respell
from research.training.member_messages import (
    EDIT_KINDS,
    INTENTS,
    LANGUAGES,
    QUESTION_SUBJECTS,
    SCALES,
    LabelledMessage,
    load_messages,
    load_wishes,
)

BATCH = 32
FEWEST = 3  # messages that want or refuse a concept, for it to become an output
UNKNOWN = -1  # nobody has labelled what the message wants
_GROUP_OF_DETAIL = {"question": "subjects", "edit": "edits"}


@dataclass(frozen=True, slots=True)
class ReaderTargets:
    """What N messages do and want.

    Attributes:
        acts: 1 where a message does what an output stands for, (N, A) float32.
        wishes: 0 neither, 1 more, 2 less; :data:`UNKNOWN` where that is not labelled, (N, W) int64.
        firm: 1 where what is meant is a bound, (N, W) float32.

    """

    acts: Tensor
    wishes: Tensor
    firm: Tensor

    def select_rows(self, rows: Tensor) -> ReaderTargets:
        """Select some of the messages."""
        return ReaderTargets(self.acts[rows], self.wishes[rows], self.firm[rows])


@dataclass(frozen=True, slots=True)
class ReaderExamples:
    """Messages with the encoder's states of them and what they do and want.

    Attributes:
        messages: in the order of their files, then each once more as quick fingers spell it, in the same order.
        written: how many are as they were written.
        states: of each, after the encoder's lower layers: (T, dim) float16.
        own: of each, 1 at the tokens that are not the prefix's, (T,).
        marks: what stands out in them, (N, MARKS).
        bags: of each, the buckets and weights of its n-grams.
        targets: what they do and want.
        labels: the names of the outputs by group.

    """

    messages: tuple[LabelledMessage, ...]
    written: int
    states: list[Tensor]
    own: list[Tensor]
    marks: Tensor
    bags: list[tuple[Tensor, Tensor]]
    targets: ReaderTargets
    labels: Labels

    def pad_states(self, rows: Sequence[int]) -> LayerStates:
        """Lay the states of some messages side by side."""
        longest = max(len(self.states[row]) for row in rows)
        shape = (len(rows), longest, self.states[rows[0]].shape[1])
        states, mask, own = torch.zeros(shape), torch.zeros(shape[:2]), torch.zeros(shape[:2])
        for at, row in enumerate(rows):
            length = len(self.states[row])
            states[at, :length], mask[at, :length] = self.states[row].float(), 1
            own[at, :length] = self.own[row].float()
        return LayerStates(states, mask, own)


def load_all_messages() -> tuple[LabelledMessage, ...]:
    """Load all messages of all languages."""
    return tuple(message for code in LANGUAGES for load in (load_messages, load_wishes) for message in load(code))


def list_labels(messages: Sequence[LabelledMessage]) -> dict[str, tuple[str, ...]]:
    """List the outputs by group: all that is named in the messages, of concepts those that are named often enough."""
    named: dict[str, int] = {}
    for message in messages:
        for wish in message.wishes or ():
            named[wish.name] = named.get(wish.name, 0) + 1
    return {
        "intents": tuple(sorted(INTENTS)),
        "subjects": tuple(sorted(QUESTION_SUBJECTS)),
        "edits": tuple(sorted(EDIT_KINDS)),
        "concepts": tuple(sorted(name for name, count in named.items() if count >= FEWEST and name not in SCALES)),
        "scales": tuple(sorted(SCALES)),
    }


def encode_examples(
    encoder: LayeredEncoder, messages: Sequence[LabelledMessage], layers: int, tell: Callable[[str, float], None]
) -> ReaderExamples:
    """Encode ``messages``, as written and respelt, by all but the encoder's last ``layers``, which are trained."""
    labels, both = list_labels(messages), (*messages, *respell_messages(messages))
    texts = [message.text for message in both]
    states: list[Tensor] = [torch.empty(0)] * len(texts)
    own = list(states)
    # Of like length together, so that little of a batch is padding.
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        lower = encoder.compute_lower_states([texts[row] for row in rows], encoder.depth - layers)
        for at, row in enumerate(rows):
            length = int(lower.mask[at].sum())
            states[row], own[row] = lower.states[at, :length].half(), lower.own[at, :length]
        tell("messages encoded", (start + len(rows)) / len(order))
    marks = torch.from_numpy(describe_marks(texts))
    return ReaderExamples(
        both, len(messages), states, own, marks, split_bags(texts), mark_targets(both, labels), labels
    )


def respell_messages(messages: Sequence[LabelledMessage], seed: int = 0) -> tuple[LabelledMessage, ...]:
    """Spell each of ``messages`` as quick fingers do; what they do and want stays."""
    random = np.random.default_rng(seed)
    return tuple(replace(message, text=respell(message.text, message.language, random)) for message in messages)


def mark_targets(messages: Sequence[LabelledMessage], labels: Labels) -> ReaderTargets:
    """Mark what each of ``messages`` does and wants among the outputs."""
    acts = {(group, name): n for n, (group, name) in enumerate((g, name) for g in ACT_GROUPS for name in labels[g])}
    wishes = {name: n for n, name in enumerate(name for group in WISH_GROUPS for name in labels[group])}
    found = ReaderTargets(
        torch.zeros(len(messages), len(acts)),
        torch.zeros(len(messages), len(wishes), dtype=torch.int64),
        torch.zeros(len(messages), len(wishes)),
    )
    for row, message in enumerate(messages):
        for act in message.acts:
            found.acts[row, acts["intents", act.intent]] = 1
            if act.detail:
                found.acts[row, acts[_GROUP_OF_DETAIL[act.intent], act.detail]] = 1
        if message.wishes is None:
            found.wishes[row] = UNKNOWN
        for wish in message.wishes or ():
            if (place := wishes.get(wish.name)) is not None:
                found.wishes[row, place] = 1 if wish.sign > 0 else 2
                found.firm[row, place] = float(wish.firm)
    return found


def draw_held_out(messages: Sequence[LabelledMessage], share: float, chunk: int, seed: int) -> NDArray[np.bool_]:
    """Draw which messages are held out, (N,): ``chunk`` neighbours of a section, which are alike, stay together."""
    chunks: dict[tuple[str, bool, int, int], list[int]] = {}
    place: dict[tuple[str, bool, int], int] = {}
    for row, message in enumerate(messages):
        section = (message.language, message.wishes is None, message.section)
        place[section] = place.get(section, -1) + 1
        chunks.setdefault((*section, place[section] // chunk), []).append(row)
    order = np.random.default_rng(seed).permutation(len(chunks))
    found = np.zeros(len(messages), np.bool_)
    for number, rows in zip(order, chunks.values(), strict=True):
        found[rows] = number < share * len(chunks)
    return found
