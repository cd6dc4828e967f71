"""Syncs with servers and catalogues on loopback: changed, broken off and synced again, with nothing lost."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from media.sources.errors import SourceUnavailable
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.track import Track
from store import source_tracks, track_library
from store.database import Database
from store.source_tracks import SourceStatus, list_source_status, make_ref_key
from tests.loopback import on_loopback
from tests.media.sources.catalogue_stand_ins import (
    ArchiveStandIn,
    CcMixterStandIn,
    CommonsStandIn,
    JamendoStandIn,
    OpenverseStandIn,
)
from tests.media.sources.server_stand_ins import KEY, PASSWORD, USER, JellyfinStandIn, PlexStandIn, SubsonicStandIn
from tests.media.sources.standing import BY, BY_NC, MovedClock, Song, StandIn, loopback_guard
from tests.worker.adding import PlainAdder
from worker.library import source_sync
from worker.library.credits_file import list_credits
from worker.library.source_registry import SourceAddresses, SourceOpener
from worker.library.source_report import SyncReport, SyncTools
from worker.library.source_sync import hold_source, sync_source
from worker.library.starter import KINDS, StarterPlan, StarterPlanner, fetch_starter, save_plan


class House:
    """An installation, the stand-ins that it talks to, and short names for looking at both."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.clock, self.add = db, MovedClock(), PlainAdder()
        self.settings = Settings(data_dir=folder / "data", _env_file=None)
        self.settings.data_dir.mkdir()
        self.addresses = SourceAddresses()
        self.ports: list[str] = []
        self.stand_ins: dict[str, StandIn] = {}

    @property
    def tools(self) -> SyncTools:
        return SyncTools(self.db, self.settings, self.add)

    @property
    def opener(self) -> SourceOpener:
        return SourceOpener(self.settings, self.clock.wall, loopback_guard(*self.ports), self.addresses)

    def sync(self, name: str) -> SyncReport:
        return sync_source(self.opener.open_source(name), self.tools)

    def tracks(self) -> dict[str, Track]:
        with self.db.read() as session:
            return {track.title: track for track in track_library.list_tracks(session)}

    def status(self, name: str) -> SourceStatus:
        with self.db.read() as session:
            return next(status for status in list_source_status(session) if status.name == name)

    def states(self, name: str) -> dict[str, str]:
        with self.db.read() as session:
            return {
                known.track.title: known.state for known in source_tracks.load_source_tracks(session, name).values()
            }


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return House(sqlite_database, tmp_path)


def make_songs(count: int, genre: str = "ambient", first: int = 0) -> list[Song]:
    numbers = range(first, first + count)
    return [
        Song(str(n), f"Song {n}", f"Artist {n % 40}", genre, sound=b"ID3" + n.to_bytes(4, "big") * 3000)
        for n in numbers
    ]


@pytest.fixture(params=["opensubsonic", "jellyfin", "plex"])
def server(request: pytest.FixtureRequest, house: House) -> Iterator[tuple[House, str, StandIn]]:
    made = {"opensubsonic": SubsonicStandIn, "jellyfin": JellyfinStandIn, "plex": PlexStandIn}[request.param]
    stand_in = made(make_songs(4), house.clock)
    with on_loopback(stand_in.app) as address:
        stand_in.address = address
        keys: dict[str, object] = {
            "opensubsonic_url": address,
            "opensubsonic_user": USER,
            "opensubsonic_password": SecretStr(PASSWORD),
            "jellyfin_url": address,
            "jellyfin_key": SecretStr(KEY),
            "plex_url": address,
            "plex_token": SecretStr(KEY),
        }
        house.settings = house.settings.model_copy(update=keys)
        yield house, request.param, stand_in


