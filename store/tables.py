"""The tables (SQLAlchemy 2, typed). Times are UTC-aware; JSON is JSONB on PostgreSQL; vectors are float32 bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from musechat.json_types import JsonObject

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# None is SQL's NULL, which queries can ask for; the driver's default is JSON's null.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
BigId = BigInteger().with_variant(Integer, "sqlite")
# SQLite hands out the id of a deleted last row again, which a page, a button or a broker's message may still hold.
NEVER_REUSED = {"sqlite_autoincrement": True}


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite drops the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Convert to UTC for storage.

        Raises:
            ValueError: the time is naive.

        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def utc_now() -> datetime:
    """The current time, aware, UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        JsonObject: Json,
        dict[str, float]: Json,
        list[JsonObject]: Json,
        list[str]: Json,
        datetime: UtcTime,
    }


def _index_some(name: str, column: str, where: str, *more: str) -> Index:
    """A partial index: it stays small however long the history grows."""
    return Index(name, column, *more, sqlite_where=text(where), postgresql_where=text(where))


class MemberRow(Base):
    """A person, on one platform ("local", "page", "discord")."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("platform", "external_id"),
        _index_some("ix_members_opted_out", "id", "opted_out"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(64))
    opted_out: Mapped[bool] = mapped_column(Boolean, default=False)  # excluded from learning
    no_questions: Mapped[bool] = mapped_column(Boolean, default=False)  # they asked for none
    taste_since: Mapped[datetime | None]  # picks accepted before are not learned from
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class GuildRow(Base):
    """A community's settings, as set by its moderators."""

    __tablename__ = "guilds"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    settings: Mapped[JsonObject] = mapped_column(default=dict)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class VideoRow(Base):
    """A clip by the SHA-256 of its bytes; measured once."""

    __tablename__ = "videos"
    __table_args__ = (_index_some("ix_videos_deleted", "hash", "blob = ''"),)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    blob: Mapped[str] = mapped_column(Text, default="")  # name in the blob store; empty once deleted
    traits: Mapped[JsonObject | None]
    traits_version: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class VideoVectorRow(Base):
    """An embedding of a clip by one encoder."""

    __tablename__ = "video_vectors"
    video_hash: Mapped[str] = mapped_column(ForeignKey("videos.hash", ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    dim: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)  # (rows, dim) float32


class ThreadRow(Base):
    """A conversation about one clip."""

    __tablename__ = "threads"
    __table_args__ = (UniqueConstraint("platform", "external_id"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str | None] = mapped_column(String(64))  # the thread's own id on its platform, if it has one
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="SET NULL"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    video_hash: Mapped[str | None] = mapped_column(ForeignKey("videos.hash", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    open_to_all: Mapped[bool] = mapped_column(Boolean, default=False)  # whether others may refine it
    channel_id: Mapped[str | None] = mapped_column(String(64), index=True)  # where it was begun
    brief_message_id: Mapped[str | None] = mapped_column(String(64))
    reply_message_id: Mapped[str | None] = mapped_column(String(64))  # in the channel: a one-line summary
    seen_message_id: Mapped[str | None] = mapped_column(String(64))  # the newest message that was processed
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class TurnRow(Base):
    """A turn: the job, the outbox and the record of its result."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("thread_id", "seq"),
        CheckConstraint("state IN ('queued','running','done','failed','cancelled')", name="state"),
        # What workers claim from, several times a second.
        Index("ix_turns_work", "state", "queue", "not_before"),
        _index_some("ix_turns_undelivered", "asker", "delivered_at IS NULL"),  # what clients poll
        _index_some("ix_turns_waiting", "queue", "state = 'queued'", "id"),  # places in the queue
        Index("ix_turns_member_id_created_at", "member_id", "created_at"),
        Index("ix_turns_created_at", "created_at"),
        Index("ix_turns_finished_at", "finished_at"),
        # Whether a clip or an upload is still needed.
        _index_some("ix_turns_video_hash", "video_hash", "video_hash IS NOT NULL"),
        _index_some("ix_turns_upload", "source", "source_kind = 'blob'"),
        _index_some("ix_turns_worded", "created_at", "NOT words_expired"),
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
    draft: Mapped[JsonObject | None]  # see musechat.turn.PickDraft; only while it runs
    question: Mapped[JsonObject | None]  # see musechat.turn.Question
    why: Mapped[str] = mapped_column(Text, default="")  # the comparison with the alternates, where a model wrote it
    intent: Mapped[str | None] = mapped_column(String(16))  # see musechat.message.Intent
    answer: Mapped[str] = mapped_column(Text, default="")
    keeps_pick: Mapped[bool] = mapped_column(Boolean, default=False)  # the pick before it stands
    edits: Mapped[list[JsonObject] | None]  # see musechat.edits.EditResult
    query: Mapped[bytes] = mapped_column(LargeBinary, default=b"")  # see TurnOutcome.query
    space: Mapped[str] = mapped_column(String(96), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    finished_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(String(64), index=True)


class BriefEventRow(Base):
    """One event of a thread's brief (see ``musechat.brief.BriefEvent``)."""

    __tablename__ = "brief_events"
    __table_args__ = (_index_some("ix_brief_events_worded", "created_at", "NOT words_expired"),)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    turn_seq: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    op: Mapped[str] = mapped_column(String(16))
    wish: Mapped[JsonObject | None]
    words_expired: Mapped[bool] = mapped_column(Boolean, default=False)
    ref: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class TrackRow(Base):
    """A track of the library. A removed track keeps its row (history shows it) and is never picked."""

    __tablename__ = "tracks"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    artist: Mapped[str] = mapped_column(Text)
    album: Mapped[str] = mapped_column(Text, default="")
    genre: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[int | None]
    explicit: Mapped[bool] = mapped_column(Boolean, default=False)
    licence: Mapped[JsonObject]
    source_url: Mapped[str] = mapped_column(Text, default="")
    guild_id: Mapped[int | None] = mapped_column(BigId, index=True)  # the only guild that may get it; None: all
    path: Mapped[str] = mapped_column(Text)
    file_hash: Mapped[str] = mapped_column(String(64), index=True)  # two guilds may bring the same file
    duration_s: Mapped[float] = mapped_column(index=True)  # recordings are looked for among tracks of one length
    traits: Mapped[JsonObject]
    traits_version: Mapped[str] = mapped_column(String(32))
    tags: Mapped[list[JsonObject]] = mapped_column(default=list)
    added_at: Mapped[datetime] = mapped_column(default=utc_now)
    removed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0, index=True)  # library-wide change counter at last change
    sound_hash: Mapped[str] = mapped_column(String(64), default="", index=True)  # see musechat.track.Track
    fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary)  # see media.listen.fingerprint; uint32 bytes
    statements: Mapped[list[JsonObject]] = mapped_column(default=list)  # see musechat.track.LicenceStatement


class KnownFileRow(Base):
    """A file that was looked at: which track it is, or why it was refused. Unchanged files are not read again."""

    __tablename__ = "known_files"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # of the path, which may be too long for an index
    path: Mapped[str] = mapped_column(Text)  # see musechat.library_paths
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)  # of the file
    beside: Mapped[str] = mapped_column(String(64), default="")  # stamp of the lists beside it
    file_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    sound_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    track_id: Mapped[str | None] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), index=True)
    refusal: Mapped[str] = mapped_column(Text, default="")  # why, one line; "" for a usable file
    version: Mapped[str] = mapped_column(String(32))  # of the analysis that looked at it
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)


