"""The chooser: from a turn's request to a pick, its alternates and the moment each should start.

Candidates come from the fusion's index, from the wishes and from the lexical channel; they are scored by a sum of
standardised channels in which the wishes of this turn outweigh everything else, made diverse, and filtered once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from language.texts import texts_for
from models.encoders.interface import TextEncoder
from models.fusion.interface import Fusion
from models.ranking import masks
from models.ranking.diversity import diverse_order
from models.ranking.lexical import LexicalIndex
from models.ranking.library_snapshot import BoolArray, DoubleArray, FloatArray, LibrarySnapshot, Rows
from models.ranking.query import build_query
from models.ranking.request import ChoiceResult, ChooseRequest, avoided, freely, spoken
from models.ranking.scales import Scales
from models.ranking.shortfall import shortfall
from models.ranking.start_moment import StartMoment, start_moment
from models.ranking.taste_vector import TasteSpace
from models.ranking.term_similarity import TagMeaning
from models.ranking.wish_scores import FAR_OFF, KEPT, agreement, clip_agreement, is_comparative
from musechat.brief import StandingWish
from musechat.concepts import plain
from musechat.rules import Rules, last_filter
from musechat.track import Track
from musechat.turn import ChosenTrack, TurnKind
from musechat.wish import Facet, Force, Wish

POOL = 400  # candidates from each of the two main channels
SHORTLIST = 60  # candidates among which variety is sought
# Cosine in music space from which a track "sounds like" an excluded one (python -m benchmarks.bench_alike). Of 157 real
# tracks 0.16 % of the pairs by two artists lie above 0.8 and 4.9 % of those by one; two takes of a piece lie at 0.86.
# At 0.92 nothing sounded like 97 of 100 tracks, so that such a ban banned little but the track itself.
ALIKE = 0.8

# Weights of the channels. Standardised ones have unit spread over the candidates; the others lie in 0..1.
# Fusion and traits: on 22 real clips over 157 real tracks (`musechat evaluate obedience`) the pace of the clip follows
# the judged energy of the pick with 0.86 at 0.6 to 1, 0.89 at half of that, 0.75 at twice; obedience hardly moves.
_FUSION, _TRAITS, _AVOID = 0.6, 1.0, 1.0
# `musechat evaluate taste --members 400 --seed 3` on 157 real tracks: +0.043 of hit@10 for two kinds of lasting taste
# (significant), +0.010 and -0.007 for members of none (not).
_TASTE = 6.0
_NEAR_TIE = 0.1  # candidates this close are as good as equal: the seed decides, so that threads differ
_NOW, _COMPARATIVE = 10.0, 20.0
# A sign that goes along with a comparative. An earlier wish that is kept outweighs two: were signs to go before all,
# "calmer" would sooner lose the piano of the turn before. `musechat evaluate obedience`: 0.81 without signs, 0.91 so.
_SIGN, _BEFORE = 2.5, 6.0
_LEXICAL, _NAMED = 1.5, 6.0
_MEANT = 1.5  # free words by the tags that lie near them
_LIKE, _SIMILAR = 1.0, 4.0
_STAY = 0.7  # nearness of a refinement to the pick it refines


class Index(Protocol):
    """What the chooser needs of a vector index; its ids are the snapshot's."""

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """The ``k`` best rows among those allowed: (ids, scores)."""
        ...


@dataclass(frozen=True)
class _Scored:
    """Candidates with what their scores are made of."""

    query: FloatArray  # (d,)
    rows: Rows  # (r,)
    total: DoubleArray  # (r,)
    parts: dict[str, DoubleArray]  # (r,) each
    tier: DoubleArray  # (r,) share of this turn's comparatives whose range is kept


