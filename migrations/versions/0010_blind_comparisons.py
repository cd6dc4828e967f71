"""Tables of blind comparisons: the picks that stand in one, and who voted for which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def _refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", BIG_ID, primary_key=True),
        sa.Column("turn_id", BIG_ID, nullable=False),
        sa.Column("thread_id", BIG_ID, nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("from_s", sa.Double(), nullable=False),
        sa.Column("to_s", sa.Double(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("revealed_at", TIME, nullable=True),
        sa.CheckConstraint("state IN ('open','revealed','lost')", name=op.f("ck_comparisons_state")),
        _refer("comparisons", "turn_id", "turns"),
        _refer("comparisons", "thread_id", "threads"),
        sa.UniqueConstraint("turn_id", name="uq_comparisons_turn_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comparisons_thread_id", "comparisons", ["thread_id"])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_comparisons_open", "comparisons", ["thread_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "comparison_candidates",
        sa.Column("comparison_id", BIG_ID, primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("pick_id", BIG_ID, nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("loudness_lufs", sa.Double(), nullable=False),
        _refer("comparison_candidates", "comparison_id", "comparisons"),
        _refer("comparison_candidates", "pick_id", "picks"),
    )
    op.create_index("ix_comparison_candidates_pick_id", "comparison_candidates", ["pick_id"])
    op.create_table(
        "comparison_votes",
        sa.Column("comparison_id", BIG_ID, primary_key=True),
        sa.Column("member_id", BIG_ID, primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        _refer("comparison_votes", "comparison_id", "comparisons"),
        _refer("comparison_votes", "member_id", "members"),
    )
    op.create_index("ix_comparison_votes_member_id", "comparison_votes", ["member_id"])


def downgrade() -> None:
    for table in ("comparison_votes", "comparison_candidates", "comparisons"):
        op.drop_table(table)
