from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.id3 import COMM, ID3, TALB, TCON, TCOP, TDRC, TIT2, TPE1, TXXX, WCOP, WOAF
from mutagen.mp4 import MP4

from language.licences import parse_licence
from media.listen import FileTags, read_file_tags
from media.listen.file_tags import UNKNOWN_ARTIST
from tests.media.listen.sounds import CODECS, tone, write

WAVE = tone(440, 2.5)
URL = "https://creativecommons.org/licenses/by-sa/4.0/"
SOURCE = "https://example.org/music/moss"


def tag_id3(path: Path, tags: ID3) -> None:
    for frame in (
        TIT2(text="Moss"), TPE1(text="Ada Bell"), TALB(text="Stones"), TCON(text="Ambient"), TDRC(text="2019-04-01"),
        TXXX(desc="ITUNESADVISORY", text="1"), TCOP(text="2019 Ada Bell"), WCOP(url=URL), WOAF(url=SOURCE),
        COMM(lang="eng", desc="", text="Recorded\nat home"),
    ):  # fmt: skip
        tags.add(frame)


def tag(path: Path) -> None:
    file = mutagen.File(path)
    if path.suffix in {".mp3", ".wav"}:
        if file.tags is None:
            file.add_tags()
        tag_id3(path, file.tags)
    elif isinstance(file, MP4):
        file["\xa9nam"], file["\xa9ART"], file["\xa9alb"], file["\xa9gen"] = "Moss", "Ada Bell", "Stones", "Ambient"
        file["\xa9day"], file["rtng"], file["cprt"], file["\xa9cmt"] = (
            "2019-04-01",
            [1],
            "2019 Ada Bell",
            "Recorded\nat home",
        )
        file["----:com.apple.iTunes:LICENSE"] = URL.encode()
        file["----:com.apple.iTunes:SOURCE"] = SOURCE.encode()
    else:
        file.update(
            {"title": "Moss", "artist": "Ada Bell", "album": "Stones", "genre": "Ambient", "date": "2019-04-01",
             "itunesadvisory": "1", "license": URL, "copyright": "2019 Ada Bell", "source": SOURCE,
             "comment": "Recorded\nat home"}
        )  # fmt: skip
    file.save()


@pytest.mark.parametrize("suffix", CODECS)
def test_every_format_tells_the_same(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"x{suffix}", WAVE)
    tag(path)
    assert read_file_tags(path) == FileTags(
        title="Moss", artist="Ada Bell", album="Stones", genre="Ambient", year=2019, explicit=True,
        licence=parse_licence("CC-BY-SA-4.0"), source_url=SOURCE, comment="Recorded at home",
    )  # fmt: skip


def test_riff_info_of_a_wav(tmp_path: Path) -> None:
    path = write(tmp_path / "x.wav", WAVE, metadata={"title": "Old", "artist": "Riff", "copyright": "CC0"})
    tags = read_file_tags(path)
    assert (tags.title, tags.artist, tags.licence.id) == ("Old", "Riff", "CC0-1.0")


@pytest.mark.parametrize(
    ("name", "title", "artist"),
    [
        ("Ada Bell - Moss.wav", "Moss", "Ada Bell"),
        ("03 - Moss.wav", "Moss", UNKNOWN_ARTIST),
        ("07. Ada Bell - Moss - Live.wav", "Moss - Live", "Ada Bell"),
        ("moss_and_stone.wav", "moss and stone", UNKNOWN_ARTIST),
        ("1999.wav", "1999", UNKNOWN_ARTIST),
    ],
)
def test_names_speak_where_tags_are_silent(tmp_path: Path, name: str, title: str, artist: str) -> None:
    tags = read_file_tags(write(tmp_path / name, WAVE))
    assert (tags.title, tags.artist) == (title, artist)
    assert tags.licence.commercial is None


def test_folder_names_the_artist(tmp_path: Path) -> None:
    folder = tmp_path / "Ada Bell - Stones"
    folder.mkdir()
    assert read_file_tags(write(folder / "Moss.wav", WAVE)).artist == "Ada Bell"


def test_side_file_wins_over_tags(tmp_path: Path) -> None:
    path = write(tmp_path / "x.flac", WAVE)
    tag(path)
    note: dict[str, Any] = {"title": "Lichen", "licence": "cc0", "year": 2021, "explicit": False}
    path.with_name("x.flac.json").write_text(json.dumps(note))
    tags = read_file_tags(path)
    assert (tags.title, tags.artist, tags.year, tags.explicit) == ("Lichen", "Ada Bell", 2021, False)
    assert tags.licence.id == "CC0-1.0"
    assert tags.source_url == SOURCE


def test_table_in_a_parent_folder(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    path, other = write(folder / "x.wav", WAVE), write(folder / "y.wav", WAVE)
    rows = 'File,Title,Author,License,Source\nmusic/x.wav,"Moss, again",Ada Bell,MIT,https://example.org\n'
    (tmp_path / "LICENSES.csv").write_text(rows, encoding="utf-8-sig")
    tags = read_file_tags(path)
    assert (tags.title, tags.artist, tags.licence.id, tags.source_url) == (
        "Moss, again",
        "Ada Bell",
        "MIT",
        "https://example.org",
    )
    assert read_file_tags(other).licence.id == "unknown"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"title": {"x": 1}, "year": "soon"}', b"\xff\xfe\x00"])
def test_broken_side_file_is_no_harm(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "Ada - Moss.wav", WAVE)
    path.with_name(path.name + ".json").write_bytes(content)
    tags = read_file_tags(path)
    assert (tags.title, tags.artist, tags.year) == ("Moss", "Ada", None)


def test_links_that_are_no_links_are_dropped(tmp_path: Path) -> None:
    path = write(tmp_path / "x.flac", WAVE)
    file = mutagen.File(path)
    file.update({"source": "javascript:alert(1)", "title": "a\0b\n\tc" + "x" * 900})
    file.save()
    tags = read_file_tags(path)
    assert tags.source_url == ""
    assert "\n" not in tags.title
    assert len(tags.title) <= 300


def test_real_files_carry_their_licence(shared_data: Path) -> None:
    tags = read_file_tags(shared_data / "music" / "surge_template.opus")
    assert (tags.title, tags.licence.id) == ("Template", "CC-BY-SA-3.0")
    assert tags.artist.startswith("Johan Brodd")
