"""Which names are recognised without a "by" before them."""

from __future__ import annotations

import pytest

from language.reading.library_names import is_distinctive, is_sayable


@pytest.mark.parametrize(
    ("name", "bare", "expected"),
    [
        ("Zyxwv", True, True),
        ("Zyxw", False, True),  # too short to stand out, long enough where a name is expected
        ("Zyx", False, True),
        ("Zy", False, False),
        ("Zy Xw", True, True),
        ("Piano", False, False),
        ("Calm Piano", False, True),  # nothing but words for music
        ("Zyxw Piano", True, True),
    ],
)
def test_a_name_stands_out_or_counts_where_a_name_is_expected(name: str, bare: bool, expected: bool) -> None:
    assert (is_distinctive(name), is_sayable(name)) == (bare, expected)
