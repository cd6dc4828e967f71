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

from models.fusion.mvt import MvtFusion
from research.datasets.pair_set import PairSet
from research.training.aspects import COLUMN
from research.training.correspondence import MOVES, Correspondence, infer_clip_wishes, score_clip_fit, score_words_fit
from research.training.feature_cache import FeatureCache
from research.training.request_grammar import GrammarRequest, choose_terms, phrase_request
from research.training.synthetic_clips import ClipTokens

FloatArray = NDArray[np.float32]
Rows = NDArray[np.intp]

CLIPS_SEEN = 64  # clips among which a track finds the one that it goes with
TRACKS_SEEN = 320  # tracks among which real words find what they ask for
REAL_CLIPS = 0.15  # share of quartets with a real clip, where there are any
BLOCK = 512
ALIKE = ("more like this", "similar to that one", "like the last one", "in the same vein", "something close to it")
HELD_OUT_ALIKE = ("another of that kind", "one that resembles it", "along the same lines")
NEAR = 30  # tracks that count as alike
LIKENESS = 1.5  # how much it counts that what is offered sounds like the target, beside the rule's weights
DEPTH = 60  # how far down MVP's list a candidate may stand


@dataclass(frozen=True)
class RequestShares:
    """What kinds of words are said, as shares of all quartets; the others follow the grammar."""

    nothing: float = 0.35  # the first turn: the clip alone
    real: float = 0.12
    alike: float = 0.04
    terms: tuple[int, ...] = (1, 1, 2, 2, 3, 4, 5)  # how many things the grammar says
    other_candidate: float = 0.25  # share whose candidate is a good pick, not the best: as after some turns
    overruling: float = 0.4  # share of grammar's quartets whose target is off what the clip asks for


@dataclass(frozen=True)
class SyntheticDomain:
    """Music, clips, words and a rule.

    Attributes:
        bank: the music.
        clips: drawn and real ones.
        rule: which of them go together.
        requests: real words and what they ask for; may be empty.
        held_out: whether the grammar speaks in its held-out words.
        said: what kinds of words are said.

    """

    bank: FeatureCache
    clips: Sequence[ClipTokens]
    rule: Correspondence
    requests: Sequence[GrammarRequest] = ()
    held_out: bool = False
    said: RequestShares = field(default_factory=RequestShares)

    @property
    def stack_clip_tokens(self) -> FloatArray:
        """Tokens of all clips, (V, 8, dv)."""
        return np.stack([clip.tokens for clip in self.clips]).astype(np.float32)

    def draw_tracks(self, count: int, rng: Generator) -> Rows:
        """``count`` tracks, all equally often."""
        return np.resize(rng.permutation(len(self.bank)), count)

    def choose_clips(self, tracks: Rows, rng: Generator, drawn_to: ClipCriteria | None = None) -> Rows:
        """Give each track a clip that it goes with, (count,)."""
        aspects = self.bank.aspects[tracks] if drawn_to is None else drawn_to.aspects
        wanted = infer_clip_wishes([clip.traits for clip in self.clips])  # (V, A)
        found = []
        for start in range(0, len(tracks), BLOCK):
            block = slice(start, start + BLOCK)
            fits = score_clip_fit(self.rule, aspects[block], wanted).T  # (tracks, clips)
            if drawn_to is not None:
                fits = fits + drawn_to.score_likeness(tracks[block])
            found.append(self._choose_best(fits, rng))
        return np.concatenate(found)

    def _choose_best(self, fits: FloatArray, rng: Generator) -> Rows:
        """The best of the clips that each track sees, and chance: (tracks,)."""
        real = np.array([bool(clip.name) for clip in self.clips])
        drawn = rng.random(fits.shape) < CLIPS_SEEN / max(1, (~real).sum())
        of_real = (rng.random(len(fits)) < REAL_CLIPS)[:, None] & real.any()
        seen = np.where(of_real, real[None], drawn & ~real[None])
        seen[np.arange(len(seen)), rng.integers(len(real), size=len(seen))] |= ~seen.any(1)
        noisy = fits + self.rule.chance * rng.gumbel(size=fits.shape)
        found: Rows = np.where(seen, noisy, -np.inf).argmax(1)
        return found


