"""Fields of foreign records: anything may stand in them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from media.sources.record_fields import read_list, read_number, read_text, read_url, read_year, strip_markup

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(value=ANYTHING)
def test_nothing_that_is_sent_goes_wrong(value: object) -> None:
    record = {"x": value}
    read_text(record, "x").encode()  # no half characters
    assert "\0" not in read_text(record, "x")
    assert 0 <= read_number(record, "x") < 1e15
    assert read_url(record, "x") == "" or read_url(record, "x").startswith("http")
    assert all(part.strip() for part in read_list(record, "x"))
    year = read_year(record, "x")
    assert year is None or 1000 <= year <= 2999
    strip_markup(read_text(record, "x"))


def test_half_characters_and_nul_are_left_out() -> None:
    record = json.loads('{"title": "a\\u0000b\\ud83d c"}')
    assert read_text(record, "title") == "ab c"


def test_texts_of_every_shape_are_read() -> None:
    assert read_list({"t": ",ambient, calm,,"}, "t") == ("ambient", "calm")
    assert read_list({"t": [{"name": "rock"}, {"tag": "jazz"}, "rock", 7]}, "t") == ("rock", "jazz", "7")
    assert strip_markup('<a href="x">Ada &amp; Bo</a>') == "Ada & Bo"
    assert read_number({"n": "12.5"}, "n") == 12.5
    assert read_year({"d": "2014-05-01"}, "d") == 2014
