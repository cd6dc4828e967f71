"""Foreign names on one line, within their size."""

from __future__ import annotations

import pytest

from language.answers.wording import MAX_NAME, clean_name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("  Low\n Tide ", "Low Tide"),
        ("x" * MAX_NAME, "x" * MAX_NAME),
        ("x" * (MAX_NAME + 1), "x" * (MAX_NAME - 1) + "…"),
        ("x" * (MAX_NAME - 2) + " yz", "x" * (MAX_NAME - 2) + "…"),
        ("go to https://bad.example now", "go to bad.example now"),
    ],
)
def test_a_name_fits_its_line_and_holds_no_address(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned
