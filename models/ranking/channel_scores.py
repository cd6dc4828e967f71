"""Scores of candidates: a weighted sum of channels, in which the wishes of this turn outweigh all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.ranking.candidates import Candidates
from models.ranking.choose_request import (
    ChooseRequest,
    format_soft_wishes,
    join_free_words,
    join_refused_words,
    join_title_words,
)
from models.ranking.library_snapshot import DoubleArray, FloatArray, Rows
from models.ranking.likeness import find_liked_vector
from models.ranking.resources import RankingResources
from models.ranking.scene_prior import score_scenes
from models.ranking.standardise import standardise
from models.ranking.wish_scores import (
    KEPT,
    is_comparative,
    mean_agreement,
    mean_clip_agreement,
    score_agreement,
    score_clip_agreement,
)
from musechat.concepts import fold_name
from musechat.turn import TurnKind
from musechat.wish import Wish

# Weights of the channels. Standardised ones have unit spread over the candidates; the others lie in 0..1.
# Fusion and traits: on 22 real clips over 157 real tracks (`musechat evaluate obedience`) the pace of the clip follows
# the judged energy of the pick with 0.86 at 0.6 to 1, 0.89 at half of that, 0.75 at twice; obedience hardly moves.
# For a clip alone, half: at 0.6 the same few tracks came first for many of 56 clips (38 different ones out of 157
# tracks, 42 at 0.3, 46 without it; `musechat evaluate picks`). With words more than 0.6 found less of what was asked.
FUSION_WEIGHT, _FUSION_UNASKED = 0.6, 0.3
_TRAITS, _AVOID = 1.0, 1.0
# `musechat evaluate taste --members 400 --seed 3` on 157 real tracks: +0.043 of hit@10 for two kinds of lasting taste
# (significant), +0.010 and -0.007 for members of none (not).
_TASTE = 6.0
_USUAL = 0.5  # of a track's mean agreement with all clips
_SCENE = 0.7  # what a clip surely shows; a wish weighs ten times as much
# The owner's stars: one star alone weighs as much as what a clip surely shows, five half of that; a wish many times
# more. Chosen, not measured: there is no data with ratings, clips and picks.
_RATED_STARS, _RATED = (1, 2, 3, 4, 5), (-0.7, -0.35, 0.0, 0.18, 0.35)
_NEAR_TIE = 0.1  # scores this close count as equal: the seed decides, so that threads differ
_NOW, _COMPARATIVE = 10.0, 20.0
# A sign that goes along with a comparative. An earlier wish that is kept outweighs two: were signs to go before all,
# "calmer" would sooner lose the piano of the turn before. `musechat evaluate obedience`: 0.81 without signs, 0.91 so.
_SIGN, _BEFORE = 2.5, 6.0
_LEXICAL, _NAMED = 1.5, 6.0
_TITLED = 8.0  # free words that stand in title, album or genre
_MEANT = 1.5  # free words, by the tags similar to them
_LIKE, _SIMILAR = 1.0, 4.0
LONGEST_CREDIT = 200  # letters of a credit line that is looked for in what is wished
_STAY = 0.7  # similarity of a refinement to the pick that it refines


@dataclass(frozen=True)
class ScoredCandidates:
    """Scored candidates, with the parts of their scores.

    Attributes:
        query: the query vector, (d,) unit.
        rows: the candidates, (r,).
        total: their scores, (r,).
        parts: the channels that differ between candidates, (r,) each; with the tie breaks they sum to ``total``.
        tier: share of this turn's comparatives whose range is kept, (r,).

    """

    query: FloatArray
    rows: Rows
    total: DoubleArray
    parts: dict[str, DoubleArray]
    tier: DoubleArray


def score_candidates(request: ChooseRequest, resources: RankingResources, candidates: Candidates) -> ScoredCandidates:
    """Score every candidate in each channel that applies to the request, and sum the channels."""
    rows, library = candidates.rows, resources.library
    joint = library.joint[rows]
    # Without what a track has in common with all requests: else the same few come first for most clips.
    said = joint @ candidates.query - resources.hubness[rows]
    parts: dict[str, DoubleArray] = {"fusion": weigh_fusion(request) * standardise(said)}
    if request.taste is not None:
        parts["taste"] = _TASTE * resources.tastes.score_liked(request.taste, rows)
    if request.clip is not None:
        agreement = score_clip_agreement(request.clip, library, rows) - _USUAL * mean_clip_agreement(library, rows)
        parts["traits"] = _TRAITS * standardise(agreement)
        suited = score_scenes(request.clip.scenes, resources.find_sound, library, rows)
        if suited is not None:
            parts["scene"] = _SCENE * suited
    parts["rated"] = _score_ratings(library.ratings[rows])
    tier = _share_of_kept_comparatives(request, resources, rows)
    parts |= _score_wishes(request, resources, rows, tier)
    if candidates.lexical.any():
        parts["lexical"] = _LEXICAL * candidates.lexical[rows].astype(np.float64)
        parts["named"] = _NAMED * _find_named(request, resources, rows)
    if free := join_free_words(request.brief):
        parts["meant"] = _MEANT * resources.meaning.score_rows(free, rows)
    if named := join_title_words(request.brief):
        parts["titled"] = _TITLED * _share_of_words(request) * resources.titles.score_query(named)[rows]
    parts |= _score_likeness(request, resources, rows)
    if refused := join_refused_words(request.brief):
        away = resources.fusion.encode_query(None, resources.text.encode_tokens([refused])[0], None)
        parts["avoid"] = -_AVOID * standardise(joint @ away)
    total = np.sum(list(parts.values()), axis=0) + _break_ties(request.seed, rows)
    # A channel with equal scores has decided nothing, and must not appear among the reasons for a pick.
    deciding = {name: part for name, part in parts.items() if np.ptp(part) > 0}
    return ScoredCandidates(candidates.query, rows, total, deciding, tier)


def weigh_fusion(request: ChooseRequest) -> float:
    """What one standard deviation of the fusion's scores counts for: less where nothing is said but a clip shown."""
    return FUSION_WEIGHT if request.clip is None or format_soft_wishes(request.brief) else _FUSION_UNASKED


