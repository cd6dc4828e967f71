"""Columns for the Discord bot: messages and references of turns, query vectors, and a guild's own tracks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.drop_table("tastes")  # nothing was ever written there; a taste is derived from what was accepted
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    op.create_index(op.f("ix_threads_channel_id"), "threads", ["channel_id"])
    op.create_index(op.f("ix_turns_message_id"), "turns", ["message_id"])
    op.create_index("ix_turns_member_id_created_at", "turns", ["member_id", "created_at"])
    op.create_index("uq_turns_request", "turns", ["request"], unique=True)
    op.create_index(op.f("ix_tracks_guild_id"), "tracks", ["guild_id"])
    op.create_table(
        "facts",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    with op.batch_alter_table("tracks") as batch:
        batch.drop_constraint(op.f("uq_tracks_file_hash"), type_="unique")
        batch.create_index(op.f("ix_tracks_file_hash"), ["file_hash"])
    with op.batch_alter_table("exclusions") as batch:
        batch.add_column(sa.Column("turn_id", BIG_ID, nullable=True))
        batch.create_foreign_key(op.f("fk_exclusions_turn_id_turns"), "turns", ["turn_id"], ["id"], ondelete="SET NULL")
        batch.create_index(op.f("ix_exclusions_turn_id"), ["turn_id"])


def downgrade() -> None:
    with op.batch_alter_table("exclusions") as batch:
        batch.drop_index(op.f("ix_exclusions_turn_id"))
        batch.drop_constraint(op.f("fk_exclusions_turn_id_turns"), type_="foreignkey")
        batch.drop_column("turn_id")
    # Before, a file could be in the library only once: those that several guilds have added cannot stay.
    op.execute("DELETE FROM tracks WHERE guild_id IS NOT NULL")
    with op.batch_alter_table("tracks") as batch:
        batch.drop_index(op.f("ix_tracks_file_hash"))
        batch.create_unique_constraint(op.f("uq_tracks_file_hash"), ["file_hash"])
    op.drop_table("facts")
    op.drop_index(op.f("ix_tracks_guild_id"), "tracks")
    op.drop_index("uq_turns_request", "turns")
    op.drop_index("ix_turns_member_id_created_at", "turns")
    op.drop_index(op.f("ix_turns_message_id"), "turns")
    op.drop_index(op.f("ix_threads_channel_id"), "threads")
    for table, columns in _columns().items():
        for column in columns:
            op.drop_column(table, column.name)
    _tastes()


def _columns() -> dict[str, list[sa.Column[object]]]:
    return {
        "members": [sa.Column("taste_since", TIME, nullable=True)],
        "threads": [
            sa.Column("channel_id", sa.String(64), nullable=True),
            sa.Column("brief_message_id", sa.String(64), nullable=True),
            sa.Column("reply_message_id", sa.String(64), nullable=True),
            sa.Column("seen_message_id", sa.String(64), nullable=True),
        ],
        "turns": [
            sa.Column("about_pick", BIG_ID, nullable=True),
            sa.Column("about_event", sa.Integer(), nullable=True),
            sa.Column("request", sa.String(64), nullable=True),
            sa.Column("video_hash", sa.String(64), nullable=True),
            sa.Column("preview_bytes", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("language", sa.String(8), nullable=False, server_default="en"),
            sa.Column("note", sa.String(16), nullable=False, server_default=""),
            sa.Column("query", sa.LargeBinary(), nullable=False, server_default=""),
            sa.Column("space", sa.String(96), nullable=False, server_default=""),
        ],
        "picks": [
            sa.Column("preview", sa.Text(), nullable=False, server_default=""),
            sa.Column("parts", JSON, nullable=False, server_default="{}"),
        ],
        "tracks": [sa.Column("guild_id", BIG_ID, nullable=True)],
    }


def _tastes() -> None:
    op.create_table(
        "tastes",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("encoder", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_tastes_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "encoder", "version", name=op.f("pk_tastes")),
    )
