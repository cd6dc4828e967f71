"""How the energy of a piece is to go over time: "calm at first, then it explodes"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.languages import join_patterns, list_languages
from language.languages.reading_words import CourseWords
from language.reading.tokens import normalise_line

_GAP = r"[^.!?]{0,40}?"


def _compile_courses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    courses = [language.reading.course for language in list_languages()]
    found = [("rise", re.compile(pattern)) for course in courses for pattern in course.rising]
    found += [("fall", re.compile(pattern)) for course in courses for pattern in course.falling]
    for course in courses:
        if course.low:
            found += _compile_turns(course)
    return tuple(found)


def _compile_turns(course: CourseWords) -> list[tuple[str, re.Pattern[str]]]:
    """Compile little energy and then much of it, or the other way round, in one language."""
    low, high, then = f"(?:{course.low})", f"(?:{course.high})", rf"\b(?:{course.then})\b"
    rise = rf"\b{course.first}{low}\b{_GAP}{then}{_GAP}\b{high}(?: \w+(?: up| out| loud)?)?"
    growth = (
        rf"\b(?:{course.begins})\b{_GAP}\b{low}\b{_GAP}\b(?:{course.high}|{course.grows})(?: up| dann| luego| ensuite)?"
    )
    fall = rf"\b{course.first}{high}\b{_GAP}{then}{_GAP}\b{low}\b(?: down)?"
    return [("rise", re.compile(rise)), ("rise", re.compile(growth)), ("fall", re.compile(fall))]


_COMPILED = _compile_courses()
# "loud at first then calms down": a verb says the quiet end.
_CALMS = re.compile(join_patterns(lambda language: language.reading.course.calming))
_NO = join_patterns(lambda language: language.reading.course.refusing)
_REFUSED, _REFUSING = re.compile(rf"\b(?:{_NO})(?: \w+)? ?$"), re.compile(rf"(?:{_NO})\b")
_ENDS = " .,;!?、。"


@dataclass(frozen=True, slots=True)
class EnergyCourse:
    """A course over time by its name, "rise" or "fall", as it was said, and what is left of the message."""

    name: str
    said: str
    rest: str


def _is_refused(line: str, found: re.Match[str]) -> bool:
    return bool(_REFUSED.search(line[: found.start()]) or _REFUSING.match(found[0]))


def find_energy_course(words: str) -> EnergyCourse | None:
    """Find how the energy is to go over time; None where that is not said."""
    line = _CALMS.sub("gets calm", normalise_line(words))
    for name, pattern in _COMPILED:
        if (found := pattern.search(line)) is not None and not _is_refused(line, found):
            rest = f"{line[: found.start()].rstrip(_ENDS)}, {line[found.end() :].lstrip(_ENDS)}".strip(_ENDS)
            return EnergyCourse(name, found[0].strip(_ENDS)[:120], rest)
    return None
