"""Versions of one work have one name; other pieces keep theirs."""

from __future__ import annotations

import pytest

from musechat.works import name_works, strip_version

VERSIONS = [
    "Harbour", "Harbour (Live)", "Harbour - 2009 Remaster", "Harbour (Radio Edit)", "Harbour [Live at Wembley, 1986]",
    "Harbour (feat. Kai)", "HARBOUR feat. Kai", "Harbour (Acoustic)", "Harbour (Akustikversion)", "Harbour - Live",
    "Harbour (Remastered 2011)", "Harbour – Album Version", "Harbour（ライブ）", "Harbour (En vivo)", "Harbour (Acústica)",
    "Harbour (Official Video)", "Harbour (Original Mix) [Remaster]",
]  # fmt: skip
OTHERS = [
    "Harbour (Jo Remix)", "Harbour (Part 2)", "Harbour 2", "Harbour (2)", "Live and Let Die", "Harbour (Alive)",
    "Creepy piano 1", "Harbour Lights",
]  # fmt: skip


@pytest.mark.parametrize("title", VERSIONS)
def test_a_version_has_the_name_of_its_work(title: str) -> None:
    assert strip_version(title) == "harbour"


@pytest.mark.parametrize("title", OTHERS)
def test_another_piece_has_a_name_of_its_own(title: str) -> None:
    assert strip_version(title) not in ("harbour", "")


@pytest.mark.parametrize("title", ["", "Track 01", "Titel 3", "Intro", "Untitled", "07"])
def test_a_title_that_many_pieces_have_names_no_work(title: str) -> None:
    assert name_works("Mira", title) == frozenset()


def test_a_work_is_by_somebody() -> None:
    assert name_works("Mira & Jo", "Harbour") & name_works("Jo", "Harbour (Live)")
    assert not name_works("Mira", "Harbour") & name_works("Jo", "Harbour")
    assert name_works("Various Artists", "Harbour") == frozenset()
