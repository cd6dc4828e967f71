from __future__ import annotations

import pytest

from media.listen.artist_credit import credit_guests, join_artists, split_performers
from media.listen.legacy_text import repair_texts
from musechat.concepts import split_artist_names


@pytest.mark.parametrize(
    ("encoding", "title", "artist"),
    [
        ("shift_jis", "夜の海", "青い鳥"),
        ("shift_jis", "東京", "椎名林檎"),
        ("gbk", "蓝色的海", "晚风"),
        ("cp1251", "Синее море", "Тихий ветер"),
        ("cp1251", "СИНЕЕ МОРЕ", "ВЕТЕР"),
        ("koi8-r", "Синее море", "Тихий ветер"),
        ("utf-8", "Žluté moře", "Tichý vítr"),
        ("latin-1", "Blå Überfahrt", "Café Ñandú"),
        ("latin-1", "Ærø", "Bjørk Guðmundsdóttir"),
        ("cp1252", "“Quoted” – it’s", "Zoë"),
    ],
)
def test_texts_in_an_old_code_page_are_repaired(encoding: str, title: str, artist: str) -> None:
    wrong = tuple(text.encode(encoding).decode("latin-1") for text in (title, artist))
    assert repair_texts(wrong) == (title, artist)


@pytest.mark.parametrize(("encoding", "text"), [("euc_kr", "방탄소년단"), ("big5", "青花瓷周杰倫")])
def test_what_is_not_certain_is_left_out(encoding: str, text: str) -> None:
    assert repair_texts((text.encode(encoding).decode("latin-1"), "Plain")) == ("", "Plain")


def test_control_characters_never_come_through() -> None:
    assert repair_texts(("bell\a", "gone\x00", "half \ufffd", "fine")) == ("", "", "", "fine")


@pytest.mark.parametrize(
    ("artists", "listed", "credit", "names"),
    [
        (["Aalto", "Brindle"], [], "Aalto & Brindle", {"aalto", "brindle"}),
        (["Aalto", "Brindle", "Kai"], [], "Aalto, Brindle & Kai", {"aalto", "brindle", "kai"}),
        (["Aalto; Brindle"], [], "Aalto & Brindle", {"aalto", "brindle"}),
        (["Aalto / Brindle"], [], "Aalto & Brindle", {"aalto", "brindle"}),
        (["AC/DC"], [], "AC/DC", {"ac dc"}),
        (["Tyler, The Creator"], [], "Tyler, The Creator", {"tyler the creator"}),
        (["Tyler, The Creator", "Kali"], [], "Tyler, The Creator; Kali", {"tyler the creator", "kali"}),
        (["Mira feat. Jo"], ["Mira", "Jo"], "Mira & Jo", {"mira", "jo"}),
    ],
)
def test_several_artists(artists: list[str], listed: list[str], credit: str, names: set[str]) -> None:
    joined = join_artists(split_performers(artists, listed))
    assert joined == credit
    found = split_artist_names(joined)
    assert names <= found
    assert not {"ac", "dc", "tyler", "the creator"} & found


@pytest.mark.parametrize(
    ("title", "artist", "told"),
    [
        ("Fern (feat. Brindle)", "Aalto", ("Fern", "Aalto feat. Brindle")),
        ("Fern [ft. Brindle & Kai]", "Aalto", ("Fern", "Aalto feat. Brindle & Kai")),
        ("Fern (feat.Brindle)", "Aalto", ("Fern", "Aalto feat. Brindle")),
        ("Fern feat. Brindle", "Aalto", ("Fern", "Aalto feat. Brindle")),
        ("Fern (Featuring Brindle) [Live]", "Aalto", ("Fern [Live]", "Aalto feat. Brindle")),
        ("Fern (feat. Brindle)", "Aalto & Brindle", ("Fern (feat. Brindle)", "Aalto & Brindle")),
        ("Fern (feat. Brindle & Kai)", "Aalto; Kai; Brindle", ("Fern (feat. Brindle & Kai)", "Aalto; Kai; Brindle")),
        ("Fern (feat. Brindle)", "Various Artists", ("Fern (feat. Brindle)", "Various Artists")),
        ("(feat. Brindle)", "Aalto", ("(feat. Brindle)", "Aalto")),
        ("Fern (feat. Various Artists)", "Aalto", ("Fern (feat. Various Artists)", "Aalto")),
        ("500 ft high", "Aalto", ("500 ft high", "Aalto")),
        ("Defeat. Again", "Aalto", ("Defeat. Again", "Aalto")),
        ("Featuring You", "Aalto", ("Featuring You", "Aalto")),
        ("Swift", "Aalto", ("Swift", "Aalto")),
    ],
)
def test_guests_whom_the_title_names_are_credited(title: str, artist: str, told: tuple[str, str]) -> None:
    assert credit_guests(title, artist) == told
    if told[1] != artist:
        assert "brindle" in split_artist_names(told[1])


def test_a_title_of_many_brackets_is_read_in_time_that_grows_with_its_length() -> None:
    assert credit_guests("Fern " + "(feat. " * 20_000, "Aalto")[1] == "Aalto"
