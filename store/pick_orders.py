"""Orders of what is to be made of a pick: clients place them, workers take them. One of each kind and pick."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.pick_order import OrderKind, OrderState, OrderStatus, TakenOrder
from store.tables import PickOrderRow, PickRow, utc_now
from store.upsert import upsert_row

LOST_S = 180.0  # an order that was taken so long ago died with its worker: making one takes two minutes at most
GIVE_UP_S = 600.0  # nobody waits longer for it
MOST_TAKEN = 2  # an order that ended two workers ends no third


def place_order(session: Session, pick_id: int, kind: OrderKind) -> OrderStatus:
    """Order something of a pick; what is already in work goes on, everything else begins anew.

    Raises:
        BadInput: ``no-such-pick``.

    """
    found = load_order(session, pick_id, kind)
    if found is not None and found.state.is_open:
        return found
    if session.get(PickRow, pick_id) is None:
        raise BadInput("no-such-pick", f"There is no pick {pick_id}", "Its conversation may have been deleted")
    key = {"pick_id": pick_id, "kind": kind.value}
    fresh = {"state": OrderState.WANTED.value, "error": "", "taken": 0, "asked_at": utc_now(), "taken_at": None}
    upsert_row(session, PickOrderRow, tuple(key), key | fresh)
    return OrderStatus(OrderState.WANTED)


def load_order(session: Session, pick_id: int, kind: OrderKind) -> OrderStatus | None:
    """How far an order is; None where nobody ordered it. One that was never finished in time counts as failed."""
    row = session.scalars(
        select(PickOrderRow).filter_by(pick_id=pick_id, kind=kind).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    state = OrderState(row.state)
    if state.is_open and row.asked_at < utc_now() - timedelta(seconds=GIVE_UP_S):
        return OrderStatus(OrderState.FAILED)
    return OrderStatus(state, row.error)


def take_order(session: Session, kind: OrderKind) -> TakenOrder | None:
    """Take the oldest order that waits, or that a worker has lost; None where there is none."""
    at = utc_now()
    lost = and_(PickOrderRow.state == OrderState.TAKEN, PickOrderRow.taken_at < at - timedelta(seconds=LOST_S))
    due = or_(PickOrderRow.state == OrderState.WANTED, lost)
    young = PickOrderRow.asked_at > at - timedelta(seconds=GIVE_UP_S)
    row = session.scalars(
        select(PickOrderRow)
        .where(PickOrderRow.kind == kind, due, young, PickOrderRow.taken < MOST_TAKEN)
        .order_by(PickOrderRow.asked_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    row.state, row.taken, row.taken_at = OrderState.TAKEN.value, row.taken + 1, at
    return TakenOrder(row.pick_id, kind, row.taken)


def end_order(session: Session, order: TakenOrder, state: OrderState, error: str = "") -> None:
    """Record what came of an order; changes nothing where another worker has taken it since."""
    ours = (PickOrderRow.pick_id == order.pick_id, PickOrderRow.kind == order.kind, PickOrderRow.taken == order.taken)
    session.execute(update(PickOrderRow).where(*ours).values(state=state.value, error=error))


def has_open_orders(session: Session, kind: OrderKind) -> bool:
    """Whether an order waits or is in work."""
    states = (OrderState.WANTED.value, OrderState.TAKEN.value)
    wanted = select(PickOrderRow.pick_id).where(PickOrderRow.kind == kind, PickOrderRow.state.in_(states)).limit(1)
    return session.scalar(wanted) is not None
