"""What a public catalogue of sound says that a clip's own sound is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "clip_recordings",
        sa.Column("video_hash", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artist", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_hash"], ["videos.hash"], name=op.f("fk_clip_recordings_video_hash_videos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_hash", name=op.f("pk_clip_recordings")),
    )
    op.create_index(op.f("ix_clip_recordings_made_at"), "clip_recordings", ["made_at"])


def downgrade() -> None:
    op.drop_table("clip_recordings")
