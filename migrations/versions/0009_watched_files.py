"""The files of watched folders under a name that says so, without the reasons of refusals, which known files hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    _create_table("watched_files")
    op.execute(
        "INSERT INTO watched_files (key, path, size, changed_ns, track_id, is_gone, hidden) "
        "SELECT key, path, size, changed_ns, track_id, is_gone, hidden FROM library_files"
    )
    op.drop_table("library_files")


def downgrade() -> None:
    _create_table("library_files", sa.Column("reason", sa.Text(), nullable=False))
    op.execute(
        "INSERT INTO library_files (key, path, size, changed_ns, track_id, is_gone, hidden, reason) "
        "SELECT key, path, size, changed_ns, track_id, is_gone, hidden, '' FROM watched_files"
    )
    op.drop_table("watched_files")


def _create_table(name: str, *more: sa.Column[str]) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("track_id", sa.String(16), sa.ForeignKey("tracks.id", ondelete="SET NULL"), nullable=True),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        *more,
    )
    op.create_index(f"ix_{name}_track_id", name, ["track_id"])
