"""What people get wrong: each time one clear line, exit code 2, nothing lost and nothing left behind."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import Home

pytestmark = pytest.mark.slow  # a command of its own for each


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("musechat: ")
    return lines[0]


def test_no_such_file(home: Home) -> None:
    assert "There is no file nowhere.mp4" in refused(home.run("ask", "nowhere.mp4"))


def test_a_folder_is_no_clip(home: Home) -> None:
    assert "is not a file" in refused(home.run("ask", home.folder))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.mp4", b""),
        ("text.mp4", b"this is a text and not a film\n" * 40),
        ("list.mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1/x.ts\n#EXT-X-ENDLIST\n"),
    ],
)
def test_files_that_are_no_clips(home: Home, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert name in refused(home.run("ask", tmp_path / name))


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:1/clip.mp4", "http://169.254.169.254/latest", "http://[::1]/x", "https://"]
)
def test_links_that_lead_nowhere_good(home: Home, link: str) -> None:
    refused(home.run("ask", link))


def test_links_can_be_off(home: Home) -> None:
    assert "Links are switched off" in refused(home.run("ask", "https://example.org/x.mp4", MUSECHAT_LINKS="off"))


def test_a_clip_over_the_limits(home: Home) -> None:
    clip = sorted(home.clips.glob("*.mp4"))[1]
    assert "MB allowed" in refused(home.run("ask", clip, MUSECHAT_MAX_CLIP_BYTES="1000"))
    assert "long" in refused(home.run("ask", clip, MUSECHAT_MAX_CLIP_SECONDS="0.5"))


def test_an_empty_library(empty_home: Home, home: Home) -> None:
    empty_home.folder.mkdir()
    assert "The library is empty" in refused(empty_home.run("ask", min(home.clips.glob("*.mp4"))))


def test_a_setting_that_cannot_be_used(home: Home) -> None:
    assert "MUSECHAT_WEB_PORT" in refused(home.run("library", "list", MUSECHAT_WEB_PORT="many"))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs the right to drop rights")
def test_a_data_folder_that_may_not_be_written(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.write_text("a file where the folder should be")
    blocked = Home(tmp_path)
    assert "cannot be used" in refused(blocked.run("library", "list", MUSECHAT_DATA_DIR=str(locked)))


def test_a_database_from_a_newer_version(empty_home: Home) -> None:
    empty_home.folder.mkdir()
    assert empty_home.run("db", "upgrade").returncode == 0
    import sqlite3

    with sqlite3.connect(empty_home.folder / "musechat.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    assert "newer" in refused(empty_home.run("library", "list"))


def test_a_database_that_is_none(empty_home: Home) -> None:
    empty_home.folder.mkdir()
    (empty_home.folder / "musechat.db").write_bytes(b"not a database at all, but long enough to be read" * 30)
    refused(empty_home.run("library", "list"))


@pytest.mark.parametrize("command", ["up", "web"])
def test_a_port_that_is_taken(home: Home, command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = refused(home.run(command, "--port", str(taken.getsockname()[1])))
    assert "with MUSECHAT_WEB_PORT" in line


def test_nothing_usable_to_add(empty_home: Home, tmp_path: Path) -> None:
    empty_home.folder.mkdir()
    (tmp_path / "broken.mp3").write_bytes(b"\xff\xfb" + b"no music" * 10)
    done = empty_home.run("library", "add", tmp_path / "broken.mp3")
    assert done.returncode == 2
    assert "broken.mp3" in done.stderr + done.stdout


def test_no_worker_keeps_the_turn(home: Home) -> None:
    listed = home.run("turns", "--failed")
    assert listed.returncode == 0, listed.stderr
