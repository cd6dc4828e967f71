"""Split a message into what it does, part by part, by the patterns of all languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from language.languages import find_language, join_patterns, list_languages
from language.languages.reading_words import ActWords
from language.languages.registry import DEFAULT
from language.languages.vocabulary_table import split_phrases
from language.reading.energy_courses import find_energy_course
from language.reading.intents.asides import find_aside
from language.reading.intents.folded_line import fold_line, is_unspaced
from language.reading.intents.lifts import is_blaming, is_lifting
from language.reading.intents.loudness import find_bare_loudness
from language.reading.intents.yes_no_questions import find_yes_no_question
from language.reading.line_languages import guess_languages
from language.reading.numerals import is_tempo_range
from musechat.message import EditKind, Intent, MessageAct, QuestionSubject

# Told by what stands in the middle of a sentence; the rest of the intents only by a part that says nothing else.
_STRONG = frozenset(
    {Intent.META, Intent.UNDO, Intent.CHOOSE, Intent.COMPARE, Intent.BACK, Intent.EDIT, Intent.QUESTION, Intent.HELP}
)
_SENTENCE = re.compile(r"(?<=[!?;。！？])\s*|\.(?!\d)\s*|(?<=\.{3})\s*|\s\.\s")


def _gather_phrases(part: Callable[[ActWords], str]) -> frozenset[str]:
    return frozenset(said for language in list_languages() for said in split_phrases(part(language.reading.acts)))


def _join(part: Callable[[ActWords], str]) -> str:
    return join_patterns(lambda language: part(language.reading.acts))


def _compile_joints() -> re.Pattern[str]:
    """Compile what parts a sentence: marks, and words that join."""
    spaced, unspaced = (join_patterns(lambda each: each.reading.acts.joining, spaced=kind) for kind in (True, False))
    always = _join(lambda words: words.parting)
    return re.compile(rf"\s*[,、…()]\s*(?!\d)|\s+(?:{spaced}) (?!\w+$)|{always}|(?:{unspaced})、?|\s-\s")


_PART = _compile_joints()
_FILLERS = re.compile(
    rf"^(?:(?:{_join(lambda words: words.before)})\b(?!')[ ,]*)+|(?:[ ,]*\b(?:{_join(lambda words: words.after)})\b)+$"
)
_ONLY_FILLERS = re.compile(
    rf"(?:(?:{_join(lambda words: words.before)}|{_join(lambda words: words.after)})\b|[\U0001f300-\U0001faff\u2600-\u27bf ,.!])++"
)
# What begins like this says how the music is to be; without a question mark it asks nothing.
_STATEMENT = re.compile(_join(lambda words: words.statements))
# These ask for music even with a question mark: "can you add some drums?"
_ASKING = tuple(said for language in list_languages() for said in language.reading.acts.asking)
_SHORT = 6  # words up to which a line tells its language too badly to ask that one alone
# Points at the pick and says nothing of it: "これ、悪くないね".
_POINTING = _gather_phrases(lambda words: words.pointing)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]+")
# An edit that is refused in favour of another: "do not loop it, just end it".
_REFUSED = re.compile(rf"^(?:please )?(?:{_join(lambda words: words.refusing)})\b")
# Says why it is asked, and asks for nothing itself.
_REASON = re.compile(_join(lambda words: words.reasons))
_NUMBERS = {
    said: number
    for language in list_languages()
    for number, words in language.reading.acts.ordinals.items()
    for said in split_phrases(words)
}
# Beside two bare numbers, that they are places in the track.
_SPANNING = re.compile(_join(lambda words: words.spanning))
_LAST = _gather_phrases(lambda words: words.last)
_OPENING = _gather_phrases(lambda words: words.opening)


# What may stand in a part that says that something is fine.
_BESIDE_LIFTS = frozenset({"undo", "back", "choose"})


@dataclass(frozen=True, slots=True)
class ActScan:
    """What was found in a message, and what is left of it.

    Attributes:
        acts: in the order in which they are said.
        rest: the parts that no rule knows, for the reading of wishes; the whole message where nothing was found.

    """

    acts: tuple[MessageAct, ...] = ()
    rest: str = ""


def read_acts(words: str) -> ActScan:
    """Split ``words`` and find what each part does; what no rule knows is left for the reading of wishes."""
    line = fold_line(words)
    languages = _choose_languages(line)
    acts: list[MessageAct] = []
    rest: list[str] = []
    levels: list[MessageAct] = []
    # "It starts softly and then explodes" says how the music is to go, and not where it is to start.
    course = find_energy_course(words) is not None
    for sentence in _split_sentences(line):
        whole = _find_act(sentence, languages)
        parts = [part for part in _PART.split(sentence) if part.strip()]
        found = [(part, _find_act(part, languages)) for part in parts]
        if course:
            found = [(part, None if act is not None and act.intent is Intent.EDIT else act) for part, act in found]
        if (
            whole is not None
            and not course
            and (len(parts) == 1 or _is_one(whole, found) or _names_compared(whole, found))
        ):
            acts.append(whole)
            continue
        edits = [part for part, act in found if act is not None and act.intent is Intent.EDIT]
        for part, act in found:
            if act is None:
                rest.append(part)
                level = find_bare_loudness(_strip_fillers(part), part.strip())
                levels += [level] if level is not None else []
            elif not (len(edits) > 1 and part in edits and _REFUSED.match(part)):
                acts.append(act)
    if acts and any(act.intent in (Intent.QUESTION, Intent.EDIT) for act in acts):
        rest = [part for part in rest if not _REASON.match(part)]
    if len(levels) == len(rest) and levels:  # beside other wishes they are said of the music itself
        acts, rest = [*acts, *levels], []
    if not acts:
        return ActScan(rest=words)
    rest = [part for part in rest if part.strip() not in _POINTING and not _ONLY_FILLERS.fullmatch(part.strip())]
    return ActScan(tuple(_drop_repeated(acts)), ", ".join(rest))


def _is_one(whole: MessageAct, found: Sequence[tuple[str, MessageAct | None]]) -> bool:
    """Whether a sentence is one act: its parts say no more by themselves, or all say the same."""
    kinds = {(act.intent, act.subject, act.edit) for _, act in found if act is not None}
    return (
        whole.intent in _STRONG
        and (not kinds or kinds == {(whole.intent, whole.subject, whole.edit)})
        and (whole.intent is Intent.META or not kinds or all(act is not None for _, act in found))
    )


def _names_compared(whole: MessageAct, found: Sequence[tuple[str, MessageAct | None]]) -> bool:
    """Whether the parts of a sentence only name what is to be compared: "compare the first and the second"."""
    kinds = {None if act is None else act.intent for _, act in found}
    return whole.intent is Intent.COMPARE and bool(whole.compare) and kinds <= {None, Intent.COMPARE, Intent.CHOOSE}


def _drop_repeated(acts: Sequence[MessageAct]) -> Iterator[MessageAct]:
    seen = set()
    for act in acts:
        key = (act.intent, act.subject, act.edit)
        if key not in seen:
            seen.add(key)
            yield act


def _split_sentences(line: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(line) if part and part.strip(" .!?;。")]


def _choose_languages(line: str) -> tuple[str, ...]:
    spaced = tuple(language.code for language in list_languages() if language.profile.spaced)
    if is_unspaced(line):
        return tuple(language.code for language in list_languages() if not language.profile.spaced)
    guessed = tuple(language for language in guess_languages(line) if language in spaced)
    if guessed == (DEFAULT,) and len(line.split()) > _SHORT:
        return guessed
    return tuple(dict.fromkeys((*guessed, *spaced)))


def _find_act(part: str, languages: Sequence[str]) -> MessageAct | None:
    said = part.strip(" .,!;:")
    plain = _strip_fillers(part)
    found = find_aside(said, languages) or _match_patterns(plain, part, languages)
    if found is None and plain != said:  # a filler of one language is a word of another: "mal"
        found = _match_patterns(said, part, languages)
    if found is None and (bare := _EMOJI.sub("", plain).strip(" .,!")) not in ("", plain):
        found = _match_patterns(bare, part, languages)  # what decorates a word does not change it
    return found or find_yes_no_question(plain, part, languages)


def _strip_fillers(part: str) -> str:
    return _FILLERS.sub("", part.strip(" .,!;:")).strip(" .,!;:") or part.strip(" .,")


def _match_patterns(plain: str, part: str, languages: Sequence[str]) -> MessageAct | None:
    opening = _STATEMENT.search(plain)
    stated = opening is not None and ("?" not in part or opening[0].startswith(_ASKING))
    lifted = "?" not in part and is_lifting(plain)
    blamed = is_blaming(plain)
    for language in languages:
        text = plain if find_language(language).profile.spaced else plain.replace(" ", "")
        for key, pattern in _compile_patterns(language):
            if (
                (key.startswith("question") and stated)
                or (lifted and key not in _BESIDE_LIFTS)
                or (blamed and key in ("verdict_down", "verdict_up"))
            ):
                continue
            match = pattern.search(text)
            if match is not None and not (key == "edit only_range" and _is_tempo(match, plain)):
                return _make_act(key, match, part.strip(), language)
    return None


def _is_tempo(match: re.Match[str], part: str) -> bool:
    """Whether two bare numbers are a tempo rather than a stretch of the track: "between 110 and 120"."""
    at, end = (match.groupdict().get(name) or match.groupdict().get(f"{name}2") or "" for name in ("at", "end"))
    return is_tempo_range(at, end) and _SPANNING.search(part) is None


@cache
def _compile_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile one pattern for each intent; the order of the tables is the order in which they are asked.

    Expressions begin where a word does: "es" in "paroles explicites" is no Spanish verb. German compounds go on with
    a word that an expression may begin with ("Originalton").
    """
    found = find_language(language)
    start = r"(?<![^\W\d_])" if found.profile.spaced and not found.reading.compounds else ""
    return tuple(
        (key, re.compile("|".join(f"{start}(?:{line})" for line in said.strip().splitlines())))
        for key, said in found.intents.items()
    )


