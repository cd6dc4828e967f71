"""What came of re-reading the licences of accepted picks, and who was told of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: None = None
depends_on: None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "licence_checks",
        sa.Column("pick_id", BIG_ID, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seen_on", JSON, nullable=False),
        sa.Column("looked_at", TIME, nullable=False),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("found_at", TIME, nullable=True),
        sa.Column("untold", sa.Boolean(), nullable=False),
        sa.Column("claimed_at", TIME, nullable=True),
        sa.Column("told", JSON, nullable=False),
        sa.Column("told_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name="fk_licence_checks_pick_id_picks", ondelete="CASCADE"),
        sa.CheckConstraint(
            "state IN ('nothing','same','there','unreachable','vanished','changed')", name="ck_licence_checks_state"
        ),
    )
    op.create_index("ix_licence_checks_looked_at", "licence_checks", ["looked_at"])
    for name, column, where in (("untold", "pick_id", "untold"), ("finding", "found_at", "finding <> ''")):
        some = sa.text(where)
        index = f"ix_licence_checks_{name}"
        op.create_index(index, "licence_checks", [column], sqlite_where=some, postgresql_where=some)


def downgrade() -> None:
    for name in ("finding", "untold", "looked_at"):
        op.drop_index(f"ix_licence_checks_{name}", "licence_checks")
    op.drop_table("licence_checks")
