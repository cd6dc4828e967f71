"""A thread's history: its brief events, the tracks shown, the feedback on them, and exclusions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, and_, delete, or_, select
from sqlalchemy.orm import Session

from language.descriptions import list_likely_instruments, list_likely_styles, list_said_tags
from musechat.brief import BriefEvent, Wish
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings
from musechat.pick import Pick, ReasonCheck
from musechat.taste import Exclusion
from musechat.track import Licence, Tag, TrackTraits
from musechat.turn import TurnState
from store.pick_records import freeze_record
from store.retention import expire_words
from store.tables import BriefEventRow, ExclusionRow, FeedbackRow, PickRow, ThreadRow, TrackRow, TurnRow, utc_now
from store.threads import ensure_guild, make_no_thread_error
from store.upsert import upsert_row

__all__ = [
    "add_exclusion",
    "expire_words",
    "get_thread_pick",
    "list_shown_tracks",
    "load_active_exclusions",
    "load_brief_events",
    "load_last_pick",
    "load_picks_by_turn",
    "load_thread_feedback",
    "load_turn_picks",
    "put_feedback",
    "withdraw_later_rejections",
]

Verdict = Literal["accepted", "rejected"]
VerdictSource = Literal["button", "words", "reaction"]
Scope = Literal["thread", "member", "guild"]
What = Literal["track", "artist", "genre", "sounds-like"]


def load_brief_events(session: Session, thread_id: int) -> list[BriefEvent]:
    """Load all brief events of a thread, by ``seq``.

    Raises:
        BadInput: ``no-such-thread``.

    """
    rows = session.scalars(select(BriefEventRow).filter_by(thread_id=thread_id).order_by(BriefEventRow.seq)).all()
    if not rows and session.get(ThreadRow, thread_id) is None:
        raise make_no_thread_error(thread_id)
    return [_to_event(row) for row in rows]


def list_shown_tracks(session: Session, thread_id: int) -> set[str]:
    """List the ids of all tracks that were a pick or an alternate in the thread's finished turns."""
    done = and_(TurnRow.thread_id == thread_id, TurnRow.state == TurnState.DONE)
    return set(session.scalars(select(PickRow.track_id).join(TurnRow, TurnRow.id == PickRow.turn_id).where(done)))


def load_picks_by_turn(session: Session, turn_ids: Iterable[int]) -> dict[int, list[Pick]]:
    """Load picks and alternates by turn id, each by rank; turns without picks are left out."""
    wanted = (
        select(PickRow, TrackRow)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .where(PickRow.turn_id.in_(list(turn_ids)))
        .order_by(PickRow.turn_id, PickRow.rank)
    )
    found: dict[int, list[Pick]] = {}
    for pick, track in session.execute(wanted):
        found.setdefault(pick.turn_id, []).append(_to_pick(pick, track))
    return found


def load_turn_picks(session: Session, thread_id: int, turn_seq: int) -> list[Pick]:
    """Load the picks and alternates of a thread's turn, by rank.

    Raises:
        BadInput: ``no-such-turn``.

    """
    turn_id = session.scalar(select(TurnRow.id).filter_by(thread_id=thread_id, seq=turn_seq))
    if turn_id is None:
        raise BadInput("no-such-turn", f"Conversation {thread_id} has no turn {turn_seq}", "Count its turns from 1")
    return load_picks_by_turn(session, [turn_id]).get(turn_id, [])


def load_last_pick(session: Session, thread_id: int) -> Pick | None:
    """Load the current pick: of the last finished turn with picks, the one accepted last, else the first."""
    accepted = and_(FeedbackRow.pick_id == PickRow.id, FeedbackRow.verdict == "accepted")
    wanted = (
        select(PickRow, TrackRow)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .outerjoin(FeedbackRow, accepted)
        .where(TurnRow.thread_id == thread_id, TurnRow.state == TurnState.DONE)
        .where(or_(PickRow.rank == 0, FeedbackRow.id.is_not(None)))
        .order_by(TurnRow.seq.desc(), FeedbackRow.id.is_(None), FeedbackRow.created_at.desc(), PickRow.rank)
        .limit(1)
    )
    row = session.execute(wanted).first()
    return None if row is None else _to_pick(*row)


def get_thread_pick(session: Session, thread_id: int, pick_id: int) -> tuple[Pick, int]:
    """Load a pick that the thread has shown, and the seq of its turn.

    Raises:
        BadInput: ``no-such-pick``.

    """
    wanted = (
        select(PickRow, TrackRow, TurnRow.seq)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(PickRow.id == pick_id, TurnRow.thread_id == thread_id, TurnRow.state == TurnState.DONE)
    )
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise _refuse_unknown_pick(pick_id)
    return _to_pick(row[0], row[1]), row[2]


def put_feedback(
    session: Session, pick_id: int, member_id: int, verdict: Verdict, *, source: VerdictSource = "button"
) -> None:
    """Store a member's verdict on a pick and how it was given, in place of an earlier one.

    Accepting it records its licence.

    Raises:
        BadInput: ``no-such-pick``.

    """
    if session.get(PickRow, pick_id) is None:
        raise _refuse_unknown_pick(pick_id)
    key = {"pick_id": pick_id, "member_id": member_id}
    given = {"verdict": verdict, "source": source, "created_at": utc_now()}
    upsert_row(session, FeedbackRow, tuple(key), {**key, **given})
    if verdict == "accepted":
        freeze_record(session, pick_id)


