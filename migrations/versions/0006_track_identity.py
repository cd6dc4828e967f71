"""A track is its sound: hashes and fingerprints of it, the files that were looked at, and what licences are proved by.

Ids stay as they are: threads, tastes and exclusions refer to them. A row without a hash of its sound gets one when its
file is next looked at, and rows that prove to be one recording become one then (``store.track_merge``).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("tracks", sa.Column("sound_hash", sa.String(64), nullable=False, server_default=""))
    op.add_column("tracks", sa.Column("fingerprint", sa.LargeBinary(), nullable=True))
    op.add_column("tracks", sa.Column("statements", JSON, nullable=False, server_default="[]"))
    op.create_index(op.f("ix_tracks_sound_hash"), "tracks", ["sound_hash"])
    op.create_index(op.f("ix_tracks_duration_s"), "tracks", ["duration_s"])
    op.create_table(
        "known_files",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("beside", sa.String(64), nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("sound_hash", sa.String(64), nullable=False),
        sa.Column("track_id", sa.String(16), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"], ["tracks.id"], name=op.f("fk_known_files_track_id_tracks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_known_files")),
    )
    for name in ("file_hash", "sound_hash", "track_id"):
        op.create_index(op.f(f"ix_known_files_{name}"), "known_files", [name])
    op.create_table(
        "pick_records",
        sa.Column("pick_id", BIG_ID, nullable=False),
        sa.Column("record", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pick_id"], ["picks.id"], name=op.f("fk_pick_records_pick_id_picks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pick_id", name=op.f("pk_pick_records")),
    )


def downgrade() -> None:
    op.drop_table("pick_records")
    op.drop_table("known_files")
    op.drop_index(op.f("ix_tracks_duration_s"), table_name="tracks")
    op.drop_index(op.f("ix_tracks_sound_hash"), table_name="tracks")
    for name in ("statements", "fingerprint", "sound_hash"):
        op.drop_column("tracks", name)
