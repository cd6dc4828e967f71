"""An inverted index in arrays: for each term the places where it stands, with weights where it has some."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.ranking.arrays.text_pool import TextPool

Slots = NDArray[np.int32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Postings:
    """Terms, and the slots (places of tracks) that each stands at.

    Attributes:
        terms: sorted, distinct, (t,).
        starts: where each term's slots begin, and where the last one's end, (t + 1,) int64.
        slots: ascending for each term.
        weights: of each slot of each term; None where none were given.

    """

    terms: TextPool
    starts: NDArray[np.int64]
    slots: Slots
    weights: Weights | None = None

    def find_slots(self, term: str) -> Slots:
        """The slots of a term, ascending; none for an unknown one."""
        return self.slots[self.get_range(term)]

    def get_range(self, term: str) -> slice:
        """Where a term's slots and weights lie."""
        number = self.terms.find_sorted(term)
        return slice(0, 0) if number < 0 else self.get_range_at(number)

    def get_range_at(self, number: int) -> slice:
        """Where the slots and weights of the term of that number lie."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    @cached_property
    def weight_sums(self) -> NDArray[np.float64]:
        """For each term the sums of its weights, and of their square roots, (t, 2)."""
        return self.sum_weights(np.ones(0, np.bool_))

    def sum_weights(self, gone: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The same without the slots that ``gone`` marks; an empty mask leaves out none."""
        if self.weights is None:
            raise ValueError("these postings have no weights")
        if not len(self.slots):
            return np.zeros((0, 2))
        weights = self.weights.astype(np.float64)
        if len(gone):
            weights[gone[self.slots]] = 0.0
        return np.stack([np.add.reduceat(each, self.starts[:-1]) for each in (weights, np.sqrt(weights))], 1)

    @classmethod
    def join(cls, parts: Sequence[Postings], moved: Sequence[Slots]) -> Postings:
        """Join indexes into one.

        Args:
            parts: the indexes.
            moved: for each of them the new slot of each old one; -1: it is left out.

        """
        terms = sorted(set().union(*(part.terms for part in parts)))
        number_of = {term: number for number, term in enumerate(terms)}
        numbers, slots, weights = [], [], []
        for part, to in zip(parts, moved, strict=True):
            own = np.fromiter((number_of[term] for term in part.terms), np.int64, len(part.terms))
            new = to[part.slots]
            kept = new >= 0
            numbers.append(np.repeat(own, np.diff(part.starts))[kept])
            slots.append(new[kept])
            weights.append(None if part.weights is None else part.weights[kept])
        number, slot = np.concatenate(numbers), np.concatenate(slots)
        order = np.lexsort((slot, number))
        counts = np.bincount(number, minlength=len(terms))
        used = np.flatnonzero(counts)
        given = [each for each in weights if each is not None]
        return cls(
            TextPool.from_texts(terms[each] for each in used.tolist()),
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[used])]),
            slot[order].astype(np.int32),
            np.concatenate(given)[order] if given else None,
        )


class PostingsBuilder:
    """Collects the terms of one slot after the other, as numbers: a term's text is kept once."""

    def __init__(self, *, weighted: bool = False) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a term that is new gets the next number
        self._number_of = numbers
        self._numbers, self._slots, self._counts = array("i"), array("i"), array("i")
        self._weights: array[float] | None = array("f") if weighted else None

    def number_terms(self, terms: Iterable[str]) -> tuple[int, ...]:
        """The numbers of terms, by which :meth:`add_numbers` knows them."""
        number_of = self._number_of
        return tuple([number_of[term] for term in terms])

    def add(self, slot: int, terms: Iterable[str]) -> None:
        """Add the distinct terms of a slot; slots come in ascending order."""
        self.add_numbers(slot, self.number_terms(terms))

    def add_numbers(self, slot: int, numbers: Collection[int]) -> None:
        """Add the distinct terms of a slot by their numbers."""
        self._numbers.extend(numbers)
        self._slots.append(slot)
        self._counts.append(len(numbers))

    def add_weighted(self, slot: int, weights: Mapping[str, float]) -> None:
        """Add the terms of a slot, each with its weight."""
        if self._weights is None:
            raise ValueError("these postings have no weights")
        self.add(slot, weights)
        self._weights.extend(weights.values())

    def finish(self) -> Postings:
        """Lay out what was collected."""
        terms = sorted(self._number_of)
        rank = np.empty(len(terms), np.int32)
        rank[[self._number_of[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        ranks = rank[_view(self._numbers)]
        slots = np.repeat(_view(self._slots), _view(self._counts))
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(ranks, minlength=len(terms)))])
        weights = None
        if self._weights is None:
            keys = ranks.astype(np.int64) << 32 | slots  # sorted in place: less memory than an order takes
            keys.sort()
            slots = (keys & 0xFFFFFFFF).astype(np.int32)
        else:
            order = np.argsort(ranks, kind="stable")
            slots, weights = slots[order], np.frombuffer(self._weights, np.float32)[order]
        return Postings(TextPool.from_texts(terms), starts, slots, weights)


def _view(numbers: array[int]) -> Slots:
    return np.frombuffer(numbers, np.int32) if numbers else np.zeros(0, np.int32)
