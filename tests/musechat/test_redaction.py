"""Secrets and members' words do not get into logs."""

from __future__ import annotations

import pytest

from musechat.redaction import find_passwords, hide_texts, redact_secrets, redact_text, redact_value, register_secrets

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("GET https://user:pa55@example.com:8443/a/b?key=s3cr3t#x now", "GET https://example.com:8443/… now"),
        ("postgresql+psycopg://muse:hunter2pass@db.local:5432/muse", "postgresql+psycopg://db.local:5432/…"),
        ("redis://:pa/s@s!word@redis:6379/0", "redis://redis:6379/…"),
        ("amqp://u:p@[::1]:99999999/x", "amqp://…"),
        ("sqlite:////srv/x/m.db?key=abc", "sqlite:////srv/x/m.db"),
        ("/clip.mp4?ex=1&hm=deadbeef", "/clip.mp4?ex=…&hm=…"),
        ("token=abcdef123", "token=…"),
        ('{"api_key": "abcdef123"}', '{"api_key": "…"}'),
        ("Authorization: Bot abcdefghijklmnop12345", "Authorization: …"),
        ("sent Bearer abcdefghijklmnop12345", "sent Bearer …"),
        (TOKEN, "…"),
        ("used sk-abcdefghijklmnop123", "used …"),
        ("KeyError: 'calm piano for my dog'", "KeyError: '<21 letters>'"),
        ("""text "it's my grandmother's" ended""", """text "<21 letters>" ended"""),
        ("a row\nDETAIL:  Key (words)=(calm piano) exists.", "a row\nDETAIL: …"),
    ],
)
def test_what_is_secret_goes(text: str, left: str) -> None:
    assert redact_text(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "'NoneType' object has no attribute 'x'",
        "can't find the member's thread",
        "a" * 64,
        "monkey=12345678, keyboard: qwerty",
        "12 s, turn 7, stage watch: clip-too-heavy",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert redact_text(text) == text


def test_passwords_of_this_installation_go_whatever_they_look_like() -> None:
    url = "amqp://u:plain words@h//;amqp://a:other%20one@c"
    assert find_passwords(url) == ["plain words", "other%20one"]
    register_secrets(find_passwords(url))
    assert redact_text("refused for plain words and other one") == "refused for … and …"


def test_words_in_work_go_even_where_only_a_part_of_them_is_quoted() -> None:
    with hide_texts("for zebulina, calm"):
        assert redact_text("KeyError: 'zebulina'") == "KeyError: '<8 letters>'"
        assert redact_text("read for zebulina, calm and failed") == "read <18 letters> and failed"
    assert redact_text("KeyError: 'zebulina'") == "KeyError: 'zebulina'"


def test_a_person_reads_their_own_words_but_no_key() -> None:
    line = "'my dog' is not among https://example.com/x?key=abc"
    assert redact_secrets(line) == "'my dog' is not among https://example.com/…"


def test_values_of_a_record_go_by_their_name() -> None:
    assert redact_value("calm", "words") == "<4 letters>"
    assert redact_value({"headers": {"a": 1}, "n": 3, "url": "https://a.b/c"}) == {
        "headers": "<8 letters>",
        "n": 3,
        "url": "https://a.b/…",
    }
    assert redact_value("https://discord.com/oauth2?client_id=1", "invite").endswith("client_id=1")  # type: ignore[union-attr]
