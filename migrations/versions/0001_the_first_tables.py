"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _guilds()
    _members()
    _tracks()
    _videos()
    _workers()
    _tastes()
    _threads()
    _track_vectors()
    _video_vectors()
    _exclusions()
    _turns()
    _brief_events()
    _picks()
    _feedback()


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_table("picks")
    op.drop_table("brief_events")
    op.drop_table("turns")
    op.drop_table("exclusions")
    op.drop_table("video_vectors")
    op.drop_table("track_vectors")
    op.drop_table("threads")
    op.drop_table("tastes")
    op.drop_table("workers")
    op.drop_table("videos")
    op.drop_table("tracks")
    op.drop_table("members")
    op.drop_table("guilds")


def _guilds() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guilds")),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("platform", "external_id", name=op.f("uq_members_platform")),
        sqlite_autoincrement=True,
    )


def _tracks() -> None:
    op.create_table(
        "tracks",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artist", sa.Text(), nullable=False),
        sa.Column("album", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("explicit", sa.Boolean(), nullable=False),
        sa.Column("licence", JSON, nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("traits", JSON, nullable=False),
        sa.Column("traits_version", sa.String(length=32), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("removed_at", TIME, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracks")),
        sa.UniqueConstraint("file_hash", name=op.f("uq_tracks_file_hash")),
    )
    op.create_index(op.f("ix_tracks_revision"), "tracks", ["revision"])


def _videos() -> None:
    op.create_table(
        "videos",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("traits", JSON, nullable=True),
        sa.Column("traits_version", sa.String(length=32), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_videos")),
    )
    op.create_index(op.f("ix_videos_expires_at"), "videos", ["expires_at"])


def _workers() -> None:
    op.create_table(
        "workers",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("host", sa.String(length=128), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("queues", JSON, nullable=False),
        sa.Column("profile", sa.String(length=16), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    op.create_index(op.f("ix_workers_seen_at"), "workers", ["seen_at"])


def _tastes() -> None:
    op.create_table(
        "tastes",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("encoder", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_tastes_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "encoder", "version", name=op.f("pk_tastes")),
    )


def _threads() -> None:
    op.create_table(
        "threads",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("guild_id", BIG_ID, nullable=True),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("video_hash", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("open_to_all", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_threads_guild_id_guilds"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_threads_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["video_hash"], ["videos.hash"], name=op.f("fk_threads_video_hash_videos"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.UniqueConstraint("platform", "external_id", name=op.f("uq_threads_platform")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_threads_guild_id"), "threads", ["guild_id"])
    op.create_index(op.f("ix_threads_member_id"), "threads", ["member_id"])
    op.create_index(op.f("ix_threads_video_hash"), "threads", ["video_hash"])


def _track_vectors() -> None:
    op.create_table(
        "track_vectors",
        sa.Column("track_id", sa.String(length=16), nullable=False),
        sa.Column("encoder", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"], ["tracks.id"], name=op.f("fk_track_vectors_track_id_tracks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("track_id", "encoder", "version", name=op.f("pk_track_vectors")),
    )


def _video_vectors() -> None:
    op.create_table(
        "video_vectors",
        sa.Column("video_hash", sa.String(length=64), nullable=False),
        sa.Column("encoder", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_hash"], ["videos.hash"], name=op.f("fk_video_vectors_video_hash_videos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_hash", "encoder", "version", name=op.f("pk_video_vectors")),
    )


def _exclusions() -> None:
    op.create_table(
        "exclusions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("thread_id", BIG_ID, nullable=True),
        sa.Column("member_id", BIG_ID, nullable=True),
        sa.Column("guild_id", BIG_ID, nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=True),
        sa.CheckConstraint("scope IN ('thread','member','guild')", name=op.f("ck_exclusions_scope")),
        sa.CheckConstraint("what IN ('track','artist','genre','sounds-like')", name=op.f("ck_exclusions_what")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_exclusions_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_exclusions_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_exclusions_thread_id_threads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusions")),
    )
    op.create_index(op.f("ix_exclusions_guild_id"), "exclusions", ["guild_id"])
    op.create_index(op.f("ix_exclusions_member_id"), "exclusions", ["member_id"])
    op.create_index(op.f("ix_exclusions_thread_id"), "exclusions", ["thread_id"])


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("thread_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about_turn", sa.Integer(), nullable=True),
        sa.Column("source_kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("queue", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=128), nullable=False),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("published_at", TIME, nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("error_code", sa.String(length=64), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("incident", sa.String(length=16), nullable=False),
        sa.Column("stages", JSON, nullable=False),
        sa.Column("brief", JSON, nullable=False),
        sa.Column("no_match", JSON, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        sa.Column("delivered_at", TIME, nullable=True),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.CheckConstraint("state IN ('queued','running','done','failed','cancelled')", name=op.f("ck_turns_state")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_turns_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_turns_thread_id_threads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("thread_id", "seq", name=op.f("uq_turns_thread_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_turns_member_id"), "turns", ["member_id"])
    op.create_index(
        "ix_turns_undelivered",
        "turns",
        ["asker"],
        sqlite_where=sa.text("delivered_at IS NULL"),
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
    op.create_index("ix_turns_work", "turns", ["state", "queue", "not_before"])


def _brief_events() -> None:
    op.create_table(
        "brief_events",
        sa.Column("thread_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("turn_id", BIG_ID, nullable=False),
        sa.Column("turn_seq", sa.Integer(), nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("op", sa.String(length=16), nullable=False),
        sa.Column("wish", JSON, nullable=True),
        sa.Column("ref", sa.Integer(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_brief_events_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_brief_events_thread_id_threads"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name=op.f("fk_brief_events_turn_id_turns"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "seq", name=op.f("pk_brief_events")),
    )
    op.create_index(op.f("ix_brief_events_member_id"), "brief_events", ["member_id"])
    op.create_index(op.f("ix_brief_events_turn_id"), "brief_events", ["turn_id"])


def _picks() -> None:
    op.create_table(
        "picks",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("turn_id", BIG_ID, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_source", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("broken", JSON, nullable=False),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_picks_track_id_tracks"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name=op.f("fk_picks_turn_id_turns"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picks")),
        sa.UniqueConstraint("turn_id", "rank", name=op.f("uq_picks_turn_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_picks_track_id"), "picks", ["track_id"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("pick_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("verdict IN ('accepted','rejected')", name=op.f("ck_feedback_verdict")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_feedback_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name=op.f("fk_feedback_pick_id_picks"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("pick_id", "member_id", name=op.f("uq_feedback_pick_id")),
    )
    op.create_index(op.f("ix_feedback_member_id"), "feedback", ["member_id"])
