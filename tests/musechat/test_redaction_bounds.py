"""Lengths and depths from which something is a secret, and what of it stays."""

from __future__ import annotations

import pytest

from musechat import redaction
from musechat.redaction import (
    HIDDEN,
    MAX_TEXT,
    find_passwords,
    hide_texts,
    redact_secrets,
    redact_text,
    redact_value,
    register_secrets,
)


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_secrets", [])


def test_a_secret_has_six_letters_at_least() -> None:
    register_secrets(["abcde", "ghijkl"])
    assert redact_secrets("abcde and ghijkl") == f"abcde and {HIDDEN}"


def test_a_secret_goes_in_its_quoted_form_and_its_plain_one() -> None:
    register_secrets(["pass/word?", "other%20one"])
    for form in ("pass/word?", "pass%2Fword%3F", "other%20one", "other one"):
        assert redact_secrets(f"with {form} here") == f"with {HIDDEN} here"


def test_of_two_secrets_the_longer_goes_first() -> None:
    register_secrets(["summer", "summertime"])
    register_secrets(["summertime2026"])
    assert redact_secrets("summertime2026 summertime summer") == f"{HIDDEN} {HIDDEN} {HIDDEN}"


@pytest.mark.parametrize(
    ("url", "passwords"),
    [
        ("amqp://u:p@h", ["p"]),
        ("amqp://u:p:q@h", ["p:q"]),
        ("amqp://u:p@q@h", ["p@q"]),
        ("amqp://u@h", []),
        ("amqp://h:5672", []),
        ("u:p@h", []),
        ("sqlite:///m.db", []),
        ("amqp://u:@h", [""]),
        ("redis://:p@h;redis://:q@i", ["p", "q"]),
        ("redis://h;redis://:q@i", ["q"]),
        ("", []),
    ],
)
def test_passwords_of_a_url(url: str, passwords: list[str]) -> None:
    assert find_passwords(url) == passwords


