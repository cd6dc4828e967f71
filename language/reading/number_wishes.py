"""Parse wishes with a number in them: tempo in bpm, length in minutes and seconds, eras."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from musechat.wish import Facet, Force, Wish
from musechat.wish_values import RangeValue

_COUNTS = {
    "half a": 0.5, "one and a half": 1.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "forty five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True))
_BELOW = (
    r"no (?:more|longer|faster|higher|quicker) than|not (?:more|longer|faster|higher) than|"
    r"not (?:go )?(?:over|above|exceeding|past|beyond)|never (?:over|above)|"
    r"shorter than|slower than|lower than|less than|at most|up to|"
    r"unter|kürzer als|weniger als|höchstens|maximal|bis zu|menos de|máximo|moins de|"
    r"under|below|max(?:imum)?(?: of)?|within|<"
)
_ABOVE = (
    r"no (?:less|shorter|slower|lower) than|not (?:less|shorter|slower|lower) than|"
    r"not (?:go )?(?:under|below)|never (?:under|below)|"
    r"longer than|faster than|higher than|more than|at least|over|above|min(?:imum)?(?: of)?|>"
)
_NEAR = (
    r"um die|ungefähr|etwa|unos|alrededor de|environ|around|about|roughly|approximately|approx\.?|circa|near|close to|~"
)
_ENDS = (
    r"(?P<end>or (?:less|under|lower|shorter|slower|more|over|higher|longer|faster)|max(?:imum)?|tops|"
    r"at (?:the )?most|min(?:imum)?|at (?:the )?least)\b"
)
_DOWN_ENDS = frozenset(
    {"less", "under", "lower", "shorter", "slower", "max", "maximum", "tops", "at most", "at the most"}
)
_BPM = r"(?:bpm|beats per minute|beats a minute)"
_TEMPO = re.compile(
    rf"(?:(?P<how>{_BELOW}|{_ABOVE}|{_NEAR}|exactly|precisely|between|from) )?(?:a )?(?:tempo of )?"
    rf"(?P<a>\d{{2,3}}(?:[.,]\d+)?)\s*(?:{_BPM}\s*)?(?:(?:-|to|and)\s*(?P<b>\d{{2,3}})\s*)?{_BPM}(?: {_ENDS})?"
    r"(?: (?P<shift>slower|faster|quicker|lower|higher))?"
)
_TEMPO_NAMED = re.compile(
    rf"\b(?:tempo|bpm)(?: of| is| at|:)? (?:(?P<how>{_BELOW}|{_ABOVE}|{_NEAR}) )?(?P<a>\d{{2,3}})\b(?! ?{_BPM})"
)
_TEMPO_BY = re.compile(
    r"\b(?P<way>drop|lower|reduce|decrease|slow|raise|increase|up|bump|speed)(?: down| up)?(?: (?:the|it|it's))?"
    rf"(?: (?:tempo|bpm|speed|it|down|up))* by (?P<a>\d{{1,3}}) ?{_BPM}?"
)
_SPAN = (
    rf"(?:(?P<{{0}}clock_m>\d{{{{1,2}}}}):(?P<{{0}}clock_s>\d\d)"
    rf"|(?P<{{0}}m>\d+(?:[.,]\d+)?\s*|(?:{_COUNT})\s+)(?:minutes?|minuten|minutos?|mins?|m)\b"
    r"(?:\s*(?:and )?(?:(?P<{0}s>\d{{1,2}})\s*(?:seconds?|secs?|s)\b|(?P<{0}half>a half)))?"
    rf"|(?P<{{0}}only_s>\d+(?:[.,]\d+)?\s*|(?:{_COUNT})\s+)(?:seconds?|sekunden|segundos?|secondes?|secs?|s)\b)"
)
_LENGTH = re.compile(
    rf"\b(?P<how>{_BELOW}|{_ABOVE}|{_NEAR}|exactly|between) (?:{_SPAN.format('a_')})"
    rf"(?: (?:-|to|and) (?:{_SPAN.format('b_')}))?(?: long)?"
)
_LENGTH_AFTER = re.compile(
    rf"\b(?:{_SPAN.format('a_')})(?: (?P<long>long|in length)\b| {_ENDS}\b| (?P<shift>shorter|longer)\b)"
)
_LENGTH_RANGE = re.compile(
    r"\b(?P<a>\d{1,3})\s?(?:-|to)\s?(?P<b>\d{1,3}) ?(?P<unit>minutes?|mins?|m|seconds?|secs?|s)\b(?: long)?"
)
# A span that is the music's by its place in the sentence; "my clip is 30 seconds" says nothing of the music.
_LENGTH_OF = re.compile(
    rf"\b(?:(?:should|must|needs to|has to|could|to) (?:be|last)|lasting|make it) (?:{_SPAN.format('a_')})"
    rf"|\b(?!\d0s){_SPAN.format('b_')} (?:(?:song|track|piece|tune|version|loop|cut|jingle)s?)\b"
)
_TWICE = re.compile(
    r"\b(?:(?P<up>twice as fast|double (?:the )?(?:tempo|speed|time))|half (?:as fast|(?:the )?(?:tempo|speed)))\b"
)
_DECADES = {
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
_DECADE = rf"(?:(?:19|20)?\d0s|{'|'.join(_DECADES)})"
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
_ERA_ELSEWHERE = re.compile(
    r"(?:\b(?P<a>(?:19|20)?\d0)er(?:n|[- ]?jahren?)?\b|\b(?:(?:de )?los )?años (?P<b>\d0)\b"
    r"|\b(?:des |les )?années (?P<c>\d0)\b"
    r"|(?P<d>(?:19|20)?\d0)年代)"
)
_PART = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_PLAIN_NUMBER = re.compile(
    rf"\b(?:{'|'.join(_DECADES)}|minutes?|seconds?|minuten?|minutos?|sekunden?|segundos?|secondes?|"
    r"mins?|secs?|tempo|speed|time|twice|half)\b"
)
NEAR_BPM = 6.0
EXACT_BPM = 1.5


@dataclass(frozen=True, slots=True)
class ComparativeStep:
    """A comparative whose step was named: "10 bpm slower"; the step is a share of the reference where ``share``."""

    facet: Facet
    upward: bool
    step: float
    share: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A stretch of the line with a number in it: a wish, a shift, or an era whose force the grammar decides."""

    start: int
    end: int
    wish: Wish | None = None
    shift: ComparativeStep | None = None
    era: tuple[int | None, int | None] | None = None


