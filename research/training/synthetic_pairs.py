"""Synthetic training tuples: clip, target, candidate and words, matched by a rule on measured traits.

Each synthetic domain has its own music, clips, words and rule, so that a network trained in one is tested in another:
the test's music comes from projects and styles that training does not have, its clips are drawn from another
distribution or real and unseen, its phrases are held out, and its rule has other weights and more noise.
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
from research.training.request_grammar import GrammarRequest, GrammarTerm, choose_terms, phrase_request
from research.training.synthetic_clips import ClipTokens
from research.training.translated_requests import TABLES, phrase_in_language

FloatArray = NDArray[np.float32]
Rows = NDArray[np.intp]

CLIPS_SEEN = 64  # random clips among which a track's best match is chosen
TRACKS_SEEN = 320  # random tracks among which a real text's best match is chosen
REAL_CLIPS = 0.15  # share of tuples with a real clip, where there are any
BLOCK = 512
ALIKE = ("more like this", "similar to that one", "like the last one", "in the same vein", "something close to it")
HELD_OUT_ALIKE = ("another of that kind", "one that resembles it", "along the same lines")
NEAR = 30  # nearest tracks that count as similar
LIKENESS = 1.5  # weight of the candidate's similarity to the target, beside the rule's weights
DEPTH = 60  # lowest rank of a candidate in MVP's list


@dataclass(frozen=True)
class RequestShares:
    """Shares of the kinds of text among all tuples; the remainder is by the grammar."""

    nothing: float = 0.35  # the first turn: the clip alone
    real: float = 0.12
    scene: float = 0.08  # names a scene or a use ("for a wedding")
    alike: float = 0.04
    terms: tuple[int, ...] = (1, 1, 2, 2, 3, 4, 5)  # numbers of terms in a grammar text, drawn uniformly
    other_candidate: float = 0.25  # share with a candidate below MVP's best, as after several turns
    translated: float = 0.5  # share of grammar texts in another language, where all of their terms have names there
    overruling: float = 0.4  # share of grammar tuples whose words override the clip


@dataclass(frozen=True)
class SyntheticDomain:
    """Music, clips, texts and the rule that matches them.

    Attributes:
        bank: feature cache of the music.
        clips: synthetic and real ones.
        rule: matches clips and tracks.
        requests: real texts with their terms; may be empty.
        scenes: texts that name scenes, with the terms of the music that suits them; may be empty.
        held_out: use the grammar's held-out phrases.
        said: shares of the kinds of text.

    """

    bank: FeatureCache
    clips: Sequence[ClipTokens]
    rule: Correspondence
    requests: Sequence[GrammarRequest] = ()
    held_out: bool = False
    said: RequestShares = field(default_factory=RequestShares)
    scenes: Sequence[GrammarRequest] = ()

    @property
    def stack_clip_tokens(self) -> FloatArray:
        """Tokens of all clips, (V, 8, dv)."""
        return np.stack([clip.tokens for clip in self.clips]).astype(np.float32)

    def draw_tracks(self, count: int, rng: Generator) -> Rows:
        """Draw ``count`` tracks in random order, all equally often."""
        # Equally often: a popular target would be a good guess without any query.
        return np.resize(rng.permutation(len(self.bank)), count)

    def choose_clips(self, tracks: Rows, rng: Generator, drawn_to: ClipCriteria | None = None) -> Rows:
        """Choose a matching clip for each track, (count,)."""
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
        """Choose the best noisy fit among a random subset of clips for each track: (tracks,)."""
        real = np.array([bool(clip.name) for clip in self.clips])
        drawn = rng.random(fits.shape) < CLIPS_SEEN / max(1, (~real).sum())
        of_real = (rng.random(len(fits)) < REAL_CLIPS)[:, None] & real.any()
        seen = np.where(of_real, real[None], drawn & ~real[None])
        seen[np.arange(len(seen)), rng.integers(len(real), size=len(seen))] |= ~seen.any(1)
        # Gumbel noise makes the choice a softmax sample: real pairs do not follow a rule exactly.
        noisy = fits + self.rule.chance * rng.gumbel(size=fits.shape)
        found: Rows = np.where(seen, noisy, -np.inf).argmax(1)
        return found


@dataclass(frozen=True)
class ClipCriteria:
    """Further criteria for the clip of a training tuple.

    A user who says "calmer" wants what the clip does not imply, and otherwise something similar to the candidate.

    Attributes:
        aspects: (count, A) of the targets, shifted to what the clip alone would imply.
        sound: (N, S) unit vectors of the cache: instruments and genres, which clips do not imply.
        offered: (V,) MVP's pick for each clip.
        piece: (N,) see :class:`research.training.feature_cache.FeatureCache`.

    """

    aspects: FloatArray
    sound: FloatArray
    offered: Rows
    piece: NDArray[np.int32]

    def score_likeness(self, tracks: Rows) -> FloatArray:
        """Score the similarity of each track to each clip's candidate, (tracks, V)."""
        alike = LIKENESS * (self.sound[tracks] @ self.sound[self.offered].T)
        own = self.piece[tracks][:, None] == self.piece[self.offered][None]
        # A candidate from the target's own piece would make the words pointless.
        return np.where(own, -9.0, alike).astype(np.float32)


