from __future__ import annotations

from pathlib import Path

import pytest

from language.licences import parse_licence
from media.listen import read_file_tags
from media.listen.licence_tables import find_table_faults
from musechat.licence_statement import find_strictest, have_conflict
from musechat.track import LicenceStatement

HEAD = "file,title,artist,licence"
TABLES = {
    "semicolon": "file;title;artist;licence\r\na.mp3;Tälchen;Ann;CC BY 4.0\r\n".encode("utf-8-sig"),
    "tab": "file\ttitle\tartist\tlicence\na.mp3\tTälchen\tAnn\tCC BY 4.0\n".encode(),
    "utf16": f"{HEAD}\na.mp3,Tälchen,Ann,CC BY 4.0\n".encode("utf-16"),
    "latin1": f"{HEAD}\na.mp3,Tälchen,Ann,CC BY 4.0\n".encode("latin-1"),
    "backslash": f"{HEAD}\n.\\A.MP3,Tälchen,Ann,CC BY 4.0\n".encode(),
}


@pytest.mark.parametrize("name", TABLES)
def test_lists_as_programs_save_them(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.mp3").touch()
    (tmp_path / "Licences.CSV").write_bytes(TABLES[name])
    tags = read_file_tags(tmp_path / "a.mp3")
    assert (tags.title, tags.artist, tags.licence.id) == ("Tälchen", "Ann", "CC-BY-4.0")
    assert [statement.where for statement in tags.statements] == ["Licences.CSV"]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("title,licence\nMoss,CC0\n", 'no column "file"'),
        (f"{HEAD}\nother.mp3,T,A,CC0\n", "0 of 1 rows fit a file"),
        (f"{HEAD}\na.mp3,T,A,CC0\n", None),
    ],
)
def test_a_list_that_fits_nothing_is_told_in_one_line(tmp_path: Path, table: str, fault: str | None) -> None:
    (tmp_path / "a.mp3").touch()
    (tmp_path / "licences.csv").write_text(table)
    found = find_table_faults([tmp_path / "a.mp3"])
    assert [line for line in found if fault is None or fault not in line] == []
    assert len(found) == (fault is not None)


def test_contradicting_statements_count_as_the_strictest() -> None:
    texts = ("2020 Label. All rights reserved.", "https://creativecommons.org/licenses/by/4.0/")
    said = [LicenceStatement(text, "tag", parse_licence(text)) for text in texts]
    strictest = find_strictest(said)
    assert strictest is not None
    assert (strictest.id, strictest.commercial, strictest.derivatives) == ("all-rights-reserved", False, False)
    assert have_conflict(said)
    assert not have_conflict(said[:1])
    mixed = [LicenceStatement(text, "tag", parse_licence(text)) for text in ("CC BY-NC 4.0", "CC BY-ND 4.0")]
    both = find_strictest(mixed)
    assert both is not None
    assert (both.commercial, both.derivatives) == (False, False)


@pytest.mark.parametrize(
    ("text", "commercial"),
    [
        ("Not licensed under CC BY", None),
        ("This is not public domain", None),
        ("CC BY 4.0, for non-commercial use only", False),
        ("1971 Apache Valley Records", None),
        ("(P) 2009 Public Domain Music GmbH. All rights reserved.", False),
        ("Public Domain Music GmbH", None),
        ("MIT Records", None),
        ("Attribution required", None),
        ("No rights reserved, CC0", True),
    ],
)
def test_never_more_than_the_strictest_words_say(text: str, commercial: bool | None) -> None:
    assert parse_licence(text).commercial is commercial
