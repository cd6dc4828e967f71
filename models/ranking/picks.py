"""Builds picks from ordered candidates: start moment, soft wishes that are missed, and a score for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from language.texts import find_texts
from models.ranking.channel_scores import FUSION_WEIGHT, ScoredCandidates, weigh_fusion
from models.ranking.choose_request import ChooseRequest
from models.ranking.library_snapshot import LibrarySnapshot
from models.ranking.shortfall import describe_shortfall
from models.ranking.start_moment import StartMoment
from models.ranking.wish_scores import (
    FAR_OFF,
    KEPT,
    is_comparative,
    mean_agreement,
    score_agreement,
    score_clip_agreement,
)
from musechat.brief import StandingWish
from musechat.concepts import find_term, fold_name
from musechat.pick import ChosenTrack
from musechat.track import Track
from musechat.wish import Facet, Wish
from musechat.wish_values import LikeValue

MAX_RULE = 64  # characters that the database stores of the names of the channels


def build_picks(
    request: ChooseRequest,
    library: LibrarySnapshot,
    scored: ScoredCandidates,
    chosen: Sequence[int],
    tracks: Sequence[Track],
    moments: Mapping[str, StartMoment],
) -> tuple[ChosenTrack, ...]:
    """Build the pick and its alternates.

    Args:
        request: the turn's request.
        library: the snapshot.
        scored: all candidates.
        chosen: positions of the picks in ``scored.rows``, the pick first.
        tracks: the picks' tracks, in the same order.
        moments: start moment of each, by track id.

    """
    path = ("+".join(scored.parts) or "only")[:MAX_RULE]
    fit = rate_fit(request, library, scored)
    return tuple(
        ChosenTrack(
            track.id,
            fit[n],
            moments[track.id].start_s,
            moments[track.id].end_s,
            path,
            describe_broken_wishes(request, library, int(scored.rows[n]), track),
            parts={name: round(float(part[n]), 4) for name, part in scored.parts.items()},
        )
        for n, track in zip(chosen, tracks, strict=True)
    )


def describe_broken_wishes(request: ChooseRequest, library: LibrarySnapshot, row: int, track: Track) -> tuple[str, ...]:
    """Describe the soft wishes that a pick does not keep, newest first, in the language of the request.

    A comparative of an earlier turn was relative to a pick of then; it counts as broken only by a pick that is far off.
    """
    texts = find_texts(request.language)
    said: list[str] = []
    axes: set[Facet] = set()
    for standing in reversed(request.brief.standing):
        wish, all_wishes = standing.wish, request.brief.standing
        if wish.facet is Facet.MOOD and find_term(Facet.MOOD, wish.name).axis in axes:
            continue  # "not as calm as you asked" says "not quite calm" too
        found = None if wish.hard else score_agreement(wish, library, np.array([row]), all_wishes)
        past = is_comparative(standing.wish) and standing.turn_seq < request.turn_seq
        news = _is_news(standing, request, library)
        if news or (found is not None and found[0] < (FAR_OFF if past else KEPT)):
            alone = not any(each.wish.wanted for each in all_wishes if each is not standing)
            said.append(describe_shortfall(wish if news else _forget_news(wish), track, texts, alone=alone))
            axes.add(wish.facet)
    return tuple(dict.fromkeys(said))


def _is_news(standing: StandingWish, request: ChooseRequest, library: LibrarySnapshot) -> bool:
    """Whether this turn likens to an artist of whom the library has nothing: said once, however near the pick comes."""
    value = standing.wish.value
    if not isinstance(value, LikeValue) or not value.unheld or standing.turn_seq < request.turn_seq:
        return False
    return len(library.rows_of_artist.get(fold_name(value.name or ""), ())) == 0


def _forget_news(wish: Wish) -> Wish:
    """The wish as it is said of later picks: that the library has nothing of an artist has been said."""
    return replace(wish, value=replace(wish.value, unheld=False)) if isinstance(wish.value, LikeValue) else wish


def rate_fit(request: ChooseRequest, library: LibrarySnapshot, scored: ScoredCandidates) -> list[float]:
    """Rate all candidates in 0..1, as shown to people: the mean agreement of fusion, traits and wishes.

    Wishes count twice: readers of the number judge first whether their wishes were kept.
    """
    rows = scored.rows
    # The fusion channel is standardised: the logistic function maps it to 0..1, whatever its weight is here.
    fused = scored.parts.get("fusion", np.zeros(len(rows))) * FUSION_WEIGHT / weigh_fusion(request)
    shares = [1 / (1 + np.exp(-fused))]
    if request.clip is not None:
        shares.append(score_clip_agreement(request.clip, library, rows))
    wishes = mean_agreement(request.brief.standing, library, rows)
    if wishes is not None:
        shares += [wishes, wishes]
    return [round(float(v), 4) for v in np.clip(np.mean(shares, axis=0), 0, 1)]