class Chooser:
    """Chooses from one library revision; safe to share between threads.

    Args:
        library: the snapshot.
        fusion: query and music tower.
        text: the encoder of words.
        index: exact or approximate search over ``library.joint``; None searches the snapshot itself.

    """

    def __init__(self, library: LibrarySnapshot, fusion: Fusion, text: TextEncoder, index: Index | None = None) -> None:
        self.library = library
        self.fusion = fusion
        self.text = text
        self.index = index
        self.lexical = LexicalIndex(library.texts)

    @cached_property
    def tastes(self) -> TasteSpace:
        """Where members' tastes are learnt and compared."""
        return TasteSpace(self.library)

    @cached_property
    def meaning(self) -> TagMeaning:
        """What free words mean among the library's tags."""
        return TagMeaning(self.library, self.text)

    @cached_property
    def scales(self) -> Scales:
        """What comparatives are measured on."""
        return Scales(self.library, self.fusion, self.text)

    def prepare(self) -> None:
        """Make what is made when first asked for, so that no turn waits for it."""
        self.library.prepare()
        _ = self.tastes, self.meaning, self.scales

    @property
    def space(self) -> str:
        """What queries of different choosers are comparable by: "name/version" of the fusion."""
        return f"{self.fusion.name}/{self.fusion.version}"

    def choose(self, request: ChooseRequest) -> ChoiceResult:
        """Answer one turn; deterministic for the same request and library."""
        rules = self.rules(request)
        allowed = masks.allowed(self.library, rules)
        if not allowed.any():
            return ChoiceResult(no_match=masks.report(self.library, rules))
        scored = self._score(request, allowed)
        order = self._order(request, scored)
        tracks = self.library.fetch([self.library.ids[scored.rows[n]] for n in order])
        kept = {t.id for t in last_filter(tracks.values(), rules).kept}
        chosen = [n for n in order if self.library.ids[scored.rows[n]] in kept][: 1 + request.alternates]
        if not chosen:  # the tracks changed under the snapshot: the snapshot's own verdict is no longer true
            return ChoiceResult(no_match=masks.report(self.library, rules))
        return self._choice(request, scored, chosen, tracks)

    def rules(self, request: ChooseRequest) -> Rules:
        """Collect the hard rules of a request, with "sounds-like" exclusions spelled out as tracks."""
        named = {e.value for e in request.exclusions if e.what == "sounds-like"}
        close = {track_id: self._alike(track_id) for track_id in named}
        shown = request.shown | ({request.last} if request.last else set())
        return Rules.build(
            request.brief,
            shown=shown,
            exclusions=request.exclusions,
            guild=request.guild,
            at=request.at,
            sounds_like=close,
            guild_id=request.guild_id,
        )

    def still_allowed(self, request: ChooseRequest, ids: Sequence[str]) -> frozenset[str]:
        """Which of these tracks may be brought back: still in the library, and refused by no rule of the request."""
        return frozenset(t.id for t in last_filter(self.library.fetch(ids).values(), self.rules(request)).kept)

    def _alike(self, track_id: str) -> frozenset[str]:
        row = self.library.row_of.get(track_id)
        if row is None:
            return frozenset()
        near = np.flatnonzero(self.library.music @ self.library.music[row] >= ALIKE)
        return frozenset(self.library.ids[n] for n in near)

    def _music_of(self, track_id: str | None) -> FloatArray | None:
        row = self.library.row_of.get(track_id) if track_id else None
        return None if row is None else self.library.music[row]

    # -- candidates and scores -----------------------------------------------------------------------------------

    def _score(self, request: ChooseRequest, allowed: BoolArray) -> _Scored:
        query = build_query(request, self.library, self.fusion, self.text)
        lexical = self._lexical(request)
        rows = self._pool(request, allowed, query, lexical)
        joint = self.library.joint[rows]
        parts: dict[str, DoubleArray] = {"fusion": _FUSION * _standard(joint @ query)}
        if request.taste is not None:
            parts["taste"] = _TASTE * self.tastes.liked(request.taste, rows)
        if request.clip is not None:
            parts["traits"] = _TRAITS * _standard(clip_agreement(request.clip, self.library, rows))
        tier = self._wishes(request, rows, parts)
        if lexical.any():
            parts["lexical"] = _LEXICAL * lexical[rows].astype(np.float64)
            parts["named"] = _NAMED * self._named(request, rows)
        if said := freely(request.brief):
            parts["meant"] = _MEANT * _standard(self.meaning.scores(said, rows))
        self._likeness(request, rows, parts)
        if refused := avoided(request.brief):
            away = self.fusion.encode_query(None, self.text.encode_tokens([refused])[0], None)
            parts["avoid"] = -_AVOID * _standard(joint @ away)
        total = np.sum(list(parts.values()), axis=0) + self._ties(request.seed, rows)
        return _Scored(query, rows, total, {name: part for name, part in parts.items() if np.ptp(part) > 0}, tier)

    def _lexical(self, request: ChooseRequest) -> FloatArray:
        """The lexical channel, (n,), the best track that is not hidden at 1."""
        found = self.lexical.scores(spoken(request.brief))
        if found.any():
            found = found * self.library.visible(request.guild_id)
            found = found / max(float(found.max()), 1e-9)
        return found

    def _pool(self, request: ChooseRequest, allowed: BoolArray, query: FloatArray, lexical: FloatArray) -> Rows:
        """Rows worth scoring: all of a small library, else the best of each channel."""
        every = np.flatnonzero(allowed)
        if len(every) <= 3 * POOL:
            return every
        rows = [self._nearest(query, allowed), _best(every, lexical[every], POOL // 4)]
        wishes = self._mean(request.now or request.before, every)
        if wishes is not None:
            rows.append(_best(every, wishes, POOL))
        if request.clip is not None:
            rows.append(_best(every, clip_agreement(request.clip, self.library, every), POOL // 2))
        if request.taste is not None:
            rows.append(_best(every, self.tastes.liked(request.taste, every), POOL // 4))
        if (target := self._liked_vector(request)) is not None:
            rows.append(_best(every, (self.library.music @ target)[every], POOL))
        return np.unique(np.concatenate(rows))

    def _nearest(self, query: FloatArray, allowed: BoolArray) -> Rows:
        if self.index is not None:
            ids, _ = self.index.search(query, POOL, allowed)
            return self.library.rows(ids)
        every = np.flatnonzero(allowed)
        return _best(every, (self.library.joint @ query)[every], POOL)

    def _mean(self, wishes: Sequence[StandingWish], rows: Rows) -> DoubleArray | None:
        """Mean agreement with the soft wishes among ``wishes``, None where nothing measured speaks to any."""
        soft = [s.wish for s in wishes if s.wish.force is Force.PREFER]
        known = [f for f in (agreement(w, self.library, rows) for w in soft) if f is not None]
        return np.mean(known, axis=0) if known else None

    def _wishes(self, request: ChooseRequest, rows: Rows, parts: dict[str, DoubleArray]) -> DoubleArray:
        """Add the wish channels to ``parts``; returns the share of this turn's comparatives whose range a row keeps."""
        tier = np.zeros(len(rows))
        now = self._mean(request.now, rows)
        if now is not None:
            compared = [s.wish for s in request.now if is_comparative(s.wish)]
            if compared:
                ranges = [agreement(wish, self.library, rows) for wish in compared]
                tier = np.mean([found >= KEPT for found in ranges if found is not None], axis=0)
            parts["wishes"] = _NOW * now + _COMPARATIVE * tier + _SIGN * self._along(request, compared, rows)
        before = self._mean(request.before, rows)
        if before is not None:
            parts["before"] = _BEFORE * before
        return tier

    def _along(self, request: ChooseRequest, compared: Sequence[Wish], rows: Rows) -> DoubleArray:
        """How many signs go along with each of these comparatives, in the mean, (r,)."""
        last = self.library.row_of.get(request.last) if request.last else None
        if last is None or not compared:
            return np.zeros(len(rows))
        return np.asarray(np.mean([self.scales.along(wish, rows, last) for wish in compared], axis=0))

    def _named(self, request: ChooseRequest, rows: Rows) -> DoubleArray:
        """1 for tracks whose whole title or artist is said in the free words or as an artist."""
        said = f" {plain(spoken(request.brief))} "
        hits = [
            any(f" {name} " in said for name in self.library.artists[row] if len(name) > 3) for row in rows.tolist()
        ]
        return np.array(hits, np.float64)

    def _likeness(self, request: ChooseRequest, rows: Rows, parts: dict[str, DoubleArray]) -> None:
        target = self._liked_vector(request)
        if target is not None:
            weight = _SIMILAR if request.kind is TurnKind.SIMILAR else _LIKE
            parts["like"] = weight * _standard(self.library.music[rows] @ target)
        elif request.kind is TurnKind.REFINE and (last := self._music_of(request.last)) is not None:
            # "No vocals" asks for that pick without the voice, not for any other track without one.
            parts["stay"] = _STAY * _standard(self.library.music[rows] @ last)

    def _liked_vector(self, request: ChooseRequest) -> FloatArray | None:
        """What "more like this" points at in music space: the last pick, or the tracks that a LIKE wish names."""
        ids = [request.last] if request.kind is TurnKind.SIMILAR and request.last else []
        rows = list(self.library.rows(ids))
        for standing in request.brief.of(Facet.LIKE):
            value = standing.wish.value
            rows += list(self.library.rows([str(value.get("track_id"))]))
            rows += self.library.rows_of_artist.get(plain(str(value.get("artist", ""))), [])
        rows = [row for row in rows if self.library.owners[row] in (None, request.guild_id)]
        if not rows:
            return None
        mean = self.library.music[np.array(rows)].mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)

    def _ties(self, seed: int, rows: Rows) -> DoubleArray:
        """A small number per row that depends on the seed alone."""
        mixed = (rows.astype(np.uint64) + np.uint64(seed % 2**32) * np.uint64(2654435761)) * np.uint64(
            0x9E3779B97F4A7C15
        )
        return (mixed >> np.uint64(40)).astype(np.float64) / 2**24 * _NEAR_TIE

    # -- from scores to picks ------------------------------------------------------------------------------------

    def _order(self, request: ChooseRequest, scored: _Scored) -> list[int]:
        """Candidates in the order of choosing: relevant, varied, each artist once unless one artist was asked for."""
        shortlist = np.argsort(-scored.total, kind="stable")[:SHORTLIST]
        keeping = shortlist[scored.tier[shortlist] >= scored.tier[shortlist].max() - 1e-9]
        rest = np.setdiff1d(shortlist, keeping, assume_unique=True)
        one_artist = any(s.wish.force is Force.MUST for s in request.brief.of(Facet.ARTIST))
        order: list[int] = []
        for group in (keeping, rest):
            rows = scored.rows[group]
            artists = None if one_artist else [self.library.artists[r] for r in rows.tolist()]
            relevance = scored.total[group].astype(np.float32)
            found = diverse_order(relevance, self.library.music[rows], artists, 3 * (1 + request.alternates))
            order += [int(group[n]) for n in found]
        return order if one_artist else self._once_each(scored, order)

    def _once_each(self, scored: _Scored, order: Sequence[int]) -> list[int]:
        seen: set[str] = set()
        kept = []
        for n in order:
            names = self.library.artists[int(scored.rows[n])]
            if not names & seen:
                kept.append(n)
                seen |= names
        return kept

    def _choice(
        self, request: ChooseRequest, scored: _Scored, chosen: Sequence[int], tracks: Mapping[str, Track]
    ) -> ChoiceResult:
        picks: list[ChosenTrack] = []
        moments: dict[str, StartMoment] = {}
        rule = "+".join(scored.parts) or "only"
        fit = self._fit(request, scored)
        for n in chosen:
            track = tracks[self.library.ids[scored.rows[n]]]
            moment = start_moment(request.clip, track.traits)
            broken = self._broken(request, int(scored.rows[n]), track)
            parts = {name: round(float(part[n]), 4) for name, part in scored.parts.items()}
            place = (moment.start_s, moment.end_s)
            picks.append(ChosenTrack(track.id, fit[n], *place, rule[:64], broken, parts=parts))
            moments[track.id] = moment
        return ChoiceResult(tuple(picks), None, moments, scored.query.tobytes(), self.space, scored.rows, scored.total)

    def _broken(self, request: ChooseRequest, row: int, track: Track) -> tuple[str, ...]:
        """The soft wishes that a pick does not keep, in words, newest first.

        A comparative of an earlier turn was kept when it was said; it only counts as broken by a pick that is far off.
        """
        said = []
        for standing in reversed(request.brief.standing):
            found = None if standing.wish.hard else agreement(standing.wish, self.library, np.array([row]))
            past = is_comparative(standing.wish) and standing.turn_seq < request.turn_seq
            if found is not None and found[0] < (FAR_OFF if past else KEPT):
                said.append(shortfall(standing.wish, track, texts_for(request.language)))
        return tuple(dict.fromkeys(said))

    def _fit(self, request: ChooseRequest, scored: _Scored) -> list[float]:
        """A score for people, 0..1: the mean of how well fusion, traits and wishes agree, each on its own scale."""
        rows = scored.rows
        shares = [1 / (1 + np.exp(-scored.parts.get("fusion", np.zeros(len(rows)))))]
        if request.clip is not None:
            shares.append(clip_agreement(request.clip, self.library, rows))
        wishes = self._mean(request.brief.standing, rows)
        if wishes is not None:
            shares += [wishes, wishes]
        return [round(float(v), 4) for v in np.clip(np.mean(shares, axis=0), 0, 1)]


def _standard(scores: FloatArray | DoubleArray) -> DoubleArray:
    """Zero mean and unit spread over the candidates; zeros where all are alike."""
    wide = np.asarray(scores, np.float64)
    spread = float(wide.std())
    return (wide - wide.mean()) / spread if spread > 1e-9 else np.zeros(len(wide))


def _best(rows: Rows, scores: FloatArray | DoubleArray, count: int) -> Rows:
    """The ``count`` rows with the highest scores, in no particular order."""
    if len(rows) <= count:
        return rows
    return rows[np.argpartition(np.negative(scores), count)[:count]]
