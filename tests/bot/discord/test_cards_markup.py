"""Foreign text is shown as it is written, and does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.cards.escaping import clean, code, escape, label, length, link, safe_url, shorten


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("Low Tide", "Low Tide"),
        ("AC/DC (feat. Jo) #1 – it's: 50% ~ done | yes", "AC/DC (feat. Jo) #1 – it's: 50% ~ done | yes"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("[x](https://e.vil)", r"\[x\](https\://e.vil)"),
        ("||spoiler|| ~~gone~~", r"\||spoiler\|| \~~gone\~~"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("> quote", r"\> quote"),
        ("-# small", r"\-# small"),
        ("12. item", r"12\. item"),
        ("a - b # c > d 1. e", "a - b # c > d 1. e"),
        ("two\nlines\r\n\tand more", "two lines and more"),
        ("@everyone @here @someone", "@\u2060everyone @\u2060here @someone"),
        ("<@1> <@&2> <#3> <:a:4> <t:0:R> </x:5> 1<2", "<\u2060@1> <\u2060@&2> <\u2060#3> <\u2060:a:4> <\u2060t:0:R> <\u2060/x:5> 1<2"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("e\u0301\u0301\u0301\u0301", "e\u0301\u0301"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("می‌خواهم", "\u2068می‌خواهم\u2069"),
        ("", ""),
    ],
)  # fmt: skip
def test_escaped_text_reads_as_written(foreign: str, shown: str) -> None:
    assert escape(foreign) == shown


@given(st.text(max_size=200), st.integers(1, 100))
def test_text_is_cut_to_the_stricter_count_of_letters(text: str, n: int) -> None:
    assert length(shorten(text, n)) <= n
    assert length(escape(text, n)) <= n + n // 2 + 2
    assert 0 < length(label(text, n)) <= n
    assert "\n" not in clean(text)


def test_a_family_is_not_cut_to_a_dangling_joiner() -> None:
    assert shorten("👩‍👩‍👧", 7) == "👩‍👩…"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "//no.scheme",
        "https://",
        "http://[",
        "https://a b.c",
        "ftp://a.b",
        "https://e.vil/" + "x" * 999,
    ],
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert safe_url(url) == ""
    assert link("words", url) == "words"


def test_an_address_cannot_break_out_of_its_link() -> None:
    assert link("a", "https://e.org/x)y](z) <b>".replace(" ", "")) == "[a](https://e.org/x%29y%5D%28z%29%3Cb%3E)"


def test_words_with_brackets_stay_within_their_link() -> None:
    assert link(escape("Song [live"), "https://e.org") == "[Song (live](https://e.org)"


def test_words_that_look_like_an_address_are_not_linked() -> None:
    assert link(escape("https://good.org"), "https://e.vil") == r"https\://good.org"


def test_code_cannot_be_left() -> None:
    assert "`" not in code("a```b`c")
