"""Export of everything stored about a member, as plain JSON types, one piece after the other."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from musechat.clip_music import ClipMusic
from musechat.json_types import JsonObject
from musechat.pick import Pick
from store.clip_music import load_clip_music
from store.clip_recordings import load_recording
from store.retention import copy_without_words
from store.tables import (
    BriefEventRow,
    ClipExcerptRow,
    ClipPicturesRow,
    ClipRecordingRow,
    ComparedPickRow,
    ComparisonVoteRow,
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

FORMAT = 3  # of the exported JSON: raise it with every change that a reader would notice
SECTIONS = ("conversations", "verdicts", "votes", "exclusions", "clips")
ROWS = 500  # that are fetched at once
TURNS, EVENTS = 50, 500  # of one piece of a conversation


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One piece of an export: a value of one of the lists of :data:`SECTIONS`."""

    section: str
    value: JsonObject


def export_header(session: Session, member_id: int) -> JsonObject:
    """Export what heads every part: the format, the time, and the member (who exists)."""
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
    }


def iter_export(session: Session, member_id: int) -> Iterator[ExportItem]:
    """Yield everything stored about a member, without what other members said in the same threads.

    Items come in the order of :data:`SECTIONS`, and are read as they are asked for: memory does not grow with the
    history. Times are ISO 8601, UTC; vectors are float32, little-endian, base64.
    """
    sections = (_iter_conversations, _iter_verdicts, _iter_votes, _iter_exclusions, _iter_clips)
    for name, iterate in zip(SECTIONS, sections, strict=True):
        for value in iterate(session, member_id):
            yield ExportItem(name, value)


def _iter_conversations(session: Session, member_id: int) -> Iterator[JsonObject]:
    # Either is looked up by an index; a database reads all threads for "this or that".
    spoken = select(TurnRow.thread_id).where(TurnRow.member_id == member_id)
    theirs = select(ThreadRow.id).where(ThreadRow.member_id == member_id).union(spoken).subquery()
    for thread_id in session.scalars(select(theirs.c[0]).order_by(theirs.c[0]).execution_options(yield_per=ROWS)):
        thread = session.get(ThreadRow, thread_id)
        if thread is not None:  # deleted meanwhile
            yield from _iter_pieces(session, thread, member_id)


def _iter_pieces(session: Session, thread: ThreadRow, member_id: int) -> Iterator[JsonObject]:
    """Yield a conversation, a long one in several pieces of the same id."""
    head = _export_thread(thread, member_id)
    own_turns = select(TurnRow).filter_by(thread_id=thread.id, member_id=member_id).order_by(TurnRow.seq)
    own_events = select(BriefEventRow).filter_by(thread_id=thread.id, member_id=member_id).order_by(BriefEventRow.seq)
    turn_seq = event_seq = -1
    first = True
    while True:
        turns = session.scalars(own_turns.where(TurnRow.seq > turn_seq).limit(TURNS)).all()
        events = session.scalars(own_events.where(BriefEventRow.seq > event_seq).limit(EVENTS)).all()
        if not (first or turns or events):
            return
        picks = load_picks_by_turn(session, [turn.id for turn in turns])
        yield head | {
            "turns": [
                _export_turn(turn, member_id) | {"picks": [_export_pick(p) for p in picks.get(turn.id, [])]}
                for turn in turns
            ],
            "wishes": [_export_wish(event) for event in events],
        }
        first = False
        if len(turns) < TURNS and len(events) < EVENTS:
            return
        turn_seq = turns[-1].seq if turns else turn_seq
        event_seq = events[-1].seq if events else event_seq


def _export_thread(thread: ThreadRow, member_id: int) -> JsonObject:
    mine = thread.member_id == member_id
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


def _iter_verdicts(session: Session, member_id: int) -> Iterator[JsonObject]:
    wanted = (
        select(FeedbackRow, PickRow.track_id)
        .join(PickRow, PickRow.id == FeedbackRow.pick_id)
        .where(FeedbackRow.member_id == member_id)
        .order_by(FeedbackRow.id)
    )
    for row, track_id in session.execute(wanted.execution_options(yield_per=ROWS)):
        said = {"pick": row.pick_id, "track_id": track_id, "verdict": row.verdict, "given_by": row.source}
        yield said | {"at": _format_time(row.created_at)}


