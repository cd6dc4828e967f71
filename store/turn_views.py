"""Turns as clients see them: maps rows to :class:`~musechat.turn.TurnView`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.clip_music import ClipMusic, ClipRecording
from musechat.edits import EditResult
from musechat.json_types import JsonObject
from musechat.message import Intent
from musechat.no_match import NoMatchReport
from musechat.pick import Pick, PickDraft
from musechat.recut import RecutNews
from musechat.turn import Question, Stage, TurnKind, TurnNote, TurnState, TurnView
from store.clip_music import load_clip_music
from store.clip_recordings import load_recording
from store.comparisons import load_comparisons
from store.tables import ThreadRow, TurnRow, VideoRow
from store.thread_history import load_picks_by_turn
from store.verdicts import load_loved_picks

HeardInClip: TypeAlias = tuple[ClipMusic | None, ClipRecording | None]

_SILENT: HeardInClip = (None, None)
# Written out: a database uses the partial index of queued turns only where it reads the state in the statement.
QUEUED: ColumnElement[str] = literal_column("'queued'")


def load_views(session: Session, turn_ids: Sequence[int]) -> list[TurnView]:
    """Load the views of these turns, in the order of their ids; unknown ids are left out."""
    rows = session.execute(
        select(TurnRow, ThreadRow.video_hash, VideoRow.traits, ThreadRow.guild_id)
        .join(ThreadRow, ThreadRow.id == TurnRow.thread_id)
        .outerjoin(VideoRow, VideoRow.hash == ThreadRow.video_hash)
        .where(TurnRow.id.in_(turn_ids))
        .order_by(TurnRow.id)
        # A session that lives longer has rows from before, and another process may have changed them.
        .execution_options(populate_existing=True)
    ).all()
    picks = load_picks_by_turn(session, [turn.id for turn, *_ in rows if turn.state == TurnState.DONE])
    places = load_queue_places(session, [turn.id for turn, *_ in rows if turn.state == TurnState.QUEUED])
    loved = load_loved_picks(session, picks) if picks else {}
    compared = load_comparisons(session, [turn.id for turn, *_ in rows if turn.note == TurnNote.COMPARED])
    views = (
        _build_view(turn, video_hash, ClipTraits.from_json(traits) if traits else None, picks.get(turn.id, []), places)
        for turn, video_hash, traits, _ in rows
    )
    music = _load_clip_music(session, [(turn.id, clip, traits, guild_id) for turn, clip, traits, guild_id in rows])
    return [
        replace(
            view,
            loved=tuple(sorted(loved.get(view.id, ()))),
            comparison=compared.get(view.id),
            clip_music=music.get(view.id, _SILENT)[0],
            clip_recording=music.get(view.id, _SILENT)[1],
        )
        for view in views
    ]


def _load_clip_music(
    session: Session, rows: Sequence[tuple[int, str | None, JsonObject | None, int | None]]
) -> dict[int, HeardInClip]:
    """Load what is in the clips of turns (id, clip, its traits, guild), by turn id; silent clips are not asked for."""
    heard = [(id, clip, guild_id) for id, clip, traits, guild_id in rows if clip and traits and traits.get("music")]  # noqa: A001
    known = {place: load_heard(session, *place) for place in {(clip, guild_id) for _, clip, guild_id in heard}}
    return {turn_id: known[clip, guild_id] for turn_id, clip, guild_id in heard}


def load_heard(session: Session, clip: str, guild_id: int | None) -> HeardInClip:
    """Load the track of the library that is in a clip; where there is none, what its sound is likely to be."""
    music = load_clip_music(session, clip, guild_id)
    return music, load_recording(session, clip) if music is None else None


def load_queue_places(session: Session, turn_ids: Sequence[int]) -> dict[int, int]:
    """Load the places of queued turns in their queues, by turn id: 1 is the next. One statement for all of them."""
    if not turn_ids:
        return {}
    place = func.row_number().over(partition_by=TurnRow.queue, order_by=TurnRow.id).label("place")
    queued = select(TurnRow.id, place).where(TurnRow.state == QUEUED).subquery()
    return {row.id: row.place for row in session.execute(select(queued).where(queued.c.id.in_(turn_ids)))}


def _build_view(
    turn: TurnRow, video_hash: str | None, video: ClipTraits | None, picks: list[Pick], places: Mapping[int, int]
) -> TurnView:
    return TurnView(
        id=turn.id,
        thread_id=turn.thread_id,
        member_id=turn.member_id,
        seq=turn.seq,
        kind=TurnKind(turn.kind),
        words=turn.words,
        state=TurnState(turn.state),
        stage=Stage(turn.stage) if turn.stage else None,
        progress=turn.progress,
        revision=turn.revision,
        # The row's ``attempt`` is the fence, which hand-overs move too: people count failures.
        attempt=turn.failures + 1,
        queue_place=places.get(turn.id),
        error_code=turn.error_code,
        error=turn.error,
        incident=turn.incident,
        stages=turn.stages,
        brief=Brief.from_json(turn.brief),
        picks=picks,
        no_match=NoMatchReport.from_json(turn.no_match) if turn.no_match else None,
        video_hash=video_hash,
        video=video,
        created_at=turn.created_at,
        finished_at=turn.finished_at,
        message_id=turn.message_id,
        language=turn.language,
        note=TurnNote(turn.note),
        draft=PickDraft(**turn.draft) if turn.draft and turn.state == TurnState.RUNNING else None,
        question=parse_question(turn),
        why=turn.why,
        intent=Intent(turn.intent) if turn.intent else None,
        answer=turn.answer,
        keeps_pick=turn.keeps_pick,
        edits=tuple(EditResult.from_json(edit) for edit in turn.edits or ()),
        recut=RecutNews.from_json(turn.recut) if turn.recut else None,
    )


def parse_question(turn: TurnRow) -> Question | None:
    """Parse a turn's clarifying question; None where it has none."""
    asked = turn.question
    return Question(asked["facet"], asked["text"], tuple(asked["answers"])) if asked else None