class TrackVectorRow(Base):
    """An embedding of a track by one encoder."""

    __tablename__ = "track_vectors"
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    dim: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class LibrarySourceRow(Base):
    """A source of music, and how its last sync went."""

    __tablename__ = "library_sources"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    tried_at: Mapped[datetime | None]
    synced_at: Mapped[datetime | None]  # when it last ended well
    error: Mapped[str] = mapped_column(Text, default="")  # of the last try, one line; empty where it ended well


class SourceTrackRow(Base):
    """A track of a source: what is there, what was fetched, and which track of the library it became."""

    __tablename__ = "source_tracks"
    __table_args__ = (
        CheckConstraint("state IN ('wanted','fetched','added','refused','withdrawn')", name="state"),
        Index("ix_source_tracks_source_state", "source", "state"),
    )
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # of the ref, which may be of any length
    record: Mapped[JsonObject]  # see musechat.source_track.SourceTrack
    kind: Mapped[str] = mapped_column(String(32), default="")  # of the starter library: what it was looked for as
    state: Mapped[str] = mapped_column(String(16), default="wanted")
    reason: Mapped[str] = mapped_column(Text, default="")  # why it is refused, or was not fetched yet
    path: Mapped[str] = mapped_column(Text, default="")
    track_id: Mapped[str | None] = mapped_column(ForeignKey("tracks.id", ondelete="SET NULL"), index=True)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)  # its track was taken from the library by us
    checked_at: Mapped[datetime] = mapped_column(default=utc_now)


