"""Tokens of the HTTP API: made, listed, looked up and revoked. The token itself is shown once and never stored."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.plain_values import require_plain_text
from store.members import get_member
from store.tables import ApiTokenRow, utc_now

PLATFORM = "api"
PREFIX = "mct_"
NAME_LETTERS = 64
USED_EVERY = timedelta(hours=1)  # the time of use is for people: not a write per request


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as an operator sees it."""

    id: int
    name: str
    member_id: int  # what it asks for is this member's
    created_at: datetime
    used_at: datetime | None


def create_token(session: Session, name: str) -> str:
    """Create a token and return it; it cannot be read again.

    A name that was used by a revoked token continues that one's conversations.

    Raises:
        BadInput: ``token-name``.

    """
    name = require_plain_text(name).strip()
    if not name or len(name) > NAME_LETTERS:
        raise BadInput("token-name", f"A token's name has 1 to {NAME_LETTERS} letters", "Name what it is for")
    if session.scalar(select(ApiTokenRow.id).where(ApiTokenRow.name == name)) is not None:
        raise BadInput("token-name", f"There is a token named {name}", "Revoke it first, or choose another name")
    token = PREFIX + secrets.token_urlsafe(32)
    session.add(ApiTokenRow(name=name, hash=_hash_token(token), member_id=get_member(session, PLATFORM, name)))
    session.flush()
    return token


def find_token(session: Session, token: str) -> ApiToken | None:
    """Look a token up by its hash; None for one that does not exist or was revoked."""
    if not token.startswith(PREFIX):
        return None
    # By the hash of 256 random bits: how long the look-up takes tells nothing of a token.
    row = session.scalars(select(ApiTokenRow).where(ApiTokenRow.hash == _hash_token(token))).one_or_none()
    return None if row is None else _view_token(row)


def note_token_use(session: Session, token_id: int) -> None:
    """Store that a token is used now."""
    session.execute(update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(used_at=utc_now()))


def is_use_stale(token: ApiToken) -> bool:
    """Whether the stored time of use is old enough to be renewed."""
    return token.used_at is None or utc_now() - token.used_at > USED_EVERY


def list_tokens(session: Session) -> list[ApiToken]:
    """List all tokens, by name."""
    return [_view_token(row) for row in session.scalars(select(ApiTokenRow).order_by(ApiTokenRow.name))]


def revoke_token(session: Session, name: str) -> bool:
    """Revoke a token; its conversations stay. False where there is none of that name."""
    gone = delete(ApiTokenRow).where(ApiTokenRow.name == name).returning(ApiTokenRow.id)
    return session.scalar(gone) is not None


def _hash_token(token: str) -> str:
    # Plain SHA-256: what guards a password against guessing adds nothing to 256 random bits.
    return hashlib.sha256(token.encode()).hexdigest()


def _view_token(row: ApiTokenRow) -> ApiToken:
    return ApiToken(row.id, row.name, row.member_id, row.created_at, row.used_at)
