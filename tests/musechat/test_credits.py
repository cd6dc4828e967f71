"""Whom a ban on an artist concerns."""

from __future__ import annotations

import pytest

from language.vocabulary import find_named_concept
from musechat.brief import Brief
from musechat.credits import list_banned_names, list_credited
from musechat.rules import Rules, find_refusal
from musechat.taste import Exclusion
from tests.musechat.made import made_track


@pytest.mark.parametrize(
    ("artist", "title"),
    [
        ("Kai", "Song"),
        ("Mira feat. Kai", "Song"),
        ("Mira ft.Kai", "Song"),
        ("Mira & Kai", "Song"),
        ("Mira x Kai", "Song"),
        ("Mira × Kai", "Song"),
        ("Mira vs. Kai", "Song"),
        ("Mira with Kai", "Song"),
        ("Mira, Jo and KAÏ", "Song"),
        ("Mira", "Song (Kai Remix)"),
        ("Mira", "Song [Kai's Extended Edit]"),
        ("Mira", "Song - Jo & Kai Rework"),
        ("Mira", "Song (feat. Jo & Kai)"),
        ("Mira", "Song ft. Kai (Radio Edit)"),
        ("Mira", "Song (remixed by Kai)"),
        ("Mira", "Song (prod. Kai)"),
    ],
)
def test_a_ban_reaches_everyone_who_has_a_hand_in_it(artist: str, title: str) -> None:
    rules = Rules.build_rules(Brief(), find_named_concept, exclusions=[Exclusion("member", "artist", "Kai")])
    assert find_refusal(made_track(artist=artist, title=title), rules)


@pytest.mark.parametrize(
    ("artist", "title"),
    [
        ("Kaito", "Song"),
        ("Mira", "Kai"),
        ("Mira", "Song for Kai"),
        ("Mira", "Kai (Radio Edit)"),
        ("Mira", "Song (Kairo Mix)"),
    ],
)
def test_and_no_further(artist: str, title: str) -> None:
    assert "kai" not in list_credited(artist, title)


@pytest.mark.parametrize(
    "title", ["Song (Radio Edit)", "Song - Extended Mix", "Song (Acoustic Version)", "Song (Live)"]
)
def test_a_version_names_nobody(title: str) -> None:
    assert list_credited("Mira", title) == {"mira"}


def test_a_ban_on_a_whole_credit_line_means_its_main_part() -> None:
    assert list_banned_names("Mira & Jo feat. Kai") == {"mira jo feat kai", "mira jo"}
    assert list_banned_names("Mira") == {"mira"}
