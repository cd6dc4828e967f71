"""Retrieval of candidates: the rows of the library that are scored for a request."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.ranking.choose_request import ChooseRequest, format_soft_wishes, join_title_words
from models.ranking.library_snapshot import BoolArray, DoubleArray, FloatArray, Rows
from models.ranking.likeness import find_liked_vector
from models.ranking.query import build_query
from models.ranking.resources import RankingResources
from models.ranking.wish_scores import mean_agreement, score_clip_agreement

POOL = 400  # candidates from each of the two main channels


@dataclass(frozen=True)
class Candidates:
    """The rows to score, with the query.

    Attributes:
        query: the request in the fusion's space, (d,) unit.
        lexical: BM25 score of each row's names and tags, (n,), the best at 1.
        rows: the candidates, (r,).

    """

    query: FloatArray
    lexical: FloatArray
    rows: Rows


def find_candidates(request: ChooseRequest, resources: RankingResources, allowed: BoolArray) -> Candidates:
    """Find the candidates among the rows that ``allowed`` (n,) marks; of a small library these are all of them."""
    query = build_query(request, resources.library, resources.fusion, resources.text)
    lexical = _score_names(request, resources)
    every = np.flatnonzero(allowed)
    # Scoring costs little per row: only a library well beyond the channels' own numbers is worth narrowing.
    if len(every) > 3 * POOL:
        every = _take_best_of_each(request, resources, allowed, query, lexical)
    return Candidates(query, lexical, every)


def _score_names(request: ChooseRequest, resources: RankingResources) -> FloatArray:
    """Score the lexical channel, (n,), scaled so that the best visible track is at 1."""
    found = resources.lexical.score_query(format_soft_wishes(request.brief))
    if found.any():
        # Another guild's own track with just that name must not lower the scores of all others.
        found = found * resources.library.mask_visible(request.guild_id)
        found = found / max(float(found.max()), 1e-9)
    return found


def _take_best_of_each(
    request: ChooseRequest, resources: RankingResources, allowed: BoolArray, query: FloatArray, lexical: FloatArray
) -> Rows:
    """Join the best rows of each channel: any channel may rank a row first that no other has near the top."""
    library, every = resources.library, np.flatnonzero(allowed)
    rows = [_find_nearest(resources, query, allowed), _take_best(every, lexical[every], POOL // 4)]
    if said := join_title_words(request.brief):
        rows.append(_take_best(every, resources.titles.score_query(said)[every], POOL // 4))
    wishes = mean_agreement(request.now or request.before, library, every)
    if wishes is not None:
        rows.append(_take_best(every, wishes, POOL))
    if request.clip is not None:
        rows.append(_take_best(every, score_clip_agreement(request.clip, library, every), POOL // 2))
    if request.taste is not None:
        rows.append(_take_best(every, resources.tastes.score_liked(request.taste, every), POOL // 4))
    if (target := find_liked_vector(request, library)) is not None:
        rows.append(_take_best(every, (library.music @ target)[every], POOL))
    return np.unique(np.concatenate(rows))


def _find_nearest(resources: RankingResources, query: FloatArray, allowed: BoolArray) -> Rows:
    if resources.index is not None:
        ids, _ = resources.index.search(query, POOL, allowed)
        return resources.library.find_rows(ids)
    every = np.flatnonzero(allowed)
    return _take_best(every, (resources.library.joint @ query)[every], POOL)


def _take_best(rows: Rows, scores: FloatArray | DoubleArray, count: int) -> Rows:
    """The ``count`` rows with the highest scores, in no particular order."""
    if len(rows) <= count:
        return rows
    return rows[np.argpartition(np.negative(scores), count)[:count]]
