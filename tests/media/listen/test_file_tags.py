from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.licences import parse_licence
from media.listen import FileTags, read_file_tags
from media.listen.file_tags import UNKNOWN_ARTIST
from media.listen.id3_frames import read_id3v2, read_tag_size
from tests.media.listen import tagging
from tests.media.listen.sounds import CODECS, RATE, tone, write
from tests.media.listen.tagging import described, id3, id3v1, item, link, put_id3, put_mp4, put_vorbis, terms, text

WAVE = tone(440, 2.5)
URL = "https://creativecommons.org/licenses/by-sa/4.0/"
SOURCE = "https://example.org/music/moss"


ALL = FileTags(
    title="Moss", artist="Ada Bell", album="Stones", genre="Ambient", year=2019, explicit=True,
    licence=parse_licence("CC-BY-SA-4.0"), source_url=SOURCE, comment="Recorded at home",
)  # fmt: skip
VORBIS = {
    "title": "Moss", "artist": "Ada Bell", "album": "Stones", "genre": "Ambient", "date": "2019-04-01",
    "itunesadvisory": "1", "license": URL, "copyright": "2019 Ada Bell", "source": SOURCE,
    "comment": "Recorded\nat home",
}  # fmt: skip


def frames(encoding: int = 3) -> list[tagging.Frame]:
    texts = {"TIT2": "Moss", "TPE1": "Ada Bell", "TALB": "Stones", "TCON": "Ambient", "TDRC": "2019-04-01"}
    return [
        *(text(name, value, encoding=encoding) for name, value in texts.items()),
        described("TXXX", "ITUNESADVISORY", "1", encoding), text("TCOP", "2019 Ada Bell", encoding=encoding),
        link("WCOP", URL), link("WOAF", SOURCE), described("COMM", "", "Recorded\nat home", encoding),
    ]  # fmt: skip


def write_tagged(path: Path) -> Path:
    if path.suffix in {".mp3", ".wav"}:
        return put_id3(write(path, WAVE), id3(frames()))
    if path.suffix == ".m4a":
        return put_mp4(
            write(path, WAVE), item("\xa9nam", "Moss"), item("\xa9ART", "Ada Bell"), item("\xa9alb", "Stones"),
            item("\xa9gen", "Ambient"), item("\xa9day", "2019-04-01"), item("rtng", 1), item("cprt", "2019 Ada Bell"),
            item("\xa9cmt", "Recorded\nat home"), item("----:LICENSE", URL), item("----:SOURCE", SOURCE),
        )  # fmt: skip
    return write(path, WAVE, metadata=VORBIS)


@pytest.mark.parametrize("suffix", CODECS)
def test_every_format_tells_the_same(tmp_path: Path, suffix: str) -> None:
    assert read_file_tags(write_tagged(tmp_path / f"x{suffix}")) == ALL


@pytest.mark.parametrize("encoding", [0, 1, 2, 3])
@pytest.mark.parametrize("version", [3, 4])
def test_every_way_to_write_an_id3_text(tmp_path: Path, version: int, encoding: int) -> None:
    """Links in latin-1 beside texts in UTF-16, whose byte order mark makes version 2.3 unsynchronised."""
    path = write(tmp_path / "x.mp3", WAVE)
    for flags in (0, 0x80) if version == 3 else (0,):
        assert read_file_tags(put_id3(path, id3(frames(encoding), version, flags))) == ALL


def test_id3_as_version_2_2_had_it(tmp_path: Path) -> None:
    names = {"TIT2": "TT2", "TPE1": "TP1", "TALB": "TAL", "TCON": "TCO", "TDRC": "TYE", "TXXX": "TXX", "TCOP": "TCR",
             "WCOP": "WCP", "WOAF": "WAF", "COMM": "COM"}  # fmt: skip
    old = [(names[name], content) for name, content in frames(1)]
    assert read_file_tags(put_id3(write(tmp_path / "x.mp3", WAVE), id3(old, version=2))) == ALL


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        (lambda content: content.replace(b"\xff", b"\xff\0"), 0x02),
        (lambda content: tagging.synchsafe(len(content)) + zlib.compress(content), 0x09),
        (lambda content: b"\x07" + content, 0x40),
    ],
)
def test_frames_that_are_unsynchronised_compressed_or_grouped(
    tmp_path: Path, change: Callable[[bytes], bytes], flags: int
) -> None:
    changed = [(name, change(content)) for name, content in frames(1)]
    assert read_file_tags(put_id3(write(tmp_path / "x.mp3", WAVE), id3(changed, frame_flags=flags))) == ALL


def test_frames_whose_size_is_not_written_as_version_2_4_wants_it(tmp_path: Path) -> None:
    long = [text("TPUB", "x" * 300), *frames()]
    assert read_file_tags(put_id3(write(tmp_path / "x.mp3", WAVE), id3(long, plain_sizes=True))) == ALL


def test_terms_of_use_and_links_of_ones_own(tmp_path: Path) -> None:
    path = write(tmp_path / "x.mp3", WAVE)
    own = [text("TIT2", "Moss"), terms("CC BY 4.0"), described("WXXX", "source", SOURCE, 1)]
    tags = read_file_tags(put_id3(path, id3(own)))
    assert (tags.licence.id, tags.source_url) == ("CC-BY-4.0", SOURCE)
    tags = read_file_tags(put_id3(path, id3([described("WXXX", "license", URL, 1), text("TCOP", "2019 Ada Bell")])))
    assert tags.licence.id == "CC-BY-SA-4.0"


