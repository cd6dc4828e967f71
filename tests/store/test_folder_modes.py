"""Which modes of the data folder are private, and which folders are closed to others."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.private_files import is_private, restrict_folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = os.umask(0o022)
    home = tmp_path / "home"
    (home / "blobs").mkdir(parents=True)
    (home / "blobs" / "clip").write_bytes(b"x")
    (home / "musechat.db").write_bytes(b"x")
    yield home
    os.umask(before)


def modes_of(folder: Path) -> list[int]:
    return [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "musechat.db", folder / "blobs" / "clip")]


@pytest.mark.parametrize(
    ("mode", "private"), [(0o700, True), (0o500, True), (0o701, False), (0o710, False), (0o704, False), (0o755, False)]
)
def test_a_folder_is_private_where_only_its_owner_enters(folder: Path, mode: int, private: bool) -> None:
    folder.chmod(mode)
    assert is_private(folder) is private


def test_an_open_folder_is_closed_with_what_is_in_it(folder: Path) -> None:
    restrict_folder(folder)
    assert modes_of(folder) == [0o700, 0o600, 0o600]


def test_a_closed_folder_with_an_open_database_is_closed_inside(folder: Path) -> None:
    folder.chmod(0o700)
    restrict_folder(folder)
    assert modes_of(folder) == [0o700, 0o600, 0o600]


def test_a_folder_that_was_closed_before_is_not_walked_again(folder: Path) -> None:
    folder.chmod(0o700)
    (folder / "musechat.db").chmod(0o600)
    restrict_folder(folder)
    assert modes_of(folder) == [0o700, 0o600, 0o644]


def test_a_folder_of_somebody_else_is_left_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    owner = folder.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    restrict_folder(folder)
    assert modes_of(folder) == [0o755, 0o644, 0o644]
    assert "somebody else" in caplog.text
