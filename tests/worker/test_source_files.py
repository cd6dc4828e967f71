"""Where fetched music lies, what is noted beside it, and when a server's own file is used."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from musechat.licence_evidence import LicenceEvidence
from musechat.settings import Settings
from musechat.source_track import SourceRights, SourceTrack
from tests.store.made import NOON, STATED
from worker.library.import_report import AddReport, Outcome
from worker.library.source_files import find_shared_file, get_source_folder, plan_path, write_note

RIGHTS = SourceRights(may_analyse=True, may_send_clip=True, may_send_full=True)
TRACK = SourceTrack("7", "Low Tide", "Mira Voss", RIGHTS)
SUFFIXES = frozenset({".mp3", ".flac"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def test_a_track_lies_in_its_sources_folder_under_its_names(settings: Settings, tmp_path: Path) -> None:
    path = plan_path(settings, "jamendo", TRACK)
    assert path.parent == get_source_folder(settings, "jamendo") == tmp_path / "library" / "jamendo"
    assert path.name.startswith("Mira Voss - Low Tide-")
    assert path.suffix == ".mp3"
    assert plan_path(settings, "jamendo", replace(TRACK, suffix=".flac")).suffix == ".flac"


@pytest.mark.parametrize(
    "other",
    [
        replace(TRACK, ref="8"),
        replace(TRACK, ref="8", title="Low.Tide"),
        replace(TRACK, ref="8", title="x" * 500),
        replace(TRACK, ref="8", title="../../etc/passwd"),
        replace(TRACK, ref="8", title="", artist=""),
        replace(TRACK, ref="8", title="海" * 200),
    ],
)
def test_no_two_tracks_share_a_file_and_none_leaves_the_folder(settings: Settings, other: SourceTrack) -> None:
    path = plan_path(settings, "jamendo", other)
    assert path != plan_path(settings, "jamendo", replace(other, ref="9"))
    assert path == plan_path(settings, "jamendo", other)
    assert path.resolve().parent == get_source_folder(settings, "jamendo").resolve()
    assert path.suffix == ".mp3"
    assert len(path.name.encode()) < 200


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, {"title": "Low Tide", "artist": "Mira Voss"}),
        ({"album": "Glass", "year": 1999, "page_url": "https://a.example"},
         {"title": "Low Tide", "artist": "Mira Voss", "album": "Glass", "year": 1999, "source_url": "https://a.example"}),
        ({"genres": ("a", "b")}, {"title": "Low Tide", "artist": "Mira Voss", "genre": "a; b"}),
        ({"genres": tuple("abcdefghij")}, {"title": "Low Tide", "artist": "Mira Voss", "genre": "a; b; c; d; e; f; g; h"}),
        ({"evidence": LicenceEvidence("CC BY 4.0", "the page", NOON, "", "by Mira")},
         {"title": "Low Tide", "artist": "Mira Voss", "licence": "CC BY 4.0", "stated_in": "the page",
          "seen_at": NOON.isoformat(), "attribution": "by Mira"}),
        ({"evidence": STATED, "title": "Étude № 1"},
         {"title": "Étude № 1", "artist": "Mira Voss", "licence": STATED.statement, "stated_in": STATED.stated_in,
          "seen_at": STATED.seen_at.isoformat()}),
    ],
)  # fmt: skip
def test_what_a_source_says_is_noted_beside_the_sound(
    tmp_path: Path, changes: dict[str, object], note: dict[str, object]
) -> None:
    path = tmp_path / "a.mp3"
    write_note(path, replace(TRACK, title="Old"))
    write_note(path, replace(TRACK, **changes))  # type: ignore[arg-type]
    text = (tmp_path / "a.mp3.json").read_text(encoding="utf-8")
    assert json.loads(text) == note
    assert "\\u" not in text  # people read it
    assert [each.name for each in tmp_path.iterdir()] == ["a.mp3.json"]


@pytest.mark.parametrize(
    ("changes", "used"),
    [
        ({}, True),
        ({"size": 4}, False),  # another file lies there by now
        ({"size": 0}, False),  # the server does not say
        ({"local_path": ""}, False),
        ({"local_path": "music/a.mp3"}, False),
        ({"local_path": "{}/b.mp3"}, False),
        ({"local_path": "{}/a.txt"}, False),
        ({"local_path": "{}/A.MP3"}, True),
        ({"local_path": "{}/\0.mp3"}, False),
        ({"local_path": "{}/folder.mp3"}, False),
    ],
)
def test_a_servers_file_is_used_only_where_it_is_that_file(
    tmp_path: Path, changes: dict[str, object], used: bool
) -> None:
    for name in ("a.mp3", "a.txt", "A.MP3"):
        (tmp_path / name).write_bytes(b"abc")
    (tmp_path / "folder.mp3").mkdir()
    there = replace(TRACK, **({"size": 3, "local_path": "{}/a.mp3"} | changes))  # type: ignore[arg-type]
    there = replace(there, local_path=there.local_path.format(tmp_path))
    assert find_shared_file(there, SUFFIXES) == (Path(there.local_path) if used else None)


@pytest.mark.parametrize(
    ("outcome", "usable"),
    [("added", 1), ("renewed", 1), ("retagged", 1), ("known", 1), ("twice", 1), ("broken", 0)],
)
def test_a_report_counts_the_files_that_are_tracks_now(outcome: Outcome, usable: int) -> None:
    report = AddReport()
    report.record(Path("/a"), outcome, "why")
    assert report.usable == usable
    listed = getattr(report, outcome)
    assert listed == ([(Path("/a"), "why")] if outcome in ("twice", "broken") else [Path("/a")])
    others = {"added", "renewed", "retagged", "known", "twice", "broken"} - {outcome}
    assert not any(getattr(report, other) for other in others)