def load_thread_feedback(session: Session, thread_id: int) -> list[tuple[str, str]]:
    """Load ``(track id, verdict)`` of all feedback in the thread, oldest first."""
    wanted = (
        select(PickRow.track_id, FeedbackRow.verdict)
        .join(PickRow, PickRow.id == FeedbackRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(TurnRow.thread_id == thread_id)
        .order_by(FeedbackRow.created_at, FeedbackRow.id)
    )
    return [(track_id, verdict) for track_id, verdict in session.execute(wanted)]


def load_active_exclusions(
    session: Session,
    *,
    thread_id: int,
    member_id: int,
    guild_id: int | None,
    at: datetime,
    owner_id: int | None = None,
    back_to: int | None = None,
) -> list[Exclusion]:
    """Load all exclusions of this thread, a member, the thread's owner and its guild that hold at ``at``, oldest first.

    ``back_to`` leaves out those that :func:`withdraw_later_rejections` will delete once the turn has gone back.
    """
    concerns = [ExclusionRow.thread_id == thread_id, ExclusionRow.member_id.in_({member_id, owner_id or member_id})]
    if guild_id is not None:
        concerns.append(ExclusionRow.guild_id == guild_id)
    standing = or_(ExclusionRow.expires_at.is_(None), ExclusionRow.expires_at > at)
    wanted = select(ExclusionRow).where(or_(*concerns), standing)
    if back_to is not None:
        wanted = wanted.where(ExclusionRow.id.not_in(_select_brought_later(thread_id, member_id, back_to)))
    rows = session.scalars(wanted.order_by(ExclusionRow.id))
    return [Exclusion(row.scope, row.what, row.value, row.expires_at) for row in rows]


def add_exclusion(
    session: Session,
    *,
    scope: Scope,
    of: int,
    what: What,
    value: str,
    expires_at: datetime | None = None,
    turn_id: int | None = None,
) -> None:
    """Exclude something for the thread, member or guild whose id is ``of``; repeating it renews ``expires_at``.

    ``turn_id`` names the turn that the exclusion led to: going back before that turn lifts it.
    """
    if scope == "guild":
        ensure_guild(session, of)
    same: dict[str, Any] = {"scope": scope, f"{scope}_id": of, "what": what, "value": value}
    session.execute(delete(ExclusionRow).filter_by(**same))
    session.add(ExclusionRow(**same, expires_at=expires_at, turn_id=turn_id))
    session.flush()


def withdraw_later_rejections(session: Session, *, thread_id: int, member_id: int, back_to: int) -> None:
    """Delete a member's rejections of the tracks of turn ``back_to`` (its seq), and the exclusions of later turns.

    Exclusions beyond the thread are deleted only where they are the member's own.
    """
    thread_picks = select(PickRow.id, PickRow.track_id, TurnRow.seq).join(TurnRow, TurnRow.id == PickRow.turn_id)
    picks = thread_picks.where(TurnRow.thread_id == thread_id).subquery()
    shown = select(picks.c.track_id).where(picks.c.seq == back_to)
    copies = select(picks.c.id).where(picks.c.track_id.in_(shown))  # a track that was brought back was shown twice
    session.execute(
        delete(FeedbackRow)
        .where(FeedbackRow.member_id == member_id, FeedbackRow.verdict == "rejected")
        .where(FeedbackRow.pick_id.in_(copies))
        .execution_options(synchronize_session=False)
    )
    later = ExclusionRow.id.in_(_select_brought_later(thread_id, member_id, back_to))
    session.execute(delete(ExclusionRow).where(later).execution_options(synchronize_session=False))


def _select_brought_later(thread_id: int, member_id: int, back_to: int) -> Select[int]:
    """Ids of the exclusions that turns after ``back_to`` brought and that this member may take back."""
    # Members may refine in others' threads: exclusions of another member or of a moderator are not theirs to lift.
    theirs = or_(ExclusionRow.scope == "thread", TurnRow.member_id == member_id)
    return (
        select(ExclusionRow.id)
        .join(TurnRow, TurnRow.id == ExclusionRow.turn_id)
        .where(TurnRow.thread_id == thread_id, TurnRow.seq > back_to, theirs)
    )


def _refuse_unknown_pick(pick_id: int) -> BadInput:
    return BadInput("no-such-pick", f"There is no pick {pick_id}", "Its conversation may have been deleted")


def _to_event(row: BriefEventRow) -> BriefEvent:
    wish = None if row.wish is None else Wish.from_json(row.wish)
    return BriefEvent(row.seq, row.turn_seq, row.member_id, row.op, wish, row.ref)


def _to_pick(pick: PickRow, track: TrackRow) -> Pick:
    traits = TrackTraits.from_json(track.traits)
    tags = sorted((Tag(**tag) for tag in track.tags), key=lambda tag: (-tag.score, tag.name))
    return Pick(
        id=pick.id,
        rank=pick.rank,
        track_id=track.id,
        title=track.title,
        artist=track.artist,
        album=track.album,
        licence=Licence(**track.licence),
        score=pick.score,
        start_s=pick.start_s,
        end_s=pick.end_s,
        traits=traits,
        tags=list(list_said_tags(traits, tags)),
        reason=pick.reason,
        reason_source=pick.reason_source,
        source_url=track.source_url,
        rule=pick.rule,
        broken=pick.broken,
        preview=pick.preview,
        parts=pick.parts,
        reason_check=ReasonCheck(pick.reason_check),
        likely_tags=[*list_likely_styles(tags), *list_likely_instruments(tags)],
        mix=MixSettings.from_json(pick.mix),
    )