def test_a_text_is_cut_after_its_limit_and_says_how_long_it_was() -> None:
    assert redact_text("ab" * (MAX_TEXT // 2)) == "ab" * (MAX_TEXT // 2)
    assert redact_text("a " * (MAX_TEXT // 2) + "x") == "a " * (MAX_TEXT // 2) + f"… ({MAX_TEXT + 1} letters)"
    assert MAX_TEXT == 2000


def test_a_secret_across_the_limit_goes_whole() -> None:
    register_secrets(["hunter2hunter2"])
    text = redact_secrets("- " * (MAX_TEXT // 2 - 3) + "hunter2hunter2 and more")
    assert "hunter" not in text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://example.com", "https://example.com"),
        ("https://example.com/", "https://example.com"),
        ("https://example.com/a", "https://example.com/…"),
        ("https://example.com?a=b", "https://example.com/…"),
        ("https://example.com#a", "https://example.com/…"),
        ("HTTPS://Example.com:8080/a", "https://example.com:8080/…"),
        ("https://me@example.com", "https://example.com"),
        ("ws://h/a", "ws://h/…"),
        ("wss://h/a", "wss://h/…"),
        ("https://h/a@b", "https://h/…"),
        ("redis://:a/b@h:1/0", "redis://h:1/…"),
        ("file:///a/b?c=d", "file:///a/b"),
        ("memory://", "memory://"),
        ("sqlite+pysqlite:///a.db?x=y", "sqlite+pysqlite:///a.db"),
        ("https://h:port/a", "https://…"),
        ("see 'https://h/a' there", "see 'https://h/…' there"),
        ("/a?b=c&d[e]=f", "/a?b=…&d[e]=…"),
        ("a & b = c", "a & b = c"),
        ("key=abc", "key=abc"),
        ("key=abcd", "key=…"),
        ("secret: abcd, more", "secret: …, more"),
        ("passwd=abcd", "passwd=…"),
        ("password=abcd", "password=…"),
        ("pwd=abcd", "pwd=…"),
        ("access-key=abcd", "access-key=…"),
        ("apikey=abcd", "apikey=…"),
        ("MUSECHAT_TOKEN=abcd", "MUSECHAT_TOKEN=…"),
        ("token=...", "token=..."),
        ("token=…", "token=…"),
        ("Bearer " + "a" * 15, "Bearer " + "a" * 15),
        ("Bearer " + "a" * 16, "Bearer …"),
        ("Basic " + "a" * 16, "Basic …"),
        ("Bot " + "a" * 16, "Bot …"),
        ("mfa." + "a" * 19, "mfa." + "a" * 19),
        ("mfa." + "a" * 20, "…"),
        ("hf_" + "a" * 15, "hf_" + "a" * 15),
        ("hf_" + "a" * 16, "…"),
        ("ghp_" + "a" * 16, "…"),
        ("ghq_" + "a" * 16, "ghq_" + "a" * 16),
        ("glpat-" + "a" * 16, "…"),
        ("xoxb-" + "a" * 16, "…"),
        ("eyJ" + "a" * 8 + ".b", "…"),
        ("eyJ" + "a" * 7 + ".b", "eyJ" + "a" * 7 + ".b"),
        ("aA1" + "a" * 36, "aA1" + "a" * 36),
        ("aA1" + "a" * 37, "…"),
        ("aa1" + "a" * 37, "aa1" + "a" * 37),
        ("aAa" + "a" * 37, "aAa" + "a" * 37),
        ("AA1" + "A" * 37, "AA1" + "A" * 37),
    ],
)
def test_where_a_secret_begins(text: str, left: str) -> None:
    assert redact_text(text) == left


@pytest.mark.parametrize("field", ["DETAIL", "CONTEXT", "QUERY", "HINT", "STATEMENT"])
def test_a_row_of_the_database_stays_unread(field: str) -> None:
    assert redact_text(f"one\n  {field}:  calm piano\nthree") == f"one\n  {field}: {HIDDEN}\nthree"
    assert redact_text(f"see {field}: calm") == f"see {field}: calm"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("'one'", "'one'"),
        ("'one two'", "'<7 letters>'"),
        ('"one two"', '"<7 letters>"'),
        ("'<class int>'", "'<class int>'"),
        ("'… one two'", "'… one two'"),
        ("'a… b'", "'a… b'"),
        ("'ab… c'", "'<5 letters>'"),
        ("don't say it's so", "don't say it's so"),
    ],
)
def test_a_quoted_sentence_is_somebodys_words(text: str, left: str) -> None:
    assert redact_text(text) == left


def test_of_words_in_work_a_part_of_three_letters_is_hidden() -> None:
    with hide_texts("an owl at sea", "  "):
        assert redact_text("'owl' 'at' 'elk'") == "'<3 letters>' 'at' 'elk'"
        assert redact_text("'owl' 'elk'") == "'<3 letters>' 'elk'"
    assert redact_text("'owl'") == "'owl'"


@pytest.mark.parametrize("value", [None, True, False, 3, 2.5])
def test_what_cannot_be_a_secret_stays_under_any_name(value: object) -> None:
    assert redact_value(value, "token") is value


@pytest.mark.parametrize(
    "key",
    [
        "authorization", "body", "content", "cookie", "headers", "line", "parameters", "params", "password", "prompt",
        "query", "said", "secret", "text", "token", "words", "Text",
    ],
)  # fmt: skip
def test_a_private_name_hides_all_of_its_value(key: str) -> None:
    assert redact_value("calm", key) == "<4 letters>"
    assert redact_value(["a"], key) == "<5 letters>"
    assert redact_value({key: "calm"}) == {key: "<4 letters>"}


@pytest.mark.parametrize("key", ["address", "invite"])
def test_links_of_our_own_stay_whole(key: str) -> None:
    assert redact_value("https://h/a?b=c", key) == "https://h/a?b=c"
    assert redact_value("https://h/a?b=c", "link") == "https://h/…"


def test_containers_keep_their_shape_to_a_depth_of_four() -> None:
    assert redact_value({"a": {"b": {"c": {"d": 1}}}}) == {"a": {"b": {"c": {"d": 1}}}}
    assert redact_value({"a": {"b": {"c": {"d": {"e": 1}}}}}) == {"a": {"b": {"c": {"d": "{'e': 1}"}}}}
    assert redact_value([[[[1]]]]) == [[[[1]]]]
    assert redact_value([[[[[1]]]]]) == [[[["[1]"]]]]
    assert redact_value(("https://h/a", {2})) == ["https://h/…", [2]]
    assert redact_value({7: frozenset({1})}) == {"7": [1]}
    assert redact_value(ValueError("https://h/a")) == "ValueError('https://h/…')"
