"""Quartets that are MADE: clip, target, candidate and words, by correspondence of what was measured.

Each world has its own music, clips, words and rule, so that what is learnt in one is judged in another: the test's
music comes from projects and styles that the training does not have, its clips are drawn in another way or real and
unseen, its words are other words, and its rule weighs otherwise and leaves more to chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models.data.pair_set import PairSet
from models.fusion.mvt import MvtFusion
from models.train.bank import Bank
from models.train.clips import SeenClip
from models.train.correspondence import Correspondence, clip_fits, clip_wishes, words_fit
from models.train.grammar import Request, say, terms_between

FloatArray = NDArray[np.float32]
Rows = NDArray[np.intp]

CLIPS_SEEN = 64  # clips among which a track finds the one that it goes with
TRACKS_SEEN = 320  # tracks among which real words find what they ask for
REAL_CLIPS = 0.15  # share of quartets with a real clip, where there are any
BLOCK = 512
ALIKE = ("more like this", "similar to that one", "like the last one", "in the same vein", "something close to it")
HELD_OUT_ALIKE = ("another of that kind", "one that resembles it", "along the same lines")
NEAR = 30  # tracks that count as alike


@dataclass(frozen=True)
class Said:
    """Of how many quartets the words are real, or ask for likeness; the others follow the grammar."""

    real: float = 0.15
    alike: float = 0.05
    terms: tuple[int, ...] = (1, 1, 2, 2, 3, 4, 5)  # how many things are said
    other_candidate: float = 0.25  # share whose candidate is a good pick, not the best: as after some turns


@dataclass(frozen=True)
class World:
    """Music, clips, words and a rule.

    Attributes:
        bank: the music.
        clips: drawn and real ones.
        rule: which of them go together.
        requests: real words and what they ask for; may be empty.
        held_out: whether the grammar speaks in its held-out words.
        said: what kinds of words are said.

    """

    bank: Bank
    clips: Sequence[SeenClip]
    rule: Correspondence
    requests: Sequence[Request] = ()
    held_out: bool = False
    said: Said = field(default_factory=Said)

    @property
    def video(self) -> FloatArray:
        """Tokens of all clips, (V, 8, dv)."""
        return np.stack([clip.tokens for clip in self.clips]).astype(np.float32)

    def match(self, count: int, rng: Generator) -> NDArray[np.int32]:
        """Give ``count`` tracks, all equally often, a clip that each goes with: (count, 2) of clip and track."""
        tracks = np.resize(rng.permutation(len(self.bank)), count)
        wanted = clip_wishes([clip.traits for clip in self.clips])
        real = np.array([bool(clip.name) for clip in self.clips])
        clips = np.concatenate(
            [self._clips_for(tracks[i : i + BLOCK], wanted, real, rng) for i in range(0, count, BLOCK)]
        )
        return np.stack([clips, tracks], 1).astype(np.int32)

    def _clips_for(self, tracks: Rows, wanted: FloatArray, real: NDArray[np.bool_], rng: Generator) -> Rows:
        fits = clip_fits(self.rule, self.bank.aspects[tracks], wanted).T  # (tracks, clips)
        drawn = rng.random(fits.shape) < CLIPS_SEEN / max(1, (~real).sum())
        of_real = (rng.random(len(tracks)) < REAL_CLIPS)[:, None] & real.any()
        seen = np.where(of_real, real[None], drawn & ~real[None])
        seen[np.arange(len(seen)), rng.integers(len(real), size=len(seen))] |= ~seen.any(1)
        noisy = fits + self.rule.chance * rng.gumbel(size=fits.shape)
        found: Rows = np.where(seen, noisy, -np.inf).argmax(1)
        return found


def pairs_only(matches: NDArray[np.int32]) -> NDArray[np.int32]:
    """Quartets without candidate and words, for MVP: (Q, 4) whose candidate is the target and whose text is row 0."""
    return np.concatenate([matches, matches[:, 1:], np.zeros((len(matches), 1), np.int32)], 1)


def candidates(world: World, mvp: MvtFusion, matches: NDArray[np.int32], rng: Generator) -> Rows:
    """What MVP offers first for each clip, never a cut of the target's own piece: (Q,).

    Some are good picks rather than the best, see :class:`Said`.
    """
    joint = mvp.music(world.bank.vectors)
    asked = np.concatenate(
        [mvp.queries(world.video[i : i + BLOCK], None, None) for i in range(0, len(world.clips), BLOCK)]
    )
    found = np.empty(len(matches), np.intp)
    rank = np.where(rng.random(len(matches)) < world.said.other_candidate, rng.integers(1, 60, len(matches)), 0)
    for row, (clip, target) in enumerate(matches):
        scores = joint @ asked[clip]
        own = world.bank.piece == world.bank.piece[target]
        scores[own] = -np.inf
        place = min(int(rank[row]), int((~own).sum()) - 1)
        found[row] = np.argpartition(-scores, place)[place]
    return found


def quartets(world: World, mvp: MvtFusion, count: int, rng: Generator) -> tuple[NDArray[np.int32], list[str]]:
    """Make ``count`` quartets (Q, 4) and their texts, one text each."""
    matches = world.match(count, rng)
    kinds = rng.random(count)
    texts: list[str] = [""] * count
    real = np.flatnonzero(kinds < world.said.real) if world.requests else np.empty(0, np.intp)
    asked = rng.integers(len(world.requests), size=len(real)) if len(real) else real
    for row, request in zip(real, asked, strict=True):
        matches[row, 1] = _answer(world, world.requests[request], matches[row, 0], rng)
        texts[row] = world.requests[request].text
    offered = candidates(world, mvp, matches, rng)
    alike = np.flatnonzero(kinds > 1 - world.said.alike)
    for row in alike:
        offered[row] = _near(world.bank, matches[row, 1], rng)
        texts[row] = str(rng.choice(HELD_OUT_ALIKE if world.held_out else ALIKE))
    for row in np.flatnonzero([not text for text in texts]):
        target, candidate = (world.bank.aspects[n] for n in (matches[row, 1], offered[row]))
        terms = terms_between(target, candidate, rng, int(rng.choice(world.said.terms)))
        texts[row] = say(rng, terms, world.held_out)
    rows = np.stack([matches[:, 0], matches[:, 1], offered, np.arange(count)], 1)
    return rows.astype(np.int32), texts


def _answer(world: World, request: Request, clip: int, rng: Generator) -> int:
    """The track that best does what real words ask for, and suits the clip a little."""
    seen = rng.permutation(len(world.bank))[:TRACKS_SEEN]
    aspects = world.bank.aspects[seen]
    fits = words_fit(aspects, request.terms, None)
    fits += 0.35 * clip_fits(world.rule, aspects, clip_wishes([world.clips[clip].traits]))[0]
    return int(seen[np.argmax(fits + world.rule.chance * rng.gumbel(size=len(fits)))])


def _near(bank: Bank, target: int, rng: Generator) -> int:
    """A track that sounds like the target and is not cut from the same piece."""
    scores = bank.vectors @ bank.vectors[target]
    own = bank.piece == bank.piece[target]
    scores[own] = -np.inf
    near = min(NEAR, int((~own).sum()))
    return int(np.argpartition(-scores, near - 1)[:near][rng.integers(near)])


@dataclass(frozen=True)
class Part:
    """A world's share of a pair set: its quartets, their texts, and which split they are."""

    world: World
    rows: NDArray[np.int32]
    texts: Sequence[str]
    split: int  # 0 train, 1 validation, 2 test


