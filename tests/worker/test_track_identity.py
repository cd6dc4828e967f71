"""A track is its recording: retagged, moved, covered, put into another container or encoded anew, it is one track."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.track import Track
from store import track_library
from store.database import Database
from store.known_files import load_known_files
from store.tables import TrackRow
from store.thread_history import load_thread_feedback
from store.track_merge import merge_same_sound
from tests.media.listen.sounds import song, tone, write
from tests.media.listen.tagging import id3, id3v1, put_id3, put_vorbis, text
from tests.store.made import DAY, NOON, fill
from tests.store.made import track as made_track
from tests.worker import ears
from tests.worker.inline_pool import InlinePool
from worker.library import AddReport, add_files, import_run
from worker.library.file_scan import hash_file

CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "_make_pool", lambda _settings, load, *_: InlinePool(load))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "music"
    made.mkdir()
    return made


def add(db: Database, *paths: Path) -> AddReport:
    return add_files(paths, db, Settings(data_dir=paths[0].parent / "data"), load=ears.plain, size=1)


def listed(db: Database) -> list[Track]:
    with db.read() as session:
        return track_library.list_tracks(session)


def remux(source: Path, target: Path, container: str) -> Path:
    with av.open(str(source)) as given, av.open(str(target), "w", format=container) as out:
        stream = out.add_stream_from_template(given.streams.audio[0])
        for packet in given.demux(given.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    return target


def test_retagged_covered_moved_and_remuxed_it_is_one_track(sqlite_database: Database, folder: Path) -> None:
    db, path = sqlite_database, folder / "a.mp3"
    write(path, song(0, "major", 110, 6.0))
    put_id3(path, id3([text("TIT2", "Old title"), text("TPE1", "Old artist")]))
    add(db, folder)
    (before,) = listed(db)

    cover = ("APIC", b"\0image/jpeg\0\3\0" + os.urandom(3000))
    put_id3(path, id3([text("TIT2", "New title"), text("TPE1", "New artist"), ("WCOP", CC_BY.encode()), cover]))
    path.write_bytes(path.read_bytes() + id3v1("New title", "New artist", "", "2001", 17))
    report = add(db, folder)
    assert ([p.name for p in report.retagged], report.added, report.sound_s) == (["a.mp3"], [], 0)
    (after,) = listed(db)
    assert (after.id, after.title, after.artist, after.licence.id) == (
        before.id,
        "New title",
        "New artist",
        "CC-BY-4.0",
    )
    assert after.traits == before.traits

    moved = path.rename(folder / "elsewhere.mp3")
    add(db, folder)
    assert [(t.id, t.path) for t in listed(db)] == [(before.id, str(moved))]

    remux(moved, folder / "a.mka", "matroska")
    moved.unlink()
    add(db, folder)
    assert [(t.id, Path(t.path).name) for t in listed(db)] == [(before.id, "a.mka")]


def test_another_encoding_is_the_same_track_and_a_better_one_takes_its_place(
    sqlite_database: Database, folder: Path
) -> None:
    db, wave = sqlite_database, song(2, "minor", 96, 8.0)
    write(folder / "a.mp3", wave, metadata={"title": "Fern", "artist": "Ada Bell"})
    add(db, folder)
    (before,) = listed(db)
    write(folder / "b.flac", wave, metadata={"title": "something else"})
    report = add(db, folder)
    assert [(p.name, "better" in why) for p, why in report.twice] == [("b.flac", True)]
    (after,) = listed(db)
    assert (after.id, after.title, Path(after.path).name) == (before.id, "Fern", "b.flac")
    write(folder / "c.opus", wave)
    report = add(db, folder)
    assert [p.name for p, _ in report.twice] == ["c.opus"]
    assert [Path(t.path).name for t in listed(db)] == ["b.flac"]
    (folder / "b.flac").unlink()
    add(db, folder / "c.opus")
    assert [(t.id, Path(t.path).name) for t in listed(db)] == [(before.id, "c.opus")]


def test_other_recordings_and_other_versions_stay_apart(sqlite_database: Database, folder: Path) -> None:
    wave = song(2, "minor", 96, 6.0)
    write(folder / "Fern.flac", wave)
    write(folder / "Fern (Instrumental).mp3", wave)
    write(folder / "Moss.mp3", song(5, "major", 96, 6.0))
    for hertz in (220, 233, 330):
        write(folder / f"{hertz}.wav", tone(hertz, 6.0))
    report = add(sqlite_database, folder)
    assert (len(report.added), report.twice) == (6, [])


def test_a_file_that_holds_another_recording_now_is_another_track(sqlite_database: Database, folder: Path) -> None:
    write(folder / "a.wav", song(0, "major", 110, 4.0))
    add(sqlite_database, folder)
    (before,) = listed(sqlite_database)
    write(folder / "a.wav", song(5, "minor", 90, 5.0))
    assert len(add(sqlite_database, folder).added) == 1
    assert [t.id == before.id for t in listed(sqlite_database)] == [False]


def test_lists_and_tags_edited_later_are_taken(sqlite_database: Database, folder: Path) -> None:
    write(folder / "a.mp3", song(0, "major", 110, 4.0))
    add(sqlite_database, folder)
    table = folder / "licences.csv"
    table.write_text("file;title;artist;licence\na.mp3;From table;Ann;CC BY 4.0\n")
    assert len(add(sqlite_database, folder).retagged) == 1
    (track,) = listed(sqlite_database)
    assert (track.title, track.artist, track.licence.id) == ("From table", "Ann", "CC-BY-4.0")
    assert [(s.text, s.where) for s in track.statements] == [("CC BY 4.0", "licences.csv")]
    table.write_text("file;title\nb.mp3;Nobody\n")
    report = add(sqlite_database, folder)
    assert [("0 of 1 rows fit a file" in note) for note in report.notes] == [True]


def test_refused_files_are_remembered_until_they_change(sqlite_database: Database, folder: Path) -> None:
    (folder / "words.flac").write_text("not music\n" * 100)
    write(folder / "silent.wav", np.zeros(44_100 * 3, np.float32))
    steady = 0.3 * np.sin(2 * np.pi * 440 * np.arange(44_100 * 4) / 44_100)
    write(folder / "tone.wav", steady.astype(np.float32))
    write(folder / "offset.wav", np.full(44_100 * 3, 0.25, np.float32))
    write(folder / "fine.wav", song(0, "major", 110, 4.0))
    first = {path.name: why for path, why in add(sqlite_database, folder).broken}
    assert set(first) == {"words.flac", "silent.wav", "tone.wav", "offset.wav"}
    assert "test tone" in first["tone.wav"]
    with sqlite_database.read() as session:
        known = load_known_files(session, [str(folder / name) for name in first])
    assert {Path(path).name: file.refusal for path, file in known.items()} == first
    again = add(sqlite_database, folder)
    assert ({path.name: why for path, why in again.broken}, len(again.known), again.sound_s) == (first, 1, 0)
    write(folder / "silent.wav", song(4, "major", 110, 4.0))
    assert [path.name for path in add(sqlite_database, folder).added] == ["silent.wav"]


def test_kinds_that_are_left_out_are_named_and_names_that_are_no_utf8_are_fine(
    sqlite_database: Database, folder: Path
) -> None:
    write(folder / "a.mp3", song(0, "major", 110, 4.0))
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/m_caf\xe9.mp3"))
    shutil.copy(write(folder / "b.mp3", song(3, "minor", 120, 4.0)), odd)
    (folder / "b.mp3").unlink()
    (folder / "tune.xm").write_bytes(b"Extended Module")
    (folder / "cover.jpg").write_bytes(b"no music")
    for _ in range(2):
        report = add(sqlite_database, folder)
        assert (report.usable, report.broken) == (2, [])
    assert {kind: [p.name for p in paths] for kind, paths in report.left_out.items()} == {".xm": ["tune.xm"]}
    tracks = {track.title: track for track in listed(sqlite_database)}
    assert set(tracks) == {"a", "m café"}
    assert Path(tracks["m café"].path) == odd
    assert Path(tracks["m café"].path).is_file()


def test_an_album_with_a_cue_sheet_is_its_tracks(sqlite_database: Database, folder: Path) -> None:
    write(folder / "album.flac", np.concatenate([song(n, "major", 100 + n, 4.0) for n in (0, 4, 7)]))
    put_vorbis(folder / "album.flac", [("LICENSE", CC_BY)])
    (folder / "album.cue").write_bytes(
        'PERFORMER "Zoë"\r\nTITLE "Hills"\r\nFILE "album.wav" WAVE\r\n'
        '  TRACK 01 AUDIO\r\n    TITLE "Übergang"\r\n    INDEX 01 00:00:00\r\n'
        '  TRACK 02 AUDIO\r\n    TITLE "Fern"\r\n    PERFORMER "Bo"\r\n    INDEX 00 00:03:70\r\n    INDEX 01 00:04:00\r\n'
        '  TRACK 03 AUDIO\r\n    TITLE "Moss"\r\n    INDEX 01 00:08:00\r\n'.encode("cp1252")
    )
    assert len(add(sqlite_database, folder).added) == 3
    tracks = {track.title: track for track in listed(sqlite_database)}
    assert {title: (t.artist, t.album) for title, t in tracks.items()} == {
        "Übergang": ("Zoë", "Hills"), "Fern": ("Bo", "Hills"), "Moss": ("Zoë", "Hills"),
    }  # fmt: skip
    assert [t.traits.duration_s for t in tracks.values()] == pytest.approx([4.0] * 3, abs=0.01)
    assert {t.licence.id for t in tracks.values()} == {"CC-BY-4.0"}
    assert len(add(sqlite_database, folder).known) == 3


def test_rows_of_an_older_version_keep_their_ids_and_become_one(sqlite_database: Database, folder: Path) -> None:
    """Before, an id was of a file's bytes, so that a retagged copy was a second track."""
    db = sqlite_database
    write(folder / "a.mp3", song(0, "major", 110, 4.0))
    put_id3(folder / "a.mp3", id3([text("TIT2", "A")]))
    add(db, folder)
    (track,) = listed(db)
    put_id3(shutil.copy(folder / "a.mp3", folder / "b.mp3"), id3([text("TIT2", "B")]))
    old = [
        replace(track, id=f"{n:016x}", path=str(folder / name), file_hash=hash_file(folder / name), sound_hash="")
        for n, name in enumerate(("a.mp3", "b.mp3"), 1)
    ]
    with db.write() as session:
        session.query(TrackRow).delete()
        for each in old:
            track_library.put_track(session, each, "listen-2")
    add(db, folder)
    assert [t.id for t in listed(db)] == [old[0].id]


def test_what_refers_to_a_merged_track_refers_to_the_one_that_stays(database: Database) -> None:
    with database.write() as session:
        filled = fill(session)
        kept = replace(made_track(7), sound_hash="ab" * 32)
        track_library.put_track(session, kept, "1")
        session.query(TrackRow).filter_by(id=filled.track_id).update({"sound_hash": "ab" * 32})
        session.query(TrackRow).filter_by(id=kept.id).update({"added_at": NOON - DAY})
        assert merge_same_sound(session, "ab" * 32, None) == kept.id
    with database.read() as session:
        assert [t.id for t in track_library.list_tracks(session)] == [kept.id]
        assert load_thread_feedback(session, filled.thread_id) == [(kept.id, "accepted")]


def test_nothing_at_all_is_named(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    with pytest.raises(BadInput) as caught:
        add(sqlite_database, tmp_path / "bare")
    assert caught.value.code == "no-sound-files"
