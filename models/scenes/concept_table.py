"""Which of the classifier's labels stand for which concept: ``labels.toml``, read to matrices."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.vocabulary.scenes import SCENES
from models.scenes.efficientnet import LABELS

TABLE = Path(__file__).parent / "labels.toml"


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """The concepts that labels can tell, and their labels."""

    names: tuple[str, ...]  # ids in language/vocabulary/scenes.toml
    shows: NDArray[np.bool_]  # (1000, concepts): what the label names is the concept
    stands: NDArray[np.bool_]  # (1000, concepts): it is the concept, or is often found with it
    kinds: NDArray[np.str_]  # (concepts,): values of SceneKind


@cache
def load_concept_table() -> ConceptTable:
    """Read the table.

    Raises:
        ValueError: it names an unknown concept, or a label that there is not.

    """
    rows = tomllib.loads(TABLE.read_text("utf-8"))
    unknown = sorted(rows.keys() - SCENES.keys())
    if unknown:
        raise ValueError(f"{TABLE.name} has unknown concepts: {', '.join(unknown)}")
    names = tuple(rows)
    shows, suggests = (_mark_labels([rows[name].get(kind, ()) for name in names]) for kind in ("shows", "suggests"))
    return ConceptTable(names, shows, shows | suggests, np.array([SCENES[name].kind.value for name in names]))


def _mark_labels(spans: Iterable[Iterable[str]]) -> NDArray[np.bool_]:
    columns = [list(_iter_labels(each)) for each in spans]
    marked = np.zeros((LABELS, len(columns)), np.bool_)
    for column, labels in enumerate(columns):
        if any(not 0 <= label < LABELS for label in labels):
            raise ValueError(f"{TABLE.name} has a label beyond {LABELS - 1}")
        marked[labels, column] = True
    return marked


def _iter_labels(spans: Iterable[str]) -> Iterator[int]:
    """Read "7", "976-978": the second is a range, its end included."""
    for span in spans:
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)
