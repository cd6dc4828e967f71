"""Loads a thread's state, and resolves which of its turns and picks a turn refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from language.reading.thread_context import BOT
from musechat.brief import BriefEvent
from musechat.errors import BadInput
from musechat.message import Intent
from musechat.pick import Pick
from musechat.turn import TurnJob, TurnKind, TurnView
from store.ledger import load_thread_views
from store.thread_history import (
    get_thread_pick,
    list_shown_tracks,
    load_brief_events,
    load_last_pick,
    load_thread_feedback,
)
from store.track_library import get_track
from store.turn_views import load_heard
from store.videos import get_video
from worker.context import TurnContext
from worker.turn_state import ThreadState

_ABOUT_A_PICK = frozenset({TurnKind.ALTERNATE, TurnKind.SIMILAR, TurnKind.REJECT})


def load_thread_state(context: TurnContext) -> ThreadState:
    """Load the thread's state; called once per turn.

    Raises:
        BadInput: the turn is about a pick that the thread does not have.

    """
    job = context.job
    with context.db.read() as session:
        video = get_video(session, job.video_hash) if job.video_hash else None
        events = tuple(load_brief_events(session, job.thread_id))
        # Later turns may wait already: members type on while an answer is computed.
        earlier = tuple(v for v in load_thread_views(session, job.thread_id) if v.seq < job.seq)
        last, seq = _find_pick_meant(session, job)
        music, recording = load_heard(session, job.video_hash, job.guild_id) if job.video_hash else (None, None)
        return ThreadState(
            clip=video.traits if video else None,
            events=events,
            earlier=earlier,
            last=last,
            last_track=get_track(session, last.track_id) if last else None,
            shown=frozenset(list_shown_tracks(session, job.thread_id)),
            feedback=tuple(load_thread_feedback(session, job.thread_id)),
            about=turn_meant(earlier, events, job.kind, seq or job.about_turn),
            clip_music=music,
            clip_recording=recording,
        )


def list_messages(earlier: Iterable[TurnView]) -> list[str]:
    """List what was said in the turns of a thread, first to last; what the bot said begins with "bot:"."""
    said: list[str] = []
    for view in earlier:
        said += [view.words] if view.words else []
        answer = view.question.text if view.question is not None else view.answer
        if answer or view.picks:  # a card is said to be there, and no more of it
            said.append(f"{BOT} {answer}".strip())
    return said


def _find_pick_meant(session: Session, job: TurnJob) -> tuple[Pick | None, int | None]:
    """Find the pick that a turn is about, and the seq of the turn that showed it, where the pick was named."""
    if job.about_pick is not None and job.kind in _ABOUT_A_PICK:
        return get_thread_pick(session, job.thread_id, job.about_pick)
    if job.kind is TurnKind.ALTERNATE:
        raise BadInput("no-such-pick", "It is not said which pick is meant", "Choose one of those that were shown")
    return load_last_pick(session, job.thread_id), None


def turn_meant(
    earlier: Sequence[TurnView], events: Iterable[BriefEvent], kind: TurnKind, seq: int | None
) -> TurnView | None:
    """Find the turn that a turn of ``kind`` refers to: that of ``seq``, else the last with picks or a no-match.

    For ``BACK`` it is an earlier one, see :func:`turn_before`.
    """
    if kind is TurnKind.BACK:
        return turn_before(earlier, events, seq)
    if seq is not None:
        return next((v for v in earlier if v.seq == seq), None)
    return next((v for v in reversed(earlier) if v.picks or v.no_match), None)


def turn_before(earlier: Sequence[TurnView], events: Iterable[BriefEvent], seq: int | None) -> TurnView | None:
    """Find the turn to go back to; a turn without picks or a no-match stands for the one before it.

    Args:
        earlier: the thread's turns so far.
        events: its brief ledger.
        seq: the turn; negative counts back from what is shown now; None is the one before that.

    """
    shown = [v for v in reversed(earlier) if v.picks or v.no_match]
    if seq is not None and seq > 0:
        return next((v for v in shown if v.seq <= seq), None)
    rewinds = {e.turn_seq: e.ref for e in events if e.op == "rewind" and e.ref is not None}
    found = shown[0] if shown else None
    for _ in range(-seq if seq else 1):
        now = _trace_origin(found, shown, rewinds) if found else 0
        found = next((v for v in shown if v.seq < now), None)
    return found


def turn_before_return(earlier: Sequence[TurnView]) -> TurnView | None:
    """Find what was shown before words went back to an earlier turn, which "undo" takes back; None for any other."""
    shown = [v for v in reversed(earlier) if v.picks or v.no_match]
    returned = len(shown) > 1 and shown[0].intent is Intent.BACK and shown[0].kind is TurnKind.REFINE
    return shown[1] if returned and _is_copy(shown[0]) else None


def turn_named(earlier: Sequence[TurnView], events: Iterable[BriefEvent], number: int | None) -> TurnView | None:
    """Find the turn that words name, as :func:`turn_before`.

    Where the turn of that number showed nothing ("the second one" after a question), it is the pick of that number, in
    the order in which they came.
    """
    before = turn_before(earlier, events, number)
    if number is None or number < 1 or before is None or before.seq == number:
        return before
    new = [v for v in earlier if not _is_copy(v)]
    return new[number - 1] if number <= len(new) else before


def _trace_origin(view: TurnView, shown: Sequence[TurnView], rewinds: Mapping[int, int]) -> int:
    """The seq of the turn that a turn shows: its own, or through turns that only brought others back, theirs.

    So "back" said twice goes two turns back instead of to and fro.
    """
    by_seq = {v.seq: v for v in shown}
    # Ends: a rewind always refers to an earlier turn.
    now = view.seq
    while _is_copy(by_seq[now]) and rewinds.get(now) in by_seq:
        now = rewinds[now]
    return now


def _is_copy(view: TurnView) -> bool:
    return not view.picks or view.picks[0].rule == "back"
