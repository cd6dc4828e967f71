"""What is looked at again (a place that was gone, the sound of clips with unknown music), and owners' ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("licence_checks", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tracks", sa.Column("rating", sa.Double(), nullable=True))
    op.create_table(
        "clip_excerpts",
        sa.Column("video_hash", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_hash"], ["videos.hash"], name=op.f("fk_clip_excerpts_video_hash_videos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_hash", name=op.f("pk_clip_excerpts")),
    )
    op.create_index(op.f("ix_clip_excerpts_made_at"), "clip_excerpts", ["made_at"])


def downgrade() -> None:
    op.drop_table("clip_excerpts")
    op.drop_column("tracks", "rating")
    op.drop_column("licence_checks", "gone_at")
