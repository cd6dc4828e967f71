"""Split a message into what it does, part by part, by the patterns of five languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from language.reading.intents.english import ENGLISH
from language.reading.intents.folded_line import fold_line, is_japanese
from language.reading.intents.french import FRENCH
from language.reading.intents.german import GERMAN
from language.reading.intents.japanese import JAPANESE
from language.reading.intents.spanish import SPANISH
from language.reading.scene_mentions import guess_languages
from musechat.message import EditKind, Intent, MessageAct, QuestionSubject

_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "en": ENGLISH,
    "de": GERMAN,
    "es": SPANISH,
    "fr": FRENCH,
    "ja": JAPANESE,
}
# Told by what stands in the middle of a sentence; the rest of the intents only by a part that says nothing else.
_STRONG = frozenset({Intent.META, Intent.UNDO, Intent.CHOOSE, Intent.BACK, Intent.EDIT, Intent.QUESTION, Intent.HELP})
_SENTENCE = re.compile(r"(?<=[!?;。！？])\s*|\.(?!\d)\s*|(?<=\.{3})\s*|\s\.\s")
_PART = re.compile(r"\s*[,、…()]\s*(?!\d)|\s+(?:but|aber|pero|mais|und|and|y|et) (?!\w+$)|(?:けど|でも)、?|\s-\s")
_FILLERS = re.compile(
    r"^(?:(?:ok|okay|so|well|hey|also|then|but|and|please|pls|plz|bro|dude|oh|um|uh|hm+|hi|yo|ah|btw|bot|aber|und|also|"
    r"bitte|mal|ey|pero|y|oye|porfa|bueno|mais|et|alors|bon|dis|ben|stp|svp|なんか|あの|ねえ|えっと)\b[ ,]*)+|"
    r"(?:[ ,]*\b(?:please|pls|plz|bro|dude|lol|tbh|ngl|man|btw|thx|bitte|bidde|mal|porfa|por favor|stp|svp|"
    r"s'il te plait|s'il vous plait|haha|jaja|mdr)\b)+$"
)
# What begins like this says how the music is to be; without a question mark it asks nothing.
_STATEMENT = re.compile(
    r"^(?:i|we) (?:can|could|want|need|must|do not|will|am|was|have to|would|should)\b(?! (?:i|we)\b)|"
    r"^(?:can|could|would|will) (?:you|we|i) (?:please |maybe |also )*(?:add|find|look|make|give|play|try|get some|"
    r"suggest|"
    r"recommend|create|do|put|have|include|go)\b|^do you have\b|^is there (?:one|some|a|any)(?!thing)|^i love\b|"
    r"^(?:it|the (?:song|music|track)) (?:must|has to|needs? to|should)\b|^(?:could|can) use (?:some|more|a)\b|"
    r"^(?:something|anything|more|less|no|not|without|only|just|make|give|find)\b|^(?:muss|soll|sollte|es muss|"
    r"es soll) "
    r"(?!ich)|^(?:tiene que|debe) |^(?:il faut que|ca doit|faut que ca|il me faut|je veux|quiero|necesito|"
    r"ich (?:will|brauche|mochte))\b"
)
# These ask for music even with a question mark: "can you add some drums?"
_ASKING = ("can you", "could you", "would you", "will you", "can we", "could we", "do you have", "is there")
_SHORT = 6  # words up to which a line tells its language too badly to ask that one alone
# Points at the pick and says nothing of it: "これ、悪くないね".
_POINTING = frozenset(
    {"これ", "この曲", "それ", "this one", "this", "das", "das hier", "esta", "este", "celle-ci", "ca"}
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]+")
# An edit that is refused in favour of another: "do not loop it, just end it".
_REFUSED = re.compile(r"^(?:please )?(?:do not|dont|not|nicht|kein|pas|no|ne|n')\b")
# Says why it is asked, and asks for nothing itself.
_REASON = re.compile(
    r"^(?:(?:i|we) )?(?:need|have|want|trying) to \w+|^(?:because|cause|cuz|so (?:that )?(?:i|we)|weil|damit|porque|"
    r"parce que|car)\b|^(?:it|this|that|the \w+) (?:is|was|just|takes?|drags?|sounds?|feels?|goes|gets|lasts?|"
    r"starts?)\b|"
    r"^(?:please )?(?:turn|bring|take) (?:it|this|that) (?:down|up)\b|^(?:das|es|der \w+|die \w+) (?:ist|zieht|"
    r"dauert|klingt|geht)\b|"
    r"^(?:es|esta|se|la \w+ es|el \w+ es) |^(?:c'est|ca|il|elle) "
)
_NUMBERS = {
    **dict.fromkeys(
        ("first", "1st", "one", "eins", "erste", "ersten", "uno", "una", "primer", "primera", "primero"), 1
    ),
    **dict.fromkeys(
        ("premier", "premiere", "un", "original", "anfang", "debut", "最初", "一番最初", "初め", "はじめ"), 1
    ),
    **dict.fromkeys(("1曲目", "一曲目", "一", "del principio", "principio", "start", "beginning"), 1),
    **dict.fromkeys(("second", "2nd", "two", "zwei", "zweite", "zweiten", "zweites", "dos", "segunda", "segundo"), 2),
    **dict.fromkeys(("deux", "deuxieme", "seconde", "二", "2曲目", "二曲目"), 2),
    **dict.fromkeys(("third", "3rd", "three", "drei", "dritte", "dritten", "drittes", "tres", "tercer", "tercera"), 3),
    **dict.fromkeys(("tercero", "trois", "troisieme", "三"), 3),
    **dict.fromkeys(("fourth", "4th", "four", "vier", "vierte", "cuatro", "cuarta", "cuarto", "quatre", "四"), 4),
    **dict.fromkeys(("quatrieme",), 4),
    **dict.fromkeys(("fifth", "five"), 5),
}
_LAST = frozenset(
    {"last", "letzte", "letzten", "letztes", "ultima", "ultimo", "dernier", "derniere", "最後", "一番下", "previous"}
)


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
    for sentence in _split_sentences(line):
        whole = _find_act(sentence, languages)
        parts = [part for part in _PART.split(sentence) if part.strip()]
        found = [(part, _find_act(part, languages)) for part in parts]
        if whole is not None and (len(parts) == 1 or _is_one(whole, found)):
            acts.append(whole)
            continue
        edits = [part for part, act in found if act is not None and act.intent is Intent.EDIT]
        for part, act in found:
            if act is None:
                rest.append(part)
            elif not (len(edits) > 1 and part in edits and _REFUSED.match(part)):
                acts.append(act)
    if acts and any(act.intent in (Intent.QUESTION, Intent.EDIT) for act in acts):
        rest = [part for part in rest if not _REASON.match(part)]
    if not acts:
        return ActScan(rest=words)
    rest = [part for part in rest if part.strip() not in _POINTING]
    return ActScan(tuple(_drop_repeated(acts)), ", ".join(rest))


def _is_one(whole: MessageAct, found: Sequence[tuple[str, MessageAct | None]]) -> bool:
    """Whether a sentence is one act: its parts say no more by themselves, or all say the same."""
    kinds = {(act.intent, act.subject, act.edit) for _, act in found if act is not None}
    return (
        whole.intent in _STRONG
        and (not kinds or kinds == {(whole.intent, whole.subject, whole.edit)})
        and (whole.intent is Intent.META or not kinds or all(act is not None for _, act in found))
    )


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
    if is_japanese(line):
        return ("ja",)
    guessed = tuple(language for language in guess_languages(line) if language != "ja")
    if guessed == ("en",) and len(line.split()) > _SHORT:
        return guessed
    return tuple(dict.fromkeys((*guessed, "en", "de", "es", "fr")))


def _find_act(part: str, languages: Sequence[str]) -> MessageAct | None:
    said = part.strip(" .,!;:")
    plain = _FILLERS.sub("", said).strip(" .,!;:") or part.strip(" .,")
    found = _match_patterns(plain, part, languages)
    if found is None and plain != said:  # a filler of one language is a word of another: "mal"
        found = _match_patterns(said, part, languages)
    if found is None and (bare := _EMOJI.sub("", plain).strip(" .,!")) not in ("", plain):
        found = _match_patterns(bare, part, languages)  # what decorates a word does not change it
    return found


def _match_patterns(plain: str, part: str, languages: Sequence[str]) -> MessageAct | None:
    opening = _STATEMENT.search(plain)
    stated = opening is not None and ("?" not in part or opening[0].startswith(_ASKING))
    for language in languages:
        text = plain.replace(" ", "") if language == "ja" else plain
        for key, pattern in _compile_patterns(language):
            if key.startswith("question") and stated:
                continue
            if (match := pattern.search(text)) is not None:
                return _make_act(key, match, part.strip())
    return None


@cache
def _compile_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile one pattern for each intent; the order of the tables is the order in which they are asked."""
    tables = _PATTERNS[language].items()
    return tuple(
        (key, re.compile("|".join(f"(?:{line})" for line in said.strip().splitlines()))) for key, said in tables
    )


