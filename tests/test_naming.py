"""The rules on names in CONTRIBUTING.md, as far as they can be counted."""

from __future__ import annotations

import pytest

from tests.tools.naming import count_comments, measure_naming


@pytest.mark.slow
def test_names_keep_the_rules() -> None:
    figures = measure_naming()
    assert figures.one_word < 0.25
    assert figures.verb_first > 0.7
    assert figures.repeated_classes == ()
    assert 3 <= figures.comments <= 6


def test_directives_are_no_comments() -> None:
    assert count_comments("x = 1  # noqa: F841\ny = 2  # the second one\n# type: ignore\n") == 1