@dataclass(frozen=True)
class ClipCriteria:
    """What a quartet's clip is chosen by besides the rule.

    Somebody who says "calmer" wants what the clip does not ask for, and otherwise something like what they heard.

    Attributes:
        aspects: (count, A) of the targets, moved to where no words would have been needed.
        sound: (N, S) of the bank, unit: instruments and genres, which clips say nothing of.
        offered: (V,) MVP's pick for each clip.
        piece: (N,) see :class:`research.training.feature_cache.FeatureCache`.

    """

    aspects: FloatArray
    sound: FloatArray
    offered: Rows
    piece: NDArray[np.int32]

    def score_likeness(self, tracks: Rows) -> FloatArray:
        """How much each track sounds like what is offered for each clip, (tracks, V)."""
        alike = LIKENESS * (self.sound[tracks] @ self.sound[self.offered].T)
        own = self.piece[tracks][:, None] == self.piece[self.offered][None]
        return np.where(own, -9.0, alike).astype(np.float32)


def make_pairs_only(clips: Rows, tracks: Rows) -> NDArray[np.int32]:
    """Quartets without candidate and words, for MVP: (Q, 4) whose candidate is the target and whose text is row 0."""
    return np.stack([clips, tracks, tracks, np.zeros(len(tracks), np.intp)], 1).astype(np.int32)


def make_quartets(
    world: SyntheticDomain, mvp: MvtFusion, count: int, rng: Generator
) -> tuple[NDArray[np.int32], list[str]]:
    """Make ``count`` quartets (Q, 4) and their texts, one text each; a text of the first turn is empty."""
    said = world.said
    kinds = rng.random(count)
    first = kinds < said.nothing
    real = (kinds >= said.nothing) & (kinds < said.nothing + said.real) & bool(world.requests)
    alike = kinds > 1 - said.alike
    tracks = world.draw_tracks(count, rng)
    ranked = _Ranked(world, mvp)
    clips = world.choose_clips(tracks, rng)
    asked = np.flatnonzero(~first & ~real)
    drawn_to = ClipCriteria(
        _overrule_aspects(world, tracks[asked], rng), _embed_sound(world.bank), ranked.best, world.bank.piece
    )
    clips[asked] = world.choose_clips(tracks[asked], rng, drawn_to)
    texts = [""] * count
    for row in np.flatnonzero(real):
        request = world.requests[int(rng.integers(len(world.requests)))]
        tracks[row], texts[row] = _find_answer(world, request, clips[row], rng), request.text
    offered = np.array([ranked.choose_candidate(c, t, rng) for c, t in zip(clips, tracks, strict=True)], np.intp)
    for row in np.flatnonzero(alike):
        offered[row] = _find_near(world.bank, tracks[row], rng)
        texts[row] = str(rng.choice(HELD_OUT_ALIKE if world.held_out else ALIKE))
    for row in np.flatnonzero(~first & ~real & ~alike):
        target, candidate = (world.bank.aspects[n] for n in (tracks[row], offered[row]))
        terms = choose_terms(target, candidate, rng, int(rng.choice(said.terms)))
        texts[row] = phrase_request(rng, terms, world.held_out)
    return np.stack([clips, tracks, offered, np.arange(count)], 1).astype(np.int32), texts


def _overrule_aspects(world: SyntheticDomain, tracks: Rows, rng: Generator) -> FloatArray:
    """The aspects of tracks, some moved away along one of :data:`MOVES`: what the clip would have asked for, (n, A)."""
    found = world.bank.aspects[tracks].copy()
    for row in np.flatnonzero(rng.random(len(tracks)) < world.said.overruling):
        move = MOVES[int(rng.choice(len(MOVES), p=(0.55, 0.2, 0.125, 0.125)))]
        step = float(rng.uniform(0.5, 1.3) * rng.choice((-1, 1)))
        for aspect, sign in move.items():
            found[row, COLUMN[aspect]] = np.clip(found[row, COLUMN[aspect]] + sign * step, -1, 1)
    return found


