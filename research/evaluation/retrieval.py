"""``musechat evaluate retrieval``: recall and rank of the target in a pool of tracks, as in MuseChat (CVPR 2024).

The pool of a query is its target and other tracks of the test split; all rows share it, so that they can be compared
query by query. Ties count as misses.
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
FULL = 0  # the pool of all targets of the split
POOLS = (100, 500, 1000, FULL)
RESAMPLES = 2000
# Queries per forward pass; bounds the memory of the padded word tokens.
AT_ONCE = 512


@dataclass(frozen=True)
class RetrievalFigures:
    """One row at one pool size: (value, low, high) with 95 % bootstrap intervals over queries."""

    recall_at_1: tuple[float, float, float]
    recall_at_5: tuple[float, float, float]
    recall_at_10: tuple[float, float, float]
    median_rank: tuple[float, float, float]
    mean_reciprocal_rank: tuple[float, float, float]


@dataclass(frozen=True)
class RetrievalRow:
    """Results of one retrieval method, by pool size."""

    name: str
    turn: int  # 1: clip alone; 2: clip, candidate and words; 0: no input
    figures: dict[int, RetrievalFigures]
    ranks: dict[int, Ranks] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class RetrievalQueries:
    """Queries and pool of one split.

    Attributes:
        pairs: the features.
        rows: (Q,) rows of its training tuples.
        words: token states of the pair set's texts.
        masked: token states of the texts without names of artists and titles.
        pool: (P,) music rows of all distinct targets.
        own: (Q,) index of each query's target in the pool.

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
        """Make the queries of one split of a pair set."""
        rows = np.flatnonzero(pairs.split == split)
        pool, own = np.unique(pairs.quartet[rows, 1], return_inverse=True)
        return cls(pairs, rows, words, masked if masked is not None else words, pool, own)

    @property
    def pool_vectors(self) -> FloatArray:
        """Vectors of the pool, (P, dm)."""
        return self.pairs.music[self.pool]

    def mask_allowed(self) -> NDArray[np.bool_]:
        """Mask of the pool without other tracks of the target's artist, (Q, P)."""
        artist = self.pairs.artist[self.pool]
        fine: NDArray[np.bool_] = artist[self.own][:, None] != artist[None]
        # The target has its own artist and has to stay in its pool.
        fine[np.arange(len(self.rows)), self.own] = True
        return fine


Scorer = Callable[[RetrievalQueries], FloatArray]  # scores of the pool for each query, (Q, P)


@dataclass(frozen=True)
class Contender:
    """A retrieval method to be evaluated."""

    name: str
    turn: int
    score: Scorer


def make_contenders(mvp: MvtFusion, fusion: MvtFusion, masked: bool) -> list[Contender]:
    """Make all methods of the table, in its order.

    Args:
        mvp: the music-video baseline.
        fusion: MVT-Fusion.
        masked: add a row with names of artists and titles masked in the words.

    """
    alone, whole = (True, False, False), (True, True, True)
    rows = [
        Contender("random", 0, _score_randomly),
        Contender("MVP", 1, lambda queries: _encode_queries(mvp, queries, alone)),
        Contender("MVT-Fusion", 1, lambda queries: _encode_queries(fusion, queries, alone)),
        Contender("lexical (BM25 over tags)", 2, _score_lexically),
        Contender("words only", 2, lambda queries: _encode_queries(fusion, queries, (False, True, False))),
        Contender("late fusion (MVP + words only)", 2, lambda queries: _score_late_fusion(mvp, fusion, queries)),
        Contender("MVT-Fusion without words", 2, lambda queries: _encode_queries(fusion, queries, (True, False, True))),
        Contender(
            "MVT-Fusion without candidate", 2, lambda queries: _encode_queries(fusion, queries, (True, True, False))
        ),
        Contender("MVT-Fusion without video", 2, lambda queries: _encode_queries(fusion, queries, (False, True, True))),
        Contender("MVT-Fusion", 2, lambda queries: _encode_queries(fusion, queries, whole)),
    ]
    if masked:
        rows.append(
            Contender(
                "MVT-Fusion, names masked", 2, lambda queries: _encode_queries(fusion, queries, whole, masked=True)
            )
        )
    return rows


def rank_contenders(
    queries: RetrievalQueries,
    rows: Sequence[Contender],
    seed: int = 0,
    progress: Callable[[float], None] = lambda _: None,
) -> list[RetrievalRow]:
    """Rank every query's target for every method and pool size.

    Args:
        queries: the test split.
        rows: the methods.
        seed: of the pools and the bootstrap.
        progress: called with the share done, 0..1.

    """
    rng = np.random.default_rng(seed)
    pools = {size: _draw_pool(queries, size, rng) for size in POOLS if size < len(queries.pool)}
    found = []
    for number, contender in enumerate(rows):
        scores = contender.score(queries)
        ranks = {size: _compute_ranks(scores, queries.own, pool) for size, pool in pools.items()}
        found.append(
            RetrievalRow(contender.name, contender.turn, {s: compute_figures(r, seed) for s, r in ranks.items()}, ranks)
        )
        progress((number + 1) / len(rows))
    return found


