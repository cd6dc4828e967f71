"""``musechat render``: the files that it writes, and what it refuses in one line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from musechat.errors import BadInput
from musechat.track import Licence
from store.database import Database
from store.track_library import put_track
from tests.media.mix.clips import click_track, hum, steady_times, write_marked
from tests.store.asked import Asker
from tests.store.made import track


@pytest.fixture
def folder(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation with one track, and a clip."""
    for name in list(os.environ):
        if name.startswith("MUSECHAT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MUSECHAT_DATABASE_URL", sqlite_database.url)
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    with sqlite_database.write() as session:
        put_track(session, track(1, path=str(hum(tmp_path / "hum.flac"))), "1")
        put_track(session, track(2, path=str(tmp_path / "gone.flac")), "1")
        put_track(session, track(3, licence=Licence("CC-BY-ND-4.0", derivatives=False)), "1")
    write_marked(tmp_path / "my clip.mp4", steady_times(2.0, 25), [1.0], sound=click_track(2.0, [1.0]))
    return tmp_path


def run(*words: object) -> BaseException | None:
    return CliRunner().invoke(app, ["render", *map(str, words)]).exception


def test_it_writes_clip_music_and_files_for_editors(folder: Path) -> None:
    words = (
        folder / "my clip.mp4",
        "--track",
        track(1).id,
        "--start",
        1,
        "--mode",
        "voice_first",
        "--out",
        folder / "o",
    )
    result = CliRunner().invoke(app, ["render", *map(str, words)])
    assert result.exception is None, result.output
    assert sorted(path.name for path in (folder / "o").iterdir()) == [
        *("credit.txt", "cue-sheet.csv", "markers.csv", "music.m4a", "music.wav", "my-clip-with-music.mp4"),
        *("my-clip.mp4", "timeline.edl", "timeline.fcpxml", "timeline.otio"),
    ]
    assert "picture copied" in result.output
    assert re.search(r"-1[34]\.\d LUFS", result.output)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nothing.mp4", "--track", "0"), "no-such-file"),
        (("{clip}", "--track", "zz"), "no-such-track"),
        (("{clip}", "--track", "{gone}", "--start", "1"), "track-gone"),
        (("{clip}", "--track", "{fixed}", "--start", "1", "--nudge"), "no-derivatives"),
        (("4711",), "no-such-thread"),
        (("{empty}",), "no-clip"),
    ],
)
def test_what_cannot_be_rendered_is_said(
    folder: Path, sqlite_database: Database, words: tuple[str, ...], code: str
) -> None:
    empty = Asker(sqlite_database).thread_id
    named = {"clip": str(folder / "my clip.mp4"), "gone": track(2).id, "fixed": track(3).id, "empty": str(empty)}
    error = run(*(word.format(**named) for word in words), "--out", folder / "o")
    assert isinstance(error, BadInput)
    assert error.code == code
    assert "\n" not in error.line
