"""Audit for moderators: what was picked in their guild, for whom and by which rule; and the guild's own tracks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.pick import USED_AGAIN_RULES
from musechat.track import Track
from musechat.turn import TurnState
from store.member_history import AGAIN, PickLocation, make_location
from store.tables import MemberRow, PickRow, ThreadRow, TrackRow, TurnRow
from store.track_library import get_tracks

AUDITED = 50


@dataclass(frozen=True, slots=True)
class AuditedPick:
    """A pick shown in a guild.

    Attributes:
        rule: the retrieval channels that found it, joined by "+".
        asked_by: the member's id on their platform.

    """

    track: Track
    rule: str
    at: datetime
    asked_by: str
    place: PickLocation


def load_last_picks(session: Session, guild_id: int, limit: int = AUDITED) -> list[AuditedPick]:
    """Load the guild's picks, newest first, without those of members who had their data deleted."""
    wanted = (
        select(PickRow, TurnRow, ThreadRow, MemberRow.external_id)
        .join(TurnRow, TurnRow.id == PickRow.turn_id)
        .join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
        .join(MemberRow, MemberRow.id == TurnRow.member_id)
        .where(ThreadRow.guild_id == guild_id, TurnRow.state == TurnState.DONE, TurnRow.kind.not_in(AGAIN))
        .where(PickRow.rank == 0, PickRow.rule.not_in(USED_AGAIN_RULES))
        .order_by(TurnRow.id.desc())
        .limit(limit)
    )
    rows = session.execute(wanted).all()
    tracks = get_tracks(session, (pick.track_id for pick, _, _, _ in rows))
    return [
        AuditedPick(
            tracks[pick.track_id], pick.rule, turn.finished_at or turn.created_at, member, make_location(turn, thread)
        )
        for pick, turn, thread, member in rows
        if pick.track_id in tracks
    ]


def load_guild_tracks(session: Session, guild_id: int) -> list[Track]:
    """Load the tracks that the guild's moderators added, newest first."""
    wanted = select(TrackRow.id).where(TrackRow.guild_id == guild_id, TrackRow.removed_at.is_(None))
    ids = list(session.scalars(wanted.order_by(TrackRow.added_at.desc(), TrackRow.id)))
    found = get_tracks(session, ids)
    return [found[track_id] for track_id in ids]


@dataclass(frozen=True, slots=True)
class TrackName:
    """A track's names, to search by. ``guild_id``: the only guild that it may be picked in; None: all."""

    id: str
    title: str
    artist: str
    guild_id: int | None


def load_track_names(session: Session, limit: int) -> list[TrackName]:
    """Load the names of the library's first ``limit`` tracks, by artist and title."""
    columns = select(TrackRow.id, TrackRow.title, TrackRow.artist, TrackRow.guild_id)
    wanted = columns.where(TrackRow.removed_at.is_(None)).order_by(TrackRow.artist, TrackRow.title, TrackRow.id)
    return [TrackName(*row) for row in session.execute(wanted.limit(limit))]
