"""The data stored about a member: counted, cut off from learning, or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, delete, func, select, text, update
from sqlalchemy.orm import Session

from musechat.mix_names import find_clip, is_mix
from musechat.turn import SourceKind, TurnState
from store.blobs import BlobStore
from store.ledger import choose_first_queue, request_cancel
from store.members import reset_taste
from store.tables import (
    BriefEventRow,
    ClipMusicRow,
    ClipPicturesRow,
    ClipRecordingRow,
    ComparisonVoteRow,
    ExclusionRow,
    FeedbackRow,
    MemberRow,
    PickRow,
    ThreadRow,
    TurnRow,
    VideoRow,
    VideoVectorRow,
)
from store.videos import DERIVED

UNFINISHED = (TurnState.QUEUED, TurnState.RUNNING)


@dataclass(frozen=True, slots=True)
class MemberDataCounts:
    """Counts of what is stored about a member.

    Attributes:
        threads: conversations that they began.
        turns: their turns, in any thread.
        worded: those of their turns that still hold their words.
        wishes: wishes that they added to briefs.
        clips: files still stored of clips that they posted; clips_until: when the last of these is deleted.
        verdicts, exclusions: their feedback on picks and votes in comparisons, and their own exclusions.
        since: when they were first seen.

    """

    threads: int
    turns: int
    worded: int
    wishes: int
    clips: int
    clips_until: datetime | None
    verdicts: int
    exclusions: int
    since: datetime


def count_member_data(session: Session, member_id: int) -> MemberDataCounts:
    """Count what is stored about a member (who exists)."""
    hashes = _select_clips(member_id)
    kept_clips = select(func.count(), func.max(VideoRow.expires_at)).where(
        VideoRow.hash.in_(hashes), VideoRow.blob != ""
    )
    clips, until = session.execute(kept_clips).one()
    return MemberDataCounts(
        threads=_count_rows(session, ThreadRow.id, ThreadRow.member_id == member_id),
        turns=_count_rows(session, TurnRow.id, TurnRow.member_id == member_id),
        worded=_count_rows(session, TurnRow.id, TurnRow.member_id == member_id, TurnRow.words != ""),
        wishes=_count_rows(session, BriefEventRow.seq, BriefEventRow.member_id == member_id, BriefEventRow.op == "add"),
        clips=clips,
        clips_until=until,
        verdicts=_count_rows(session, FeedbackRow.id, FeedbackRow.member_id == member_id)
        + _count_rows(session, ComparisonVoteRow.place, ComparisonVoteRow.member_id == member_id),
        exclusions=_count_rows(session, ExclusionRow.id, ExclusionRow.member_id == member_id),
        since=session.scalars(select(MemberRow.created_at).where(MemberRow.id == member_id)).one(),
    )


def set_opted_out(session: Session, member_id: int, out: bool) -> None:
    """Opt a member out of learning or in again; both discard what was learned so far."""
    session.execute(update(MemberRow).where(MemberRow.id == member_id).values(opted_out=out))
    reset_taste(session, member_id)
    session.execute(update(TurnRow).where(TurnRow.member_id == member_id).values(query=b"", space=""))


def stop_turns(session: Session, member_id: int) -> None:
    """Cancel unfinished turns of a member and their threads; running ones end later: :func:`has_running_turns`."""
    for turn_id in _list_unfinished(session, member_id):
        request_cancel(session, turn_id)


def has_running_turns(session: Session, member_id: int) -> bool:
    """Whether a turn of the member, or of a thread of theirs, has not ended."""
    return bool(_list_unfinished(session, member_id))


def forget_member(session: Session, member_id: int, blobs: BlobStore) -> int:
    """Delete a member and everything of theirs; returns how many files of their clips were deleted.

    Deletes their turns, words, wishes, picks, verdicts and exclusions, the threads they began with everything in them,
    and their wishes in other members' threads. Deletes their clips with the measurements, unless another member's
    conversation needs them; files are deleted before the commit, so that none is left without a row. Stop unfinished
    turns first (:func:`stop_turns`), and follow with
    :meth:`store.database.Database.scrub_journal`.
    """
    hashes = set(session.scalars(_select_clips(member_id)))
    posted = {
        name
        for condition in _go_with_member(member_id)
        for name in session.scalars(select(TurnRow.source).where(condition, TurnRow.source_kind == SourceKind.BLOB))
    }
    hashes |= {name.partition(".")[0] for name in posted}  # also of turns that no worker has run yet
    _leave_other_threads(session, member_id)
    # Foreign keys cascade to all of the member's rows; only then is it known which clips nobody else needs.
    session.execute(delete(MemberRow).where(MemberRow.id == member_id))
    files = _forget_clips(session, hashes) | (posted - _find_used_blobs(session, posted))
    clips = {name.partition(".")[0] for name in files}
    mixes = {name for name in blobs.list_names() if is_mix(name) and find_clip(name) in clips} if clips else set()
    for name in files | mixes:
        blobs.delete_blob(name)
    return sum(not name.endswith(DERIVED) for name in files)


def _go_with_member(member_id: int) -> tuple[ColumnElement[bool], ...]:
    """Conditions of the turns deleted with a member: their own, and those of threads that they began.

    One at a time: either is looked up by an index, and a database reads all turns for both at once.
    """
    began = select(ThreadRow.id).where(ThreadRow.member_id == member_id)
    return TurnRow.member_id == member_id, TurnRow.thread_id.in_(began)


def _list_unfinished(session: Session, member_id: int) -> set[int]:
    unfinished = select(TurnRow.id).where(TurnRow.state.in_(UNFINISHED))
    return {one for condition in _go_with_member(member_id) for one in session.scalars(unfinished.where(condition))}


def _select_clips(member_id: int) -> CompoundSelect[Any]:
    began = select(ThreadRow.video_hash).where(ThreadRow.member_id == member_id, ThreadRow.video_hash.is_not(None))
    brought = select(TurnRow.video_hash).where(TurnRow.video_hash.is_not(None))
    return began.union(*(brought.where(condition) for condition in _go_with_member(member_id)))


def _count_rows(session: Session, column: Any, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(column)).where(*where)) or 0


def _leave_other_threads(session: Session, member_id: int) -> None:
    """Remove the member's wishes from other members' threads, and from what later turns there derived from them."""
    session.execute(
        delete(ExclusionRow).where(
            ExclusionRow.scope == "thread",
            ExclusionRow.turn_id.in_(select(TurnRow.id).where(TurnRow.member_id == member_id)),
        )
    )
    spoken = select(BriefEventRow.thread_id).where(BriefEventRow.member_id == member_id)
    others = select(TurnRow).where(TurnRow.thread_id.in_(spoken), TurnRow.member_id != member_id)
    for turn in session.scalars(others.with_for_update()).all():
        if turn.state == TurnState.RUNNING:
            _requeue(turn)
        if any(wish.get("author") == member_id for wish in turn.brief):
            _remove_wishes(session, turn, member_id)


def _requeue(turn: TurnRow) -> None:
    # Its worker has read the member's wishes and would store them in the brief: its claim is withdrawn.
    turn.state, turn.queue = TurnState.QUEUED.value, choose_first_queue(turn.source_kind, turn.kind).value
    turn.stages, turn.stage, turn.progress, turn.draft = {}, None, None, None
    turn.worker, turn.lease_until, turn.published_at = "", None, None
    turn.revision += 1


def _remove_wishes(session: Session, turn: TurnRow, member_id: int) -> None:
    # Reasons, comparisons, shortfalls and no-match reports may repeat any of the wishes, in any language: they all go.
    turn.brief = [wish for wish in turn.brief if wish.get("author") != member_id]
    turn.query, turn.space, turn.why = b"", "", ""
    if turn.no_match is not None:
        turn.no_match = turn.no_match | {"removed": [], "relax": None}
    session.execute(update(PickRow).where(PickRow.turn_id == turn.id).values(reason="", broken=[]))


def _forget_clips(session: Session, hashes: Iterable[str]) -> set[str]:
    """Delete the rows of clips that no thread or turn refers to; returns the names of their blobs."""
    names: set[str] = set()
    for clip in sorted(hashes):
        blob = session.scalar(select(VideoRow.blob).where(VideoRow.hash == clip)) or ""
        threads = _count_rows(session, ThreadRow.id, ThreadRow.video_hash == clip)
        if threads or _has_turn(session, TurnRow.video_hash == clip) or (blob and _find_uploads(session, {blob})):
            continue
        names |= {name for name in (blob, *(clip + suffix for suffix in DERIVED)) if name}
        for row in (VideoVectorRow, ClipMusicRow, ClipPicturesRow, ClipRecordingRow):
            session.execute(delete(row).where(row.video_hash == clip))
        session.execute(delete(VideoRow).where(VideoRow.hash == clip))
    return names


def _find_used_blobs(session: Session, names: set[str]) -> set[str]:
    used = set(session.scalars(select(VideoRow.blob).where(VideoRow.hash.in_({name[:64] for name in names}))))
    return used & names | _find_uploads(session, names)


def _find_uploads(session: Session, names: set[str]) -> set[str]:
    """Those of the blobs that a turn has as its source."""
    uploads = select(TurnRow.source).where(text("turns.source_kind = 'blob'"))  # as the partial index has it
    return {name for name in names if session.scalar(uploads.where(TurnRow.source == name).limit(1)) is not None}


def _has_turn(session: Session, condition: ColumnElement[bool]) -> bool:
    return session.scalar(select(TurnRow.id).where(condition).limit(1)) is not None
