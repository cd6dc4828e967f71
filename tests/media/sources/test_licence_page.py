"""What is read out of a page that states a licence."""

from __future__ import annotations

import time

import pytest

from language.licences import parse_licence
from media.sources.licence_page import parse_page


@pytest.mark.parametrize(
    ("text", "licence", "named"),
    [
        ('<a href="//creativecommons.org/licenses/by/4.0/deed.de">x</a>', "CC BY 4.0", True),
        ('<a href="http://www.creativecommons.org/licenses/by/4.0/legalcode">x</a>', "CC BY 4.0", True),
        ('<a href="https://creativecommons.org/licenses/by-nc/4.0/">x</a>', "CC BY 4.0", False),
        ('<a href="https://creativecommons.org/licenses/by/3.0/">x</a>', "CC BY 4.0", False),
        ("<b>CC</b>-BY&nbsp;4.0", "CC BY 4.0", True),
        ("<p>Lizenz: cc by-sa 4.0</p>", "CC BY-SA 4.0", True),
        ("<p>cc by-nc 4.0</p>", "CC BY", False),
        ("<p>cc by-nc</p>", "CC BY-NC", True),
        ('<a href="https://creativecommons.org/publicdomain/zero/1.0/">x</a>', "CC0", True),
        ("<p>この曲は自由です</p>", "CC BY 4.0", False),
        ("<p>unknown</p>", "", False),
        ("<p>© 2020 Ada Bell</p>", "© 2020 Ada Bell", False),
    ],
)
def test_a_licence_is_recognised_whatever_the_page_s_language(text: str, licence: str, named: bool) -> None:
    assert parse_page(text).names(parse_licence(licence)) is named


def test_a_page_of_angle_brackets_is_read_in_time_that_grows_with_its_length() -> None:
    def measure(length: int) -> float:
        began = time.process_time()
        parse_page("<" * length)
        parse_page("<" + "a" * length)
        return time.process_time() - began

    measure(1 << 10)
    # A quadratic search would take 4096 times as long.
    assert measure(1 << 18) < 2000 * max(measure(1 << 12), 1e-3)
