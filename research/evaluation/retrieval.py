"""``musechat evaluate retrieval``: recall and rank of the right track among many, as the paper measures it.

A query has the target and other tracks of the test split for its pool; the same pool for every row, so that rows can be
compared query by query. A tie counts against the one who made it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import bm25s
import numpy as np
from numpy.typing import NDArray

from models.fusion.mvt import MvtFusion
from musechat.concepts import fold_name
from research.datasets.pair_set import PairSet

FloatArray = NDArray[np.float32]
Ranks = NDArray[np.intp]

TEST = 2
FULL = 0  # stands for a pool of all targets of the split
POOLS = (100, 500, 1000, FULL)
RESAMPLES = 2000
AT_ONCE = 512


@dataclass(frozen=True)
class RetrievalFigures:
    """One row at one pool: shares and ranks with their 95 % bootstrap intervals over queries."""

    recall_at_1: tuple[float, float, float]
    recall_at_5: tuple[float, float, float]
    recall_at_10: tuple[float, float, float]
    median_rank: tuple[float, float, float]
    mean_reciprocal_rank: tuple[float, float, float]


@dataclass(frozen=True)
class RetrievalRow:
    """One way of finding music: its figures per pool."""

    name: str
    turn: int  # 1: the clip alone is known, 2: candidate and words are known too; 0: neither matters
    figures: dict[int, RetrievalFigures]
    ranks: dict[int, Ranks] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class RetrievalQueries:
    """The test split, laid out for judging.

    Attributes:
        pairs: the features.
        rows: (Q,) its quartets.
        words: token states of the pair set's texts.
        masked: the same of the texts without names of artists and titles.
        pool: (P,) rows of music: every distinct target.
        own: (Q,) the target's place in the pool.

    """

    pairs: PairSet
    rows: NDArray[np.intp]
    words: Sequence[NDArray[np.floating]]
    masked: Sequence[NDArray[np.floating]]
    pool: NDArray[np.intp]
    own: NDArray[np.intp]

    @classmethod
    def from_pairs(
        cls,
        pairs: PairSet,
        words: Sequence[NDArray[np.floating]],
        masked: Sequence[NDArray[np.floating]] | None = None,
        split: int = TEST,
    ) -> RetrievalQueries:
        """Take a split of a pair set."""
        rows = np.flatnonzero(pairs.split == split)
        pool, own = np.unique(pairs.quartet[rows, 1], return_inverse=True)
        return cls(pairs, rows, words, masked if masked is not None else words, pool, own)

    @property
    def pool_vectors(self) -> FloatArray:
        """Vectors of the pool, (P, dm)."""
        return self.pairs.music[self.pool]

    def mask_allowed(self) -> NDArray[np.bool_]:
        """Which of the pool may stand against each query's target: no other track of its artist, (Q, P)."""
        artist = self.pairs.artist[self.pool]
        fine: NDArray[np.bool_] = artist[self.own][:, None] != artist[None]
        fine[np.arange(len(self.rows)), self.own] = True
        return fine


Scorer = Callable[[RetrievalQueries], FloatArray]  # (Q, P): how well each track of the pool answers each query


@dataclass(frozen=True)
class Contender:
    """A row before it is judged."""

    name: str
    turn: int
    score: Scorer


def make_contenders(mvp: MvtFusion, fusion: MvtFusion, masked: bool) -> list[Contender]:
    """The rows of the table, in their order.

    Args:
        mvp: the music-video baseline.
        fusion: MVT-Fusion.
        masked: add a row whose words have lost the names of artists and titles.

    """
    alone, whole = (True, False, False), (True, True, True)
    rows = [
        Contender("random", 0, _score_randomly),
        Contender("MVP", 1, lambda judged: _encode_queries(mvp, judged, alone)),
        Contender("MVT-Fusion", 1, lambda judged: _encode_queries(fusion, judged, alone)),
        Contender("lexical (BM25 over tags)", 2, _score_lexically),
        Contender("words only", 2, lambda judged: _encode_queries(fusion, judged, (False, True, False))),
        Contender("late fusion (MVP + words only)", 2, lambda judged: _score_late_fusion(mvp, fusion, judged)),
        Contender("MVT-Fusion without words", 2, lambda judged: _encode_queries(fusion, judged, (True, False, True))),
        Contender(
            "MVT-Fusion without candidate", 2, lambda judged: _encode_queries(fusion, judged, (True, True, False))
        ),
        Contender("MVT-Fusion without video", 2, lambda judged: _encode_queries(fusion, judged, (False, True, True))),
        Contender("MVT-Fusion", 2, lambda judged: _encode_queries(fusion, judged, whole)),
    ]
    if masked:
        rows.append(
            Contender("MVT-Fusion, names masked", 2, lambda judged: _encode_queries(fusion, judged, whole, masked=True))
        )
    return rows


def rank_contenders(
    judged: RetrievalQueries, rows: Sequence[Contender], seed: int = 0, told: Callable[[float], None] = lambda _: None
) -> list[RetrievalRow]:
    """Rank every query's target for every row and pool, and against hard negatives of the full fusion.

    Args:
        judged: the test split.
        rows: who is judged.
        seed: draws the pools and the bootstrap.
        told: hears how much is done, 0..1.

    """
    rng = np.random.default_rng(seed)
    pools = {size: _draw_pool(judged, size, rng) for size in POOLS if size < len(judged.pool)}
    found = []
    for number, contender in enumerate(rows):
        scores = contender.score(judged)
        ranks = {size: _compute_ranks(scores, judged.own, pool) for size, pool in pools.items()}
        found.append(
            RetrievalRow(contender.name, contender.turn, {s: compute_figures(r, seed) for s, r in ranks.items()}, ranks)
        )
        told((number + 1) / len(rows))
    return found


