"""Messages of members with their intents, written for training the reader; see the head of messages/en.txt.

Each file holds one language. A section's head names what its messages do: one intent or several joined by "+", each
with a question's subject or an edit's kind where it has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from language.languages import list_codes

FOLDER = Path(__file__).with_name("messages")
LANGUAGES = list_codes()
INTENTS = frozenset(
    {"accept", "back", "choose", "edit", "help", "meta", "next", "off_topic", "question", "thanks", "undo",
     "verdict_down", "verdict_up", "wish"}
)  # fmt: skip
QUESTION_SUBJECTS = frozenset(
    {"abilities", "album", "artist", "download", "genre", "instruments", "key", "length", "licence_credit",
     "licence_use", "lyrics_or_voice", "other_use", "source", "tempo", "title", "why", "year"}
)  # fmt: skip
EDIT_KINDS = frozenset(
    {"duck_under_speech", "end_on_beat", "fade", "fit_length", "keep_my_sound", "loop", "louder_music", "mute_clip",
     "only_range", "quieter_music", "start_at", "start_earlier", "start_later", "stems", "use_chorus", "use_drop_at",
     "use_part"}
)  # fmt: skip
_DETAILS = {"question": QUESTION_SUBJECTS, "edit": EDIT_KINDS}


@dataclass(frozen=True, slots=True)
class LabelledAct:
    """One thing that a message does; ``detail`` is a question's subject or an edit's kind, else ""."""

    intent: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    """A message with all that it does. Neighbours (same ``section``) are alike: never split them between sets."""

    text: str
    language: str
    acts: tuple[LabelledAct, ...]
    section: int


def load_messages(language: str, folder: Path = FOLDER) -> list[LabelledMessage]:
    """Load one language's messages, in the order of the file.

    Raises:
        ValueError: a section names no known intent, subject or kind, or a message stands before the first section.

    """
    messages: list[LabelledMessage] = []
    acts: tuple[LabelledAct, ...] = ()
    section = 0
    for line in (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines():
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
