"""Hashes of a clip's pictures, by which a new cut of it is recognised, and what moved with one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: None = None
depends_on: None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "clip_pictures",
        sa.Column("video_hash", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_hash"], ["videos.hash"], name=op.f("fk_clip_pictures_video_hash_videos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_hash", name=op.f("pk_clip_pictures")),
    )
    op.add_column("turns", sa.Column("recut", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("turns", "recut")
    op.drop_table("clip_pictures")