def joined(parts: Sequence[Part], encoders: dict[str, str]) -> PairSet:
    """Lay the worlds' quartets in one pair set; worlds that share music or clips share nothing in it."""
    offsets = np.zeros(4, np.int32)
    rows, pieces = [], []
    piece = 0
    for part in parts:
        rows.append(part.rows + offsets)
        offsets = offsets + np.array([len(part.world.clips), *[len(part.world.bank)] * 2, len(part.texts)], np.int32)
        pieces.append(part.world.bank.piece + piece)
        piece += int(part.world.bank.piece.max()) + 1
    banks = [part.world.bank for part in parts]
    texts = tuple(text for part in parts for text in part.texts)
    return PairSet(
        video=np.concatenate([part.world.video for part in parts]),
        music=np.concatenate([bank.vectors for bank in banks]),
        music_ids=tuple(f"{part.split}/{name}" for part in parts for name in part.world.bank.names),
        artist=np.concatenate(pieces).astype(np.int32),
        texts=texts,
        masked_texts=texts,  # made words name nobody
        quartet=np.concatenate(rows).astype(np.int32),
        split=np.concatenate([np.full(len(part.rows), part.split, np.int8) for part in parts]),
        made=True,
        encoders=encoders,
        documents=tuple(document for bank in banks for document in bank.documents),
    )


def taken(bank: Bank, rows: Rows) -> Bank:
    """Some of a bank's tracks."""
    return Bank(
        bank.vectors[rows],
        bank.aspects[rows],
        bank.piece[rows],
        tuple(bank.names[row] for row in rows),
        tuple(bank.documents[row] for row in rows),
    )
