"""What a language says beside a number, and its numbers in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What is said beside a number.

    Attributes:
        below: "at most".
        above: "at least".
        near: "about".
        below_after: "at most", in a language that says so after the number; so ``above_after`` and ``near_after``.
        between: before two numbers that part a range.
        to: between them, with or without ``between``.
        starting: of what stands before two numbers, what may also say where a stretch begins: "from".
        span_ends: what may stand behind a bare span of time, in a language without spaces.
        joins: between a bound and a further one, or between the numbers of "between".
        ends_below: "or less", behind the number in a language with spaces; so ``ends_above``.
        exactly: before a number.
        tempo_units: "beats per minute".
        tempo_leads: between a bound and a tempo: "a tempo of".
        tempo_names: what a tempo is called right before its number: "tempo of".
        tempo_steps: steps of a tempo, their number in the group ``a``, and whether they go up: "slow it down by 5".
        slower: behind a tempo, a step then; so ``faster``, and ``shorter`` and ``longer`` behind a length.
        double: twice the tempo.
        half: half of it.
        short_minutes: the unit's letter; so ``short_seconds``.
        with_seconds: between minutes and seconds: "and".
        half_more: behind minutes: "a half".
        between_spans: as ``between``, where it can be said of nothing but a length.
        long: behind a length: "long".
        lasting: before a length that the music has by its place: "should last".
        pieces: behind one: "track".
        counts: number -> words for it, between commas.
        minutes: the unit.
        seconds: the unit.
        years: the word, also after a number.
        recent: no older than so many years; their number is written ``COUNT``.
        dated: older than so many years, the same way.
        decade_lists: several decades after the word for years, which stands in the group ``head``, they in ``list``.
        eras: a decade in digits, which stands in a group: "80er".
        decades: a decade in words, which stands in the first group: "achtziger".
        decade_ending: what is written after a decade's digits in its place.
        tens: how a decade's word begins -> its digits; of those that begin alike, the longer stands first.

    """

    below: str = ""
    above: str = ""
    near: str = ""
    below_after: str = ""
    above_after: str = ""
    near_after: str = ""
    between: str = ""
    to: str = ""
    starting: str = ""
    span_ends: str = ""
    joins: str = ""
    ends_below: str = ""
    ends_above: str = ""
    exactly: str = ""
    tempo_units: str = ""
    tempo_leads: str = ""
    tempo_names: str = ""
    tempo_steps: tuple[tuple[bool, str], ...] = ()
    slower: str = ""
    faster: str = ""
    shorter: str = ""
    longer: str = ""
    double: str = ""
    half: str = ""
    short_minutes: str = ""
    short_seconds: str = ""
    with_seconds: str = ""
    half_more: str = ""
    between_spans: str = ""
    long: str = ""
    lasting: str = ""
    pieces: str = ""
    counts: Mapping[float, str] = field(default_factory=dict)
    minutes: str = ""
    seconds: str = ""
    years: str = ""
    recent: str = ""
    dated: str = ""
    decade_lists: str = ""
    eras: str = ""
    decades: str = ""
    decade_ending: str = ""
    tens: Mapping[str, str] = field(default_factory=dict)
