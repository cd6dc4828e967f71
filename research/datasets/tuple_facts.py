"""Facts of one training tuple: what its conversation may mention, whichever author writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from research.datasets.tags import TAGS, TagFamily, load_families, select_heard_tags
from research.datasets.training_tuple import Music

FloatArray = NDArray[np.float32]

LEAST_GAP = 0.05  # of two scores, before one piece is said to have more of a tag
NOTABLE_GAP = 0.5  # of two aspects in -1..1, before one piece is called calmer than the other
LEAST_WANTED = 2
MOST_UNWANTED = 2
MOST_CHANGES = 3
# Scales of :mod:`research.training.aspects` on which two pieces are compared in words.
COMPARED = ("energy", "tempo", "happy", "bright", "electronic", "steady")


@dataclass(frozen=True)
class DialogueFacts:
    """What a conversation may mention.

    Attributes:
        video_id: seeds the choice of words.
        target, candidate: with their sampled tags.
        wanted: the target's tags, sorted by how much the candidate lacks them.
        unwanted: instruments and voices of the candidate that the target lacks.
        changes: scales on which the target differs, with the direction: "energy-" is calmer.

    """

    video_id: str
    target: Music
    candidate: Music
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def gather_facts(
    video_id: str,
    target: Music,
    candidate: Music,
    scores: tuple[FloatArray, FloatArray],
    aspects: tuple[Mapping[str, float], Mapping[str, float]],
) -> DialogueFacts:
    """Compare target and candidate.

    Args:
        video_id: id of the tuple.
        target: with its sampled tags.
        candidate: with its sampled tags.
        scores: tag scores of target and candidate, (100,) each.
        aspects: aspects of target and candidate, -1..1 by name.

    """
    return DialogueFacts(
        video_id=video_id,
        target=target,
        candidate=candidate,
        wanted=_choose_wanted(target.tags, *scores),
        unwanted=_choose_unwanted(*scores),
        changes=_find_changes(target.tags, *aspects),
    )


def _choose_wanted(tags: tuple[str, ...], target: FloatArray, candidate: FloatArray) -> tuple[str, ...]:
    gaps = {
        tag: _score_family(load_families()[tag], target) - _score_family(load_families()[tag], candidate)
        for tag in tags
    }
    order = sorted(tags, key=lambda tag: -gaps[tag])
    # At least two tags are kept even if the candidate has them: a wish without content teaches nothing.
    return tuple(tag for place, tag in enumerate(order) if gaps[tag] >= LEAST_GAP or place < LEAST_WANTED)


def _choose_unwanted(target: FloatArray, candidate: FloatArray) -> tuple[str, ...]:
    present = {load_families()[tag] for tag in select_heard_tags(target)}
    lacking = [
        tag
        for tag in select_heard_tags(candidate)
        if load_families()[tag].kind == "sound"
        and load_families()[tag] not in present
        and _score_family(load_families()[tag], candidate) - _score_family(load_families()[tag], target) >= LEAST_GAP
    ]
    return tuple(lacking[:MOST_UNWANTED])


def _find_changes(
    tags: tuple[str, ...], target: Mapping[str, float], candidate: Mapping[str, float]
) -> tuple[str, ...]:
    gaps = {name: target[name] - candidate[name] for name in COMPARED}
    signed = {f"{name}{'+' if gap > 0 else '-'}": abs(gap) for name, gap in gaps.items() if abs(gap) >= NOTABLE_GAP}
    # "Calmer" beside a target tagged "fast" would contradict itself.
    fitting = [change for change in signed if not any(load_families()[tag].is_opposite_of(change) for tag in tags)]
    return tuple(sorted(fitting, key=lambda change: -signed[change])[:MOST_CHANGES])


def _score_family(family: TagFamily, scores: FloatArray) -> float:
    """Return the score of a tag family: its highest tag in either vocabulary."""
    return max(float(scores[place]) for place, tag in enumerate(TAGS) if tag in family.tags)


class Author(Protocol):
    """Writes the four turns of a conversation."""

    name: str

    async def write_turns(self, facts: DialogueFacts, problems: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Write t1 to t4; ``problems`` are the reasons for which an earlier text was rejected."""
        ...