def rank_against_hard_pool(
    judged: RetrievalQueries, rows: Sequence[Contender], by: Contender, size: int = 500, seed: int = 0
) -> list[RetrievalRow]:
    """As :func:`rank_contenders`, with the tracks that ``by`` likes best as the pool: its own ``size`` - 1 nearest."""
    allowed = judged.mask_allowed()
    liked = np.where(allowed, by.score(judged), -np.inf)
    liked[np.arange(len(liked)), judged.own] = np.inf
    chosen = np.zeros_like(allowed)
    size = min(size, len(judged.pool))
    np.put_along_axis(chosen, np.argpartition(-liked, size - 1, axis=1)[:, :size], True, axis=1)
    chosen &= allowed
    found = []
    for contender in rows:
        ranks = _compute_ranks(contender.score(judged), judged.own, chosen)
        found.append(RetrievalRow(contender.name, contender.turn, {size: compute_figures(ranks, seed)}, {size: ranks}))
    return found


def compute_figures(ranks: Ranks, seed: int = 0) -> RetrievalFigures:
    """Turn ranks (Q,), 0 the best, into figures with intervals."""
    rng = np.random.default_rng(seed)
    drawn = ranks[rng.integers(len(ranks), size=(RESAMPLES, len(ranks)))]

    def interval(value: Callable[[Ranks], NDArray[np.floating]]) -> tuple[float, float, float]:
        low, high = np.quantile(value(drawn), [0.025, 0.975])
        return float(value(ranks[None])[0]), float(low), float(high)

    return RetrievalFigures(
        interval(lambda r: (r < 1).mean(1)),
        interval(lambda r: (r < 5).mean(1)),
        interval(lambda r: (r < 10).mean(1)),
        interval(lambda r: np.median(r, axis=1) + 1),
        interval(lambda r: (1 / (r + 1)).mean(1)),
    )


def compare_ranks(better: Ranks, worse: Ranks, seed: int = 0) -> tuple[float, float, float]:
    """How much more R@1 one row has than another, over the same queries: mean and 95 % interval."""
    gain = (better < 1).astype(np.float64) - (worse < 1)
    rng = np.random.default_rng(seed)
    drawn = gain[rng.integers(len(gain), size=(RESAMPLES, len(gain)))].mean(1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(gain.mean()), float(low), float(high)


def _draw_pool(judged: RetrievalQueries, size: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """For each query, its target and ``size`` - 1 others by other artists: (Q, P)."""
    allowed = judged.mask_allowed()
    if size == FULL:
        return allowed
    luck = np.where(allowed, rng.random(allowed.shape), np.inf)
    luck[np.arange(len(luck)), judged.own] = -1
    chosen = np.zeros_like(allowed)
    np.put_along_axis(chosen, np.argpartition(luck, size - 1, axis=1)[:, :size], True, axis=1)
    return chosen & allowed


def _compute_ranks(scores: FloatArray, own: NDArray[np.intp], pool: NDArray[np.bool_]) -> Ranks:
    mine = scores[np.arange(len(scores)), own][:, None]
    ahead: Ranks = (pool & (scores >= mine)).sum(1)
    return ahead - 1  # itself


def _encode_queries(
    fusion: MvtFusion, judged: RetrievalQueries, present: tuple[bool, bool, bool], masked: bool = False
) -> FloatArray:
    music = fusion.encode_music(judged.pool_vectors)
    texts = judged.masked if masked else judged.words
    found = []
    for start in range(0, len(judged.rows), AT_ONCE):
        video, _, candidate, text = judged.pairs.quartet[judged.rows[start : start + AT_ONCE]].T
        queries = fusion.encode_queries(
            judged.pairs.video[video] if present[0] else None,
            [texts[n] for n in text] if present[1] else None,
            judged.pairs.music[candidate] if present[2] else None,
        )
        found.append(queries @ music.T)
    return np.concatenate(found)


def _score_late_fusion(mvp: MvtFusion, fusion: MvtFusion, judged: RetrievalQueries) -> FloatArray:
    """The sum of what the clip and the words say apart from each other, each standardised over the pool."""
    parts = [_encode_queries(mvp, judged, (True, False, False)), _encode_queries(fusion, judged, (False, True, False))]
    return np.asarray(sum((p - p.mean(1, keepdims=True)) / p.std(1, keepdims=True) for p in parts), np.float32)


def _score_randomly(judged: RetrievalQueries) -> FloatArray:
    return np.random.default_rng(7).random((len(judged.rows), len(judged.pool)), np.float32)


def _score_lexically(judged: RetrievalQueries) -> FloatArray:
    """BM25 of the words over the tags that the encoder heard; random where nothing is known, and among equals."""
    noise = 1e-6 * _score_randomly(judged)
    documents = [judged.pairs.documents[n].split() for n in judged.pool] if judged.pairs.documents else []
    known = {word for document in documents for word in document}
    if not known:
        return noise
    index = bm25s.BM25()
    index.index(documents, show_progress=False)
    said = [
        [w for w in fold_name(judged.pairs.texts[t]).split() if w in known]
        for t in judged.pairs.quartet[judged.rows, 3]
    ]
    scores = [index.get_scores(words) if words else np.zeros(len(documents)) for words in said]
    return np.asarray(scores, np.float32) + noise
