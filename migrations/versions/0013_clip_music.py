"""Tracks of the library that are in a clip's own sound."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "clip_music",
        sa.Column("video_hash", sa.String(64), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("track_id", sa.String(16), nullable=False),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_hash"], ["videos.hash"], name=op.f("fk_clip_music_video_hash_videos"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["track_id"], ["tracks.id"], name=op.f("fk_clip_music_track_id_tracks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_hash", "guild_id", name=op.f("pk_clip_music")),
    )
    op.create_index(op.f("ix_clip_music_track_id"), "clip_music", ["track_id"])


def downgrade() -> None:
    op.drop_table("clip_music")
