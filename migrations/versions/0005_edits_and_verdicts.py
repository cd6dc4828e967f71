"""Columns for edits of a pick: what came of them, the mix that they ask for, and how a verdict was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("turns", sa.Column("edits", JSON, nullable=True))
    op.add_column("picks", sa.Column("mix", JSON, nullable=True))
    op.add_column("feedback", sa.Column("source", sa.String(16), nullable=False, server_default="button"))


def downgrade() -> None:
    op.drop_column("feedback", "source")
    op.drop_column("picks", "mix")
    op.drop_column("turns", "edits")
