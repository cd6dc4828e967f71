"""Bounds that stand behind their number, as a language without spaces says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.reading.numerals import COUNT, NEAR_BPM, Numeral, join_numbers, make_range_wish, parse_amount
from musechat.wish import Facet, Force, Wish

_BELOW, _ABOVE = join_numbers(lambda words: words.below_after), join_numbers(lambda words: words.above_after)
_NEAR = join_numbers(lambda words: words.near_after)
_AFTER = rf"(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE})|(?P<near>{_NEAR}))"
UNSPACED_MINUTES = join_numbers(lambda words: words.minutes, spaced=False)
UNSPACED_SECONDS = join_numbers(lambda words: words.seconds, spaced=False)
_HALF = join_numbers(lambda words: words.half_more, spaced=False)
_LENGTH_BEHIND = re.compile(
    rf"(?:(?P<m>\d+(?:\.\d+)?|{COUNT})\s*(?:{UNSPACED_MINUTES})(?:\s*(?P<s>\d+)\s*(?:{UNSPACED_SECONDS})|\s*(?P<half>{_HALF}))?"
    rf"|(?P<only_s>\d+|{COUNT})\s*(?:{UNSPACED_SECONDS}))\s*{_AFTER}"
)
_TO = join_numbers(lambda words: words.to, spaced=False)
_SPAN_BEHIND = re.compile(
    rf"(?P<a>\d+|{COUNT})\s*(?:(?P<a_m>{UNSPACED_MINUTES})|(?P<a_s>{UNSPACED_SECONDS}))?\s*(?:{_TO})\s*"
    rf"(?P<b>\d+|{COUNT})\s*(?:(?P<b_m>{UNSPACED_MINUTES})|{UNSPACED_SECONDS})(?:\s*(?:{_NEAR}))?"
)
_NAMES = join_numbers(lambda words: words.tempo_names, spaced=False)
_NAMED = re.compile(_NAMES)
_TEMPO_BEHIND = re.compile(
    rf"(?:(?:{_NAMES})\s*(?P<c>\d{{2,3}})(?!\d)\s*(?:{_TO})\s*(?P<d>\d{{2,3}})(?!\d)(?:\s*(?:bpm))?(?:\s*(?:{_NEAR}))?"
    rf"|(?:bpm\s*)?(?P<a>\d{{2,3}})(?!\d)\s*(?:bpm)?\s*(?:(?:{_TO})\s*(?P<b>\d{{2,3}})\s*bpm(?:\s*(?:{_NEAR}))?|{_AFTER}))"
)


def iter_tempos_behind(line: str) -> Iterator[Numeral]:
    """Find tempi of languages that state the bound behind the number."""
    if "bpm" not in line and not _NAMED.search(line):
        return
    for match in _TEMPO_BEHIND.finditer(line):
        first, last = match["a"] or match["c"], match["b"] or match["d"]
        a = float(first)
        if last:
            low, high = sorted((a, float(last)))
            yield Numeral(*match.span(), wish=make_range_wish(Facet.TEMPO, Force.MUST, low, high, match[0]))
        else:
            yield Numeral(*match.span(), wish=_make_wish_behind(Facet.TEMPO, match, a, NEAR_BPM))


def iter_lengths_behind(line: str) -> Iterator[Numeral]:
    """Find lengths of languages that state the bound behind the number, and those between two numbers."""
    for match in _SPAN_BEHIND.finditer(line):
        last = 60.0 if match["b_m"] else 1.0
        first = 60.0 if match["a_m"] else 1.0 if match["a_s"] else last
        low, high = sorted((parse_amount(match["a"]) * first, parse_amount(match["b"]) * last))
        yield Numeral(*match.span(), wish=make_range_wish(Facet.LENGTH, Force.MUST, low, high, match[0]))
    for match in _LENGTH_BEHIND.finditer(line):
        value = parse_amount(match["only_s"] or match["m"]) * (1.0 if match["only_s"] else 60.0)
        value += 30.0 if match["half"] else float(match["s"] or 0)
        yield Numeral(*match.span(), wish=_make_wish_behind(Facet.LENGTH, match, value, value * 0.15))


def _make_wish_behind(facet: Facet, match: re.Match[str], value: float, near: float) -> Wish:
    if match["near"]:
        return make_range_wish(facet, Force.PREFER, value - near, value + near, match[0])
    low, high = (None, value) if match["below"] else (value, None)
    return make_range_wish(facet, Force.MUST, low, high, match[0])
