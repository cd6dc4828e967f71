"""The order in which candidates are offered: relevant, diverse, each artist once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.ranking.channel_scores import ScoredCandidates
from models.ranking.choose_request import ChooseRequest
from models.ranking.diversity import LAMBDA, order_diversely
from models.ranking.library_snapshot import LibrarySnapshot
from models.ranking.same_recordings import keep_first_versions
from musechat.wish import Facet, Force

SHORTLIST = 60  # candidates that are diversified
# Relevance against diversity where something is wished for: an alternate that has less of it is no answer. By the two
# taggers 0.78 of the first five have the tag that was asked for and 0.35 its paraphrase, at LAMBDA 0.72 and 0.31
# (`musechat evaluate words`).
RELEVANCE_ASKED = 0.85


def order_candidates(request: ChooseRequest, library: LibrarySnapshot, scored: ScoredCandidates) -> list[int]:
    """Order the best candidates.

    Those that keep this turn's comparatives come before all others, whatever their diversity; each artist comes once
    unless one artist was asked for, and each work once in any case.

    Returns:
        Positions in ``scored.rows``, several times as many as are shown, since the final filter may still drop some.

    """
    shortlist = np.argsort(-scored.total, kind="stable")[:SHORTLIST]
    keeping = shortlist[scored.tier[shortlist] >= scored.tier[shortlist].max() - 1e-9]
    rest = np.setdiff1d(shortlist, keeping, assume_unique=True)
    one_artist = any(s.wish.force is Force.MUST for s in request.brief.list_wishes(Facet.ARTIST))
    order: list[int] = []
    for group in (keeping, rest):
        rows = scored.rows[group]
        artists = None if one_artist else [library.artists[r] for r in rows.tolist()]
        relevance = scored.total[group].astype(np.float32)
        weight = RELEVANCE_ASKED if request.brief.standing else LAMBDA
        found = order_diversely(relevance, library.music[rows], artists, 3 * (1 + request.alternates), weight)
        order += [int(group[n]) for n in found]
    # Each group has every artist once; an artist may still be in both.
    order = order if one_artist else _keep_artists_once(library, scored, order)
    return [order[n] for n in keep_first_versions(library, [int(scored.rows[n]) for n in order])]


def _keep_artists_once(library: LibrarySnapshot, scored: ScoredCandidates, order: Sequence[int]) -> list[int]:
    seen: set[str] = set()
    kept = []
    for n in order:
        names = library.artists[int(scored.rows[n])]
        if not names & seen:
            kept.append(n)
            seen |= names
    return kept
