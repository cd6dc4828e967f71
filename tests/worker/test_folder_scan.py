"""A look through folders of music: which entries count, and which changes are told by a file's time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from worker.library.folder_scan import find_subject, is_music_path, scan_paths

SUFFIXES = frozenset({".mp3", ".flac"})
LATER = 2**61  # nanoseconds


@pytest.fixture
def top(tmp_path: Path) -> Path:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    for folder in (tmp_path, *(tmp_path / each for each in ("a", "a/b", "a/b/c"))):
        (folder / "x.mp3").write_bytes(b"sound")
    return tmp_path


def times(*paths: Path) -> dict[str, int]:
    return {path: state.changed_ns for path, state in scan_paths(paths, SUFFIXES).files.items()}


def put_later(path: Path) -> None:
    path.write_text("said", encoding="utf-8")
    os.utime(path, ns=(LATER, LATER))


@pytest.mark.parametrize(
    "name", [".hidden.mp3", "a.txt", "a.mp3.json", "mp3", "a.mp3x", ".trash/a.mp3", "@eaDir/a.mp3", "LOST+FOUND/a.mp3"]
)
def test_what_is_no_music_is_passed_over(top: Path, name: str) -> None:
    before = times(top)
    (top / name).parent.mkdir(exist_ok=True)
    (top / name).write_bytes(b"x")
    assert times(top).keys() == before.keys()


@pytest.mark.parametrize("name", ["A.MP3", "b.Flac", "in a folder/c.mp3", "a.b.mp3"])
def test_every_spelling_of_a_kind_counts(top: Path, name: str) -> None:
    (top / name).parent.mkdir(exist_ok=True)
    (top / name).write_bytes(b"xyz")
    assert scan_paths([top], SUFFIXES).files[str(top / name)].size == 3


@pytest.mark.parametrize("where", ["", "a", "a/b", "a/b/c"])
@pytest.mark.parametrize("named", [False, True], ids=["folder", "files"])
def test_a_list_is_about_its_folder_and_two_below(top: Path, where: str, named: bool) -> None:
    put_later(top / where / "Licences.csv")
    folders = [top, top / "a", top / "a/b", top / "a/b/c"]
    files = [folder / "x.mp3" for folder in folders]
    found = times(*(files if named else [top]))
    told = [found[str(file)] == LATER for file in files]
    first = folders.index(top / where)
    assert told == [first <= n <= first + 2 for n in range(4)]


def test_a_note_is_about_the_file_beside_it(top: Path) -> None:
    (top / "y.mp3").write_bytes(b"sound")
    put_later(top / "x.mp3.json")
    for found in (times(top), times(top / "x.mp3", top / "y.mp3")):
        assert found[str(top / "x.mp3")] == LATER
        assert found[str(top / "y.mp3")] < LATER


def test_what_is_not_there_is_not_found(top: Path) -> None:
    assert scan_paths([], SUFFIXES).files == {}
    gone = scan_paths([top / "none.mp3", top / "none"], SUFFIXES)
    assert (gone.files, gone.unreadable) == ({}, [])
    (top / "link.mp3").symlink_to(top / "none.mp3")
    assert str(top / "link.mp3") not in times(top)
    assert times(top / "a.txt") == {}


def test_a_folder_is_looked_at_once_whatever_leads_to_it(top: Path) -> None:
    (top / "again").symlink_to(top / "a")
    (top / "a" / "up").symlink_to(top)
    found = times(top, top / "a")
    assert len(found) == 4


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        ("/m/a.mp3", "/m/a.mp3"),
        ("/m/a.mp3.json", "/m/a.mp3"),
        ("/m/a.txt.json", "/m/a.txt.json"),
        ("/m/notes.json", "/m/notes.json"),
        ("/m/licences.csv", "/m"),
        ("/m/LICENSES.CSV", "/m"),
        ("/m/other.csv", "/m/other.csv"),
        ("/m/folder", "/m/folder"),
    ],
)
def test_what_a_changed_path_is_about(path: str, subject: str) -> None:
    assert find_subject(Path(path), SUFFIXES) == Path(subject)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("x.mp3", True), ("a", True), ("gone", True), ("gone.mp3", True), ("cover.jpg", False), ("gone.jpg", True),
        (".hidden.mp3", False), (".git/x.mp3", False), ("@eaDir/x.mp3", False), ("a/#Recycle/x.mp3", False),
        ("licences.csv", True), ("x.mp3.json", True), ("cover.jpg.json", False),
    ],
)  # fmt: skip
def test_which_paths_a_look_would_come_to(top: Path, name: str, counts: bool) -> None:
    for each in ("cover.jpg", "licences.csv", "x.mp3.json", "cover.jpg.json"):
        (top / each).write_bytes(b"x")
    assert is_music_path(str(top / name), [f"{top}/"], SUFFIXES) is counts


def test_a_hidden_folder_above_the_watched_one_hides_nothing(tmp_path: Path) -> None:
    home = tmp_path / ".music"
    home.mkdir()
    (home / "x.mp3").write_bytes(b"x")
    assert is_music_path(f"{home}/x.mp3", [f"{tmp_path}/other", f"{home}/"], SUFFIXES)
    assert not is_music_path(f"{home}/x.mp3", [f"{tmp_path}/"], SUFFIXES)
    assert list(times(home)) == [f"{home}/x.mp3"]
