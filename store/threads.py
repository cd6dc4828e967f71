"""Threads: a conversation about one clip."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.plain_values import drop_unstorable
from store.tables import GuildRow, ThreadRow, TurnRow
from store.upsert import upsert_row


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread as clients see it."""

    id: int
    platform: str
    external_id: str | None
    guild_id: int | None
    member_id: int
    video_hash: str | None  # None until the first clip was fetched
    name: str
    channel_id: str | None  # where it was begun
    open_to_all: bool  # whether others than its member may refine it
    brief_message_id: str | None
    reply_message_id: str | None = None  # in the channel: a one-line summary of the result


def open_thread(
    session: Session,
    *,
    platform: str,
    member_id: int,
    external_id: str | None = None,
    guild_id: int | None = None,
    name: str = "",
    channel_id: str | None = None,
    open_to_all: bool = False,
) -> int:
    """Create a thread and return its id; one with a known ``external_id`` on that platform is returned instead."""
    if guild_id is not None:
        ensure_guild(session, guild_id)
    values = {"platform": platform, "member_id": member_id, "guild_id": guild_id, "name": drop_unstorable(name)}
    values |= {"channel_id": channel_id, "open_to_all": open_to_all}
    if external_id is None:
        row = ThreadRow(**values)
        session.add(row)
        session.flush()
        return row.id
    key = {"platform": platform, "external_id": external_id}
    # Two processes may see the first message of a thread at once: both get the row that one of them inserts.
    upsert_row(session, ThreadRow, tuple(key), values | key, keep=tuple(values))
    return session.scalars(select(ThreadRow.id).filter_by(**key)).one()


def get_thread(session: Session, thread_id: int) -> ThreadView:
    """Load a thread by its id.

    Raises:
        BadInput: ``no-such-thread``.

    """
    row = session.get(ThreadRow, thread_id)
    if row is None:
        raise make_no_thread_error(thread_id)
    return _make_view(row)


def has_thread(session: Session, thread_id: int) -> bool:
    """Whether there is a thread with this id."""
    return session.get(ThreadRow, thread_id) is not None


def find_thread(session: Session, platform: str, external_id: str) -> ThreadView | None:
    """Find a thread by its own id on its platform."""
    row = session.scalars(select(ThreadRow).filter_by(platform=platform, external_id=external_id)).one_or_none()
    return _make_view(row) if row else None


def find_thread_of_message(session: Session, platform: str, message_id: str) -> ThreadView | None:
    """Find the thread of one of our messages, which shows a turn or the brief."""
    shown = select(ThreadRow).join(TurnRow, TurnRow.thread_id == ThreadRow.id).where(TurnRow.message_id == message_id)
    pinned = select(ThreadRow).where(ThreadRow.brief_message_id == message_id)
    for query in (shown, pinned):
        row = session.scalars(query.where(ThreadRow.platform == platform).limit(1)).one_or_none()
        if row:
            return _make_view(row)
    return None


def find_latest_thread(session: Session, platform: str, channel_id: str) -> ThreadView | None:
    """Find the newest conversation held in a channel itself, because no thread could be created there."""
    query = select(ThreadRow).filter_by(platform=platform, channel_id=channel_id, external_id=None)
    row = session.scalars(query.order_by(ThreadRow.id.desc()).limit(1)).one_or_none()
    return _make_view(row) if row else None


def note_brief_message(session: Session, thread_id: int, message_id: str | None) -> None:
    """Store which message shows the thread's brief."""
    session.execute(update(ThreadRow).where(ThreadRow.id == thread_id).values(brief_message_id=message_id))


def note_reply_message(session: Session, thread_id: int, message_id: str | None) -> None:
    """Store which message of the channel summarises the thread's result."""
    session.execute(update(ThreadRow).where(ThreadRow.id == thread_id).values(reply_message_id=message_id))


def note_seen(session: Session, thread_id: int, message_id: str) -> None:
    """Store the newest message of the thread that was processed; an older one changes nothing."""
    row = session.get(ThreadRow, thread_id, with_for_update=True)
    # Discord's ids grow with time, and messages may be processed out of order.
    if row is not None and int(message_id) > int(row.seen_message_id or 0):
        row.seen_message_id = message_id


def list_recent_threads(
    session: Session, platform: str, since: datetime, limit: int
) -> list[tuple[ThreadView, str | None]]:
    """List threads held in channels with a turn after ``since``, newest first, with their newest processed message."""
    active = select(TurnRow.thread_id).where(TurnRow.created_at > since)
    held = or_(ThreadRow.external_id.is_not(None), ThreadRow.channel_id.is_not(None))
    query = select(ThreadRow).where(ThreadRow.platform == platform, ThreadRow.id.in_(active), held)
    rows = session.scalars(query.order_by(ThreadRow.id.desc()).limit(limit))
    return [(_make_view(row), row.seen_message_id) for row in rows]


def _make_view(row: ThreadRow) -> ThreadView:
    names = [field.name for field in fields(ThreadView)]
    return ThreadView(**{name: getattr(row, name) for name in names})


def make_no_thread_error(thread_id: int) -> BadInput:
    """Make the error of a thread that does not exist."""
    return BadInput("no-such-thread", f"There is no conversation {thread_id}", "It may have been deleted; start anew")


def ensure_guild(session: Session, guild_id: int) -> None:
    """Insert the row of a guild without settings, unless it has one."""
    upsert_row(session, GuildRow, ("id",), {"id": guild_id}, keep=("settings", "updated_at"))
