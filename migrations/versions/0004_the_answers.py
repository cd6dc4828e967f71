"""Columns for what a turn's words are there for, and for the answers to its questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

_ANSWERED, _SMALLTALK = "answered", "smalltalk"


def upgrade() -> None:
    op.add_column("turns", sa.Column("intent", sa.String(16), nullable=True))
    op.add_column("turns", sa.Column("answer", sa.Text(), nullable=False, server_default=""))
    op.add_column("turns", sa.Column("keeps_pick", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE turns SET keeps_pick = TRUE WHERE note <> ''")  # until here only a kept pick left a note


def downgrade() -> None:
    # The code of before knows no other name for a turn that kept its pick.
    turns = sa.table("turns", sa.column("note", sa.String))
    op.execute(turns.update().where(turns.c.note == _ANSWERED).values(note=_SMALLTALK))
    for name in ("keeps_pick", "answer", "intent"):
        op.drop_column("turns", name)
