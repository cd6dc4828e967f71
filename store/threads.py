"""Threads: a conversation about one clip."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from store.tables import GuildRow, ThreadRow
from store.upsert import upsert


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread as an asker sees it."""

    id: int
    platform: str
    external_id: str | None
    guild_id: int | None
    member_id: int
    video_hash: str | None  # None until the first clip was fetched
    name: str


def open_thread(
    session: Session,
    *,
    platform: str,
    member_id: int,
    external_id: str | None = None,
    guild_id: int | None = None,
    name: str = "",
) -> int:
    """The id of a new thread; where ``external_id`` is given and known on that platform, of the thread it names."""
    if guild_id is not None:
        know_guild(session, guild_id)
    values = {"platform": platform, "member_id": member_id, "guild_id": guild_id, "name": name}
    if external_id is None:
        row = ThreadRow(**values)
        session.add(row)
        session.flush()
        return row.id
    key = {"platform": platform, "external_id": external_id}
    upsert(session, ThreadRow, tuple(key), values | key, keep=("member_id", "guild_id", "name"))
    return session.scalars(select(ThreadRow.id).filter_by(**key)).one()


def get_thread(session: Session, thread_id: int) -> ThreadView:
    """A thread by its id.

    Raises:
        BadInput: ``no-such-thread``.

    """
    row = session.get(ThreadRow, thread_id)
    if row is None:
        raise no_such_thread(thread_id)
    return ThreadView(
        id=row.id,
        platform=row.platform,
        external_id=row.external_id,
        guild_id=row.guild_id,
        member_id=row.member_id,
        video_hash=row.video_hash,
        name=row.name,
    )


def no_such_thread(thread_id: int) -> BadInput:
    """The error of a thread that is not there."""
    return BadInput("no-such-thread", f"There is no conversation {thread_id}", "It may have been deleted; start anew")


def know_guild(session: Session, guild_id: int) -> None:
    """Make the row of a guild that nobody has set anything for yet."""
    upsert(session, GuildRow, ("id",), {"id": guild_id}, keep=("settings", "updated_at"))