def _score_ratings(ratings: DoubleArray) -> DoubleArray:
    """What the owner's ratings (r,) move a score by; 0 where there is none."""
    return np.asarray(np.nan_to_num(np.interp(5 * ratings, _RATED_STARS, _RATED), nan=0.0))


def _compared(request: ChooseRequest) -> list[Wish]:
    """The comparatives among this turn's wishes."""
    return [standing.wish for standing in request.now if is_comparative(standing.wish)]


def _share_of_kept_comparatives(request: ChooseRequest, resources: RankingResources, rows: Rows) -> DoubleArray:
    found = [score_agreement(wish, resources.library, rows) for wish in _compared(request)]
    kept = [each >= KEPT for each in found if each is not None]
    return np.asarray(np.mean(kept, axis=0)) if kept else np.zeros(len(rows))


def _score_wishes(
    request: ChooseRequest, resources: RankingResources, rows: Rows, tier: DoubleArray
) -> dict[str, DoubleArray]:
    """Score the channels of this turn's soft wishes and of earlier ones that are still active."""
    parts: dict[str, DoubleArray] = {}
    now = mean_agreement(request.now, resources.library, rows)
    if now is not None:
        parts["wishes"] = _NOW * now + _COMPARATIVE * tier + _SIGN * _count_signs(request, resources, rows)
    before = mean_agreement(request.before, resources.library, rows)
    if before is not None:
        parts["before"] = _BEFORE * before
    return parts


def _count_signs(request: ChooseRequest, resources: RankingResources, rows: Rows) -> DoubleArray:
    """Mean number of indicators that agree with this turn's comparatives, (r,)."""
    last = resources.library.row_of.get(request.last) if request.last else None
    compared = _compared(request)
    if last is None or not compared:
        return np.zeros(len(rows))
    return np.asarray(np.mean([resources.scales.count_signs_along(wish, rows, last) for wish in compared], axis=0))


def _share_of_words(request: ChooseRequest) -> float:
    """Share of free words among what is wished for: beside a genre that was understood, a word is a word less."""
    wanted = [standing.wish for standing in request.brief.standing if standing.wish.wanted]
    return 1 / max(1, len(wanted))


def _find_named(request: ChooseRequest, resources: RankingResources, rows: Rows) -> DoubleArray:
    """1 for tracks whose credited artist is named in the wishes, else 0, (r,)."""
    words = fold_name(format_soft_wishes(request.brief)).split()
    hits = np.zeros(len(resources.library))
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            name = " ".join(words[start:end])
            if len(name) > LONGEST_CREDIT:
                break
            # Names of three letters or fewer are too often ordinary words.
            if len(name) > 3:
                hits[resources.library.rows_of_artist[name]] = 1.0
    return np.asarray(hits[rows])


def _score_likeness(request: ChooseRequest, resources: RankingResources, rows: Rows) -> dict[str, DoubleArray]:
    """Score similarity to what a wish names, or to the pick that is refined."""
    library = resources.library
    target = find_liked_vector(request, library)
    if target is not None:
        weight = _SIMILAR if request.kind is TurnKind.SIMILAR else _LIKE
        return {"like": weight * standardise(library.music[rows] @ target)}
    last = library.row_of.get(request.last) if request.last else None
    if request.kind is TurnKind.REFINE and last is not None:
        # "No vocals" asks for that pick without the voice, not for any other track without one.
        return {"stay": _STAY * standardise(library.music[rows] @ library.music[last])}
    return {}


def _break_ties(seed: int, rows: Rows) -> DoubleArray:
    """A pseudo-random number in 0..:data:`_NEAR_TIE` per row, from the seed and the row alone, (r,)."""
    mixed = (rows.astype(np.uint64) + np.uint64(seed % 2**32) * np.uint64(2654435761)) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(40)).astype(np.float64) / 2**24 * _NEAR_TIE
