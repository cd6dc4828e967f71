"""Export of everything stored about a member, as plain JSON types."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.json_types import JsonObject
from musechat.turn import Pick
from store.retention import copy_without_words
from store.tables import (
    BriefEventRow,
    ExclusionRow,
    FeedbackRow,
    MemberRow,
    PickRow,
    ThreadRow,
    TurnRow,
    VideoRow,
    VideoVectorRow,
    utc_now,
)
from store.thread_history import load_picks_by_turn

FORMAT = 1  # of the exported JSON: raise it with every change that a reader would notice


def export_member(session: Session, member_id: int) -> JsonObject:
    """Export everything stored about a member (who exists), without what other members said in the same threads.

    Times are ISO 8601, UTC; vectors are float32, little-endian, base64.
    """
    member = session.get_one(MemberRow, member_id)
    return {
        "format": FORMAT,
        "exported_at": _format_time(utc_now()),
        "member": {
            "platform": member.platform,
            "id": member.external_id,
            "first_seen": _format_time(member.created_at),
            "opted_out": member.opted_out,
            "no_questions": member.no_questions,
            "learning_since": _format_time(member.taste_since),
        },
        "conversations": _export_conversations(session, member_id),
        "verdicts": _export_verdicts(session, member_id),
        "exclusions": _export_exclusions(session, member_id),
        "clips": _export_clips(session, member_id),
    }


def _export_conversations(session: Session, member_id: int) -> list[JsonObject]:
    # Either is looked up by an index; a database reads all threads for "this or that".
    spoken = select(TurnRow.thread_id).where(TurnRow.member_id == member_id)
    theirs = select(ThreadRow.id).where(ThreadRow.member_id == member_id).union(spoken)
    wanted = select(ThreadRow).where(ThreadRow.id.in_(theirs))
    return [
        _export_conversation(session, row, member_id) for row in session.scalars(wanted.order_by(ThreadRow.id)).all()
    ]


def _export_conversation(session: Session, thread: ThreadRow, member_id: int) -> JsonObject:
    mine = thread.member_id == member_id
    turns = session.scalars(
        select(TurnRow).filter_by(thread_id=thread.id, member_id=member_id).order_by(TurnRow.seq)
    ).all()
    events = select(BriefEventRow).filter_by(thread_id=thread.id, member_id=member_id)
    picks = load_picks_by_turn(session, [turn.id for turn in turns])
    return {
        "id": thread.id,
        "yours": mine,
        "server": _format_id(thread.guild_id),
        "channel": thread.channel_id,
        "thread": thread.external_id,
        "name": thread.name if mine else "",
        "began": _format_time(thread.created_at),
        "open_to_all": thread.open_to_all,
        "clip": thread.video_hash if mine else None,
        "turns": [
            _export_turn(turn, member_id) | {"picks": [_export_pick(p) for p in picks.get(turn.id, [])]}
            for turn in turns
        ],
        "wishes": [_export_wish(event) for event in session.scalars(events.order_by(BriefEventRow.seq))],
    }


def _export_turn(turn: TurnRow, member_id: int) -> JsonObject:
    same = ("seq", "kind", "words", "source_kind", "source", "source_name", "language", "state", "note", "message_id")
    also = ("request", "about_turn", "about_pick", "about_event", "error", "question", "why", "intent", "answer")
    return {name: getattr(turn, name) for name in (*same, *also)} | {
        "asked": _format_time(turn.created_at),
        "answered": _format_time(turn.finished_at),
        "clip": turn.video_hash,
        "edits": turn.edits or [],
        "no_match": copy_without_words(turn.no_match),  # it may name wishes of others
        # A thread's brief is shared: wishes of other members are theirs.
        "brief": [wish for wish in turn.brief if wish.get("author", member_id) == member_id],
        "searched_for": {"space": turn.space, "vector": _encode_base64(turn.query)},
    }


def _export_pick(pick: Pick) -> JsonObject:
    names = ("id", "rank", "track_id", "title", "artist", "score", "start_s", "end_s", "reason", "broken")
    return {name: getattr(pick, name) for name in (*names, "reason_source", "reason_check")} | {
        "mix": pick.mix.to_json()
    }


def _export_wish(event: BriefEventRow) -> JsonObject:
    same = {name: getattr(event, name) for name in ("seq", "turn_seq", "op", "wish", "ref")}
    return same | {"at": _format_time(event.created_at)}


def _export_verdicts(session: Session, member_id: int) -> list[JsonObject]:
    wanted = (
        select(FeedbackRow, PickRow.track_id)
        .join(PickRow, PickRow.id == FeedbackRow.pick_id)
        .where(FeedbackRow.member_id == member_id)
        .order_by(FeedbackRow.id)
    )
    return [
        {"pick": row.pick_id, "track_id": track_id, "verdict": row.verdict, "given_by": row.source}
        | {"at": _format_time(row.created_at)}
        for row, track_id in session.execute(wanted)
    ]


def _export_exclusions(session: Session, member_id: int) -> list[JsonObject]:
    own_threads = select(ThreadRow.id).where(ThreadRow.member_id == member_id)
    there = select(ExclusionRow.id).where(ExclusionRow.thread_id.in_(own_threads))
    theirs = ExclusionRow.id.in_(select(ExclusionRow.id).where(ExclusionRow.member_id == member_id).union(there))
    return [
        {"scope": row.scope, "conversation": row.thread_id, "what": row.what, "value": row.value}
        | {"since": _format_time(row.created_at), "until": _format_time(row.expires_at)}
        for row in session.scalars(select(ExclusionRow).where(theirs).order_by(ExclusionRow.id))
    ]


def _export_clips(session: Session, member_id: int) -> list[JsonObject]:
    begun = select(ThreadRow.video_hash).where(ThreadRow.member_id == member_id)
    brought = select(TurnRow.video_hash).where(TurnRow.member_id == member_id)
    theirs = select(VideoRow).where(VideoRow.hash.in_(begun.union(brought)))
    clips = session.scalars(theirs.order_by(VideoRow.created_at)).all()
    vectors = select(VideoVectorRow).where(VideoVectorRow.video_hash.in_([clip.hash for clip in clips]))
    return [_export_clip(clip, [v for v in session.scalars(vectors) if v.video_hash == clip.hash]) for clip in clips]


def _export_clip(clip: VideoRow, vectors: Iterable[VideoVectorRow]) -> JsonObject:
    return {
        "sha256": clip.hash,
        "bytes": clip.size,
        "first_seen": _format_time(clip.created_at),
        "file_kept_until": _format_time(clip.expires_at) if clip.blob else None,
        "measured": clip.traits,
        "vectors": [
            {"encoder": v.encoder, "version": v.version, "dim": v.dim, "data": _encode_base64(v.data)} for v in vectors
        ],
    }


def _format_time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _format_id(value: int | None) -> str | None:
    return None if value is None else str(value)  # Discord's ids are too long for JSON's numbers


def _encode_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