def make_pairs_only(clips: Rows, tracks: Rows) -> NDArray[np.int32]:
    """Make tuples (Q, 4) for MVP, with the target as the candidate and the empty text in row 0."""
    return np.stack([clips, tracks, tracks, np.zeros(len(tracks), np.intp)], 1).astype(np.int32)


def make_quartets(
    domain: SyntheticDomain, mvp: MvtFusion, count: int, rng: Generator
) -> tuple[NDArray[np.int32], list[str]]:
    """Make ``count`` training tuples (Q, 4) with one text each; first turns have an empty text."""
    said = domain.said
    kinds = rng.random(count)
    first = kinds < said.nothing
    real = (kinds >= said.nothing) & (kinds < said.nothing + said.real) & bool(domain.requests)
    named = (kinds >= said.nothing + said.real) & (kinds < said.nothing + said.real + said.scene) & bool(domain.scenes)
    alike = kinds > 1 - said.alike
    tracks = domain.draw_tracks(count, rng)
    ranked = _Ranked(domain, mvp)
    clips = domain.choose_clips(tracks, rng)
    asked = np.flatnonzero(~first & ~real & ~named)
    drawn_to = ClipCriteria(
        _overrule_aspects(domain, tracks[asked], rng), _embed_sound(domain.bank), ranked.best, domain.bank.piece
    )
    clips[asked] = domain.choose_clips(tracks[asked], rng, drawn_to)
    texts = [""] * count
    for rows, requests in ((real, domain.requests), (named, domain.scenes)):
        for row in np.flatnonzero(rows):
            request = requests[int(rng.integers(len(requests)))]
            tracks[row], texts[row] = _find_answer(domain, request, clips[row], rng), request.text
    offered = np.array([ranked.choose_candidate(c, t, rng) for c, t in zip(clips, tracks, strict=True)], np.intp)
    for row in np.flatnonzero(alike):
        offered[row] = _find_near(domain.bank, tracks[row], rng)
        texts[row] = str(rng.choice(HELD_OUT_ALIKE if domain.held_out else ALIKE))
    for row in np.flatnonzero(~first & ~real & ~named & ~alike):
        target, candidate = (domain.bank.aspects[n] for n in (tracks[row], offered[row]))
        terms = choose_terms(target, candidate, rng, int(rng.choice(said.terms)))
        texts[row] = _phrase_terms(domain, terms, rng)
    return np.stack([clips, tracks, offered, np.arange(count)], 1).astype(np.int32), texts


def _phrase_terms(domain: SyntheticDomain, terms: Sequence[GrammarTerm], rng: Generator) -> str:
    translated = ""
    if rng.random() < domain.said.translated:
        translated = phrase_in_language(rng, terms, str(rng.choice(list(TABLES))))
    return translated or phrase_request(rng, terms, domain.held_out)


def _overrule_aspects(domain: SyntheticDomain, tracks: Rows, rng: Generator) -> FloatArray:
    """Return the aspects of tracks, some shifted along one of :data:`MOVES`: what the clip implies, (n, A)."""
    found = domain.bank.aspects[tracks].copy()
    for row in np.flatnonzero(rng.random(len(tracks)) < domain.said.overruling):
        move = MOVES[int(rng.choice(len(MOVES), p=(0.55, 0.2, 0.125, 0.125)))]
        step = float(rng.uniform(0.5, 1.3) * rng.choice((-1, 1)))
        for aspect, sign in move.items():
            found[row, COLUMN[aspect]] = np.clip(found[row, COLUMN[aspect]] + sign * step, -1, 1)
    return found


