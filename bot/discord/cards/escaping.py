"""Escapes foreign text (titles, names, words) for Discord: no formatting, no links, no mentions.

Limits ``n`` count characters as Discord's clients do, in UTF-16 units.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

MAX_URL = 300  # a longer address is dropped, for it would use up the message's room
MAX_MARKS = 2  # combining marks on one letter; more is not language ("zalgo")
_JOINERS = "\u200c\u200d"  # they shape Persian words and emoji families
_WORD_JOINER = "\u2060"
_ISOLATE, _POP = "\u2068", "\u2069"
_OPEN, _SHUT = "\\[", "\\]"
# Single ~, | and : are left alone: they format nothing, and each backslash costs room.
_SPECIAL = re.compile(r"([\\*_`\[\]]|~(?=~)|\|(?=\|)|:(?=//))")
_STARTS_BLOCK = re.compile(r"^(?:([-+#>])|(\d+)(?=[.)]))")
_STARTS_MENTION = re.compile(r"@(?=everyone|here)|<(?=[@#:/]|a:|t:|id:)")
# An address or a command of ours, which an answer shows as it is.
_KEPT = re.compile(r"(https?://[^\s<>]+|`/(?:taste|privacy|musechat)`)")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))


def clean(text: str) -> str:
    """Reduce text to one line of visible characters: no controls, overrides, lone joiners or stacked marks."""
    kept: list[str] = []
    marks = 0
    for char in " ".join(text.split()):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") and char != "\ufe0f" else 0  # U+FE0F: draws the emoji form
        if marks > MAX_MARKS or (kind in ("Cc", "Cf", "Cs", "Co") and not _joins(char, kept)):
            continue
        kept.append(char)
    return "".join(kept).strip(_JOINERS + " ")


def _joins(char: str, before: list[str]) -> bool:
    return char in _JOINERS and bool(before) and before[-1] not in _JOINERS and not before[-1].isspace()


def shorten(text: str, n: int) -> str:
    """Clean text and cut it to ``n`` characters, with an ellipsis."""
    text = clean(text)
    if length(text) <= n:
        return text
    room, kept = n - 1, ""
    for char in text:  # by character: cutting UTF-16 units might split a surrogate pair
        room -= length(char)
        if room < 0:
            break
        kept += char
    return kept.rstrip(_JOINERS + " ") + "…"


def length(text: str) -> int:
    """Length of a text in UTF-16 units, the strictest way in which Discord counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str, n: int = 200) -> str:
    """Escape foreign text of at most ``n`` characters for a place where markdown is rendered.

    Nothing in the result mentions, links, formats, starts a list or changes the reading direction of its neighbours.
    With backslashes it has at most 1.5 times ``n`` characters; text that is mostly markup is cut shorter for that.
    """
    shown = shorten(text, n)
    # Shortened before escaping, so that no cut can separate a backslash from what it escapes.
    while length(safe := _escaped(shown)) > n + n // 2:
        shown = shorten(shown, length(shown) * 3 // 4)
    return isolate(safe)


def escape_answer(text: str, n: int = 900) -> str:
    """Escape an answer of ours: foreign names in it are quoted, addresses and commands in it stay.

    The addresses are those that the library's owner noted: names come without any (:mod:`language.answers.wording`).
    """
    parts = _KEPT.split(clean(text))
    return "".join(_keep(part) if place % 2 else _escape_within(part) for place, part in enumerate(parts))[: n * 3 // 2]


def _keep(part: str) -> str:
    return part if part.startswith("`") else safe_url(part)


def _escape_within(part: str) -> str:
    """Escape text that others follow or precede: the spaces at its ends stay."""
    left, right = len(part) - len(part.lstrip()), len(part.rstrip())
    return part[:left] + (isolate(_escaped(part[left:right])) if part.strip() else "") + part[max(left, right) :]


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", text)
    text = _STARTS_BLOCK.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", text)
    # These are rendered as mentions even where they cannot ping, and a backslash does not help in every client.
    return _STARTS_MENTION.sub(lambda found: f"{found[0]}{_WORD_JOINER}", text)


def isolate(text: str) -> str:
    """Wrap text with right-to-left letters in a directional isolate, so that it does not reorder its neighbours."""
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def label(text: str, n: int = 80) -> str:
    """Clean foreign text for a button or an option, where no markdown is rendered; never empty."""
    return shorten(text, n) or "–"


def code(text: str, n: int = 600) -> str:
    """Clean foreign text for a code block, without backticks that would end it."""
    return shorten(text.replace("`", "'"), n)


def safe_url(url: str) -> str:
    """Quote an HTTP address so that it cannot end a markdown link; "" for anything else, or if it is too long."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(c.isspace() for c in url):
        return ""
    plain = quote(url, safe="%/:=&?~#+!$,;'@*-._")
    return plain if len(plain) <= MAX_URL else ""


def link(words: str, url: str) -> str:
    """Build a markdown link from escaped ``words``; the words alone where the link would not be rendered."""
    safe = safe_url(url)
    if not safe or not words or "//" in words:  # Discord renders no link whose words look like another address
        return words
    # Even escaped brackets end a link's words.
    return f"[{words.replace(_OPEN, '(').replace(_SHUT, ')')}]({safe})"
