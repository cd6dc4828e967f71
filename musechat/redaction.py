"""Removal of secrets and members' words from text before it is logged or stored.

What is removed: the path, query and credentials of URLs (scheme and host stay), values of query parameters, tokens and
passwords by their form, secrets of this installation by their value, and quoted free text. Too much may be removed; an
error's type, the place in the code and ids always stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote, unquote, urlsplit

HIDDEN = "…"
MAX_TEXT = 2000  # characters of one text that are processed; longer texts are cut
MIN_SECRET = 6  # letters; a shorter password would hide half of every line
PRIVATE_KEYS = frozenset(
    {"authorization", "body", "content", "cookie", "headers", "line", "parameters", "params", "password"}
    | {"prompt", "query", "said", "secret", "text", "token", "words"}
)
PUBLIC_KEYS = frozenset({"address", "invite"})  # links of our own that an operator needs whole
WEB = frozenset({"http", "https", "ws", "wss"})
LOCAL = frozenset({"file", "memory", "sqlite", "sqlite+pysqlite"})  # no host, no password: a path that helps

_URL = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]{1,30})://([^\s\"'<>\\^`{|}]*)")
_PARAMETER = re.compile(r"([?&][\w.\[\]%-]{1,80}=)[^&\s\"'<>#]+")
_NAMED = re.compile(
    r"(?i)((?:\b|_)(?:token|secret|passw(?:or)?d|pwd|api[_-]?key|access[_-]?key|authorization|key)[\"']?\s*[:=]\s*[\"']?)"
    r"(?!\.{3}|…)(?:(?:bearer|bot|basic)\s+)?[^\s\"',;&)}\]]{4,}"
)
_SCHEME = re.compile(r"\b((?:Bearer|Bot|Basic)\s+)[A-Za-z0-9._~+/=-]{16,}")
_TOKEN = re.compile(
    r"\b(?:mfa\.[\w-]{20,}"
    r"|[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{25,}"  # a bot's token at Discord; a JSON web token has the same three parts
    r"|eyJ[\w-]{8,}(?:\.[\w-]+){1,2}"
    r"|(?:sk|hf|gh[pousr]|glpat|xox[abp])[-_][\w-]{16,}"
    r"|(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{40,})"  # lower-case digests stay
)
_POSTGRES_ROW = re.compile(r"(?m)^(\s*(?:DETAIL|CONTEXT|QUERY|HINT|STATEMENT):).*$")
_QUOTED = re.compile(r"(?<![\w\\])(?:'((?:[^'\n\\]|\\.)+)'|\"((?:[^\"\n\\]|\\.)+)\")(?!\w)")

_secrets: list[str] = []
_private_texts: ContextVar[tuple[str, ...]] = ContextVar("private_texts", default=())


def register_secrets(secrets: Iterable[str]) -> None:
    """Remember values that no text may hold from now on, in this process: tokens, keys, passwords."""
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), unquote(secret)):
            if len(form) >= MIN_SECRET and form not in _secrets:
                _secrets.append(form)
    _secrets.sort(key=len, reverse=True)


def find_passwords(url: str) -> list[str]:
    """List the passwords that a database's or a broker's URL carries; it may name several, parted by ``;``."""
    found = []
    for part in url.split(";"):
        _, separator, rest = part.partition("://")
        credentials, at, _ = rest.rpartition("@")
        _, colon, password = credentials.partition(":")
        if separator and at and colon:
            found.append(password)
    return found


@contextmanager
def hide_texts(*texts: str) -> Iterator[None]:
    """While this is entered, members' words given here are hidden in what this thread or task logs."""
    before = _private_texts.set(_private_texts.get() + tuple(text for text in texts if text.strip()))
    try:
        yield
    finally:
        _private_texts.reset(before)


def redact_text(text: str) -> str:
    """The text without secrets, links' paths and members' words, for a log; cut after :data:`MAX_TEXT` letters."""
    private = _private_texts.get()
    for words in private:
        text = text.replace(words, _hide_private(words))
    text = _POSTGRES_ROW.sub(rf"\1 {HIDDEN}", redact_secrets(text))
    return _QUOTED.sub(lambda found: _hide_quoted(found, private), text)


def redact_secrets(text: str) -> str:
    """The text without secrets and links' paths, for the person who gave it; cut after :data:`MAX_TEXT` letters."""
    for secret in _secrets:
        text = text.replace(secret, HIDDEN)
    if len(text) > MAX_TEXT:
        text = f"{text[:MAX_TEXT]}… ({len(text)} letters)"
    text = _URL.sub(_shorten_url, text)
    if "?" in text or "&" in text:
        text = _PARAMETER.sub(rf"\1{HIDDEN}", text)
    return _TOKEN.sub(HIDDEN, _SCHEME.sub(rf"\1{HIDDEN}", _NAMED.sub(rf"\1{HIDDEN}", text)))


def redact_value(value: object, key: str = "") -> object:
    """A value of a log record, redacted; containers keep their shape to a depth of four."""
    return _redact_nested(value, key, 4)


def _redact_nested(value: object, key: str, depth: int) -> object:
    if value is None or isinstance(value, bool | int | float) or key in PUBLIC_KEYS:
        return value
    if key.lower() in PRIVATE_KEYS:
        return _hide_private(value if isinstance(value, str) else repr(value))
    if isinstance(value, str):
        return redact_text(value)
    if depth and isinstance(value, Mapping):
        return {str(name): _redact_nested(part, str(name), depth - 1) for name, part in value.items()}
    if depth and isinstance(value, list | tuple | set | frozenset):
        return [_redact_nested(part, "", depth - 1) for part in value]
    return redact_text(repr(value))


def _shorten_url(found: re.Match[str]) -> str:
    scheme, rest = found[1].lower(), found[2]
    if scheme in LOCAL:
        return f"{scheme}://{rest.partition('?')[0]}"
    if scheme not in WEB and "@" in rest:
        rest = rest.rpartition("@")[2]  # a password may hold any letter, unquoted
    try:
        parts = urlsplit(f"x://{rest}")
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return f"{scheme}://{HIDDEN}"
    more = rest.partition("/")[2] or parts.query or parts.fragment
    return f"{scheme}://{host}{port}{'/' + HIDDEN if more else ''}"


def _hide_quoted(found: re.Match[str], private: tuple[str, ...]) -> str:
    """Hide a quoted text that is a sentence, or that stands in words given to :func:`hide_texts`."""
    inner, mark = found[1] or found[2], found[0][0]
    if inner.startswith("<") or HIDDEN in inner[:2]:
        return found[0]
    said = len(inner) > 2 and any(inner in words for words in private)
    return f"{mark}{_hide_private(inner)}{mark}" if said or any(c.isspace() for c in inner) else found[0]


def _hide_private(text: str) -> str:
    return f"<{len(text)} letters>"