def _make_act(key: str, match: re.Match[str], text: str, language: str) -> MessageAct:
    name, _, kind = key.partition(" ")
    intent = Intent(name)
    groups = {
        group.rstrip("0123456789"): _say_unit(match, group)
        for group, said in match.groupdict().items()
        if said is not None
    }
    return MessageAct(
        intent,
        text,
        subject=QuestionSubject(kind) if intent is Intent.QUESTION else None,
        edit=EditKind(kind) if intent is Intent.EDIT else None,
        at_s=_parse_seconds(groups.get("at")),
        end_s=_parse_seconds(groups.get("end")),
        length_s=_parse_seconds(groups.get("len")),
        choose=_parse_ordinal(groups.get("choose")) if intent is Intent.CHOOSE else None,
        compare=tuple(number for name in ("one", "two") if (number := _parse_ordinal(groups.get(name))) is not None),
        compare_first=_parse_ordinal(groups.get("many")),
        back_to=_parse_back(groups.get("back")) if intent is Intent.BACK else None,
        language=language,
    )


def _say_unit(match: re.Match[str], group: str) -> str:
    """What a group holds, with the unit that stands before it: "minute 2" is two minutes."""
    said: str = match[group]
    return f"{said} min" if said.isdigit() and _MINUTE_BEFORE.search(match.string[: match.start(group)]) else said


