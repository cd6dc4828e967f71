"""Columns for the writer: the draft of a reason, the question beside it, and the fact check's verdict."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("members", sa.Column("no_questions", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("turns", sa.Column("draft", JSON, nullable=True))
    op.add_column("turns", sa.Column("question", JSON, nullable=True))
    op.add_column("turns", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    op.add_column("picks", sa.Column("reason_check", sa.String(16), nullable=False, server_default=""))
    _resize_reason_source(64)
    # A turn without a report had JSON's null, so that every turn seemed to have one.
    op.execute("UPDATE turns SET no_match = NULL WHERE CAST(no_match AS TEXT) = 'null'")


def downgrade() -> None:
    # A model's name may be longer than the column of old: its first letters still tell a model from the template.
    _resize_reason_source(16)
    op.drop_column("picks", "reason_check")
    for name in ("why", "question", "draft"):
        op.drop_column("turns", name)
    op.drop_column("members", "no_questions")


def _resize_reason_source(letters: int) -> None:
    # SQLite could only copy the whole table, which forgets the ids that were given out and must not be given again.
    column = sa.Column("reason_model", sa.String(letters), nullable=False, server_default="template")
    op.add_column("picks", column)
    copy = sa.text("UPDATE picks SET reason_model = substr(reason_source, 1, :letters)")
    op.execute(copy.bindparams(letters=letters))
    op.drop_column("picks", "reason_source")
    op.execute("ALTER TABLE picks RENAME COLUMN reason_model TO reason_source")