@pytest.mark.parametrize(
    ("written", "genre"),
    [
        ("17", "Rock"),
        ("(17)(31)", "Rock"),
        ("(4)Eurodisco", "Disco"),
        ("(RX)", "Remix"),
        ("80s", "80s"),
        ("((x)", "(x)"),
    ],
)
def test_genres_by_number(tmp_path: Path, written: str, genre: str) -> None:
    path = put_id3(write(tmp_path / "x.mp3", WAVE), id3([text("TCON", written)]))
    assert read_file_tags(path).genre == genre


def test_all_of_several_values(tmp_path: Path) -> None:
    two = ("Ada Bell", "Bo")
    mp3 = put_id3(write(tmp_path / "x.mp3", WAVE), id3([text("TPE1", *two, encoding=1)]))
    m4a = put_mp4(write(tmp_path / "x.m4a", WAVE), item("\xa9ART", *two))
    flac = put_vorbis(write(tmp_path / "x.flac", WAVE), [("ARTISTS", "Bo"), *(("Artist", name) for name in two)])
    assert [read_file_tags(path).artist for path in (mp3, m4a, flac)] == ["Ada Bell & Bo"] * 3


def test_an_older_tag_fills_in_what_the_newer_one_lacks(tmp_path: Path) -> None:
    path = put_id3(write(tmp_path / "x.mp3", WAVE), id3([text("TIT2", "Moss of the hill")]))
    old = id3v1("Moss of", "Ada Bell", "Stones", "2019", 26)
    path.write_bytes(path.read_bytes() + old)
    assert read_file_tags(path) == replace(
        ALL, title="Moss of the hill", explicit=False, licence=parse_licence(""), source_url="", comment=""
    )
    path.write_bytes(tagging.without_id3(path.read_bytes()))
    assert (read_file_tags(path).title, read_file_tags(path).genre) == ("Moss of", "Ambient")


def test_mp4_atoms_of_no_stated_type_and_of_old_genres(tmp_path: Path) -> None:
    path = put_mp4(
        write(tmp_path / "x.m4a", WAVE), item("\xa9nam", "Moss", kind=0), item("rtng", 1, kind=0),
        atom_of_genre(27), item("----:WEBSITE", SOURCE), item("aART", "Ada Bell"), item("----:licence", URL, kind=0),
    )  # fmt: skip
    tags = read_file_tags(path)
    assert (tags.title, tags.artist, tags.genre, tags.explicit) == ("Moss", "Ada Bell", "Ambient", True)
    assert (tags.source_url, tags.licence.id) == (SOURCE, "CC-BY-SA-4.0")


def atom_of_genre(number: int) -> bytes:
    return tagging.atom(b"gnre", tagging.atom(b"data", bytes(8), number.to_bytes(2, "big")))


def test_id3_of_an_aiff_and_before_a_flac(tmp_path: Path) -> None:
    write_aiff(tmp_path / "x.aiff")
    assert read_file_tags(put_id3(tmp_path / "x.aiff", id3(frames()))) == ALL
    flac = put_vorbis(write(tmp_path / "x.flac", WAVE), list(VORBIS.items()))
    flac.write_bytes(id3([text("TIT2", "Other"), text("TPE1", "Else")]) + flac.read_bytes())
    assert read_file_tags(flac) == ALL


def write_aiff(path: Path) -> None:
    with av.open(str(path), "w", format="aiff") as container:
        stream = container.add_stream("pcm_s16be", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray((WAVE * 32767).astype(np.int16)[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@given(data=st.data())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_damaged_id3_is_no_harm(data: st.DataObject) -> None:
    """Bytes changed anywhere, and the end cut off: some frames, or none, but no error and no endless work."""
    tag = bytearray(id3(frames(data.draw(st.sampled_from([0, 1, 3]))), data.draw(st.sampled_from([2, 3, 4]))))
    for at in data.draw(st.lists(st.integers(3, len(tag) - 1), max_size=12)):
        tag[at] = data.draw(st.integers(0, 255))
    cut = bytes(tag[: data.draw(st.integers(10, len(tag)))])
    for name, values in read_id3v2(cut) if read_tag_size(cut) else ():
        assert isinstance(name, str) and all(isinstance(value, str) for value in values)


@pytest.mark.parametrize("suffix", CODECS)
def test_a_file_that_ends_within_its_tags_is_no_harm(tmp_path: Path, suffix: str) -> None:
    path = write_tagged(tmp_path / f"Ada - Moss{suffix}")
    whole = path.read_bytes()
    for size in (5, 13, 40, 200, len(whole) // 2):
        path.write_bytes(whole[:size])
        assert read_file_tags(path).title == "Moss"


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
    path = write_tagged(tmp_path / "x.flac")
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
    path = put_vorbis(
        write(tmp_path / "x.flac", WAVE), [("source", "javascript:alert(1)"), ("title", "a\0b\n\tc" + "x" * 900)]
    )
    tags = read_file_tags(path)
    assert tags.source_url == ""
    assert "\n" not in tags.title
    assert len(tags.title) <= 300


def test_real_files_carry_their_licence(shared_data: Path) -> None:
    tags = read_file_tags(shared_data / "music" / "surge_template.opus")
    assert (tags.title, tags.licence.id) == ("Template", "CC-BY-SA-3.0")
    assert tags.artist.startswith("Johan Brodd")


def test_guests_of_a_title_are_known_from_tags_and_from_the_name(tmp_path: Path) -> None:
    tagged = put_id3(write(tmp_path / "a.mp3", WAVE), id3([text("TIT2", "Fern (feat. Bo)"), text("TPE1", "Ada Bell")]))
    named = write(tmp_path / "Ada Bell - Fern (ft. Bo).mp3", WAVE)
    for path in (tagged, named):
        tags = read_file_tags(path)
        assert (tags.title, tags.artist) == ("Fern", "Ada Bell feat. Bo")
