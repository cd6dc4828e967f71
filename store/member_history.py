"""A member's history: the picks that they were shown, and the tracks that they liked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from musechat.pick import USED_AGAIN_RULES
from musechat.track import Track
from musechat.turn import TurnKind, TurnState
from store.tables import FeedbackRow, MemberRow, PickRow, ThreadRow, TrackRow, TurnRow
from store.track_library import get_tracks

MAX_LIKED = 200  # the newest likes that count, as many as a taste is learned from
AGAIN = (TurnKind.BACK.value, TurnKind.ADD.value)  # turns whose first track was no new pick


@dataclass(frozen=True, slots=True)
class PickLocation:
    """Where a pick was shown on its platform; ``external_id`` is the thread's own id there."""

    guild_id: int | None
    channel_id: str | None
    external_id: str | None
    message_id: str | None


@dataclass(frozen=True, slots=True)
class PastPick:
    """A pick that a member was shown. ``verdict``: their latest on the track, None where they gave none."""

    track_id: str
    title: str
    artist: str
    at: datetime
    verdict: str | None
    place: PickLocation


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of a member's picks, newest first, out of ``total``."""

    picks: tuple[PastPick, ...]
    total: int


def load_history(session: Session, member_id: int, *, skip: int = 0, limit: int = 10) -> HistoryPage:
    """Load a page of the picks of the member's own turns, newest first."""
    total = (
        session.scalar(select(func.count()).select_from(TurnRow).join(PickRow).where(*_match_shown_to(member_id))) or 0
    )
    wanted = (
        select(PickRow, TurnRow, ThreadRow, TrackRow.title, TrackRow.artist)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
        .join(TrackRow, TrackRow.id == PickRow.track_id)
        .where(*_match_shown_to(member_id))
        .order_by(TurnRow.id.desc())
        .offset(skip)
        .limit(limit)
    )
    rows = session.execute(wanted).all()
    verdicts = _load_verdicts(session, member_id, {thread.id for _, _, thread, _, _ in rows})
    picks = (
        PastPick(
            track_id=pick.track_id,
            title=title,
            artist=artist,
            at=turn.finished_at or turn.created_at,
            verdict=verdicts.get((thread.id, pick.track_id)),
            place=make_location(turn, thread),
        )
        for pick, turn, thread, title, artist in rows
    )
    return HistoryPage(tuple(picks), total)


def make_location(turn: TurnRow, thread: ThreadRow) -> PickLocation:
    """Make the location of a turn's message."""
    return PickLocation(thread.guild_id, thread.channel_id, thread.external_id, turn.message_id)


def load_liked_tracks(session: Session, member_id: int) -> list[Track]:
    """Load the tracks that the member's taste is learned from, the latest liked first, each once."""
    wanted = (
        select(PickRow.track_id)
        .join(FeedbackRow, FeedbackRow.pick_id == PickRow.id)
        .join(MemberRow, MemberRow.id == FeedbackRow.member_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(MemberRow.id == member_id, FeedbackRow.verdict == "accepted", TurnRow.query != b"")
        .where((MemberRow.taste_since.is_(None)) | (FeedbackRow.created_at > MemberRow.taste_since))
        .order_by(FeedbackRow.created_at.desc(), FeedbackRow.id.desc())
        .limit(MAX_LIKED)
    )
    ids = list(dict.fromkeys(session.scalars(wanted)))
    found = get_tracks(session, ids)
    return [found[track_id] for track_id in ids if track_id in found]


def _match_shown_to(member_id: int) -> tuple[ColumnElement[bool], ...]:
    done = and_(TurnRow.state == TurnState.DONE, TurnRow.kind.not_in(AGAIN))
    return TurnRow.member_id == member_id, done, PickRow.rank == 0, PickRow.rule.not_in(USED_AGAIN_RULES)


def _load_verdicts(session: Session, member_id: int, thread_ids: set[int]) -> dict[tuple[int, str], str]:
    # Going back shows a track again as a new pick: the last verdict on the track counts, whichever pick it was on.
    wanted = (
        select(TurnRow.thread_id, PickRow.track_id, FeedbackRow.verdict)
        .join(PickRow, PickRow.id == FeedbackRow.pick_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .where(FeedbackRow.member_id == member_id, TurnRow.thread_id.in_(thread_ids))
        .order_by(FeedbackRow.created_at, FeedbackRow.id)
    )
    return {(thread_id, track_id): verdict for thread_id, track_id, verdict in session.execute(wanted)}
