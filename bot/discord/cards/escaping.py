"""Foreign text (titles, names, words) made harmless: it is shown as it is written, and does nothing."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

MAX_URL = 300  # a longer address is shown without its link
MAX_MARKS = 2  # accents piled on one letter; more is a prank
_JOINERS = "\u200c\u200d"  # they shape Persian words and emoji families
_WORD_JOINER = "\u2060"
_ISOLATE, _POP = "\u2068", "\u2069"
_OPEN, _SHUT = "\\[", "\\]"
_SPECIAL = re.compile(r"([\\*_`\[\]]|~(?=~)|\|(?=\|)|:(?=//))")
_STARTS_BLOCK = re.compile(r"^(?:([-+#>])|(\d+)(?=[.)]))")
_STARTS_MENTION = re.compile(r"@(?=everyone|here)|<(?=[@#:/]|a:|t:|id:)")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))


def clean(text: str) -> str:
    """One line of visible characters: no controls, overrides, lone joiners or towers of accents."""
    kept: list[str] = []
    marks = 0
    for char in " ".join(text.split()):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") and char != "\ufe0f" else 0
        if marks > MAX_MARKS or (kind in ("Cc", "Cf", "Cs", "Co") and not _joins(char, kept)):
            continue
        kept.append(char)
    return "".join(kept).strip(_JOINERS + " ")


def _joins(char: str, before: list[str]) -> bool:
    return char in _JOINERS and bool(before) and before[-1] not in _JOINERS and not before[-1].isspace()


def shorten(text: str, n: int) -> str:
    """Cut cleaned text to ``n`` characters as Discord's clients count them (UTF-16), with an ellipsis."""
    text = clean(text)
    if length(text) <= n:
        return text
    room, kept = n - 1, ""
    for char in text:
        room -= length(char)
        if room < 0:
            break
        kept += char
    return kept.rstrip(_JOINERS + " ") + "…"


def length(text: str) -> int:
    """How long Discord takes a text to be, by the least generous count (UTF-16 units)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str, n: int = 200) -> str:
    """Foreign text of at most ``n`` characters for a place where markdown is drawn.

    Nothing in it mentions, links, formats, starts a list or turns the reading direction of what stands beside it.
    With its backslashes it is at most half as long again; of text that is all markup less is shown.
    """
    shown = shorten(text, n)
    while length(safe := _escaped(shown)) > n + n // 2:
        shown = shorten(shown, length(shown) * 3 // 4)
    return isolate(safe)


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", text)
    text = _STARTS_BLOCK.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", text)
    # These are drawn as mentions even where they cannot ping, and a backslash does not help everywhere.
    return _STARTS_MENTION.sub(lambda found: f"{found[0]}{_WORD_JOINER}", text)


def isolate(text: str) -> str:
    """Keep text with right-to-left letters from reordering its neighbours."""
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def label(text: str, n: int = 80) -> str:
    """Foreign text for a button or an option, where nothing is drawn as markdown; never empty."""
    return shorten(text, n) or "–"


def code(text: str, n: int = 600) -> str:
    """Foreign text for a code block of its own."""
    return shorten(text.replace("`", "'"), n)


def safe_url(url: str) -> str:
    """A web address that cannot break out of a link; "" for anything else."""
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
    """Words, already escaped, that lead to an address; the words alone where that cannot be drawn."""
    safe = safe_url(url)
    if not safe or not words or "//" in words:  # Discord draws no link whose words look like another address
        return words
    # Escaped brackets end a link's words all the same.
    return f"[{words.replace(_OPEN, '(').replace(_SHUT, ')')}]({safe})"
