"""Pairs of requests and tracks, MADE by correspondence of what was measured; no paired corpus stands behind them.

A clip wishes for an energy, a lightness and a colour of sound; words wish for aspects, outright or relative to the
previous pick; "more like this" wishes for likeness. The target is drawn among a few hundred tracks by the sum of
these wishes and noise, so the same request has many good answers, and what is good for it is known for every track of
a batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models.train.aspects import ASPECTS, COLUMN
from models.train.clips import DrawnClip
from models.train.grammar import Request, Term
from musechat.clip import ClipTraits

FloatArray = NDArray[np.float32]

BANK_SHARE = 1024  # tracks of the bank that take part in one batch
POOL = 320  # of them, how many compete for one target
MARGIN = 0.15  # a target worse than the own one by less than this is no wrong answer
NOISE = 0.35
CLIP_SHARE = 1.0
CLIP_SHARE_BESIDE_WORDS = 0.35
LIKENESS_SHARE = 1.5
WORD_SHARE = 2.0
RELATIVE_STEP = 0.7  # how much less or more "calmer" asks for, of the ranks' -1..1
# how often each set of parts is asked: (clip, words, previous)
PARTS = {
    (True, False, False): 0.26,
    (True, True, True): 0.36,
    (True, True, False): 0.12,
    (False, True, False): 0.1,
    (False, True, True): 0.06,
    (True, False, True): 0.06,
    (False, False, True): 0.04,
}


@dataclass(frozen=True)
class Bank:
    """Tracks to choose from: vectors (N, 240), aspects (N, A) in -1..1, and the piece each was cut from (N,)."""

    vectors: FloatArray
    aspects: FloatArray
    piece: NDArray[np.int32]

    def take(self, rows: NDArray[np.intp]) -> Bank:
        """Take some of its tracks."""
        return Bank(self.vectors[rows], self.aspects[rows], self.piece[rows])


@dataclass(frozen=True)
class Batch:
    """Requests and their targets.

    ``rival`` (B, B) is true where a target of the batch answers a request clearly worse than its own target does: only
    these count as wrong answers.
    """

    video: FloatArray  # (B, 8, 36)
    words: NDArray[np.intp]  # (B,) rows of the words' vectors, 0 where absent
    previous: FloatArray  # (B, 240)
    present: NDArray[np.bool_]  # (B, 3)
    target: FloatArray  # (B, 240)
    rival: NDArray[np.bool_]


class PairMaker:
    """Makes batches out of a bank, drawn clips and requests."""

    def __init__(self, bank: Bank, clips: Sequence[DrawnClip], requests: Sequence[Request]) -> None:
        self.bank = bank
        self.clips = clips
        self.requests = requests
        self.tokens = np.stack([clip.tokens for clip in clips])
        self.wanted = clip_wishes([clip.traits for clip in clips])

    def batch(self, size: int, rng: Generator) -> Batch:
        """Make ``size`` pairs."""
        kinds = rng.choice(len(PARTS), size, p=list(PARTS.values()))
        present = np.array(list(PARTS))[kinds]
        bank = self.bank.take(rng.permutation(len(self.bank.vectors))[:BANK_SHARE])
        clip, words = rng.integers(len(self.clips), size=size), rng.integers(len(self.requests), size=size)
        previous = _draw(clip_fits(bank, self.wanted[clip], CLIP_SHARE), rng, noise=1.5)
        fits = self._fits(bank, present, clip, words, previous)
        fits[np.arange(size), previous] = -np.inf
        target = _draw(fits, rng, NOISE)
        own = fits[np.arange(size), target]
        rival = (fits[:, target] < own[:, None] - MARGIN) & (bank.piece[target][:, None] != bank.piece[target][None])
        return Batch(
            self.tokens[clip],
            np.where(present[:, 1], words, 0),
            bank.vectors[previous] * present[:, 2:],
            present,
            bank.vectors[target],
            rival,
        )

    def _fits(
        self,
        bank: Bank,
        present: NDArray[np.bool_],
        clip: NDArray[np.intp],
        words: NDArray[np.intp],
        previous: NDArray[np.intp],
    ) -> FloatArray:
        """Score every track of the bank for every request: (B, N)."""
        has_clip, has_words, has_previous = present.T
        share = np.where(has_words | has_previous, CLIP_SHARE_BESIDE_WORDS, CLIP_SHARE) * has_clip
        wanted = self.wanted[clip]
        for row in np.flatnonzero(has_words):
            wanted[row] = overruled(wanted[row], self.requests[words[row]].terms)
        fits = clip_fits(bank, wanted, share[:, None])
        likeness = bank.vectors[previous] @ bank.vectors.T
        relative = np.array([all(term.relative for term in self.requests[w].terms) for w in words])
        # "Calmer" means like this, but calmer; "piano" may lead anywhere.
        alike = LIKENESS_SHARE * has_previous * np.where(has_words, np.where(relative, 0.45, 0.2), 1.5)
        fits += alike[:, None] * likeness
        for row in np.flatnonzero(has_words):
            reference = bank.aspects[previous[row]] if has_previous[row] else None
            if reference is None and has_clip[row]:
                reference = self.wanted[clip[row]]
            fits[row] += WORD_SHARE * words_fit(bank.aspects, self.requests[words[row]].terms, reference)
        return fits


# What else a word about pace moves, and which way.
LINKED = {
    "energy": {"energy": 1, "tempo": 1, "soft": -1},
    "tempo": {"tempo": 1, "energy": 1},
    "soft": {"soft": 1, "energy": -1},
}
CLIP_WEIGHTS = {"energy": 2.2, "tempo": 0.3, "happy": 0.5, "bright": 0.3, "electronic": 0.3, "soft": 0.3}


def clip_fits(bank: Bank, wanted: FloatArray, share: FloatArray | float) -> FloatArray:
    """Score the tracks of ``bank`` by their distance from what clips wish for, ``wanted`` (B, A): (B, N)."""
    fits = np.zeros((len(wanted), len(bank.vectors)), np.float32)
    for name, weight in CLIP_WEIGHTS.items():
        column = COLUMN[name]
        fits -= weight * (wanted[:, column][:, None] - bank.aspects[None, :, column]) ** 2
    vocals = COLUMN["vocals"]
    fits -= 0.8 * wanted[:, vocals][:, None] * np.maximum(0, bank.aspects[None, :, vocals])
    return fits * share


def overruled(wanted: FloatArray, terms: Sequence[Term]) -> FloatArray:
    """Let words have the last say where they speak of what the clip wishes for: (A,)."""
    changed = wanted.copy()
    for term in terms:
        for name, sign in LINKED.get(term.aspect, {term.aspect: 1}).items():
            column, direction = COLUMN[name], sign * term.direction
            if name != "vocals":
                step = wanted[column] + RELATIVE_STEP * direction if term.relative else 0.8 * direction
                changed[column] = np.clip(step, -1, 1)
    return changed


def clip_wishes(traits: Sequence[ClipTraits]) -> FloatArray:
    """Say what music clips wish for, as places in -1..1: (B, A), zero for aspects that a clip says nothing of.

    Pace asks for energy; light, colour and warmth for a lighter mood; warm pictures for acoustic sound, cold ones for
    electronic; speech asks for no singing (column ``vocals`` holds that wish, 0..1).
    """
    wished = np.zeros((len(traits), len(ASPECTS)), np.float32)
    pace = np.array([energy_place(t.energy) for t in traits])
    light = np.array(
        [2.2 * (t.brightness - 0.46) + 0.8 * (t.saturation - 0.3) + 0.8 * (t.warmth - 0.5) for t in traits]
    )
    cold = np.array([2.0 * (0.5 - t.warmth) for t in traits])
    wished[:, COLUMN["energy"]] = wished[:, COLUMN["tempo"]] = pace
    wished[:, COLUMN["soft"]] = -pace
    wished[:, COLUMN["happy"]] = np.clip(light + 0.15 * pace, -1, 1)
    wished[:, COLUMN["bright"]] = np.clip([2.5 * (t.brightness - 0.46) for t in traits], -1, 1)
    wished[:, COLUMN["electronic"]] = np.clip(cold, -1, 1)
    wished[:, COLUMN["vocals"]] = [t.speech for t in traits]
    return wished


def energy_place(energy: float) -> float:
    """Bring a clip's energy to the scale of the tracks' ranks."""
    return float(np.interp(energy, [0.0, 0.1, 0.22, 0.35, 0.55, 0.8, 1.0], [-1.0, -0.9, -0.45, 0.05, 0.55, 0.95, 1.0]))


def words_fit(aspects: FloatArray, terms: Sequence[Term], reference: FloatArray | None) -> FloatArray:
    """Score tracks of ``aspects`` (N, A) by what words ask for, relative terms against ``reference`` (A,): (N,)."""
    total = np.zeros(len(aspects), np.float32)
    for term in terms:
        has = aspects[:, COLUMN[term.aspect]] * term.direction
        if term.relative:
            origin = 0.0 if reference is None else float(reference[COLUMN[term.aspect]]) * term.direction
            total += 2 * np.tanh((has - min(origin, 0.6)) / 0.35) - np.maximum(0, has - origin - RELATIVE_STEP)
        else:
            total += 1.2 * has + 1.5 * np.maximum(0, has - 0.6) / 0.4
    fit: FloatArray = (total / max(1, len(terms)) ** 0.5).astype(np.float32)
    return fit


def _draw(fits: FloatArray, rng: Generator, noise: float) -> NDArray[np.intp]:
    """Draw a good track for each request out of a pool: (B,)."""
    pool = rng.random(fits.shape) < POOL / fits.shape[1]
    drawn: NDArray[np.intp] = np.where(pool, fits + noise * rng.gumbel(size=fits.shape), -np.inf).argmax(1)
    return drawn
