"""Accepted picks as playlist files, and the credits of fetched tracks: what players and pages have to be able to read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from musechat.licence_evidence import LicenceEvidence
from musechat.settings import Settings
from musechat.source_track import SourceRights, SourceTrack
from musechat.track import Licence
from store.database import Database
from store.pick_lists import ListedPick
from store.tables import LibrarySourceRow, SourceTrackRow
from tests.store.made import NOON, STATED, track, track_traits
from worker.library.credits_file import list_credits, write_credit, write_credits
from worker.library.pick_export import XSPF, write_m3u8, write_xspf

NAMES = {"x": XSPF}
RIGHTS = SourceRights(may_analyse=True, may_send_clip=True, may_send_full=False)


def listed(start_s: float = 1.25, end_s: float = 13.75, *, duration_s: float = 61.25, **changes: Any) -> ListedPick:
    made = replace(track(1), traits=track_traits(duration_s=duration_s))
    return ListedPick(replace(made, **changes), start_s, end_s)


def parse(pick: ListedPick) -> ET.Element:
    entry = ET.fromstring(write_xspf([pick])).find("x:trackList/x:track", NAMES)
    assert entry is not None
    return entry


def find(pick: ListedPick, name: str) -> str | None:
    return parse(pick).findtext(f"x:{name}", namespaces=NAMES)


def test_a_list_for_players_names_length_artist_title_and_file() -> None:
    picks = [
        listed(title="Low\n Tide", artist="Mira\tVoss", path="/music/a b.flac", duration_s=59.5),
        listed(title="Sea", artist="Jo", path="/music/été.mp3", duration_s=59.4),
    ]
    assert write_m3u8(picks) == (
        "#EXTM3U\n#PLAYLIST:MuseChat picks\n"
        "#EXTINF:60,Mira Voss - Low Tide\n/music/a b.flac\n"
        "#EXTINF:59,Jo - Sea\n/music/été.mp3\n"
    )


def test_a_list_keeps_the_order_of_the_picks() -> None:
    names = ["c", "a", "b"]
    root = ET.fromstring(write_xspf([listed(title=name) for name in names]))
    assert [each.text for each in root.iterfind(".//x:track/x:title", NAMES)] == names
    assert root.findtext("x:title", namespaces=NAMES) == "MuseChat picks"
    assert root.get("version") == "1"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/music/a.flac", "file:///music/a.flac"),
        ("/music/a b#1?.flac", "file:///music/a%20b%231%3F.flac"),
        ("/music/100%.mp3", "file:///music/100%25.mp3"),
        ("/music/海.mp3", "file:///music/%E6%B5%B7.mp3"),
    ],
)
def test_a_file_is_named_by_an_address(path: str, location: str) -> None:
    assert find(listed(path=path), "location") == location


def test_a_track_says_who_made_it_its_licence_and_the_moment() -> None:
    pick = listed(62.04, 74.55, title="Low Tide", artist="Mira Voss", licence=Licence("CC0-1.0"), duration_s=61.2504)
    assert find(pick, "title") == "Low Tide"
    assert find(pick, "creator") == "Mira Voss"
    assert find(pick, "annotation") == "Licence: CC0-1.0. Picked from 62.0 s to 74.5 s."
    assert find(pick, "duration") == "61250"


@pytest.mark.parametrize(
    ("url", "shown"),
    [("https://a.example/1?x&y", True), ("http://a.example", True), ("ftp://a.example", False), ("", False)],
)
def test_only_a_page_is_linked(url: str, shown: bool) -> None:
    assert find(listed(source_url=url), "info") == (url if shown else None)


@pytest.mark.parametrize("album", ["Harbour", ""])
def test_an_album_is_named_where_there_is_one(album: str) -> None:
    assert find(listed(album=album), "album") == (album or None)


def test_what_xml_cannot_hold_is_left_out() -> None:
    controls = "".join(map(chr, range(32)))
    assert find(listed(title=f"a{controls}b\x7f<&>"), "title") == "a\t\nb\x7f<&>"
    assert find(listed(title=" a b "), "title") == " a b "


def fetched(n: int, **changes: Any) -> SourceTrack:
    made = SourceTrack(f"{n}", f"Piece {n}", f"Artist {n}", RIGHTS, evidence=STATED, page_url=f"https://m.example/{n}")
    return replace(made, **changes)


def put(db: Database, source: str, *tracks: SourceTrack, state: str = "added") -> None:
    with db.write() as session:
        session.add(LibrarySourceRow(name=source))
        session.flush()
        for each in tracks:
            row = SourceTrackRow(source=source, key=f"{each.ref:>032}", record=each.to_json(), state=state)
            session.add(row)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "“Piece 1” by Artist 1 – CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/) – https://m.example/1"),
        ({"page_url": ""}, "“Piece 1” by Artist 1 – CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)"),
        ({"evidence": None}, "“Piece 1” by Artist 1"),
        (
            {"evidence": LicenceEvidence("ask me first", "a page", NOON, "")},
            "“Piece 1” by Artist 1 – ask me first (ask me first) – https://m.example/1",
        ),
    ],
    ids=["whole", "without a page", "without a licence", "of a licence in words"],
)
def test_a_credit_says_all_that_is_known(changes: dict[str, Any], line: str) -> None:
    assert write_credit(fetched(1, **changes)) == line


def test_credits_are_those_of_the_catalogues_sorted_one_a_line(sqlite_database: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    assert write_credits(settings, sqlite_database) is None
    assert not (tmp_path / "data" / "library").exists()
    put(sqlite_database, "jamendo", fetched(1, title="beta"), fetched(2, title="Alpha"))
    put(sqlite_database, "ccmixter", fetched(3, title="Gamma"))
    put(sqlite_database, "openverse", fetched(4, title="Refused"), state="refused")
    put(sqlite_database, "jellyfin", fetched(5, title="Of a server"))
    path = write_credits(settings, sqlite_database)
    assert path == tmp_path / "data" / "library" / "CREDITS.txt"
    lines = list_credits(sqlite_database)
    assert [line.split("”")[0] for line in lines] == ["“Alpha", "“beta", "“Gamma"]
    assert path.read_text(encoding="utf-8") == "".join(f"{line}\n" for line in lines)
    assert write_credits(settings, sqlite_database) == path  # written anew
    assert path.read_text(encoding="utf-8").count("\n") == 3
