"""Turns: the queue of work, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, Float, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from musechat.json_types import JsonObject
from store.tables.base import NEVER_REUSED, Base, BigId, index_some, utc_now


class TurnReplyRow(Base):
    """How a turn is answered for a while, where its thread has no channel (:class:`musechat.turn.ReplyAddress`)."""

    __tablename__ = "turn_replies"
    turn_id: Mapped[int] = mapped_column(BigId, ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(index=True)


class TurnRow(Base):
    """A turn: the job, the outbox and the record of its result."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("thread_id", "seq"),
        CheckConstraint("state IN ('queued','running','done','failed','cancelled')", name="state"),
        # What workers claim from, several times a second.
        Index("ix_turns_work", "state", "queue", "not_before"),
        index_some("ix_turns_undelivered", "asker", "delivered_at IS NULL"),  # what clients poll
        index_some("ix_turns_waiting", "queue", "state = 'queued'", "id"),  # places in the queue
        Index("ix_turns_member_id_created_at", "member_id", "created_at"),
        Index("ix_turns_created_at", "created_at"),
        Index("ix_turns_finished_at", "finished_at"),
        # Whether a clip or an upload is still needed.
        index_some("ix_turns_video_hash", "video_hash", "video_hash IS NOT NULL"),
        index_some("ix_turns_upload", "source", "source_kind = 'blob'"),
        index_some("ix_turns_worded", "created_at", "NOT words_expired"),
        # A request that is sent twice is one turn.
        Index("uq_turns_request", "request", unique=True),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"))
    seq: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    asker: Mapped[str] = mapped_column(String(64))  # the client that shows the answer: "page", "ask:<uuid>", "discord"
    kind: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text, default="")
    words_expired: Mapped[bool] = mapped_column(Boolean, default=False)  # here and in the brief
    about_turn: Mapped[int | None]  # seq of the turn this one refers to (back, similar, reject)
    about_pick: Mapped[int | None] = mapped_column(BigId)  # the pick it refers to; no foreign key: picks may go
    about_event: Mapped[int | None]  # seq of the brief event that it lifts
    request: Mapped[str | None] = mapped_column(String(64))
    preview_bytes: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(8), default="en")
    source_kind: Mapped[str] = mapped_column(String(16), default="none")
    source: Mapped[str] = mapped_column(Text, default="")
    source_name: Mapped[str] = mapped_column(Text, default="")
    video_hash: Mapped[str | None] = mapped_column(String(64))  # the clip it brought, also once its thread has another
    state: Mapped[str] = mapped_column(String(16), default="queued")
    queue: Mapped[str] = mapped_column(String(16), default="media")
    stage: Mapped[str | None] = mapped_column(String(16))
    progress: Mapped[float | None] = mapped_column(Float)
    revision: Mapped[int] = mapped_column(default=0)  # grows with each change that clients see
    attempt: Mapped[int] = mapped_column(default=0)  # the fence: each claim raises it, ends older ones
    failures: Mapped[int] = mapped_column(default=0)  # attempts that failed or died; hand-overs do not count
    worker: Mapped[str] = mapped_column(String(128), default="")
    lease_until: Mapped[datetime | None]
    not_before: Mapped[datetime] = mapped_column(default=utc_now)
    published_at: Mapped[datetime | None]  # when workers were last notified of it
    cancel_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    error_code: Mapped[str] = mapped_column(String(64), default="")
    error: Mapped[str] = mapped_column(Text, default="")
    incident: Mapped[str] = mapped_column(String(16), default="")
    stages: Mapped[dict[str, float]] = mapped_column(default=dict)
    brief: Mapped[list[JsonObject]] = mapped_column(default=list)
    no_match: Mapped[JsonObject | None]
    note: Mapped[str] = mapped_column(String(16), default="")
    draft: Mapped[JsonObject | None]  # see musechat.pick.PickDraft; only while it runs
    question: Mapped[JsonObject | None]  # see musechat.turn.Question
    why: Mapped[str] = mapped_column(Text, default="")  # the comparison with the alternates, where a model wrote it
    intent: Mapped[str | None] = mapped_column(String(16))  # see musechat.message.Intent
    answer: Mapped[str] = mapped_column(Text, default="")
    keeps_pick: Mapped[bool] = mapped_column(Boolean, default=False)  # the pick before it stands
    edits: Mapped[list[JsonObject] | None]  # see musechat.edits.EditResult
    recut: Mapped[JsonObject | None]  # see musechat.recut.RecutNews
    query: Mapped[bytes] = mapped_column(LargeBinary, default=b"")  # see TurnOutcome.query
    space: Mapped[str] = mapped_column(String(96), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    finished_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(String(64), index=True)