def test_a_server_is_synced_changed_and_synced_again(server: tuple[House, str, StandIn]) -> None:
    house, name, stand_in = server
    first = house.sync(name)
    assert (first.listed, first.fetched, first.added, first.refused) == (4, 4, 4, [])
    before = house.tracks()
    assert sorted(before) == ["Song 0", "Song 1", "Song 2", "Song 3"]
    assert all(Path(track.path).is_file() for track in before.values())

    again = house.sync(name)
    assert (again.fetched, again.added, again.withdrawn) == (0, 0, 0)
    assert len(house.add.read) == 4  # nothing was read again

    stand_in.songs[0].gone = True
    stand_in.songs[1].title, stand_in.songs[1].genre = "Renamed", "jazz"
    stand_in.songs += make_songs(1, first=9)
    changed = house.sync(name)
    assert (changed.added, changed.withdrawn, changed.renamed) == (1, 1, 1)
    after = house.tracks()
    assert sorted(after) == ["Renamed", "Song 2", "Song 3", "Song 9"]
    assert after["Renamed"].id == before["Song 1"].id

    stand_in.songs[0].gone = False
    back = house.sync(name)
    assert (back.returned, back.fetched) == (1, 0)
    assert house.tracks()["Song 0"].id == before["Song 0"].id

    stand_in.songs[2].sound += b"another recording"
    replaced = house.sync(name)
    assert (replaced.fetched, replaced.added) == (1, 1)
    assert house.tracks()["Song 2"].id != before["Song 2"].id
    assert len(house.tracks()) == 5
    status = house.status(name)
    assert (status.counts, status.error) == ({"added": 5}, "")
    assert status.synced_at is not None


def test_a_server_that_goes_in_the_middle_loses_nothing(server: tuple[House, str, StandIn]) -> None:
    house, name, stand_in = server
    house.sync(name)
    stand_in.songs += make_songs(5, first=20)
    for song in stand_in.songs[4:]:
        song.faults = ["500"] * 9
    last = max(stand_in.songs[4:], key=lambda song: make_ref_key(song.ref))
    first, *_ = sorted(stand_in.songs[4:], key=lambda song: make_ref_key(song.ref))
    first.faults = []  # they are fetched in this order
    with pytest.raises(SourceUnavailable):
        house.sync(name)
    assert len(house.tracks()) == 5  # what came before the fault is in
    assert last.faults  # and after three in a row it is the server that is at fault
    assert house.status(name).error
    assert house.status(name).synced_at is not None
    stand_in.answers = [lambda: web.Response(status=502)] * 4  # and the listing fails at once
    with pytest.raises(SourceUnavailable):
        house.sync(name)
    assert len(house.tracks()) == 5
    for song in stand_in.songs:
        song.faults = []
    assert house.sync(name).added == 4
    assert house.status(name).error == ""


def test_refused_sound_is_named_and_not_asked_for_again(server: tuple[House, str, StandIn]) -> None:
    house, name, stand_in = server
    stand_in.songs[0].faults = ["page", "page"]
    stand_in.songs[1].sound = b"%PDF-1.7 not music"
    refused = house.sync(name)
    assert len(refused.refused) == 2
    assert len(house.tracks()) == 2
    counted = sum(stand_in.paths.values())
    again = house.sync(name)
    assert (again.fetched, again.refused) == (0, [])
    assert sum(stand_in.paths.values()) - counted <= 3  # the listing alone


def test_two_syncs_at_once_are_one(server: tuple[House, str, StandIn]) -> None:
    house, name, _ = server
    with hold_source(house.settings, name), pytest.raises(BadInput) as caught:
        house.sync(name)
    assert caught.value.code == "sync-running"


def test_a_full_disk_ends_it_in_one_line(server: tuple[House, str, StandIn], monkeypatch: pytest.MonkeyPatch) -> None:
    house, name, _ = server
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("media.sources.audio_download.shutil.disk_usage", lambda _folder: usage(10, 10, 5))
    with pytest.raises(BadInput) as caught:
        house.sync(name)
    assert caught.value.code == "disk-full"
    monkeypatch.undo()
    assert house.sync(name).added == 4


