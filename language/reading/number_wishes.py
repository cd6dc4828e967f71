"""Parse wishes with a number in them: tempo in bpm, length in minutes and seconds, eras."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from language.languages import join_patterns, list_languages
from language.reading.eras_in_words import DECADES, iter_ages, iter_eras
from language.reading.numbers_behind import UNSPACED_MINUTES, UNSPACED_SECONDS, iter_lengths_behind, iter_tempos_behind
from language.reading.numerals import (
    COUNT,
    NEAR_BPM,
    ComparativeStep,
    Numeral,
    is_tempo_range,
    join_numbers,
    make_range_wish,
    parse_amount,
)
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import RangeValue

_BELOW, _ABOVE = join_numbers(lambda words: words.below), join_numbers(lambda words: words.above)
_NEAR, _EXACTLY = join_numbers(lambda words: words.near), join_numbers(lambda words: words.exactly)
_MINUTES, _SECONDS = join_numbers(lambda words: words.minutes), join_numbers(lambda words: words.seconds)
_M, _S = join_numbers(lambda words: words.short_minutes), join_numbers(lambda words: words.short_seconds)
_BETWEEN, _TO = join_numbers(lambda words: words.between), join_numbers(lambda words: words.to)
_JOINS, _AND = join_numbers(lambda words: words.joins), join_numbers(lambda words: words.with_seconds)
_ENDS_BELOW, _ENDS_ABOVE = join_numbers(lambda words: words.ends_below), join_numbers(lambda words: words.ends_above)
_ENDS = rf"(?P<end>(?:{_ENDS_BELOW}|{_ENDS_ABOVE}))\b"
_SLOWER, _FASTER = join_numbers(lambda words: words.slower), join_numbers(lambda words: words.faster)
_SHORTER, _LONGER = join_numbers(lambda words: words.shorter), join_numbers(lambda words: words.longer)
_DOUBLE, _HALF = join_numbers(lambda words: words.double), join_numbers(lambda words: words.half)
_LONG = join_numbers(lambda words: words.long)
_BPM = rf"(?:{join_numbers(lambda words: words.tempo_units)})"
_TEMPO = re.compile(
    rf"(?:(?P<how>{_BELOW}|{_ABOVE}|{_NEAR}|{_EXACTLY}|{_BETWEEN}) )?"
    rf"(?:(?:{join_numbers(lambda words: words.tempo_leads)}) )?"
    rf"(?P<a>\d{{2,3}}(?:[.,]\d+)?)\s*(?:{_BPM}\s*)?(?:(?:-|{_TO}|{_JOINS})\s*(?P<b>\d{{2,3}})\s*)?{_BPM}(?: {_ENDS})?"
    rf"(?: (?:(?P<down>{_SLOWER})|(?P<up>{_FASTER})))?"
)
# Two bounds with one unit behind the second: "over 90 and below 120 bpm".
_TEMPO_BOUNDS = re.compile(
    rf"\b(?P<how>{_BELOW}|{_ABOVE}) (?P<a>\d{{2,3}})(?:\s*{_BPM})?[ ,]*(?:(?:{_JOINS}) )?"
    rf"(?P<how_b>{_BELOW}|{_ABOVE}) (?P<b>\d{{2,3}})\s*{_BPM}"
)
# Two numbers that can only be a tempo, since nothing else of a track is said by such numbers without their unit.
_TEMPO_BARE = re.compile(
    rf"\b(?:{_BETWEEN}) (?P<a>\d{{2,3}}) ?(?:-|(?:{_TO}|{_JOINS})) ?(?P<b>\d{{2,3}})"
    rf"(?![\d:.,]* ?(?:{_BPM}|{_MINUTES}|{_SECONDS}|%|s\b|[\d:]))"
)
_TEMPO_NAMED = re.compile(
    rf"\b(?:{join_numbers(lambda words: words.tempo_names)}) (?:(?P<how>{_BELOW}|{_ABOVE}|{_NEAR}) )?"
    rf"(?P<a>\d{{2,3}})\b(?! ?{_BPM})"
)
_TEMPO_STEPS = tuple(
    (upward, re.compile(step)) for language in list_languages() for upward, step in language.reading.numbers.tempo_steps
)
_SPAN = (
    rf"(?:(?P<{{0}}clock_m>\d{{{{1,2}}}}):(?P<{{0}}clock_s>\d\d)"
    rf"|(?P<{{0}}m>\d+(?:[.,]\d+)?\s*|(?:{COUNT})\s+)(?:{_MINUTES}|{_M})\b"
    rf"(?:\s*(?:(?:{_AND}) )?(?:(?P<{{0}}s>\d{{{{1,2}}}})\s*(?:{_SECONDS}|{_S})\b"
    rf"|(?P<{{0}}half>{join_numbers(lambda words: words.half_more)})))?"
    rf"|(?P<{{0}}only_s>\d+(?:[.,]\d+)?\s*|(?:{COUNT})\s+)(?:{_SECONDS}|{_S})\b)"
)
_LENGTH = re.compile(
    rf"\b(?P<how>{_BELOW}|{_ABOVE}|{_NEAR}|{_EXACTLY}|{join_numbers(lambda words: words.between_spans)}) "
    rf"(?:{_SPAN.format('a_')})(?: (?:-|{_TO}|{_JOINS}) (?:{_SPAN.format('b_')}))?(?: (?:{_LONG})\b)?"
)
_LENGTH_AFTER = re.compile(
    rf"\b(?:{_SPAN.format('a_')})"
    rf"(?: (?P<long>{_LONG})\b| {_ENDS}| (?:(?P<down>{_SHORTER})|(?P<up>{_LONGER}))\b)"
)
_LENGTH_RANGE = re.compile(
    rf"\b(?:(?:{_BETWEEN}) (?P<a>\d{{1,3}}|{COUNT})\s?(?:-|{_TO}|{_JOINS})\s?(?P<b>\d{{1,3}}|{COUNT})"
    rf"|(?P<c>\d{{1,3}}|{COUNT})\s?(?:-|{_TO})\s?(?P<d>\d{{1,3}}|{COUNT})) ?"
    rf"(?:(?P<minutes>{_MINUTES}|{_M})|{_SECONDS}|{_S})\b(?: (?:{_LONG})\b)?"
)
# A further bound after a first one, without its unit: "at least 120 bpm but under 140".
_FURTHER = re.compile(
    rf"[ ,]*(?:(?:{_JOINS}) )?(?P<how>{_BELOW}|{_ABOVE}) (?P<a>\d{{1,3}}(?:[.,]\d+)?|{COUNT})\b"
    rf"(?! ?(?:{_BPM}|{_MINUTES}|{_SECONDS}|{_M}|{_S})\b)"
)
# A span that is the music's by its place in the sentence; "my clip is 30 seconds" says nothing of the music.
_LENGTH_OF = re.compile(
    rf"\b(?:{join_numbers(lambda words: words.lasting)}) (?:{_SPAN.format('a_')})"
    rf"|\b(?!\d0s){_SPAN.format('b_')} (?:{join_numbers(lambda words: words.pieces)})\b"
)
_TWICE = re.compile(rf"(?:\b(?:(?P<up>{_DOUBLE})|{_HALF})\b)")
_TWICE_UNSPACED = re.compile(
    rf"(?P<up>{join_numbers(lambda words: words.double, spaced=False)})|"
    rf"(?:{join_numbers(lambda words: words.half, spaced=False)})"
)
_OF_CLIP = re.compile(join_patterns(lambda language: language.reading.asides.of_clip))
_YEARS = join_numbers(lambda words: words.years, spaced=True)
_UNSPACED_YEARS = join_numbers(lambda words: words.years, spaced=False)
_PLAIN_NUMBER = re.compile(
    rf"\b(?:{'|'.join(DECADES)}|{_MINUTES}|{_SECONDS}|{_YEARS}|{_DOUBLE}|{_HALF})\b|{_TWICE_UNSPACED.pattern}"
    rf"|(?:{COUNT})\s*(?:{UNSPACED_MINUTES}|{UNSPACED_SECONDS}|{_UNSPACED_YEARS})"
)
EXACT_BPM = 1.5


def find_numerals(line: str) -> list[Numeral]:
    """Find all numeric wishes of a plain line, in order, without overlap (the earlier pattern wins)."""
    found: list[Numeral] = []
    # Most lines hold no number, and the patterns below are the dearest part of reading.
    if not any(c.isdigit() for c in line) and _PLAIN_NUMBER.search(line) is None:
        return found
    finders: tuple[Callable[[str], Iterator[Numeral]], ...] = (
        iter_tempos_behind,
        _iter_tempos,
        _iter_multiples,
        iter_ages,
        iter_lengths_behind,
        _iter_lengths,
        _iter_spans,
        iter_eras,
    )
    for finder in finders:
        for numeral in finder(line):
            if all(numeral.end <= other.start or numeral.start >= other.end for other in found):
                found.append(numeral)
    return list(_merge_bounds(sorted(found, key=lambda n: n.start)))


def _merge_bounds(found: list[Numeral]) -> Iterator[Numeral]:
    """Make one wish of two bounds that stand side by side: "over 90 bpm and below 110 bpm"."""
    held: Numeral | None = None
    for numeral in found:
        merged = _join_bounds(held, numeral) if held is not None else None
        if held is not None and merged is None:
            yield held
        held = merged or numeral
    if held is not None:
        yield held


def _join_bounds(one: Numeral, other: Numeral) -> Numeral | None:
    a, b = one.wish, other.wish
    if a is None or b is None or a.facet is not b.facet or not (a.hard and b.hard):
        return None
    bounds = (a.range.min, a.range.max, b.range.min, b.range.max)
    low, high = a.range.min or b.range.min, a.range.max or b.range.max
    if sum(bound is not None for bound in bounds) != 2 or low is None or high is None or low > high:
        return None
    said = f"{a.said} {b.said}"
    return Numeral(one.start, other.end, wish=make_range_wish(a.facet, Force.MUST, low, high, said))


def _bound_further(line: str, end: int, wish: Wish, unit: float) -> tuple[int, Wish]:
    """Read on after a bound for a further one without its unit; where it ends, and the wish with both."""
    further = _FURTHER.match(line, end) if wish.hard and (wish.range.min is None) != (wish.range.max is None) else None
    if further is None:
        return end, wish
    value = parse_amount(further["a"]) * unit
    low, high = wish.range.min, wish.range.max
    below = re.fullmatch(_BELOW, further["how"]) is not None
    if below is (high is not None):
        return end, wish
    low, high = (low, value) if below else (value, high)
    if low is None or high is None or low > high:
        return end, wish
    return further.end(), replace(wish, value=RangeValue(low, high), said=(wish.said + further[0]).strip())


def _make_bounded_wish(facet: Facet, how: str, end: str, value: float, near: float, exact: float, said: str) -> Wish:
    """Say in which range a number puts a facet: bounds bind, a bare or "around" number is a preference."""
    # A bound after the number ("90 bpm at most") wins over a word before it.
    below, above = (_ENDS_BELOW, _ENDS_ABOVE) if end else (_BELOW, _ABOVE)
    if re.fullmatch(below, end or how):
        return make_range_wish(facet, Force.MUST, None, value, said)
    if re.fullmatch(above, end or how):
        return make_range_wish(facet, Force.MUST, value, None, said)
    if re.fullmatch(_EXACTLY, how):
        return make_range_wish(facet, Force.MUST, value - exact, value + exact, said)
    return make_range_wish(facet, Force.PREFER, value - near, value + near, said)


def _iter_tempos(line: str) -> Iterator[Numeral]:
    # Before the plain tempi: "slow it down by 10 bpm" is a step, not a tempo of 10.
    for upward, pattern in _TEMPO_STEPS:
        for match in pattern.finditer(line):
            yield Numeral(*match.span(), shift=ComparativeStep(Facet.TEMPO, upward, float(match["a"])))
    for match in _TEMPO_BOUNDS.finditer(line):
        below = re.fullmatch(_BELOW, match["how"]) is not None
        high, low = (match["a"], match["b"]) if below else (match["b"], match["a"])
        if below is not (re.fullmatch(_BELOW, match["how_b"]) is not None) and float(low) <= float(high):
            wish = make_range_wish(Facet.TEMPO, Force.MUST, float(low), float(high), match[0])
            yield Numeral(*match.span(), wish=wish)
    for match in _TEMPO_BARE.finditer(line):
        if is_tempo_range(match["a"], match["b"]):
            wish = make_range_wish(Facet.TEMPO, Force.MUST, float(match["a"]), float(match["b"]), match[0])
            yield Numeral(*match.span(), wish=wish)
    for match in (*_TEMPO.finditer(line), *_TEMPO_NAMED.finditer(line)):
        parts = match.groupdict()
        a, said = parse_amount(parts["a"]), match.group()
        if parts.get("down") or parts.get("up"):
            yield Numeral(*match.span(), shift=ComparativeStep(Facet.TEMPO, bool(parts["up"]), a))
        elif parts.get("b"):
            low, high = sorted((a, float(parts["b"])))
            yield Numeral(*match.span(), wish=make_range_wish(Facet.TEMPO, Force.MUST, low, high, said))
        else:
            how = parts.get("how") or ""
            wish = _make_bounded_wish(Facet.TEMPO, how, parts.get("end") or "", a, NEAR_BPM, EXACT_BPM, said)
            end, wish = _bound_further(line, match.end(), wish, 1.0)
            yield Numeral(match.start(), end, wish=wish)


def _iter_multiples(line: str) -> Iterator[Numeral]:
    for match in (*_TWICE.finditer(line), *_TWICE_UNSPACED.finditer(line)):
        up = match["up"] is not None
        # Not quite double or half, so that a pick at exactly twice the tempo still passes.
        yield Numeral(*match.span(), shift=ComparativeStep(Facet.TEMPO, up, 0.9 if up else 0.45, share=True))


def _parse_seconds(match: re.Match[str], side: str) -> float | None:
    parts = {k.removeprefix(side): v for k, v in match.groupdict().items() if k.startswith(side) and v}
    if "clock_m" in parts:
        return int(parts["clock_m"]) * 60.0 + int(parts["clock_s"])
    if "m" in parts:
        return parse_amount(parts["m"]) * 60 + float(parts.get("s", 0)) + (30 if "half" in parts else 0)
    return parse_amount(parts["only_s"]) if "only_s" in parts else None


def _iter_lengths(line: str) -> Iterator[Numeral]:
    for match in _LENGTH_RANGE.finditer(line):
        unit = 60.0 if match["minutes"] else 1.0
        ends = (match["a"] or match["c"], match["b"] or match["d"])
        low, high = sorted(parse_amount(end) * unit for end in ends)
        yield Numeral(*match.span(), wish=make_range_wish(Facet.LENGTH, Force.MUST, low, high, match.group()))
    for match in _LENGTH.finditer(line):
        a, b = _parse_seconds(match, "a_"), _parse_seconds(match, "b_")
        if a is not None and b is not None:
            low, high = sorted((a, b))
            yield Numeral(*match.span(), wish=make_range_wish(Facet.LENGTH, Force.MUST, low, high, match.group()))
        elif a is not None:
            wish = _make_bounded_wish(Facet.LENGTH, match["how"], "", a, a * 0.15, a * 0.05, match.group())
            unit = 60.0 if match["a_m"] or match["a_clock_m"] else 1.0
            end, wish = _bound_further(line, match.end(), wish, unit)
            yield Numeral(match.start(), end, wish=wish)
    for match in _LENGTH_AFTER.finditer(line):
        a = _parse_seconds(match, "a_") or 0.0
        if match["down"] or match["up"]:
            yield Numeral(*match.span(), shift=ComparativeStep(Facet.LENGTH, bool(match["up"]), a))
        else:
            if match["long"] and _OF_CLIP.search(re.split(r"[,.;!?]", line[: match.start()])[-1]):
                continue  # "my clip is 30 seconds long"
            wish = _make_bounded_wish(Facet.LENGTH, "", match["end"] or "", a, a * 0.15, a * 0.05, match.group())
            yield Numeral(*match.span(), wish=wish)


def _iter_spans(line: str) -> Iterator[Numeral]:
    for match in _LENGTH_OF.finditer(line):
        a = _parse_seconds(match, "a_") or _parse_seconds(match, "b_") or 0.0
        yield Numeral(
            *match.span(), wish=_make_bounded_wish(Facet.LENGTH, "", "", a, a * 0.15, a * 0.05, match.group())
        )
