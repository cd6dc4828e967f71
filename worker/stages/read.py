"""Stage ``read``: words and buttons become changes to the thread's brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from language.reading import LastPick, Reading, read_words
from language.reading.question_consent import find_question_consent
from musechat.brief import Brief, BriefChange, BriefEvent
from musechat.errors import BadInput
from musechat.track import Track
from musechat.turn import TurnKind, TurnNote, TurnView
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue
from store.track_library import get_track
from worker.context import TurnContext
from worker.snapshot.cache import SnapshotCache
from worker.stages.thread_state import load_thread_state, turn_before
from worker.turn_state import ReadResult, ThreadState


def run_read(context: TurnContext, snapshots: SnapshotCache) -> None:
    """Derive the brief as it stands after this turn.

    Raises:
        BadInput: the turn goes back to one that is not there, lifts a wish that does not stand, or is about a pick that
            the thread does not have.

    """
    state = context.state
    state.thread = load_thread_state(context)
    result = _interpret(context, snapshots)
    state.reading = result = replace(result, brief=_brief_after(context, result.changes))
    context.outcome.events = list(result.changes)
    context.outcome.brief = result.brief


def _brief_after(context: TurnContext, changes: Sequence[BriefChange]) -> Brief:
    """The brief once ``changes`` are written at the end of the ledger."""
    job, events = context.job, context.state.thread.events
    after = max((e.seq for e in events), default=0)
    placed = [BriefEvent(after + n, job.seq, job.member_id, *change) for n, change in enumerate(changes, 1)]
    return Brief.replay_events([*events, *placed])


def _interpret(context: TurnContext, snapshots: SnapshotCache) -> ReadResult:
    """What the turn means, but for its brief."""
    thread = context.state.thread
    match context.job.kind:
        case TurnKind.FIRST | TurnKind.REFINE:
            return _interpret_words(context, snapshots)
        case TurnKind.SIMILAR:
            return replace(ReadResult.unchanged(thread), changes=_ask_for_similar(thread))
        case TurnKind.BACK:
            return replace(_go_back(context, thread.about), restore=True)
        case TurnKind.RELAX:
            return replace(ReadResult.unchanged(thread), changes=_make_relax_changes(context))
        case TurnKind.ALTERNATE:
            return replace(ReadResult.unchanged(thread), restore=True)
        case _:  # another, reject: the same brief
            return ReadResult.unchanged(thread)


def _interpret_words(context: TurnContext, snapshots: SnapshotCache) -> ReadResult:
    thread = context.state.thread
    result = ReadResult.unchanged(thread)
    wanted, words = find_question_consent(context.job.words)
    context.outcome.wants_questions = wanted
    if wanted is not None and not words and thread.about is not None:
        context.outcome.note = TurnNote.QUESTIONS if wanted else TurnNote.NO_QUESTIONS
        return replace(result, keep_pick=True)
    reading = _parse_words(context, snapshots, thread.last_track, Brief.replay_events(thread.events))
    if reading.back:
        return _go_back_in_words(context, snapshots, reading.back_to)
    praised = reading.praised and not reading.rejected and thread.last is not None
    if praised and thread.last is not None:
        context.outcome.accepted_pick = thread.last.id
        result = replace(result, feedback=(*thread.feedback, (thread.last.track_id, "accepted")))
    # A clip asks for music, whatever is said with it.
    keep_pick = reading.smalltalk and thread.about is not None and context.job.kind is TurnKind.REFINE
    if keep_pick:
        context.outcome.note = TurnNote.PRAISED if praised else TurnNote.SMALLTALK
    return replace(
        result,
        changes=tuple(reading.events),
        keep_pick=keep_pick,
        similar=reading.similar,
        rejected=reading.rejected,
        another=reading.another and not reading.events,
    )


def _parse_words(context: TurnContext, snapshots: SnapshotCache, last: Track | None, brief: Brief) -> Reading:
    names = snapshots.get_current(context.db, context.settings).get_library_words(context.job.guild_id)
    _, words = find_question_consent(context.job.words)
    return read_words(words, LastPick.from_track(last) if last else None, brief, names, context.state.thread.clip)


def _go_back_in_words(context: TurnContext, snapshots: SnapshotCache, seq: int | None) -> ReadResult:
    """Go back, and where more is said ("the first one, but slower"), go on from there."""
    thread = context.state.thread
    there = turn_before(thread.earlier, thread.events, seq)
    result = _go_back(context, there)
    if there is None or not there.picks:
        return replace(result, restore=True)
    with context.db.read() as session:
        track = get_track(session, there.picks[0].track_id)
    more = _parse_words(context, snapshots, track, _brief_after(context, result.changes)).events
    return replace(result, changes=(*result.changes, *more), restore=not more, last=there.picks[0], last_track=track)


def _go_back(context: TurnContext, there: TurnView | None) -> ReadResult:
    if there is None:
        raise BadInput("no-earlier-turn", "There is no earlier turn to go back to", "Say what should change instead")
    context.outcome.back_to = there.seq
    unchanged = ReadResult.unchanged(context.state.thread)
    return replace(unchanged, about=there, changes=(BriefChange("rewind", None, there.seq),))


def _ask_for_similar(thread: ThreadState) -> tuple[BriefChange, ...]:
    if thread.last is None:
        return ()
    like = LikeValue(track_id=thread.last.track_id)
    return (BriefChange("add", Wish(Force.PREFER, Facet.LIKE, like, "more like this")),)


def _make_relax_changes(context: TurnContext) -> tuple[BriefChange, ...]:
    thread = context.state.thread
    standing = {s.event_seq for s in Brief.replay_events(thread.events).standing}
    named = context.job.about_event
    if named is not None:
        if named not in standing:
            raise BadInput("wish-gone", "That wish does not stand any more", "Remove one of those in the brief")
        return (BriefChange("remove", None, named),)
    report = thread.about.no_match if thread.about else None
    event = report.relax.event_seq if report and report.relax else None
    if event is None or event not in standing:
        raise BadInput("nothing-to-relax", "There is no rule here that can be lifted", "Say what should change instead")
    return (BriefChange("remove", None, event),)