def rank_against_hard_pool(
    queries: RetrievalQueries, rows: Sequence[Contender], by: Contender, size: int = 500, seed: int = 0
) -> list[RetrievalRow]:
    """As :func:`rank_contenders`, with a pool of the ``size`` - 1 tracks that ``by`` scores highest."""
    allowed = queries.mask_allowed()
    scores = np.where(allowed, by.score(queries), -np.inf)
    scores[np.arange(len(scores)), queries.own] = np.inf
    chosen = np.zeros_like(allowed)
    size = min(size, len(queries.pool))
    np.put_along_axis(chosen, np.argpartition(-scores, size - 1, axis=1)[:, :size], True, axis=1)
    chosen &= allowed
    found = []
    for contender in rows:
        ranks = _compute_ranks(contender.score(queries), queries.own, chosen)
        found.append(RetrievalRow(contender.name, contender.turn, {size: compute_figures(ranks, seed)}, {size: ranks}))
    return found


def compute_figures(ranks: Ranks, seed: int = 0) -> RetrievalFigures:
    """Compute figures with intervals from ranks (Q,), 0 the best."""
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
    """Return the paired difference in R@1 over the same queries: mean and 95 % interval."""
    gain = (better < 1).astype(np.float64) - (worse < 1)
    rng = np.random.default_rng(seed)
    # Paired: both rows are resampled by the same queries, which cancels how hard a query is.
    drawn = gain[rng.integers(len(gain), size=(RESAMPLES, len(gain)))].mean(1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(gain.mean()), float(low), float(high)


def _draw_pool(queries: RetrievalQueries, size: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Draw for each query a mask of its target and ``size`` - 1 tracks by other artists, (Q, P)."""
    allowed = queries.mask_allowed()
    if size == FULL:
        return allowed
    draw = np.where(allowed, rng.random(allowed.shape), np.inf)
    # A negative draw puts the target into every pool.
    draw[np.arange(len(draw)), queries.own] = -1
    chosen = np.zeros_like(allowed)
    np.put_along_axis(chosen, np.argpartition(draw, size - 1, axis=1)[:, :size], True, axis=1)
    return chosen & allowed


def _compute_ranks(scores: FloatArray, own: NDArray[np.intp], pool: NDArray[np.bool_]) -> Ranks:
    target_scores = scores[np.arange(len(scores)), own][:, None]
    ahead: Ranks = (pool & (scores >= target_scores)).sum(1)
    # Ties rank ahead of the target: a method that gives every track one score must not reach R@1.
    return ahead - 1  # itself


def _encode_queries(
    fusion: MvtFusion, queries: RetrievalQueries, present: tuple[bool, bool, bool], masked: bool = False
) -> FloatArray:
    music = fusion.encode_music(queries.pool_vectors)
    texts = queries.masked if masked else queries.words
    found = []
    for start in range(0, len(queries.rows), AT_ONCE):
        video, _, candidate, text = queries.pairs.quartet[queries.rows[start : start + AT_ONCE]].T
        encoded = fusion.encode_queries(
            queries.pairs.video[video] if present[0] else None,
            [texts[n] for n in text] if present[1] else None,
            queries.pairs.music[candidate] if present[2] else None,
        )
        found.append(encoded @ music.T)
    return np.concatenate(found)


def _score_late_fusion(mvp: MvtFusion, fusion: MvtFusion, queries: RetrievalQueries) -> FloatArray:
    """Sum of the scores of MVP on the clip and of the fusion on the words, each standardised over the pool."""
    parts = [
        _encode_queries(mvp, queries, (True, False, False)),
        _encode_queries(fusion, queries, (False, True, False)),
    ]
    return np.asarray(sum((p - p.mean(1, keepdims=True)) / p.std(1, keepdims=True) for p in parts), np.float32)


def _score_randomly(queries: RetrievalQueries) -> FloatArray:
    return np.random.default_rng(7).random((len(queries.rows), len(queries.pool)), np.float32)


def _score_lexically(queries: RetrievalQueries) -> FloatArray:
    """BM25 of the words over the encoder's tags; ties and unknown words are broken at random."""
    # Below any difference of BM25 scores: it only orders ties, which would otherwise all count as misses.
    noise = 1e-6 * _score_randomly(queries)
    documents = [queries.pairs.documents[n].split() for n in queries.pool] if queries.pairs.documents else []
    known = {word for document in documents for word in document}
    if not known:
        return noise
    index = bm25s.BM25()
    index.index(documents, show_progress=False)
    said = [
        [w for w in fold_name(queries.pairs.texts[t]).split() if w in known]
        for t in queries.pairs.quartet[queries.rows, 3]
    ]
    scores = [index.get_scores(words) if words else np.zeros(len(documents)) for words in said]
    return np.asarray(scores, np.float32) + noise