def _make_act(key: str, match: re.Match[str], text: str) -> MessageAct:
    name, _, kind = key.partition(" ")
    intent = Intent(name)
    groups = {group.rstrip("0123456789"): said for group, said in match.groupdict().items() if said is not None}
    return MessageAct(
        intent,
        text,
        subject=QuestionSubject(kind) if intent is Intent.QUESTION else None,
        edit=EditKind(kind) if intent is Intent.EDIT else None,
        at_s=_parse_seconds(groups.get("at")),
        end_s=_parse_seconds(groups.get("end")),
        length_s=_parse_seconds(groups.get("len")),
        choose=_parse_ordinal(groups.get("choose")) if intent is Intent.CHOOSE else None,
        back_to=_parse_back(groups.get("back")) if intent is Intent.BACK else None,
    )


def _parse_ordinal(said: str | None) -> int | None:
    if said is None:
        return None
    return int(said) if said.isdigit() else -1 if said in _LAST else _NUMBERS.get(said)


def _parse_back(said: str | None) -> int | None:
    number = _parse_ordinal(said)
    return None if number == -1 else number


_CLOCK = re.compile(r"(\d+):(\d\d)")
_MINUTES = re.compile(r"(\d+)分(?:(\d+)秒?)?")


def _parse_seconds(said: str | None) -> float | None:
    """Read "0:42", "45 sec" or "1分12秒" as seconds."""
    if said is None:
        return None
    if clock := _CLOCK.search(said) or _MINUTES.search(said):
        return 60 * int(clock[1]) + int(clock[2] or 0)
    number = re.search(r"\d+(?:\.\d+)?", said)
    if number is None:
        return None
    return float(number[0]) * (60 if re.search(r"\d ?min", said) else 1)
