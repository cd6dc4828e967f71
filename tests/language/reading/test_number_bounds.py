"""Numbers in a line: which range, which force, which step each way of saying them gives."""

from __future__ import annotations

from itertools import pairwise

import pytest

from language.reading.number_wishes import find_numerals
from language.reading.numerals import ComparativeStep, Numeral
from musechat.wish import Facet, Force

MUST, PREFER = Force.MUST, Force.PREFER
TEMPO, LENGTH = Facet.TEMPO, Facet.LENGTH


def read_one(line: str) -> Numeral:
    (found,) = find_numerals(line)
    return found


@pytest.mark.parametrize(
    ("line", "force", "low", "high"),
    [
        ("90 bpm", PREFER, 84.0, 96.0),
        ("around 90 bpm", PREFER, 84.0, 96.0),
        ("~90 bpm", PREFER, 84.0, 96.0),
        ("exactly 90 bpm", MUST, 88.5, 91.5),
        ("precisely 90 bpm", MUST, 88.5, 91.5),
        ("90 beats per minute", PREFER, 84.0, 96.0),
        ("90,5 bpm", PREFER, 84.5, 96.5),
        ("a tempo of 90 bpm", PREFER, 84.0, 96.0),
        ("tempo of 90", PREFER, 84.0, 96.0),
        ("tempo at most 90", MUST, None, 90.0),
        ("bpm over 90", MUST, 90.0, None),
        ("between 90 and 100 bpm", MUST, 90.0, 100.0),
        ("100 to 90 bpm", MUST, 90.0, 100.0),
        ("90-100 bpm", MUST, 90.0, 100.0),
        ("from 90 to 100 bpm", MUST, 90.0, 100.0),
        *((f"{how} 90 bpm", MUST, None, 90.0) for how in (
            "no more than", "no faster than", "not faster than", "not over", "not go above", "never over",
            "slower than", "lower than", "less than", "at most", "up to", "under", "below", "max", "maximum of",
            "<", "unter", "höchstens", "maximal", "bis zu", "menos de", "moins de",
        )),
        *((f"{how} 90 bpm", MUST, 90.0, None) for how in (
            "no less than", "no slower than", "not slower than", "not under", "not go below", "never below",
            "faster than", "higher than", "more than", "at least", "over", "above", "min", "minimum of", ">",
        )),
        *((f"90 bpm {end}", MUST, None, 90.0) for end in (
            "or less", "or under", "or lower", "or slower", "max", "maximum", "tops", "at most", "at the most",
        )),
        *((f"90 bpm {end}", MUST, 90.0, None) for end in (
            "or more", "or over", "or higher", "or faster", "min", "minimum", "at least", "at the least",
        )),
        ("around 90 bpm at most", MUST, None, 90.0),
    ],
)  # fmt: skip
def test_a_tempo(line: str, force: Force, low: float | None, high: float | None) -> None:
    wish = read_one(line).wish
    assert wish is not None
    assert (wish.facet, wish.force, wish.range.min, wish.range.max) == (TEMPO, force, low, high)
    assert wish.range.than is None


