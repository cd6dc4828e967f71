"""Tokens of the HTTP API, counts of events for the metrics, and indexes for what a member or the bot asks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
# Index: table, columns, condition.
INDEXES: dict[str, tuple[str, list[str], str | None]] = {
    "ix_turns_waiting": ("turns", ["queue", "id"], "state = 'queued'"),
    "ix_turns_created_at": ("turns", ["created_at"], None),
    "ix_turns_finished_at": ("turns", ["finished_at"], None),
    "ix_turns_video_hash": ("turns", ["video_hash"], "video_hash IS NOT NULL"),
    "ix_turns_upload": ("turns", ["source"], "source_kind = 'blob'"),
    "ix_turns_worded": ("turns", ["created_at"], "NOT words_expired"),
    "ix_brief_events_worded": ("brief_events", ["created_at"], "NOT words_expired"),
    "ix_members_opted_out": ("members", ["id"], "opted_out"),
    "ix_videos_deleted": ("videos", ["hash"], "blob = ''"),
}


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", BIG_ID, primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_api_tokens_member_id_members", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("name", name="uq_api_tokens_name"),
        sa.UniqueConstraint("hash", name="uq_api_tokens_hash"),
    )
    op.create_index("ix_api_tokens_member_id", "api_tokens", ["member_id"])
    op.create_table(
        "event_counts",
        sa.Column("name", sa.String(96), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )
    for table in ("turns", "brief_events"):
        op.add_column(table, sa.Column("words_expired", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name, (table, columns, where) in INDEXES.items():
        condition = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table)
    for table in ("turns", "brief_events"):
        op.drop_column(table, "words_expired")
    op.drop_table("event_counts")
    op.drop_table("api_tokens")
