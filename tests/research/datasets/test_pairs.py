"""Where pairs come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from musechat.errors import BadInput
from research.datasets.pairs import match_pairs, pair_with_own_sound, read_pair_table


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("v/a.mp4", "v/b.webm", "v/note.txt", "m/a.opus", "m/c.mp3"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def table(folder: Path, text: str) -> Path:
    path = folder / "pairs.csv"
    path.write_text(text)
    return path


def test_a_table_gives_pairs_and_what_is_known(files: Path) -> None:
    found = read_pair_table(
        table(files, "video,music,title,artist,video_id,video_licence\nv/a.mp4,m/c.mp3, Fern ,Ada,x,CC0\nv/b.webm,,,\n")
    )
    assert [(p.video_id, p.music.id, p.music.title, p.video_licence) for p in found] == [
        ("x", "c", "Fern", "CC0"),
        ("b", "b", "", ""),
    ]
    assert found[0].music_file == files / "m" / "c.mp3"
    assert found[1].music_file == found[1].video


def test_folders_are_matched_by_name(files: Path) -> None:
    assert [(p.video_id, p.music.id) for p in match_pairs(files / "v", files / "m")] == [("a", "a")]
    assert [(p.video_id, p.music_file.name) for p in pair_with_own_sound(files / "v")] == [
        ("a", "a.mp4"),
        ("b", "b.webm"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no column video"),
        ("video,music\nv/a.mp4,m/none.mp3\n", "line 2: there is no file"),
        ("video,music\n,m/a.opus\n", "line 2: there is no video"),
        ("video,music,video_id\nv/a.mp4,m/a.opus,../x\n", "cannot name a folder"),
        ("video,music\nv/a.mp4,m/a.opus\nv/a.mp4,m/c.mp3\n", "The id a stands for"),
        ("video,music,music_id\nv/a.mp4,m/a.opus,z\nv/b.webm,m/c.mp3,z\n", "The id z stands for"),
    ],
)
def test_rows_that_cannot_be_used_are_named(files: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_pair_table(table(files, text))


def test_folders_that_hold_nothing_are_named(files: Path) -> None:
    for call in (
        lambda: match_pairs(files / "v", files / "none"),
        lambda: match_pairs(files / "m", files / "v"),
        lambda: pair_with_own_sound(files / "m"),
        lambda: read_pair_table(files / "none.csv"),
    ):
        with pytest.raises(BadInput):
            call()
