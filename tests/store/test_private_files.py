"""Other users of the machine cannot read what members said and sent."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.setup import open_database, require_data_folder
from musechat.settings import Settings
from store.blobs import BlobStore
from store.private_files import is_private, restrict_folder, restrict_new_files


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def write(path: Path, mode: int = 0o644) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    path.chmod(mode)
    return path


def test_everything_that_a_new_installation_writes_is_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = Settings(data_dir=home, _env_file=None)  # type: ignore[call-arg]
    with open_database(settings) as db, db.write():
        clip = write(tmp_path / "clip.mp4")
        BlobStore(settings.effective_blob_url).put_file(clip, "0" * 64)
    found = [home, *home.rglob("*")]
    assert any(path.name == "musechat.db" for path in found)
    for path in found:
        assert mode_of(path) == (0o700 if path.is_dir() else 0o600), path


def test_an_existing_installation_is_closed_and_an_operators_music_is_not_touched(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ours = [
        write(home / name)
        for name in ("musechat.db", "musechat.db-wal", "blobs/ab/clip", "vectors/a/b.npy", "music/700/theirs.mp3")
    ]
    outside = write(tmp_path / "elsewhere" / "song.mp3")
    others = [write(home / "music" / "song.mp3"), write(home / "My songs" / "song.mp3"), write(home / "notes.txt")]
    (home / "blobs" / "linked").symlink_to(outside)
    home.chmod(0o755)
    require_data_folder(Settings(data_dir=home, _env_file=None))  # type: ignore[call-arg]
    assert is_private(home)
    assert mode_of(home) == 0o700
    assert {mode_of(path) for path in ours} == {0o600}
    assert mode_of(home / "blobs" / "ab") == 0o700
    assert {mode_of(path) for path in [*others, outside]} == {0o644}


def test_a_folder_that_everybody_uses_is_left_open(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tmp_path.chmod(0o1777)
    restrict_folder(tmp_path)
    assert mode_of(tmp_path) == 0o1777
    assert "shared" in caplog.text


def test_new_files_are_private(tmp_path: Path) -> None:
    restrict_new_files()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text("x", encoding="utf-8")
    assert (mode_of(tmp_path / "a"), mode_of(tmp_path / "a" / "b")) == (0o700, 0o600)