def _parse_ordinal(said: str | None) -> int | None:
    if said is None:
        return None
    return int(said) if said.isdigit() else -1 if said in _LAST else _NUMBERS.get(said)


_PRONOUNS = frozenset({"one", "start", "beginning", "original"})  # "the second one" names the second


def find_choice(words: str) -> int | None:
    """Find which alternate a message names that is known to choose one: from 1, -1 the last; None: none, or several."""
    line = fold_line(words)
    said = re.findall(r"[^\W\d_]+|\d+", line)
    if is_unspaced(line):
        said += [word for word in (*_NUMBERS, *_LAST) if len(word) > 1 and word in line]
    numbers = {_parse_ordinal(word) for word in said if word not in _PRONOUNS} - {None}
    if not numbers and any(word in _LAST for word in said):
        return -1
    (number,) = numbers if len(numbers) == 1 else (None,)
    return number if number is not None and -2 < number < 10 else None


def find_turn(words: str) -> int | None:
    """Find which turn a message names that is known to go back: from 1; None: the one before."""
    number = find_choice(words)
    if number is not None and number > 0:
        return number
    line = fold_line(words)
    said = _OPENING & set(re.findall(r"[^\W\d_]+", line)) or (is_unspaced(line) and any(w in line for w in _OPENING))
    return 1 if said else None


def find_second(words: str) -> float | None:
    """Find the one place in the track or the clip that a message names, in seconds: "take it from 1:15"."""
    places = {_parse_seconds(match[0]) for match in _PLACE.finditer(fold_line(words))}
    (place,) = places if len(places) == 1 else (None,)
    return place


def _parse_back(said: str | None) -> int | None:
    number = _parse_ordinal(said)
    return None if number == -1 else number


_MINUTE_BEFORE = re.compile(r"\bminut(?:e|o|en) $")
_CLOCK = re.compile(r"(\d+):(\d\d)")
_MINUTES = re.compile(r"(\d+)分(?:(\d+)秒?)?")
_PLACE = re.compile(
    r"\d+:\d\d|\d+分(?:\d+秒?)?|\d+秒|\d+ ?(?:s|secs?|seconds?|sekunden?|secondes?|segundos?)\b|(?:second|sekunde|seconde|segundo) \d+|(?:minute|minuto) \d+\b"
)


def _parse_seconds(said: str | None) -> float | None:
    """Read "0:42", "45 sec" or "1分12秒" as seconds."""
    if said is None:
        return None
    if clock := _CLOCK.search(said) or _MINUTES.search(said):
        return 60 * int(clock[1]) + int(clock[2] or 0)
    number = re.search(r"\d+(?:\.\d+)?", said)
    if number is None:
        return None
    return float(number[0]) * (60 if re.search(r"\d ?min|minut[eo] \d", said) else 1)
