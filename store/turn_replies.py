"""How turns are answered whose threads have no channel: for as long as a secret of the platform's holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from musechat.turn import ReplyAddress
from store.tables import TurnReplyRow, TurnRow
from store.upsert import upsert_row


def put_reply(session: Session, turn_id: int, reply: ReplyAddress) -> None:
    """Store how a turn is answered from now on; a turn that is gone needs no answer."""
    if session.get(TurnRow, turn_id) is not None:
        values = {"turn_id": turn_id, "token": reply.token, "until": reply.until}
        upsert_row(session, TurnReplyRow, ("turn_id",), values)


def find_reply(session: Session, turn_id: int, at: datetime) -> ReplyAddress | None:
    """How a turn can be answered at a time; None where it cannot be, or no longer."""
    row = session.get(TurnReplyRow, turn_id)
    return None if row is None or row.until <= at else ReplyAddress(row.token, row.until)


def delete_ended_replies(session: Session, at: datetime) -> int:
    """Delete what can no longer be used; returns how many there were."""
    ended = delete(TurnReplyRow).where(TurnReplyRow.until <= at)
    return len(session.scalars(ended.returning(TurnReplyRow.turn_id)).all())