def test_a_file_on_a_shared_disk_is_used_where_it_lies(house: House, tmp_path: Path) -> None:
    stand_in = JellyfinStandIn(make_songs(2), house.clock)
    shared = tmp_path / "shared" / "0.mp3"
    shared.parent.mkdir()
    shared.write_bytes(stand_in.songs[0].sound)
    (tmp_path / "shared" / "1.mp3").write_bytes(b"something else")
    stand_in.local = {"0": str(shared), "1": str(tmp_path / "shared" / "1.mp3")}
    with on_loopback(stand_in.app) as address:
        keys = {"jellyfin_url": address, "jellyfin_key": SecretStr(KEY)}
        house.settings = house.settings.model_copy(update=keys)
        assert house.sync("jellyfin").added == 2
    paths = {Path(track.path) for track in house.tracks().values()}
    assert shared in paths
    assert (paths - {shared}).pop().is_relative_to(house.settings.data_dir)
    assert stand_in.paths["/Items/0/Download"] == 0
    assert not shared.with_name("0.mp3.json").exists()


@pytest.fixture
def catalogues(house: House) -> Iterator[House]:
    """All five catalogues, each with some music of every kind."""
    words = [word for kind in KINDS.values() for word in kind]
    pieces = {"jamendo": 0, "openverse": 1, "archive": 2, "commons": 3, "ccmixter": 4}
    songs: dict[str, list[Song]] = {name: [] for name in pieces}
    for name, place in pieces.items():
        for number, word in enumerate(words):
            songs[name] += make_songs(3, word, first=10_000 * place + 10 * number + 1)
    for song in songs["archive"]:
        song.ref = f"item{song.ref}/song {song.ref}.mp3"
    for number, song in enumerate(song for all_of in songs.values() for song in all_of):
        song.artist, song.licence = f"Artist {number}", BY_NC if number % 3 == 0 else BY
    made: dict[str, Callable[..., StandIn]] = {
        "jamendo": JamendoStandIn,
        "openverse": OpenverseStandIn,
        "archive": ArchiveStandIn,
        "commons": CommonsStandIn,
        "ccmixter": CcMixterStandIn,
    }
    house.stand_ins = {name: made[name](songs[name], house.clock) for name in pieces}
    house.settings = house.settings.model_copy(update={"jamendo_client_id": SecretStr("right")})
    paths = {"commons": "/w/api.php", "ccmixter": "/api/query"}
    with ExitStack() as stack:
        for name, stand_in in house.stand_ins.items():
            stand_in.address = stack.enter_context(on_loopback(stand_in.app))
            house.ports.append(stand_in.address)
            house.addresses = replace(house.addresses, **{name: stand_in.address + paths.get(name, "")})
        yield house


NAMES = ["jamendo", "ccmixter", "openverse", "archive", "commons"]


def plan(house: House, count: int, names: list[str] = NAMES, *, commercial: bool = False) -> StarterPlan:
    planner = StarterPlanner(house.opener.open_source, names, commercial=commercial, on_kind=lambda _kind: None)
    return planner.plan(count, house.db)


def test_the_starter_fills_an_empty_library_from_all_catalogues(catalogues: House) -> None:
    house = catalogues
    planned = plan(house, 70, commercial=True)
    assert len(planned.tracks) == 70
    assert {p.kind for p in planned.tracks} == set(KINDS)
    assert {p.source for p in planned.tracks} == set(NAMES)
    assert planned.licences == {BY: 70}
    assert planned.size > 70 * 10_000
    assert planned.faults == {}
    save_plan(planned, house.db)
    reports = fetch_starter(house.opener.open_source, NAMES, house.tools)
    assert sum(report.added for report in reports) == 70
    assert len(house.tracks()) == 70
    assert all(track.licence.id == "CC-BY-4.0" for track in house.tracks().values())
    assert all(stand_in.exceeded == 0 for stand_in in house.stand_ins.values())
    lines = list_credits(house.db)
    assert len(lines) == 70
    assert all("CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)" in line and "http" in line for line in lines)

    again = plan(house, 70, commercial=True)
    assert again.tracks == []  # as many as were asked for are there
    more = plan(house, 84)
    assert len(more.tracks) == 14
    assert {p.track.ref for p in more.tracks}.isdisjoint({p.track.ref for p in planned.tracks})


