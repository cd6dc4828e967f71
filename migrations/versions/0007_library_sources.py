"""Sources of music: their tracks, the files of watched folders, and how each source's last sync went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: None = None
depends_on: None = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "library_sources",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("tried_at", TIME, nullable=True),
        sa.Column("synced_at", TIME, nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
    )
    op.create_table(
        "source_tracks",
        sa.Column("source", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("record", JSON, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("track_id", sa.String(16), sa.ForeignKey("tracks.id", ondelete="SET NULL"), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("checked_at", TIME, nullable=False),
        sa.CheckConstraint("state IN ('wanted','fetched','added','refused','withdrawn')", name="state"),
    )
    op.create_index("ix_source_tracks_source_state", "source_tracks", ["source", "state"])
    op.create_index("ix_source_tracks_track_id", "source_tracks", ["track_id"])
    op.create_table(
        "library_files",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("track_id", sa.String(16), sa.ForeignKey("tracks.id", ondelete="SET NULL"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_library_files_track_id", "library_files", ["track_id"])


def downgrade() -> None:
    for name in ("library_files", "source_tracks", "library_sources"):
        op.drop_table(name)
