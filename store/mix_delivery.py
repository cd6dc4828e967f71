"""A mix that is ready after its card was shown: put into the pick, and the turn is shown once more."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.turn import TurnState
from store.tables import PickRow, TurnRow


class MixDelivery(StrEnum):
    """What became of a mix."""

    ATTACHED = "attached"
    NOT_YET = "not-yet"  # the card is not shown yet
    UNWANTED = "unwanted"  # the turn or its pick is gone, or nobody shows it


def attach_mix(session: Session, turn_id: int, track_id: str, name: str) -> MixDelivery:
    """Make the blob ``name`` what a turn's card plays, and have the card, once it is shown, shown again."""
    turn = session.scalars(
        select(TurnRow).where(TurnRow.id == turn_id, TurnRow.state == TurnState.DONE).with_for_update()
    ).one_or_none()
    pick = session.scalars(select(PickRow).filter_by(turn_id=turn_id, rank=0, track_id=track_id)).one_or_none()
    if turn is None or pick is None or pick.preview == name:
        return MixDelivery.UNWANTED
    if turn.delivered_at is None:
        return MixDelivery.NOT_YET
    if not _is_shown(session, turn):
        return MixDelivery.UNWANTED
    pick.preview = name
    turn.delivered_at, turn.revision = None, turn.revision + 1
    return MixDelivery.ATTACHED


def _is_shown(session: Session, turn: TurnRow) -> bool:
    """Whether a message shows the turn, and no later one: an alternate takes over the card that it was chosen on."""
    if turn.message_id is None:
        return False
    newest = select(TurnRow.id).where(TurnRow.message_id == turn.message_id).order_by(TurnRow.id.desc()).limit(1)
    return session.scalar(newest) == turn.id
