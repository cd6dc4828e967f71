"""Foreign text made safe to stand in a prompt as data: titles, artists, file tags, members' words."""

from __future__ import annotations

import re
import unicodedata

_GONE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})  # control, format (zero-width, bidi, tags), private, half, unassigned
_KEPT_MARKS = 2  # combining marks in a row; more only pile up
_PILED = re.compile("((?:[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f])+)")
# What chat templates, data formats and mark-up are made of, and what stands for it instead: looks alike, means nothing.
_SIGNS = str.maketrans('<>|[]{}"`\\“”„«»#*~@＜＞｜［］｛｝＂｀＼', "‹›¦()()''/'''''♯∗-＠‹›¦()()''/")
# Roles and marks by which prompts of many models are cut into turns.
_TURNS = re.compile(r"\b(system|user|assistant|human|model|tool|developer|inst|sys)(\s*:)", re.IGNORECASE)
_MARKS = re.compile(
    r"\b(im_start|im_end|endoftext|eot_id|start_header_id|end_header_id|begin_of_text)\b", re.IGNORECASE
)
_LINK = re.compile(r"(\w):/{1,2}", re.IGNORECASE)


def quote_text(text: str, limit: int) -> str:
    """Make foreign text one line of at most ``limit`` characters that can end no quote and open no turn.

    Characters that cannot be seen go, white space is one space, delimiters become signs that look alike, and what a
    chat template would read as its own is broken up. Letters of every script stay.
    """
    # four times the limit is looked at: enough for what is left out, and no title keeps a worker busy
    seen = "".join(_to_visible(character) for character in unicodedata.normalize("NFC", text[: 4 * limit]))
    line = " ".join(_PILED.sub(lambda found: found[1][:_KEPT_MARKS], seen).translate(_SIGNS).split())
    line = _MARKS.sub(lambda found: found[1].replace("_", " ").replace("oft", " of t"), _TURNS.sub(r"\1 -", line))
    line = _LINK.sub(r"\1 / ", line)
    return line if len(line) <= limit else line[: max(limit - 1, 0)].rstrip() + "…"


def _to_visible(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _GONE else character