class LibraryFileRow(Base):
    """A file of a watched folder as it was when it was last read."""

    __tablename__ = "library_files"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # of the path, which may be too long for an index
    path: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    track_id: Mapped[str | None] = mapped_column(ForeignKey("tracks.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")  # why it cannot be used; empty where it can
    is_gone: Mapped[bool] = mapped_column(Boolean, default=False)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)  # its track was taken from the library by us


class PickRow(Base):
    """A track shown in a turn."""

    __tablename__ = "picks"
    __table_args__ = (UniqueConstraint("turn_id", "rank"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"))
    rank: Mapped[int]
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), index=True)
    score: Mapped[float]
    start_s: Mapped[float]
    end_s: Mapped[float]
    reason: Mapped[str] = mapped_column(Text, default="")
    reason_source: Mapped[str] = mapped_column(String(64), default="template")
    reason_check: Mapped[str] = mapped_column(String(16), default="")
    rule: Mapped[str] = mapped_column(String(64), default="")
    broken: Mapped[list[str]] = mapped_column(default=list)
    preview: Mapped[str] = mapped_column(Text, default="")
    parts: Mapped[dict[str, float]] = mapped_column(default=dict)
    mix: Mapped[JsonObject | None]  # see musechat.mix_settings.MixSettings; None: nobody has asked for anything


class FeedbackRow(Base):
    """A member's verdict on a pick; the latest replaces earlier ones."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("pick_id", "member_id"),
        CheckConstraint("verdict IN ('accepted','rejected')", name="verdict"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(16), default="button")  # how it was given, see store.thread_history
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class PickRecordRow(Base):
    """The licence of a pick as it was known when somebody first accepted it."""

    __tablename__ = "pick_records"
    pick_id: Mapped[int] = mapped_column(ForeignKey("picks.id", ondelete="CASCADE"), primary_key=True)
    record: Mapped[JsonObject]  # see musechat.licence_statement.PickRecord
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class ExclusionRow(Base):
    """Something that must not be picked, within a scope and until a time."""

    __tablename__ = "exclusions"
    __table_args__ = (
        CheckConstraint("scope IN ('thread','member','guild')", name="scope"),
        CheckConstraint("what IN ('track','artist','genre','sounds-like')", name="what"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    scope: Mapped[str] = mapped_column(String(16))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(Text)
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id", ondelete="SET NULL"), index=True)  # its cause
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime | None]


class WorkerRow(Base):
    """A worker that serves this database; alive while its heartbeat is fresh."""

    __tablename__ = "workers"
    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    host: Mapped[str] = mapped_column(String(128))
    pid: Mapped[int]
    queues: Mapped[list[str]]
    profile: Mapped[str] = mapped_column(String(16))
    ready: Mapped[bool] = mapped_column(Boolean, default=False)
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)


class InstallationRow(Base):
    """A fact about the installation, by name."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ApiTokenRow(Base):
    """A token of the HTTP API. Only its hash is kept; what it asks for belongs to its own member."""

    __tablename__ = "api_tokens"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256, hex
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    used_at: Mapped[datetime | None]  # to the hour


class EventCountRow(Base):
    """How often something has happened in any process since the installation, by name."""

    __tablename__ = "event_counts"
    name: Mapped[str] = mapped_column(String(96), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, default=0)