def _iter_votes(session: Session, member_id: int) -> Iterator[JsonObject]:
    """Yield votes in blind comparisons; ``track_id`` is None where the vote was for none of them."""
    vote = ComparisonVoteRow
    stood = (ComparedPickRow.comparison_id == vote.comparison_id) & (ComparedPickRow.place == vote.place)
    wanted = (
        select(vote, PickRow.track_id)
        .outerjoin(ComparedPickRow, stood)
        .outerjoin(PickRow, PickRow.id == ComparedPickRow.pick_id)
        .where(vote.member_id == member_id)
        .order_by(vote.comparison_id)
    )
    for row, track_id in session.execute(wanted.execution_options(yield_per=ROWS)):
        yield {"comparison": row.comparison_id, "track_id": track_id, "at": _format_time(row.created_at)}


def _iter_exclusions(session: Session, member_id: int) -> Iterator[JsonObject]:
    own_threads = select(ThreadRow.id).where(ThreadRow.member_id == member_id)
    there = select(ExclusionRow.id).where(ExclusionRow.thread_id.in_(own_threads))
    theirs = ExclusionRow.id.in_(select(ExclusionRow.id).where(ExclusionRow.member_id == member_id).union(there))
    wanted = select(ExclusionRow).where(theirs).order_by(ExclusionRow.id).execution_options(yield_per=ROWS)
    for row in session.scalars(wanted):
        excluded = {"scope": row.scope, "conversation": row.thread_id, "what": row.what, "value": row.value}
        yield excluded | {"since": _format_time(row.created_at), "until": _format_time(row.expires_at)}


def _iter_clips(session: Session, member_id: int) -> Iterator[JsonObject]:
    begun = select(ThreadRow.video_hash).where(ThreadRow.member_id == member_id)
    brought = select(TurnRow.video_hash).where(TurnRow.member_id == member_id)
    theirs = select(VideoRow).where(VideoRow.hash.in_(begun.union(brought)))
    for clip in session.scalars(theirs.order_by(VideoRow.created_at).execution_options(yield_per=ROWS)):
        vectors = session.scalars(select(VideoVectorRow).filter_by(video_hash=clip.hash))
        pictures = session.get(ClipPicturesRow, clip.hash)
        yield _export_clip(clip, vectors, pictures) | _export_clip_music(session, member_id, clip.hash)


def _export_clip_music(session: Session, member_id: int, video_hash: str) -> JsonObject:
    """The tracks found in a clip, as far as they are told where the member brought it, and what it is looked up by."""
    begun = select(ThreadRow.guild_id).where(ThreadRow.member_id == member_id, ThreadRow.video_hash == video_hash)
    spoken = select(TurnRow.thread_id).where(TurnRow.member_id == member_id, TurnRow.video_hash == video_hash)
    brought = select(ThreadRow.guild_id).where(ThreadRow.id.in_(spoken))
    guilds = session.scalars(begun.union(brought)).all()
    told = {music for guild_id in guilds if (music := load_clip_music(session, video_hash, guild_id)) is not None}
    sought = session.get(ClipExcerptRow, video_hash)
    return {
        "music": [_export_music(music) for music in sorted(told, key=lambda music: music.track_id)],
        "music_looked_up_by": _encode_base64(sought.data) if sought else None,
        "music_asked_elsewhere": _export_recording(session, video_hash),
    }


def _export_recording(session: Session, video_hash: str) -> JsonObject | None:
    """What a catalogue of sound was asked of a clip, and what it is likely to be."""
    asked = session.get(ClipRecordingRow, video_hash)
    if asked is None:
        return None
    found = load_recording(session, video_hash)
    said = None if found is None else {"title": found.title, "artist": found.artist, "score": found.score}
    return {"asked_at": _format_time(asked.made_at), "asked_with": asked.fingerprint or None, "answer": said}


def _export_music(music: ClipMusic) -> JsonObject:
    names = ("track_id", "title", "artist", "at_s", "score")
    return {name: getattr(music, name) for name in names}


def _export_clip(clip: VideoRow, vectors: Iterable[VideoVectorRow], pictures: ClipPicturesRow | None) -> JsonObject:
    return {
        "sha256": clip.hash,
        "bytes": clip.size,
        "first_seen": _format_time(clip.created_at),
        "file_kept_until": _format_time(clip.expires_at) if clip.blob else None,
        "measured": clip.traits,
        "picture_hashes": None if pictures is None else _encode_base64(pictures.data),
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
