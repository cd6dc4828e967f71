from __future__ import annotations

import json

import pytest

from musechat.errors import BadInput
from musechat.plain_values import MAX_DEPTH, drop_unstorable, parse_plain_json, require_plain_text


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"words": "\\ud800"}', "unreadable-text"),
        ('{"words": "a\\u0000b"}', "unreadable-text"),
        ('{"a\\u0000": 1}', "unreadable-text"),
        (b'{"words": "\xed\xa0\x80"}', "unreadable-text"),  # half a pair, as bytes
        (f'{{"n": {2**63}}}', "number-too-large"),
        (f'{{"n": [-{2**70}]}}', "number-too-large"),
        ('{"n": 1e999}', "number-too-large"),
        ('{"n": ' + "9" * 5000 + "}", "not-json"),
        ('{"n": NaN}', "not-json"),
        (b"\xff\xfe{", "not-json"),
        ("[" * 30_000, "too-deep"),
        ('{"a":' * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), "too-deep"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too-deep"),
    ],
)
def test_what_no_column_holds_is_bad_input(body: str | bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_plain_json(body)
    assert refused.value.code == code


def test_what_can_be_stored_passes_unchanged() -> None:
    data = {"words": "ruhig 🎻\n", "n": 2**63 - 1, "deep": [[[{"a": None}]]], "x": -1.5}
    assert parse_plain_json(json.dumps(data)) == data
    assert parse_plain_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)


def test_text_is_refused_and_names_are_mended() -> None:
    assert require_plain_text("日本 🎻") == "日本 🎻"
    for text in ("\x00", "a\ud83d", "\udc00b"):
        with pytest.raises(BadInput, match="characters that are none"):
            require_plain_text(text)
    assert drop_unstorable("a\x00b\ud800c") == "abc"
