"""What clients ask a worker to make of a pick: its mix for the page, and its fit card."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
OPEN = sa.text("state IN ('wanted','taken')")


def upgrade() -> None:
    op.create_table(
        "pick_orders",
        sa.Column("pick_id", BIG_ID, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("taken_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name="fk_pick_orders_pick_id_picks", ondelete="CASCADE"),
        sa.CheckConstraint("kind IN ('mix','fit')", name="ck_pick_orders_kind"),
        sa.CheckConstraint("state IN ('wanted','taken','done','failed')", name="ck_pick_orders_state"),
    )
    columns = ["kind", "asked_at"]
    op.create_index("ix_pick_orders_open", "pick_orders", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_pick_orders_open", "pick_orders")
    op.drop_table("pick_orders")
