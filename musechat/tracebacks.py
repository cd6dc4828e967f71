"""An exception as a few lines of text, at a cost that does not depend on how deep it was raised.

No local variables, no files read unless asked for, no suggestions computed: the standard library's formatter may open
every source file of the stack, and a pretty one needs most of a second, on the event loop.
"""

from __future__ import annotations

import linecache
from collections import deque
from collections.abc import Iterator
from types import TracebackType

from musechat.redaction import redact_text

FIRST_FRAMES, LAST_FRAMES = 3, 12  # of each exception in the chain
CHAIN = 4  # exceptions: the one raised last, and what it came from
MEMBERS = 3  # of an exception group
MESSAGE = 1000  # letters of an exception's own text


def format_exception(error: BaseException, *, source: bool = False) -> str:
    """The exception and what caused it, the cause first, each with the frames it passed; messages are redacted.

    Args:
        error: the exception.
        source: show each frame's line of code; reads files, so only where somebody watches a terminal.

    """
    lines: list[str] = []
    for link, (one, said) in enumerate(reversed(_list_chain(error))):
        lines += [f"then, {said}:"] if link else []
        lines += _iter_lines(one, source)
    return "\n".join(lines)


def _list_chain(error: BaseException) -> list[tuple[BaseException, str]]:
    """The newest first, each with how it came from the one behind it in the list."""
    found: list[tuple[BaseException, str]] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen and len(found) < CHAIN:
        seen.add(id(at))
        direct = at.__cause__ is not None
        found.append((at, "caused by that" if direct else "while that was handled"))
        at = at.__cause__ if direct or at.__suppress_context__ else at.__context__
    return found


def _iter_lines(error: BaseException, source: bool) -> Iterator[str]:
    yield from _iter_frames(error.__traceback__, source)
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_format_message(error)}".removeprefix("builtins.")
    for note in getattr(error, "__notes__", [])[:MEMBERS]:
        yield f"  note: {redact_text(str(note)[:MESSAGE])}"
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions[:MEMBERS]:
            yield from (f"  | {line}" for line in _iter_lines(member, source))


def _iter_frames(traceback: TracebackType | None, source: bool) -> Iterator[str]:
    first: list[TracebackType] = []
    last: deque[TracebackType] = deque(maxlen=LAST_FRAMES)
    count = 0
    while traceback is not None:
        first.append(traceback) if count < FIRST_FRAMES else last.append(traceback)
        traceback, count = traceback.tb_next, count + 1
    for frame in first:
        yield from _format_frame(frame, source)
    if (left_out := count - len(first) - len(last)) > 0:
        yield f"  … {left_out} more"
    for frame in last:
        yield from _format_frame(frame, source)


def _format_frame(traceback: TracebackType, source: bool) -> Iterator[str]:
    code = traceback.tb_frame.f_code
    yield f"  {code.co_filename}:{traceback.tb_lineno} in {code.co_qualname}"
    if source and (line := linecache.getline(code.co_filename, traceback.tb_lineno).strip()):
        yield f"      {line}"


def _format_message(error: BaseException) -> str:
    try:
        return redact_text(str(error)[: 2 * MESSAGE])[:MESSAGE]
    except Exception:  # noqa: BLE001 - a broken __str__ must not lose the rest
        return "(its text cannot be had)"
