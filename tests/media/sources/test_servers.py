"""The clients of servers that an operator runs, against stand-ins that speak their protocols."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from media.sources import jellyfin, plex
from media.sources.errors import SourceRefused, SourceUnavailable, TrackWithdrawn
from media.sources.interface import PlaylistSource
from media.sources.jellyfin import Jellyfin
from media.sources.opensubsonic import OpenSubsonic
from media.sources.plex import Plex
from media.sources.source_client import SourceClient
from musechat.source_track import MusicQuery, SourceTrack
from tests.loopback import on_loopback
from tests.media.sources.server_stand_ins import KEY, PASSWORD, USER, JellyfinStandIn, PlexStandIn, SubsonicStandIn
from tests.media.sources.standing import MovedClock, Song, make_client

NAMES = ("opensubsonic", "jellyfin", "plex")
Server = SubsonicStandIn | JellyfinStandIn | PlexStandIn


def make_songs(count: int) -> list[Song]:
    return [Song(f"s{n}", f"Song {n}", "Ada Bell", sound=b"ID3" + n.to_bytes(4, "big") * 3000) for n in range(count)]


def make_source(name: str, address: str, clock: MovedClock) -> PlaylistSource:
    if name == "opensubsonic":
        return OpenSubsonic(make_client(clock), address, USER, PASSWORD)
    headers = jellyfin.make_headers(KEY) if name == "jellyfin" else plex.make_headers(KEY)
    client: SourceClient = make_client(clock, headers=headers)
    return Jellyfin(client, address) if name == "jellyfin" else Plex(client, address)


@contextmanager
def opened(name: str, count: int = 3) -> Iterator[tuple[PlaylistSource, Server]]:
    clock = MovedClock()
    made: dict[str, type[Server]] = {"opensubsonic": SubsonicStandIn, "jellyfin": JellyfinStandIn, "plex": PlexStandIn}
    server = made[name](make_songs(count), clock)
    with on_loopback(server.app) as address:
        server.address = address
        yield make_source(name, address, clock), server


@pytest.fixture(params=NAMES)
async def each(request: pytest.FixtureRequest) -> AsyncIterator[tuple[PlaylistSource, Server]]:
    with opened(request.param) as found:
        yield found
        await found[0].close()


def read(path: Path) -> bytes:
    return path.read_bytes()


async def list_all(source: PlaylistSource) -> list[SourceTrack]:
    return [track async for track in source.list_tracks()]


async def test_everything_is_listed_found_and_fetched(each: tuple[PlaylistSource, Server], tmp_path: Path) -> None:
    source, server = each
    listed = await list_all(source)
    assert [track.ref for track in listed] == ["s0", "s1", "s2"]
    one = listed[1]
    assert (one.title, one.artist, one.album, one.year, one.duration_s) == ("Song 1", "Ada Bell", "First", 2019, 120)
    assert "ambient" in one.genres
    assert one.evidence is None
    assert (one.rights.may_analyse, one.rights.may_send_clip, one.rights.may_send_full) == (True, True, False)
    assert [t.ref async for t in source.search(MusicQuery("song 2"))] == ["s2"]
    assert (await source.read_track("s1")).version == one.version
    server.songs[1].faults = ["cut"]
    await source.fetch_audio(one, tmp_path / "one.mp3")
    assert read(tmp_path / "one.mp3") == server.songs[1].sound


async def test_many_pages_are_turned(each: tuple[PlaylistSource, Server]) -> None:
    source, server = each
    server.songs = make_songs(1203)
    assert len({track.ref for track in await list_all(source)}) == 1203


async def test_what_is_gone_is_withdrawn(each: tuple[PlaylistSource, Server], tmp_path: Path) -> None:
    source, server = each
    track = (await list_all(source))[0]
    server.songs[0].gone = True
    with pytest.raises(TrackWithdrawn):
        await source.read_track("s0")
    with pytest.raises(TrackWithdrawn):
        await source.fetch_audio(track, tmp_path / "a.mp3")


async def test_a_changed_file_has_another_version(each: tuple[PlaylistSource, Server]) -> None:
    source, server = each
    before = (await list_all(source))[0].version
    server.songs[0].sound += b"more"
    assert (await list_all(source))[0].version != before


async def test_a_wrong_key_names_its_setting(each: tuple[PlaylistSource, Server]) -> None:
    source, server = each
    if isinstance(server, SubsonicStandIn):
        server.password = "another"
    else:
        server.key = "another"
    with pytest.raises(SourceRefused) as caught:
        await list_all(source)
    assert "MUSECHAT_" in caught.value.line


async def test_another_kind_of_server_is_named(each: tuple[PlaylistSource, Server]) -> None:
    source, server = each
    server.answers = [lambda: web.json_response({"hello": "world"})]
    with pytest.raises(SourceRefused):
        await list_all(source)


async def test_a_server_that_goes_away_is_told() -> None:
    for name in NAMES:
        with opened(name) as (source, _):
            pass
        with pytest.raises(SourceUnavailable):
            await list_all(source)
        await source.close()


async def test_keys_are_sent_nowhere_else(each: tuple[PlaylistSource, Server]) -> None:
    source, server = each
    other = MovedClock()
    elsewhere = SubsonicStandIn([], other)
    with on_loopback(elsewhere.app) as address:
        server.answers = [lambda: web.Response(status=302, headers={"Location": f"{address}/rest/x.view"})]
        with pytest.raises(Exception, match="302"):
            await list_all(source)
        assert not elsewhere.paths


async def test_picks_become_a_playlist_and_stars(each: tuple[PlaylistSource, Server]) -> None:
    source, server = each
    server.songs = make_songs(130)
    refs = [f"s{n}" for n in range(120)]
    await source.save_playlist("MuseChat picks", refs, star=False)
    assert server.playlists == {"MuseChat picks": refs}
    assert not server.starred
    await source.save_playlist("MuseChat picks", refs[:2][::-1], star=True)
    assert server.playlists == {"MuseChat picks": ["s1", "s0"]}
    assert server.starred == {"s0", "s1"}


async def test_an_old_subsonic_server_is_listed_album_by_album() -> None:
    with opened("opensubsonic", 7) as (source, server):
        assert isinstance(server, SubsonicStandIn)
        server.knows_empty_search = False
        server.songs[3].album = "Second"
        assert len(await list_all(source)) == 7
        assert server.paths["/rest/getAlbum.view"] == 2
        await source.close()


async def test_a_subsonic_user_who_may_not_download_gets_the_stream(tmp_path: Path) -> None:
    with opened("opensubsonic") as (source, server):
        assert isinstance(server, SubsonicStandIn)
        server.may_download = False
        await source.fetch_audio((await list_all(source))[0], tmp_path / "a.mp3")
        assert read(tmp_path / "a.mp3") == server.songs[0].sound
        await source.close()
