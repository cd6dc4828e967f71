"""What programs ask for by the API: conversations and turns, each once per idempotency key."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from musechat.pick import Pick
from musechat.turn import NewTurn
from store.ledger import submit_turn
from store.tables import MemberRow, PickRow, ThreadRow, TurnRow
from store.thread_history import get_thread_pick
from store.threads import ThreadView, get_thread, make_no_thread_error, open_thread

NEW_THREAD = 0  # in place of a thread's id: the turn opens one


class SubmittedTurn(NamedTuple):
    """A turn that was asked for; ``again``: by a request that is known already."""

    turn_id: int
    again: bool


class ShownPick(NamedTuple):
    """A pick, the number of the turn that showed it, and its thread."""

    pick: Pick
    turn_seq: int
    thread_id: int


def submit_request(session: Session, new: NewTurn, platform: str, key: str | None) -> SubmittedTurn:
    """Submit a turn, in a thread of its own with :data:`NEW_THREAD`; a known key returns its turn.

    Raises:
        BadInput: ``idempotency-key`` where the key was used for something else, and as :func:`submit_turn`.

    """
    if key is not None:
        # The member's row is the lock: the same request may arrive twice at once.
        session.execute(select(MemberRow.id).where(MemberRow.id == new.member_id).with_for_update())
        new = replace(new, request=_name_request(new.member_id, key))
        known = session.scalars(select(TurnRow).where(TurnRow.request == new.request)).one_or_none()
        if known is not None:
            _require_same(known, new)
            return SubmittedTurn(known.id, again=True)
    if new.thread_id == NEW_THREAD:
        thread_id = open_thread(session, platform=platform, member_id=new.member_id, name=new.source.name)
        new = replace(new, thread_id=thread_id)
    return SubmittedTurn(submit_turn(session, new), again=False)


def get_own_thread(session: Session, platform: str, member_id: int, thread_id: int) -> ThreadView:
    """Load a member's own thread; anybody else's is treated as missing.

    Raises:
        BadInput: ``no-such-thread``.

    """
    thread = get_thread(session, thread_id)
    if thread.platform != platform or thread.member_id != member_id:
        raise make_no_thread_error(thread_id)
    return thread


def require_own_turn(session: Session, platform: str, member_id: int, turn_id: int) -> None:
    """Require that a turn belongs to a thread of the member's own.

    Raises:
        BadInput: ``no-such-turn``.

    """
    wanted = select(ThreadRow.id).join(TurnRow, TurnRow.thread_id == ThreadRow.id).where(TurnRow.id == turn_id)
    if session.scalar(wanted.where(ThreadRow.platform == platform, ThreadRow.member_id == member_id)) is None:
        raise BadInput("no-such-turn", f"There is no turn {turn_id}")


def load_own_pick(session: Session, platform: str, member_id: int, pick_id: int) -> ShownPick:
    """Load a pick that was shown in a thread of the member's own.

    Raises:
        BadInput: ``no-such-pick``.

    """
    wanted = (
        select(ThreadRow.id)
        .join(TurnRow, TurnRow.thread_id == ThreadRow.id)
        .join(PickRow, PickRow.turn_id == TurnRow.id)
        .where(PickRow.id == pick_id, ThreadRow.platform == platform, ThreadRow.member_id == member_id)
    )
    thread_id = session.scalar(wanted)
    if thread_id is None:
        raise BadInput("no-such-pick", f"There is no pick {pick_id}")
    return ShownPick(*get_thread_pick(session, thread_id, pick_id), thread_id)


def _name_request(member_id: int, key: str) -> str:
    return f"a{hashlib.sha256(f'{member_id}:{key}'.encode()).hexdigest()[:48]}"


def _require_same(known: TurnRow, new: NewTurn) -> None:
    then = (known.kind, known.words, known.about_turn, known.source_kind, known.source)
    now = (new.kind.value, new.words, new.about_turn, new.source.kind.value, new.source.value)
    if then != now or new.thread_id not in (NEW_THREAD, known.thread_id):
        what = "This idempotency key was used for another request"
        raise BadInput("idempotency-key", what, "Send a new key with each new request")
