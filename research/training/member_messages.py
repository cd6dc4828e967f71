"""Messages of members with what they do and want, written for training the reader.

In `messages/LANGUAGE.txt` a section's head names what its messages do: one intent or several joined by "+", each with a
question's subject or an edit's kind where it has one. In `messages/wishes/LANGUAGE.txt` each line says for itself what
its message does, and wants: "wish | --drums +piano energy:down | drop the drums, just let the piano breathe".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from language.languages import list_codes

FOLDER = Path(__file__).with_name("messages")
LANGUAGES = list_codes()
INTENTS = frozenset(
    {"accept", "back", "choose", "compare", "edit", "help", "meta", "next", "off_topic", "question", "thanks", "undo",
     "verdict_down", "verdict_up", "wish"}
)  # fmt: skip
QUESTION_SUBJECTS = frozenset(
    {"abilities", "album", "artist", "download", "genre", "instruments", "key", "length", "licence_credit",
     "licence_use", "lyrics_or_voice", "mood", "other_use", "source", "start", "tempo", "title", "why", "year"}
)  # fmt: skip
EDIT_KINDS = frozenset(
    {"duck_under_speech", "end_on_beat", "fade", "fit_length", "keep_my_sound", "loop", "louder_music", "mute_clip",
     "nudge", "only_range", "quieter_music", "start_at", "start_earlier", "start_later", "stems", "use_chorus",
     "use_drop_at", "use_part", "with_my_sound"}
)  # fmt: skip
SCALES = frozenset({"energy", "tempo", "brightness", "mood", "density", "loudness", "length"})
WISHES = "wishes"  # the folder of the messages whose wishes are labelled
_DETAILS = {"question": QUESTION_SUBJECTS, "edit": EDIT_KINDS}
_DETAIL_MARKS = {"q": "question", "e": "edit"}
_SIGNS = {"++": (1, True), "--": (-1, True), "+": (1, False), "-": (-1, False)}
_STEPS = {"up": 1, "down": -1}


@dataclass(frozen=True, slots=True)
class LabelledAct:
    """One thing that a message does; ``detail`` is a question's subject or an edit's kind, else ""."""

    intent: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LabelledWish:
    """What a message wants: more (1) or less (-1) of a concept or of what a scale measures; ``firm``: as a bound."""

    name: str
    sign: int
    firm: bool = False


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    """A message with all that it does. Neighbours (same ``section``) are alike: never split them between sets.

    ``wishes`` is None where nobody has labelled them.
    """

    text: str
    language: str
    acts: tuple[LabelledAct, ...]
    section: int
    wishes: tuple[LabelledWish, ...] | None = None


def load_messages(language: str, folder: Path = FOLDER) -> list[LabelledMessage]:
    """Load one language's messages, in the order of the file; none where there is no file.

    Raises:
        ValueError: a section names no known intent, subject or kind, or a message stands before the first section.

    """
    messages: list[LabelledMessage] = []
    acts: tuple[LabelledAct, ...] = ()
    section = 0
    for line in _read_lines(folder / f"{language}.txt"):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("["):
            acts, section = parse_section(line), section + 1
        elif not acts:
            raise ValueError(f"{language}: {line!r} stands before the first section")
        else:
            messages.append(LabelledMessage(line.strip(), language, acts, section))
    return messages


def parse_section(line: str) -> tuple[LabelledAct, ...]:
    """Parse "[verdict_up+question artist]".

    Raises:
        ValueError: it names no known intent, subject or kind.

    """
    acts = []
    for part in line.strip().removeprefix("[").removesuffix("]").split("+"):
        intent, _, detail = part.partition(" ")
        if intent not in INTENTS or (detail or None) not in _DETAILS.get(intent, {None}):
            raise ValueError(f"no such section: {line!r}")
        acts.append(LabelledAct(intent, detail))
    return tuple(acts)


def load_wishes(language: str, folder: Path = FOLDER) -> list[LabelledMessage]:
    """Load one language's messages whose wishes are labelled, in the order of the file; none where there is no file.

    Raises:
        ValueError: a line is not of the form.

    """
    lines = _read_lines(folder / WISHES / f"{language}.txt")
    return [parse_line(line, language) for line in lines if line.strip() and not line.startswith("# ")]


def _read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def parse_line(line: str, language: str) -> LabelledMessage:
    """Parse "wish | --drums +piano energy:down | drop the drums".

    Raises:
        ValueError: it is not of that form, or names what there is not.

    """
    parts = line.split("|")
    if len(parts) != 3 or not parts[2].strip():
        raise ValueError(f"not of three parts: {line!r}")
    intents, marks = parts[0].strip().split("+"), parts[1].split()
    details = {_DETAIL_MARKS[mark[0]]: mark[2:] for mark in marks if mark[1:2] == ":" and mark[0] in _DETAIL_MARKS}
    acts = tuple(LabelledAct(intent, details.get(intent, "")) for intent in intents)
    for act in acts:
        if act.intent not in INTENTS or (act.detail and act.detail not in _DETAILS[act.intent]):
            raise ValueError(f"no such intent or detail: {line!r}")
    wishes = tuple(_parse_wish(mark) for mark in marks if mark[:2] not in ("q:", "e:"))
    return LabelledMessage(parts[2].strip(), language, acts, 0, wishes)


def _parse_wish(mark: str) -> LabelledWish:
    name, colon, step = mark.partition(":")
    if colon:
        if name not in SCALES or step not in _STEPS:
            raise ValueError(f"no such scale or step: {mark!r}")
        return LabelledWish(name, _STEPS[step])
    sign = next((sign for sign in _SIGNS if mark.startswith(sign)), "")
    if not sign or not mark.removeprefix(sign):
        raise ValueError(f"neither wanted nor unwanted: {mark!r}")
    return LabelledWish(mark.removeprefix(sign).replace("_", " "), *_SIGNS[sign])