def _embed_sound(cache: FeatureCache) -> FloatArray:
    """Embed tracks by the aspects that clips do not imply, (N, S) unit vectors."""
    moved = {aspect for move in MOVES for aspect in move}
    kept = [column for aspect, column in COLUMN.items() if aspect not in moved]
    found = cache.aspects[:, kept]
    unit: FloatArray = found / np.linalg.norm(found, axis=1, keepdims=True).clip(1e-6)
    return unit


class _Ranked:
    """MVP's ranking for a domain's clips, from which candidates are drawn; never the target's own piece."""

    def __init__(self, domain: SyntheticDomain, mvp: MvtFusion) -> None:
        joint = mvp.encode_music(domain.bank.vectors)
        video = domain.stack_clip_tokens
        asked = [mvp.encode_queries(video[i : i + BLOCK], None, None) for i in range(0, len(video), BLOCK)]
        self.order = np.argsort(-(np.concatenate(asked) @ joint.T), axis=1)[:, :DEPTH]
        self.best: Rows = self.order[:, 0]
        self._piece, self._other = domain.bank.piece, domain.said.other_candidate

    def choose_candidate(self, clip: int, target: int, rng: Generator) -> int:
        """Draw the candidate for a clip and its target."""
        others = self.order[clip][self._piece[self.order[clip]] != self._piece[target]]
        place = int(rng.integers(1, len(others))) if rng.random() < self._other and len(others) > 1 else 0
        return int(others[place])


def _find_answer(domain: SyntheticDomain, request: GrammarRequest, clip: int, rng: Generator) -> int:
    """Choose the track that best fits a real text, and to a lesser degree the clip."""
    seen = rng.permutation(len(domain.bank))[:TRACKS_SEEN]
    aspects = domain.bank.aspects[seen]
    fits = score_words_fit(aspects, request.terms, None)
    fits += 0.35 * score_clip_fit(domain.rule, aspects, infer_clip_wishes([domain.clips[clip].traits]))[0]
    return int(seen[np.argmax(fits + domain.rule.chance * rng.gumbel(size=len(fits)))])


def _find_near(cache: FeatureCache, target: int, rng: Generator) -> int:
    """Draw one of the tracks nearest to the target that are not cut from the same piece."""
    scores = cache.vectors @ cache.vectors[target]
    own = cache.piece == cache.piece[target]
    scores[own] = -np.inf
    near = min(NEAR, int((~own).sum()))
    return int(np.argpartition(-scores, near - 1)[:near][rng.integers(near)])


@dataclass(frozen=True)
class PairSetPart:
    """A domain's part of a pair set: its training tuples, their texts and their split."""

    world: SyntheticDomain
    rows: NDArray[np.int32]
    texts: Sequence[str]
    split: int  # 0 train, 1 validation, 2 test


def join_parts(parts: Sequence[PairSetPart], encoders: dict[str, str]) -> PairSet:
    """Join the domains' training tuples in one pair set; nothing is shared between domains."""
    offsets = np.zeros(4, np.int32)
    rows, pieces = [], []
    piece = 0
    for part in parts:
        rows.append(part.rows + offsets)
        offsets = offsets + np.array([len(part.world.clips), *[len(part.world.bank)] * 2, len(part.texts)], np.int32)
        pieces.append(part.world.bank.piece + piece)
        # The piece takes the artist's part: excerpts of one piece are no negatives of each other.
        piece += int(part.world.bank.piece.max()) + 1
    caches = [part.world.bank for part in parts]
    texts = tuple(text for part in parts for text in part.texts)
    return PairSet(
        video=np.concatenate([part.world.stack_clip_tokens for part in parts]),
        music=np.concatenate([cache.vectors for cache in caches]),
        music_ids=tuple(f"{part.split}/{name}" for part in parts for name in part.world.bank.names),
        artist=np.concatenate(pieces).astype(np.int32),
        texts=texts,
        masked_texts=texts,  # synthetic texts contain no names
        quartet=np.concatenate(rows).astype(np.int32),
        split=np.concatenate([np.full(len(part.rows), part.split, np.int8) for part in parts]),
        made=True,
        encoders=encoders,
        documents=tuple(document for cache in caches for document in cache.tag_documents),
    )


def take_rows(bank: FeatureCache, rows: Rows) -> FeatureCache:
    """Return the cache reduced to some of its tracks."""
    return FeatureCache(
        bank.vectors[rows],
        bank.aspects[rows],
        bank.piece[rows],
        tuple(bank.names[row] for row in rows),
        tuple(bank.tags[row] for row in rows),
    )
