"""Ages of music in a line: decades, years, and how many years ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from language.languages import list_languages
from language.reading.numerals import COUNT, Numeral, join_numbers, parse_amount

DECADES = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
    "noughties": 2000,
}
_DECADE = rf"(?:(?:19|20)?\d0s|{'|'.join(DECADES)})"
_ERA = re.compile(
    rf"\b(?:(?P<part>early|mid|late) )?(?:the )?(?P<a>{_DECADE})"
    rf"(?:\s*(?:-|to|and|or|/|through|&)\s*(?:the )?(?:(?P<b>{_DECADE})|(?P<on>today|now|the present)))?"
    r"(?P<onward> onwards?| and (?:later|newer|up)| or (?:later|newer))?(?!\w)"
)
_YEAR = re.compile(
    r"\b(?P<how>before|pre|older than|after|post|since|newer than|from|in|around)(?: the)?(?: year)? "
    r"(?P<a>(?:19|20)\d\d)(?P<on>\+| ?onwards?| or (?:later|newer)| and (?:later|newer))?(?!\w)"
)
_SINCE = re.compile(r"\b(?P<a>(?:19|20)\d\d)(?:\+| onwards?| or later| or newer)")
_YEARS_BACK = tuple(
    (re.compile(expression.replace("COUNT", rf"(\d{{1,3}}|{COUNT})")), recent)
    for numbers in (language.reading.numbers for language in list_languages())
    for expression, recent in ((numbers.recent, True), (numbers.dated, False))
    if expression
)
_ERA_ELSEWHERE = re.compile(join_numbers(lambda words: words.eras))
_PART = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def find_year() -> int:
    """Find the year in which something is said to be so many years old."""
    return datetime.now(UTC).year


def iter_ages(line: str) -> Iterator[Numeral]:
    """Find how many years old music may be, or is to be."""
    for pattern, recent in _YEARS_BACK:
        for match in pattern.finditer(line):
            year = find_year() - int(parse_amount(next(part for part in match.groups() if part)))
            yield Numeral(*match.span(), era=(year, None) if recent else (None, year))


def _parse_decade(text: str) -> int:
    if text in DECADES:
        return DECADES[text]
    number = int(text.removesuffix("s"))
    if number >= 1000:
        return number
    # "20s" is this century for music, "30s" the last.
    return 2000 + number if number < 30 else 1900 + number


def iter_eras(line: str) -> Iterator[Numeral]:
    """Find decades and years."""
    for match in _ERA.finditer(line):
        first = _parse_decade(match["a"])
        last = _parse_decade(match["b"]) if match["b"] else first
        start, stop = _PART.get(match["part"] or "", (0, 9))
        low, high = sorted((first, last))
        open_end = match["on"] or match["onward"]
        yield Numeral(*match.span(), era=(low + start, None if open_end else high + stop))
    for match in _ERA_ELSEWHERE.finditer(line):
        first = _parse_decade(next(part for part in match.groups() if part))
        yield Numeral(*match.span(), era=(first, first + 9))
    for match in _YEAR.finditer(line):
        year = int(match["a"])
        if match["how"] in ("before", "pre", "older than"):
            era: tuple[int | None, int | None] = (None, year - 1)
        elif match["on"] or match["how"] in ("after", "post", "since", "newer than"):
            era = (year, None)
        else:
            era = (year, year) if match["how"] != "around" else (year - 2, year + 2)
        yield Numeral(*match.span(), era=era)
    for match in _SINCE.finditer(line):
        yield Numeral(*match.span(), era=(int(match["a"]), None))
