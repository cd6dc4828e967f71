"""Each open catalogue's client against a stand-in that speaks its protocol, faults included."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from media.fetch.address_guard import BlockedAddress, Guard
from media.sources import ccmixter, internet_archive, openverse, wikimedia_commons
from media.sources.ccmixter import CcMixter
from media.sources.errors import AudioRefused, SourceRefused, SourceUnavailable, TrackWithdrawn
from media.sources.interface import MusicSource
from media.sources.internet_archive import InternetArchive
from media.sources.jamendo import LIMITS as JAMENDO_LIMITS
from media.sources.jamendo import Jamendo
from media.sources.openverse import Openverse
from media.sources.wikimedia_commons import WikimediaCommons
from musechat.source_track import MusicQuery, SourceTrack
from tests.loopback import on_loopback
from tests.media.sources.catalogue_stand_ins import (
    ArchiveStandIn,
    CcMixterStandIn,
    CommonsStandIn,
    JamendoStandIn,
    OpenverseStandIn,
)
from tests.media.sources.standing import BY, BY_NC, BY_ND, MovedClock, Song, StandIn, loopback_guard, make_client

Opened = tuple[MusicSource, StandIn, MovedClock]


def make_songs(ref: Callable[[int], str], count: int = 6) -> list[Song]:
    licences = (BY, BY_NC, BY_ND, "", BY, "http://creativecommons.org/publicdomain/zero/1.0/")
    return [Song(ref(n), f"Song {n}", f"Artist {n}", licence=licences[n % 6]) for n in range(count)]


@contextmanager
def opened(name: str, count: int = 6) -> Iterator[Opened]:
    clock = MovedClock()
    ref = {"archive": lambda n: f"item{n}/song {n}.mp3"}.get(name, lambda n: str(100 + n))
    songs = make_songs(ref, count)
    stand_in: StandIn = {
        "jamendo": JamendoStandIn,
        "openverse": OpenverseStandIn,
        "archive": ArchiveStandIn,
        "commons": CommonsStandIn,
        "ccmixter": CcMixterStandIn,
    }[name](songs, clock)
    with on_loopback(stand_in.app) as address:
        stand_in.address = address
        guard = loopback_guard(address)
        made: dict[str, Callable[[], MusicSource]] = {
            "jamendo": lambda: Jamendo(make_client(clock, JAMENDO_LIMITS, guard=guard), "right", address),
            "openverse": lambda: Openverse(
                make_client(clock, openverse.LIMITS, "", guard=guard), make_client(clock, key="", guard=guard), address
            ),
            "archive": lambda: InternetArchive(make_client(clock, internet_archive.LIMITS, "", guard=guard), address),
            "commons": lambda: WikimediaCommons(
                make_client(clock, wikimedia_commons.LIMITS, "", guard=guard), f"{address}/w/api.php"
            ),
            "ccmixter": lambda: CcMixter(make_client(clock, ccmixter.LIMITS, "", guard=guard), f"{address}/api/query"),
        }
        yield made[name](), stand_in, clock


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


NAMES = ("jamendo", "openverse", "archive", "commons", "ccmixter")


@pytest.fixture(params=NAMES)
async def each(request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    with opened(request.param) as found:
        yield found
        await found[0].close()


async def search(source: MusicSource, **more: object) -> list[SourceTrack]:
    return [track async for track in source.search(MusicQuery("ambient", **more))]  # type: ignore[arg-type]


async def test_what_may_be_used_is_found_with_what_is_said_of_its_licence(each: Opened) -> None:
    source, stand_in, _ = each
    found = await search(source)
    assert [track.title for track in found] == ["Song 0", "Song 1", "Song 2", "Song 4", "Song 5"]
    first, nc, nd, *_ = found
    assert (first.artist, round(first.duration_s), first.suffix) == ("Artist 0", 120, ".mp3")
    assert "ambient" in first.genres
    assert first.evidence is not None
    assert first.evidence.statement == BY
    assert first.evidence.stated_in.partition(":")[2]
    assert first.evidence.page_url.startswith("http")
    assert (first.rights.may_analyse, first.rights.may_send_clip, first.rights.may_send_full) == (True, True, True)
    assert nc.rights.may_send_clip
    assert (nd.rights.may_analyse, nd.rights.may_send_clip) == (True, False)
    assert [t.title for t in await search(source, commercial=True)] == ["Song 0", "Song 2", "Song 4", "Song 5"]
    assert len(await search(source, limit=2)) == 2
    assert stand_in.exceeded == 0


async def test_sound_is_fetched_and_goes_on_where_it_was_cut(each: Opened, tmp_path: Path) -> None:
    source, stand_in, _ = each
    track = (await search(source, limit=1))[0]
    stand_in.songs[0].faults = ["cut", "500"]
    received: list[int] = []
    await source.fetch_audio(track, tmp_path / "a.mp3", received.append)
    assert (tmp_path / "a.mp3").read_bytes() == stand_in.songs[0].sound
    assert sum(received) == len(stand_in.songs[0].sound)  # nothing came twice
    assert list_names(tmp_path) == ["a.mp3"]


async def test_a_track_that_is_gone_is_withdrawn(each: Opened, tmp_path: Path) -> None:
    source, stand_in, _ = each
    track = (await search(source, limit=1))[0]
    assert (await source.read_track(track.ref)).title == "Song 0"
    stand_in.songs[0].gone = True
    with pytest.raises(TrackWithdrawn):
        await source.read_track(track.ref)
    with pytest.raises(TrackWithdrawn):
        await source.fetch_audio(track, tmp_path / "a.mp3")


async def test_a_licence_that_was_taken_back_withdraws_too(each: Opened) -> None:
    source, stand_in, _ = each
    track = (await search(source, limit=1))[0]
    stand_in.songs[0].licence = BY_NC
    again = await source.read_track(track.ref)
    assert again.evidence is not None
    assert track.evidence is not None
    assert not again.evidence.states_same(track.evidence)
    stand_in.songs[0].licence = "https://example.org/all-rights-reserved"
    with pytest.raises(TrackWithdrawn):
        await source.read_track(track.ref)


async def test_a_page_in_place_of_sound_is_refused(each: Opened, tmp_path: Path) -> None:
    source, stand_in, _ = each
    track = (await search(source, limit=1))[0]
    stand_in.songs[0].faults = ["page"]
    with pytest.raises(AudioRefused):
        await source.fetch_audio(track, tmp_path / "a.mp3")
    assert list_names(tmp_path) == []


async def test_busy_answers_are_waited_out_as_long_as_asked(each: Opened) -> None:
    source, stand_in, clock = each
    stand_in.answers = [
        lambda: web.Response(status=429, headers={"Retry-After": "37"}),
        lambda: web.Response(status=503),
    ]
    assert await search(source, limit=1)
    assert clock.slept > 37


async def test_a_server_that_stays_down_is_told(each: Opened) -> None:
    source, stand_in, _ = each
    stand_in.answers = [lambda: web.Response(status=500)] * 9
    with pytest.raises(SourceUnavailable):
        await search(source)
    assert len(stand_in.answers) == 5  # four tries and no more


async def test_what_answers_in_another_language_is_told(each: Opened) -> None:
    source, stand_in, _ = each
    for text in ("<html>Welcome to your router</html>", '{"hello": "world"}'):
        stand_in.answers = [lambda text=text: web.Response(text=text)]  # type: ignore[misc]
        with pytest.raises((SourceRefused, SourceUnavailable)):
            await search(source)


async def test_pages_are_turned_and_rates_kept() -> None:
    for name in ("jamendo", "openverse", "commons", "ccmixter"):
        with opened(name, count=130) as (source, stand_in, _):
            found = await search(source, limit=90)
            assert len({track.ref for track in found}) == 90, name
            assert stand_in.exceeded == 0, name
            await source.close()


async def test_openverse_s_limits_a_minute_hold_over_many_searches() -> None:
    with opened("openverse") as (source, stand_in, clock):
        for _ in range(45):
            await search(source, limit=1)
        assert stand_in.exceeded == 0
        assert clock.slept > 100
        await source.close()


async def test_a_day_s_quota_that_is_used_up_ends_it_with_the_time() -> None:
    with opened("openverse") as (source, stand_in, _):
        for _ in range(200):
            await search(source, limit=1)
        with pytest.raises(SourceUnavailable) as caught:
            await search(source)
        assert caught.value.code == "source-quota"
        assert "UTC" in caught.value.line
        assert stand_in.exceeded == 0
        await source.close()


async def test_jamendo_names_a_wrong_key_and_leaves_out_what_artists_forbid() -> None:
    with opened("jamendo") as (source, stand_in, _):
        stand_in.songs[0].downloadable = False
        assert (await search(source))[0].title == "Song 1"
        source._client_id = "wrong"  # type: ignore[attr-defined]
        with pytest.raises(SourceRefused) as caught:
            await search(source)
        assert "MUSECHAT_JAMENDO_CLIENT_ID" in caught.value.line
        await source.close()


async def test_commons_waits_while_it_lags_and_says_who_asks() -> None:
    with opened("commons") as (source, stand_in, clock):
        assert isinstance(stand_in, CommonsStandIn)
        stand_in.lags = 2
        assert await search(source, limit=1)
        assert clock.slept >= 10
        assert all(agent.startswith("MuseChat/") and "http" in agent for agent in stand_in.agents)
        await source.close()


async def test_sound_that_differs_from_what_was_stated_is_refused(tmp_path: Path) -> None:
    with opened("archive") as (source, stand_in, _):
        track = (await search(source, limit=1))[0]
        stand_in.songs[0].sound = stand_in.songs[0].sound[:-1] + b"!"
        with pytest.raises(AudioRefused) as wrong:
            await source.fetch_audio(track, tmp_path / "a.mp3")
        assert wrong.value.code == "audio-wrong-checksum"
        stand_in.songs[0].faults = ["long"]
        with pytest.raises(AudioRefused) as long:
            await source.fetch_audio(track, tmp_path / "a.mp3")
        assert long.value.code == "audio-too-long"
        await source.close()


async def test_a_catalogue_cannot_lead_us_inside(tmp_path: Path) -> None:
    with opened("openverse") as (source, _, clock):
        track = (await search(source, limit=1))[0]
        inside = Openverse(make_client(clock), make_client(clock, guard=Guard()), "http://unused")
        with pytest.raises(BlockedAddress):
            await inside.fetch_audio(track, tmp_path / "a.mp3")
        await inside.close()
        await source.close()
