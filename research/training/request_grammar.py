"""Grammar of requests: texts of a user who was offered one track and wants another.

``calmer`` asks for less energy than the previous pick; ``piano`` for much piano; ``no vocals`` for none; ``keep the
strings`` for what both have. The words are those of :mod:`research.training.phrases`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from research.training import phrases as ph
from research.training.aspects import COLUMN

FloatArray = NDArray[np.float32]

STANDS_OUT = 0.5  # rank in -1..1 from which a track "has" an aspect
DIFFERS = 0.25  # difference of ranks that is worth a comparison
MUCH, LITTLE = 1.0, 0.5  # differences that are called large, small
CHOICE_NOISE = 0.35
OPENED = 0.3  # share of sentences with an opening
BARE = 0.45  # share of phrases said without a frame
TURNED = 0.2  # share of comparisons by the opposite: "less hectic" for "calmer"


@dataclass(frozen=True)
class GrammarTerm:
    """One thing asked for.

    Attributes:
        aspect: one of :data:`research.training.aspects.ASPECTS`.
        direction: 1 more, -1 less.
        relative: to the previous pick, else outright.
        degree: of a comparison: -1 a little, 0, 1 much.
        kept: the previous pick has it, and the next one should too.

    """

    aspect: str
    direction: int
    relative: bool
    degree: int = 0
    kept: bool = False


@dataclass(frozen=True)
class GrammarRequest:
    """A text with the terms that it asks for."""

    text: str
    terms: tuple[GrammarTerm, ...]


@dataclass(frozen=True)
class _WordStock:
    """One vocabulary of phrases and frames: for training, or held out."""

    comparing: dict[tuple[str, int], tuple[str, str]]
    naming: dict[str, str]
    more: str
    name: str
    quality: str
    without: str
    vocals_gone: str
    openings: str
    keeping: str


_TRAINING = _WordStock(
    ph.COMPARING, ph.NAMING, ph.MORE, ph.NAME, ph.QUALITY, ph.WITHOUT, ph.VOCALS_GONE, ph.OPENINGS, ph.KEEPING
)
_HELD_OUT = _WordStock(
    ph.HELD_OUT_COMPARING,
    ph.HELD_OUT_NAMING,
    ph.HELD_OUT_MORE,
    ph.HELD_OUT_NAME,
    ph.HELD_OUT_QUALITY,
    ph.HELD_OUT_WITHOUT,
    ph.HELD_OUT_VOCALS_GONE,
    ph.HELD_OUT_OPENINGS,
    ph.HELD_OUT_KEEPING,
)


def choose_terms(
    target: FloatArray, candidate: FloatArray | None, rng: Generator, count: int
) -> tuple[GrammarTerm, ...]:
    """Choose terms that lead from the candidate to the target: at most ``count``, at least one.

    Args:
        target: aspects (A,) of the wanted track, in -1..1.
        candidate: aspects of the offered track; None if there is none.
        rng: samples terms; more salient ones are more likely.
        count: largest number of terms.

    """
    options = list(_find_nameable(target, candidate)) + list(_find_comparable(target, candidate))
    if not options:
        # A track near the middle of every scale still gets a request.
        strongest = max(ph.NAMING, key=lambda aspect: target[COLUMN[aspect]])
        options = [(0.0, GrammarTerm(strongest, 1, relative=False))]
    # Gumbel noise on the salience: sampling without replacement with softmax probabilities.
    order = np.argsort([-worth + CHOICE_NOISE * rng.gumbel() for worth, _ in options])
    chosen: dict[str, GrammarTerm] = {}
    for at in order:
        chosen.setdefault(options[at][1].aspect, options[at][1])
    return tuple(list(chosen.values())[:count])


def _find_nameable(target: FloatArray, candidate: FloatArray | None) -> list[tuple[float, GrammarTerm]]:
    """Find nameable aspects that the target has, keeps from the candidate, or lacks, each with its salience."""
    found = []
    for aspect in ph.NAMING:
        has = float(target[COLUMN[aspect]])
        had = 0.0 if candidate is None else float(candidate[COLUMN[aspect]])
        if has > STANDS_OUT and had > STANDS_OUT:
            found.append((has - 0.3, GrammarTerm(aspect, 1, relative=False, kept=True)))
        elif has > STANDS_OUT:
            found.append((has + 0.3 * (has - had), GrammarTerm(aspect, 1, relative=False)))
        elif had > STANDS_OUT and has < 0:
            found.append((0.5 * (had - has), GrammarTerm(aspect, -1, relative=False)))
    if target[COLUMN["vocals"]] < -STANDS_OUT:
        found.append((0.5, GrammarTerm("vocals", -1, relative=False)))
    return found


def _find_comparable(target: FloatArray, candidate: FloatArray | None) -> list[tuple[float, GrammarTerm]]:
    """Find gradable aspects in which the target differs from the candidate or stands out, each with its salience."""
    found = []
    for aspect, sign in ph.COMPARING:
        has = float(target[COLUMN[aspect]]) * sign
        difference = 0.0 if candidate is None else has - float(candidate[COLUMN[aspect]]) * sign
        if difference > DIFFERS:
            degree = 1 if difference > MUCH else -1 if difference < LITTLE else 0
            found.append((0.4 + 0.5 * difference, GrammarTerm(aspect, sign, relative=True, degree=degree)))
        if has > STANDS_OUT:
            found.append((has - 0.2, GrammarTerm(aspect, sign, relative=False)))
    return found


def phrase_request(rng: Generator, terms: Sequence[GrammarTerm], held_out: bool = False) -> str:
    """Phrase terms as a text; with ``held_out``, in phrases that are never used in training."""
    words = _HELD_OUT if held_out else _TRAINING
    text = ""
    for term in terms:
        text += (str(rng.choice(ph.JOINTS)) if text else "") + _phrase_term(rng, term, words)
    if len(terms) > 1 and rng.random() < OPENED:
        text = _choose_phrase(rng, words.openings) + " " + text
    return text


def _phrase_term(rng: Generator, term: GrammarTerm, words: _WordStock) -> str:
    if term.kept:
        return _put_in_frame(rng, words.keeping, _find_nouns(term, words))
    if term.aspect in words.naming and not term.relative:
        return _phrase_named(rng, term, words)
    if term.relative:
        return _phrase_compared(rng, term, words)
    if (term.aspect, term.direction) in words.comparing:
        return _put_in_frame(
            rng, "{}" if rng.random() < BARE else words.quality, words.comparing[term.aspect, term.direction][1]
        )
    return _put_in_frame(rng, ph.LESS_OF, words.comparing[term.aspect, -term.direction][1])


def _phrase_named(rng: Generator, term: GrammarTerm, words: _WordStock) -> str:
    if term.direction > 0:
        return _put_in_frame(rng, "{}" if rng.random() < BARE else words.name, words.naming[term.aspect])
    if term.aspect == "vocals" and rng.random() < 0.6:
        return _put_in_frame(rng, "{}; {} please", words.vocals_gone)
    return _put_in_frame(rng, words.without, words.naming[term.aspect])


def _phrase_compared(rng: Generator, term: GrammarTerm, words: _WordStock) -> str:
    opposite = words.comparing.get((term.aspect, -term.direction))
    if opposite is not None and rng.random() < TURNED:
        return _put_in_frame(rng, ph.LESS_OF, opposite[1])
    if (term.aspect, term.direction) not in words.comparing:
        return _put_in_frame(rng, ph.LESS_OF if opposite else ph.MORE_OF, _find_nouns(term, words))
    comparing = words.comparing[term.aspect, term.direction][0]
    if term.degree:
        return _put_in_frame(rng, ph.DEGREES[term.degree], comparing)
    return _put_in_frame(rng, "{}" if rng.random() < BARE else words.more, comparing)


def _find_nouns(term: GrammarTerm, words: _WordStock) -> str:
    """Return the phrases for an aspect, from whichever table has it."""
    if term.aspect in words.naming:
        return words.naming[term.aspect]
    return words.comparing.get((term.aspect, 1), words.comparing.get((term.aspect, -1), ("", "")))[1]


def _put_in_frame(rng: Generator, frames: str, phrases: str) -> str:
    return _choose_phrase(rng, frames).replace("{}", _choose_phrase(rng, phrases))


def _choose_phrase(rng: Generator, text: str) -> str:
    options = split_cell(text)
    return options[int(rng.integers(len(options)))]


def split_cell(text: str) -> list[str]:
    """Split a table's cell into its phrases."""
    return [part.strip() for part in text.split(";") if part.strip()]