@pytest.mark.slow
def test_a_starter_that_was_stopped_goes_on(catalogues: House) -> None:
    house = catalogues
    save_plan(plan(house, 20), house.db)
    assert plan(house, 20).tracks == []  # they are on their way
    house.stand_ins["ccmixter"].songs.clear()  # gone before it was fetched
    reports = {r.source: r for r in fetch_starter(house.opener.open_source, NAMES, house.tools)}
    assert reports["ccmixter"].withdrawn > 0
    lacking = 20 - len(house.tracks())
    assert lacking == reports["ccmixter"].withdrawn
    assert len(plan(house, 20).tracks) == lacking


def test_a_catalogue_that_is_down_is_named_and_made_up_for(catalogues: House) -> None:
    house = catalogues
    house.stand_ins["jamendo"].answers = [lambda: web.Response(status=500)] * 99
    planned = plan(house, 28)
    assert list(planned.faults) == ["jamendo"]
    assert len(planned.tracks) == 28


def test_licences_are_read_again_and_what_is_withdrawn_is_hidden(
    catalogues: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = catalogues
    save_plan(plan(house, 14, ["ccmixter"]), house.db)
    fetch_starter(house.opener.open_source, ["ccmixter"], house.tools)
    before = house.tracks()
    assert house.sync("ccmixter").listed == 0  # they were looked at just now
    fetched = [song for song in house.stand_ins["ccmixter"].songs if song.title in before]
    fetched[0].licence = "http://creativecommons.org/licenses/by-nd/4.0/"
    fetched[1].gone = True
    monkeypatch.setattr(source_sync, "RECHECK", timedelta(0))
    report = house.sync("ccmixter")
    assert (report.listed, report.withdrawn, len(report.relicensed)) == (13, 1, 1)
    after = house.tracks()
    assert after[fetched[0].title].licence.id == "CC-BY-ND-4.0"
    assert fetched[1].title not in after
    note = json.loads(Path(after[fetched[0].title].path + ".json").read_text())
    assert note["licence"] == fetched[0].licence
    fetched[1].gone = False
    assert house.sync("ccmixter").returned == 1
    assert house.tracks()[fetched[1].title].id == before[fetched[1].title].id


def test_requests_are_counted_over_processes(catalogues: House) -> None:
    house = catalogues
    stand_in = house.stand_ins["openverse"]
    with pytest.raises(SourceUnavailable) as caught:
        for _ in range(30):  # each opens the source anew, as another process would
            result = plan(house, 2000, ["openverse"])
            if result.faults:
                raise SourceUnavailable("source-quota", result.faults["openverse"])
    assert "no more requests before" in caught.value.line
    assert stand_in.exceeded == 0
    assert len(stand_in.times) == 200


def test_parts_of_what_may_not_be_changed_are_not_sent(catalogues: House) -> None:
    house = catalogues
    stand_in = house.stand_ins["ccmixter"]
    for song in stand_in.songs:
        song.licence = "http://creativecommons.org/licenses/by-nd/4.0/"
    stand_in.songs[0].licence = BY
    save_plan(plan(house, 14, ["ccmixter"]), house.db)
    fetch_starter(house.opener.open_source, ["ccmixter"], house.tools)
    with house.db.read() as session:
        allowed = {title: source_tracks.may_send_clip(session, track.id) for title, track in house.tracks().items()}
        assert source_tracks.may_send_clip(session, "of no source")
    assert [title for title, may in allowed.items() if may] == [stand_in.songs[0].title]


def test_a_full_disk_ends_the_starter_in_one_line(catalogues: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house = catalogues
    save_plan(plan(house, 6), house.db)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("media.sources.audio_download.shutil.disk_usage", lambda _folder: usage(10, 10, 5))
    with pytest.raises(BadInput) as caught:
        fetch_starter(house.opener.open_source, NAMES, house.tools)
    assert caught.value.code == "disk-full"
    assert house.tracks() == {}