def find_numerals(line: str) -> list[Numeral]:
    """Find all numeric wishes of a plain line, in order, without overlap (the earlier pattern wins)."""
    found: list[Numeral] = []
    # Most lines hold no number, and the patterns below are the dearest part of reading.
    if not any(c.isdigit() for c in line) and _PLAIN_NUMBER.search(line) is None:
        return found
    finders: tuple[Callable[[str], Iterator[Numeral]], ...] = (
        _iter_tempos,
        _iter_multiples,
        _iter_lengths,
        _iter_spans,
        _iter_eras,
    )
    for finder in finders:
        for numeral in finder(line):
            if all(numeral.end <= other.start or numeral.start >= other.end for other in found):
                found.append(numeral)
    return sorted(found, key=lambda n: n.start)


def _parse_amount(text: str) -> float:
    text = text.strip()
    return float(_COUNTS[text]) if text in _COUNTS else float(text.replace(",", "."))


def _make_range_wish(facet: Facet, force: Force, low: float | None, high: float | None, said: str) -> Wish:
    return Wish(force, facet, RangeValue(low, high), said.strip())


def _make_bounded_wish(facet: Facet, how: str, end: str, value: float, near: float, exact: float, said: str) -> Wish:
    """Say in which range a number puts a facet: bounds bind, a bare or "around" number is a preference."""
    # A bound after the number ("90 bpm at most") wins over a word before it.
    if end:
        how = "at most" if end.removeprefix("or ") in _DOWN_ENDS else "at least"
    if re.fullmatch(_BELOW, how):
        return _make_range_wish(facet, Force.MUST, None, value, said)
    if re.fullmatch(_ABOVE, how):
        return _make_range_wish(facet, Force.MUST, value, None, said)
    if how in ("exactly", "precisely"):
        return _make_range_wish(facet, Force.MUST, value - exact, value + exact, said)
    return _make_range_wish(facet, Force.PREFER, value - near, value + near, said)


