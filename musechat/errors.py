"""The hierarchy of errors.

A :class:`BadInput` can be fixed by the user: one line saying what is wrong and how to fix it, exit code 2.
Any other :class:`MuseChatError` is ours: it carries an incident id under which the log tells the full story.
"""

from __future__ import annotations

import secrets
from datetime import datetime


def install_remedy(file: str) -> str:
    """How to install what a requirement file of this repository lists, as the remedy of an error."""
    return f"In MuseChat's clone run: pip install --no-deps -r requirements/{file} (docs/installing.md)"


class MuseChatError(Exception):
    """Base of every error raised on purpose.

    Attributes:
        code: stable, hyphenated name (``"no-such-file"``); tests and translations rely on it.
        message: what is wrong, for a person, one sentence without a trailing full stop.
        remedy: how to fix it, one sentence without a trailing full stop; may be empty.
        values: what a translation of it fills in, by placeholder.

    """

    exit_code = 1

    def __init__(self, code: str, message: str, remedy: str = "", **values: object) -> None:
        self.code = code
        self.message = message
        self.remedy = remedy
        self.values = values
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The one line that a person reads."""
        return f"{self.message}. {self.remedy}." if self.remedy else f"{self.message}."


class BadInput(MuseChatError):
    """Something the person gave cannot be used; trying again unchanged will not help."""

    exit_code = 2


class LimitReached(BadInput):
    """A member has used up what their community allows for now.

    Attributes:
        until: when the limit ends (aware), for the client to show in the member's own time zone.

    """

    def __init__(self, code: str, message: str, until: datetime) -> None:
        super().__init__(code, message, f"Try again after {until:%Y-%m-%d %H:%M} UTC")
        self.until = until


class Retryable(MuseChatError):
    """A fault that may pass (a site that stalls, a locked file): the ledger tries the turn again."""


class Cancelled(MuseChatError):
    """The client cancelled the turn, or its lease was lost to another worker."""

    def __init__(self, message: str = "The turn was cancelled") -> None:
        super().__init__("cancelled", message)


def make_incident_id() -> str:
    """Make a short id (eight hex digits) that links an error shown to a person with its entry in the log."""
    return secrets.token_hex(4)