@pytest.mark.parametrize(
    ("line", "force", "low", "high"),
    [
        ("under 2 minutes", MUST, None, 120.0),
        ("over 2 minutes", MUST, 120.0, None),
        ("around 2 minutes", PREFER, 102.0, 138.0),
        ("exactly 2 minutes", MUST, 114.0, 126.0),
        ("under 1:30", MUST, None, 90.0),
        ("under 2 min 15 s", MUST, None, 135.0),
        ("under 2 minutes and 15 seconds", MUST, None, 135.0),
        ("under 2 minutes and a half", MUST, None, 150.0),
        ("under 45 seconds", MUST, None, 45.0),
        ("under 1.5 minutes", MUST, None, 90.0),
        ("under 1,5 minutes", MUST, None, 90.0),
        ("between 1 minute and 2 minutes", MUST, 60.0, 120.0),
        ("between 3:00 and 1 minute", MUST, 60.0, 180.0),
        ("2-3 minutes", MUST, 120.0, 180.0),
        ("3 to 2 minutes long", MUST, 120.0, 180.0),
        ("30-60 seconds", MUST, 30.0, 60.0),
        ("20 s long", PREFER, 17.0, 23.0),
        ("100 seconds long", PREFER, 85.0, 115.0),
        ("2 minutes or less", MUST, None, 120.0),
        ("2 minutes at least", MUST, 120.0, None),
        ("2 minutes max", MUST, None, 120.0),
        ("should be 2 minutes", PREFER, 102.0, 138.0),
        ("lasting 100 seconds", PREFER, 85.0, 115.0),
        ("a 100 second song", PREFER, 85.0, 115.0),
        ("a 2 minute track", PREFER, 102.0, 138.0),
    ],
)
def test_a_length(line: str, force: Force, low: float | None, high: float | None) -> None:
    wish = read_one(line).wish
    assert wish is not None
    assert (wish.facet, wish.force) == (LENGTH, force)
    assert wish.range.min == (None if low is None else pytest.approx(low))
    assert wish.range.max == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("count", "minutes"),
    [
        ("half a", 0.5), ("one and a half", 1.5), ("a", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
        ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10), ("fifteen", 15),
        ("twenty", 20), ("thirty", 30), ("forty", 40), ("forty five", 45), ("sixty", 60), ("ninety", 90),
    ],
)  # fmt: skip
def test_counts_written_out(count: str, minutes: float) -> None:
    for unit, seconds in (("minutes", 60), ("seconds", 1)):
        wish = read_one(f"under {count} {unit}").wish
        assert wish is not None
        assert (wish.range.min, wish.range.max) == (None, minutes * seconds)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("10 bpm slower", ComparativeStep(TEMPO, False, 10.0)),
        ("10 bpm lower", ComparativeStep(TEMPO, False, 10.0)),
        ("10 bpm faster", ComparativeStep(TEMPO, True, 10.0)),
        ("10 bpm quicker", ComparativeStep(TEMPO, True, 10.0)),
        ("10 bpm higher", ComparativeStep(TEMPO, True, 10.0)),
        *((f"{way} the tempo by 15 bpm", ComparativeStep(TEMPO, True, 15.0)) for way in ("raise", "increase", "up", "bump")),
        *((f"{way} the tempo by 15 bpm", ComparativeStep(TEMPO, False, 15.0)) for way in ("drop", "lower", "reduce", "decrease")),
        ("slow it down by 10 bpm", ComparativeStep(TEMPO, False, 10.0)),
        ("speed it up by 10 bpm", ComparativeStep(TEMPO, True, 10.0)),
        ("twice as fast", ComparativeStep(TEMPO, True, 0.9, share=True)),
        ("double the tempo", ComparativeStep(TEMPO, True, 0.9, share=True)),
        ("half as fast", ComparativeStep(TEMPO, False, 0.45, share=True)),
        ("half the speed", ComparativeStep(TEMPO, False, 0.45, share=True)),
        ("30 seconds shorter", ComparativeStep(LENGTH, False, 30.0)),
        ("30 seconds longer", ComparativeStep(LENGTH, True, 30.0)),
        ("1 minute longer", ComparativeStep(LENGTH, True, 60.0)),
        ("1:30 longer", ComparativeStep(LENGTH, True, 90.0)),
    ],
)  # fmt: skip
def test_a_step_in_numbers(line: str, step: ComparativeStep) -> None:
    found = read_one(line)
    assert (found.shift, found.wish, found.era) == (step, None, None)


@pytest.mark.parametrize(
    ("line", "era"),
    [
        ("80s", (1980, 1989)),
        ("the 1980s", (1980, 1989)),
        ("20s", (2020, 2029)),
        ("30s", (1930, 1939)),
        ("10s", (2010, 2019)),
        ("early 80s", (1980, 1983)),
        ("mid 80s", (1984, 1986)),
        ("late 80s", (1987, 1989)),
        ("80s and 90s", (1980, 1999)),
        ("90s or 80s", (1980, 1999)),
        ("80s to today", (1980, None)),
        ("80s onwards", (1980, None)),
        ("80s or later", (1980, None)),
        ("early 80s onwards", (1980, None)),
        *zip(
            ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "noughties"),
            ((year, year + 9) for year in range(1920, 2010, 10)),
            strict=True,
        ),
        ("80er", (1980, 1989)),
        ("años 80", (1980, 1989)),
        ("années 80", (1980, 1989)),
        ("80年代", (1980, 1989)),
        ("1980年代", (1980, 1989)),
        ("before 1990", (None, 1989)),
        ("pre 1990", (None, 1989)),
        ("older than 1990", (None, 1989)),
        *((f"{how} 1990", (1990, None)) for how in ("after", "post", "since", "newer than")),
        ("from 1990", (1990, 1990)),
        ("in 1990", (1990, 1990)),
        ("in the year 1990", (1990, 1990)),
        ("from 1990 onwards", (1990, None)),
        ("from 1990+", (1990, None)),
        ("around 1990", (1988, 1992)),
        ("1990 onwards", (1990, None)),
        ("1990+", (1990, None)),
    ],
)  # fmt: skip
def test_an_era(line: str, era: tuple[int | None, int | None]) -> None:
    found = read_one(line)
    assert (found.era, found.wish, found.shift) == (era, None, None)


@pytest.mark.parametrize("line", ["", "calm piano", "my 3 dogs", "a minute", "no time to lose", "80"])
def test_other_lines_have_none(line: str) -> None:
    assert find_numerals(line) == []


def test_several_come_in_the_order_of_the_line_without_overlap() -> None:
    line = "80s track under 2 minutes at 120 bpm"
    found = find_numerals(line)
    assert [line[n.start : n.end].strip() for n in found] == ["80s", "under 2 minutes", "120 bpm"]
    assert [n.era for n in found] == [(1980, 1989), None, None]
    assert all(one.end <= other.start for one, other in pairwise(found))