def _iter_tempos(line: str) -> Iterator[Numeral]:
    # Before the plain tempi: "slow it down by 10 bpm" is a step, not a tempo of 10.
    for match in _TEMPO_BY.finditer(line):
        upward = match["way"] in ("raise", "increase", "up", "bump", "speed")
        yield Numeral(*match.span(), shift=ComparativeStep(Facet.TEMPO, upward, float(match["a"])))
    for match in (*_TEMPO.finditer(line), *_TEMPO_NAMED.finditer(line)):
        parts = match.groupdict()
        a, said = _parse_amount(parts["a"]), match.group()
        if parts.get("shift"):
            upward = parts["shift"] in ("faster", "quicker", "higher")
            yield Numeral(*match.span(), shift=ComparativeStep(Facet.TEMPO, upward, a))
        elif parts.get("b"):
            low, high = sorted((a, float(parts["b"])))
            yield Numeral(*match.span(), wish=_make_range_wish(Facet.TEMPO, Force.MUST, low, high, said))
        else:
            how = parts.get("how") or ""
            wish = _make_bounded_wish(Facet.TEMPO, how, parts.get("end") or "", a, NEAR_BPM, EXACT_BPM, said)
            yield Numeral(*match.span(), wish=wish)


def _iter_multiples(line: str) -> Iterator[Numeral]:
    for match in _TWICE.finditer(line):
        up = match["up"] is not None
        # Not quite double or half, so that a pick at exactly twice the tempo still passes.
        yield Numeral(*match.span(), shift=ComparativeStep(Facet.TEMPO, up, 0.9 if up else 0.45, share=True))


def _parse_seconds(match: re.Match[str], side: str) -> float | None:
    parts = {k.removeprefix(side): v for k, v in match.groupdict().items() if k.startswith(side) and v}
    if "clock_m" in parts:
        return int(parts["clock_m"]) * 60.0 + int(parts["clock_s"])
    if "m" in parts:
        return _parse_amount(parts["m"]) * 60 + float(parts.get("s", 0)) + (30 if "half" in parts else 0)
    return _parse_amount(parts["only_s"]) if "only_s" in parts else None


def _iter_lengths(line: str) -> Iterator[Numeral]:
    for match in _LENGTH_RANGE.finditer(line):
        unit = 60.0 if match["unit"].startswith("m") else 1.0
        low, high = sorted((float(match["a"]) * unit, float(match["b"]) * unit))
        yield Numeral(*match.span(), wish=_make_range_wish(Facet.LENGTH, Force.MUST, low, high, match.group()))
    for match in _LENGTH.finditer(line):
        a, b = _parse_seconds(match, "a_"), _parse_seconds(match, "b_")
        if a is not None and b is not None:
            low, high = sorted((a, b))
            yield Numeral(*match.span(), wish=_make_range_wish(Facet.LENGTH, Force.MUST, low, high, match.group()))
        elif a is not None:
            wish = _make_bounded_wish(Facet.LENGTH, match["how"], "", a, a * 0.15, a * 0.05, match.group())
            yield Numeral(*match.span(), wish=wish)
    for match in _LENGTH_AFTER.finditer(line):
        a = _parse_seconds(match, "a_") or 0.0
        if match["shift"]:
            yield Numeral(*match.span(), shift=ComparativeStep(Facet.LENGTH, match["shift"] == "longer", a))
        else:
            wish = _make_bounded_wish(Facet.LENGTH, "", match["end"] or "", a, a * 0.15, a * 0.05, match.group())
            yield Numeral(*match.span(), wish=wish)


def _iter_spans(line: str) -> Iterator[Numeral]:
    for match in _LENGTH_OF.finditer(line):
        a = _parse_seconds(match, "a_") or _parse_seconds(match, "b_") or 0.0
        yield Numeral(
            *match.span(), wish=_make_bounded_wish(Facet.LENGTH, "", "", a, a * 0.15, a * 0.05, match.group())
        )


def _parse_decade(text: str) -> int:
    if text in _DECADES:
        return _DECADES[text]
    number = int(text.removesuffix("s"))
    if number >= 1000:
        return number
    # "20s" is this century for music, "30s" the last.
    return 2000 + number if number < 30 else 1900 + number


def _iter_eras(line: str) -> Iterator[Numeral]:
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