def _embed_sound(bank: FeatureCache) -> FloatArray:
    """What tracks sound like beside all that clips speak of, (N, S) unit."""
    moved = {aspect for move in MOVES for aspect in move}
    kept = [column for aspect, column in COLUMN.items() if aspect not in moved]
    found = bank.aspects[:, kept]
    unit: FloatArray = found / np.linalg.norm(found, axis=1, keepdims=True).clip(1e-6)
    return unit


class _Ranked:
    """What MVP offers for a world's clips: the best, after some turns a good one, never of the target's own piece."""

    def __init__(self, world: SyntheticDomain, mvp: MvtFusion) -> None:
        joint = mvp.encode_music(world.bank.vectors)
        video = world.stack_clip_tokens
        asked = [mvp.encode_queries(video[i : i + BLOCK], None, None) for i in range(0, len(video), BLOCK)]
        self.order = np.argsort(-(np.concatenate(asked) @ joint.T), axis=1)[:, :DEPTH]
        self.best: Rows = self.order[:, 0]
        self._piece, self._other = world.bank.piece, world.said.other_candidate

    def choose_candidate(self, clip: int, target: int, rng: Generator) -> int:
        """The candidate for a clip whose target is known."""
        others = self.order[clip][self._piece[self.order[clip]] != self._piece[target]]
        place = int(rng.integers(1, len(others))) if rng.random() < self._other and len(others) > 1 else 0
        return int(others[place])


def _find_answer(world: SyntheticDomain, request: GrammarRequest, clip: int, rng: Generator) -> int:
    """The track that best does what real words ask for, and suits the clip a little."""
    seen = rng.permutation(len(world.bank))[:TRACKS_SEEN]
    aspects = world.bank.aspects[seen]
    fits = score_words_fit(aspects, request.terms, None)
    fits += 0.35 * score_clip_fit(world.rule, aspects, infer_clip_wishes([world.clips[clip].traits]))[0]
    return int(seen[np.argmax(fits + world.rule.chance * rng.gumbel(size=len(fits)))])


def _find_near(bank: FeatureCache, target: int, rng: Generator) -> int:
    """A track that sounds like the target and is not cut from the same piece."""
    scores = bank.vectors @ bank.vectors[target]
    own = bank.piece == bank.piece[target]
    scores[own] = -np.inf
    near = min(NEAR, int((~own).sum()))
    return int(np.argpartition(-scores, near - 1)[:near][rng.integers(near)])


@dataclass(frozen=True)
class PairSetPart:
    """A world's share of a pair set: its quartets, their texts, and which split they are."""

    world: SyntheticDomain
    rows: NDArray[np.int32]
    texts: Sequence[str]
    split: int  # 0 train, 1 validation, 2 test


def join_parts(parts: Sequence[PairSetPart], encoders: dict[str, str]) -> PairSet:
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
        video=np.concatenate([part.world.stack_clip_tokens for part in parts]),
        music=np.concatenate([bank.vectors for bank in banks]),
        music_ids=tuple(f"{part.split}/{name}" for part in parts for name in part.world.bank.names),
        artist=np.concatenate(pieces).astype(np.int32),
        texts=texts,
        masked_texts=texts,  # made words name nobody
        quartet=np.concatenate(rows).astype(np.int32),
        split=np.concatenate([np.full(len(part.rows), part.split, np.int8) for part in parts]),
        made=True,
        encoders=encoders,
        documents=tuple(document for bank in banks for document in bank.tag_documents),
    )


def take_rows(bank: FeatureCache, rows: Rows) -> FeatureCache:
    """Some of a bank's tracks."""
    return FeatureCache(
        bank.vectors[rows],
        bank.aspects[rows],
        bank.piece[rows],
        tuple(bank.names[row] for row in rows),
        tuple(bank.tags[row] for row in rows),
    )
