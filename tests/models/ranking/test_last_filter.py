"""No path ever gives what a rule refuses, and what is said about an empty answer is true: over made-up worlds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.request_rules import ALIKE
from musechat.brief import Brief, BriefEvent, Facet, Force, Wish
from musechat.concepts import split_artist_names
from musechat.credits import list_banned_names, list_credited
from musechat.rule import ExclusionSubject, GuildSubject, ShownSubject, WishSubject
from musechat.rules import GuildRules, Rules, diagnose_no_match, filter_tracks
from musechat.taste import Exclusion
from musechat.track import Track
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import made_chooser
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_clip, made_track, wish_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NEXT = timedelta(days=1)
GUILD, OTHER = 7, 8
CREDITS = ("Mira", "Jo", "Mira feat. Jo", "Kai & Jo", "Kai x Mira", "Kai vs. Jo", "The Calm")
TITLES = ("Song", "Song (Jo Remix)", "Song feat. Kai", "Song (Radio Edit)", "Song [with Mira]")


def track(n: int, **drawn: Any) -> Track:
    sung = drawn.pop("sung")
    return made_track(f"{n:02x}", vocals=sung, vocal_score={True: 0.9, False: 0.1, None: 0.3}[sung], **drawn)


tracks_drawn = st.lists(
    st.fixed_dictionaries(
        {
            "energy": st.sampled_from([0.1, 0.5, 0.9]),
            "tempo_bpm": st.sampled_from([None, 70.0, 130.0]),
            "sung": st.sampled_from([None, True, False]),
            "licence": st.sampled_from([FREE, CREDIT, HOME, UNKNOWN]),
            "explicit": st.booleans(),
            "genre": st.sampled_from(["", "Rock", "Jazz"]),
            "artist": st.sampled_from(CREDITS),
            "title": st.sampled_from(TITLES),
            "tags": st.dictionaries(st.sampled_from(["piano", "rock"]), st.sampled_from([0.05, 0.9]), max_size=2),
            "guild_id": st.sampled_from([None, None, None, GUILD, OTHER]),
        }
    ),
    max_size=24,
).map(lambda drawn: [track(n, **values) for n, values in enumerate(drawn)])
WISHES = [
    wish_of(Force.MUST, Facet.VOCALS, {"present": False, "voice": None}, ""),
    wish_of(Force.MUST, Facet.TEMPO, {"min": None, "max": 100.0}, ""),
    wish_of(Force.NEVER, Facet.GENRE, {"name": "rock"}, ""),
    wish_of(Force.NEVER, Facet.ARTIST, {"name": "Jo"}, ""),
    wish_of(Force.MUST, Facet.LICENCE, {"use": "commercial"}, ""),
    wish_of(Force.MUST, Facet.INSTRUMENT, {"name": "piano"}, ""),
    wish_of(Force.PREFER, Facet.MOOD, {"name": "calm"}, ""),
    wish_of(Force.PREFER, Facet.ARTIST, {"name": "Mira"}, ""),
    wish_of(Force.PREFER, Facet.LIKE, {"artist": "Kai"}, ""),
    wish_of(Force.PREFER, Facet.WORDS, {"text": "song with mira and kai"}, ""),
]
briefs_drawn = st.lists(st.sampled_from(WISHES), max_size=4).map(
    lambda wishes: Brief.replay_events(BriefEvent(n, n, 1, "add", wish) for n, wish in enumerate(wishes, 1))
)
exclusions_drawn = st.lists(
    st.tuples(
        st.sampled_from(["thread", "member", "guild"]),
        st.sampled_from(
            [("track", "03"), ("artist", "Jo"), ("artist", "Mira feat. Jo"), ("genre", "jazz"), ("sounds-like", "01")]
        ),
        st.sampled_from([None, NOW - NEXT, NOW, NOW + NEXT]),
    ).map(lambda drawn: Exclusion(drawn[0], *drawn[1], drawn[2])),
    max_size=3,
).map(tuple)
guilds_drawn = st.builds(
    GuildRules,
    st.sampled_from([frozenset(), frozenset({"commercial"}), frozenset({"derivatives", "no-attribution"})]),
    st.booleans(),
    st.sampled_from([frozenset(), frozenset({"kai"})]),
    st.sampled_from([frozenset(), frozenset({"02", "05"})]),
    st.sampled_from([frozenset(), frozenset({"jazz"})]),
)
some_ids = st.frozensets(st.integers(0, 23).map(lambda n: f"{n:02x}"), max_size=5)
requests_drawn = st.builds(
    ChooseRequest,
    kind=st.sampled_from([k for k in TurnKind if k is not TurnKind.ADD]),
    brief=briefs_drawn,
    turn_seq=st.integers(1, 4),
    clip=st.sampled_from([None, made_clip(energy=0.2), made_clip(energy=0.8, speech=0.6)]),
    last=st.sampled_from([None, "00", "04"]),
    liked=st.sampled_from([(), ("01",)]),
    rejected=st.sampled_from([(), ("02",)]),
    shown=some_ids,
    exclusions=exclusions_drawn,
    guild=guilds_drawn,
    guild_id=st.sampled_from([None, GUILD, OTHER]),
    at=st.just(NOW),
    taste=st.just(None),
    seed=st.integers(0, 3),
    alternates=st.sampled_from([0, 3, 9]),
)


def forbidden(track: Track, request: ChooseRequest, chooser: Chooser, *, shown: bool = True) -> bool:
    """Whether a track may not be shown, written down anew and as plainly as can be."""
    names = list_credited(track.artist, track.title)
    guild = request.guild or GuildRules()
    if track.guild_id not in (None, request.guild_id):
        return True
    if shown and _is_shown(track, request, chooser):
        return True
    for ban in request.exclusions:
        if ban.expires_at is not None and ban.expires_at <= NOW:
            continue
        if (
            (ban.what in ("track", "sounds-like") and track.id == ban.value)
            or (ban.what == "sounds-like" and _alike(chooser, ban.value, track.id))
            or (ban.what == "artist" and list_banned_names(ban.value) & names)
            or (ban.what == "genre" and track.genre.lower() == ban.value)
        ):
            return True
    if (
        track.id in guild.blocked_tracks
        or guild.blocked_artists & names
        or (track.explicit and not guild.explicit_allowed)
    ):
        return True
    if track.genre.lower() in guild.blocked_genres or not all(_allows(track, use) for use in guild.licence_uses):
        return True
    return any(_breaks(track, s.wish, names) for s in request.brief.standing if s.wish.hard)


def _is_shown(track: Track, request: ChooseRequest, chooser: Chooser) -> bool:
    """Itself, or another version of what was shown: of these tracks "Song" and "Song (Radio Edit)"."""

    def work(other: Track) -> set[tuple[str, str]]:
        title = other.title.removesuffix(" (Radio Edit)").removesuffix(" feat. Kai")
        return {(title, name) for name in split_artist_names(other.artist)}

    shown = {*request.shown, request.last}
    known = chooser.library.fetch([i for i in shown if i in chooser.library.row_of])
    heard = [other for other in known.values() if other.guild_id in (None, request.guild_id)]
    return track.id in shown or any(work(track) & work(other) for other in heard)


def _alike(chooser: Chooser, one: str, other: str) -> bool:
    rows = chooser.library.row_of
    return one in rows and float(chooser.library.music[rows[one]] @ chooser.library.music[rows[other]]) >= ALIKE


def _allows(track: Track, use: str) -> bool:
    licence = track.licence
    return {
        "commercial": licence.commercial is True,
        "derivatives": licence.derivatives is True,
        "no-attribution": licence.attribution is False,
    }[use]


def _breaks(track: Track, wish: Wish, names: Iterable[str]) -> bool:
    traits = track.traits
    return {
        Facet.VOCALS: traits.vocals is True or (traits.vocals is None and traits.vocal_score >= 0.35),
        Facet.TEMPO: traits.tempo_bpm is None or traits.tempo_bpm > 100,
        Facet.GENRE: track.genre == "Rock" or track.get_tag_score("rock") >= 0.2,
        Facet.ARTIST: "jo" in set(names),
        Facet.LICENCE: not _allows(track, "commercial"),
        Facet.INSTRUMENT: track.get_tag_score("piano") < 0.2,
    }[wish.facet]


@settings(deadline=None, max_examples=100)
@given(tracks_drawn, requests_drawn)
@pytest.mark.slow
def test_no_kind_of_turn_gives_what_is_forbidden(tracks: list[Track], request: ChooseRequest) -> None:
    chooser = made_chooser(tracks)
    accepted = [(t.id, chooser.library.joint[0].tobytes()) for t in tracks[:2]]
    request = replace(request, taste=chooser.tastes.learn_taste(accepted))
    by_id = {t.id: t for t in tracks}
    choice = chooser.choose(request)
    assert not [p for p in choice.picks if forbidden(by_id[p.track_id], request, chooser)]
    fine = [t for t in tracks if not forbidden(t, request, chooser)]
    assert bool(choice.picks) == bool(fine)
    assert (choice.no_match is None) == bool(fine)


@settings(deadline=None, max_examples=60)
@given(tracks_drawn, requests_drawn, st.lists(st.integers(0, 30).map(lambda n: f"{n:02x}"), max_size=8))
def test_what_is_brought_back_is_still_allowed(tracks: list[Track], request: ChooseRequest, wanted: list[str]) -> None:
    chooser = made_chooser(tracks)
    bare = replace(request, shown=frozenset(), last=None)
    left = chooser.filter_allowed(bare, wanted)
    assert left == {t.id for t in tracks if t.id in wanted and not forbidden(t, bare, chooser, shown=False)}


@settings(deadline=None, max_examples=100)
@given(tracks_drawn, requests_drawn)
def test_the_report_of_an_empty_answer_is_what_counting_gives(tracks: list[Track], request: ChooseRequest) -> None:
    chooser = made_chooser(tracks)
    report = chooser.choose(request).no_match
    if report is None:
        return
    rules = chooser.build_rules(request)
    visible = [t for t in tracks if t.guild_id in (None, request.guild_id)]
    assert report == diagnose_no_match(sorted(tracks, key=lambda t: t.id), rules)
    assert report.total == len(visible)
    for entry in report.removed:
        assert entry.count == sum(any(r.name == entry.rule and r.refuses(t) for r in rules) for t in visible)
        assert isinstance(entry.about, WishSubject | ShownSubject | ExclusionSubject | GuildSubject)
    gains = {r.name: len(filter_tracks(tracks, rules.lift_rule(r.name)).kept) for r in rules if r.relaxable}
    offer = report.relax
    assert (offer.would_pass if offer else 0) == max(gains.values(), default=0)
    if offer:
        assert gains[offer.rule] == offer.would_pass
        assert isinstance(offer.about, WishSubject | ExclusionSubject)


@settings(deadline=None, max_examples=100)
@given(tracks_drawn, requests_drawn)
def test_lifting_the_offered_wish_brings_back_as_many_as_said(tracks: list[Track], request: ChooseRequest) -> None:
    chooser = made_chooser(tracks)
    report = chooser.choose(request).no_match
    offer = report.relax if report else None
    if offer is None or offer.event_seq is None:
        return
    rest = Brief(tuple(s for s in request.brief.standing if s.event_seq != offer.event_seq))
    lifted = replace(request, brief=rest, alternates=30)
    assert len(filter_tracks(tracks, chooser.build_rules(lifted)).kept) == offer.would_pass
    assert chooser.choose(lifted).picks


@settings(deadline=None, max_examples=60)
@given(tracks_drawn, requests_drawn)
def test_another_guilds_tracks_change_nothing_here(tracks: list[Track], request: ChooseRequest) -> None:
    """Neither picks, nor counts, nor what is found by name."""
    if request.clip is not None:  # a clip's pace is compared with ranks over the whole library
        request = replace(request, clip=None)
    with_theirs = made_chooser(tracks).choose(request)
    without = made_chooser([t for t in tracks if t.guild_id in (None, request.guild_id)]).choose(request)
    assert {p.track_id for p in with_theirs.picks} <= {t.id for t in tracks if t.guild_id in (None, request.guild_id)}
    assert with_theirs.no_match == without.no_match


def test_rules_of_nobody_hide_every_guilds_own() -> None:
    own = made_track("a", guild_id=GUILD)
    assert filter_tracks([own], Rules()).kept == []
    assert filter_tracks([own], Rules(guild_id=GUILD)).kept == [own]
