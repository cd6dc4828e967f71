"""Stage ``read``: words and buttons become changes to the thread's brief."""

from __future__ import annotations

from language.reading import LastPick, Reading, read_words
from language.reading.question_consent import said_of_questions
from musechat.brief import Brief, BriefChange, BriefEvent
from musechat.errors import BadInput
from musechat.track import Track
from musechat.turn import TurnKind, TurnNote, TurnView
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue
from store.track_library import get_track
from worker.snapshot.cache import shelf_of
from worker.stages.context import TurnContext
from worker.stages.turn_state import TurnWork, take_notes, turn_before


def read(context: TurnContext) -> None:
    """Derive the brief as it stands after this turn.

    Raises:
        BadInput: the turn goes back to one that is not there, lifts a wish that does not stand, or is about a pick that
            the thread does not have.

    """
    notes = take_notes(context)
    changes = _changes(context, notes)
    notes.brief = _after(context, notes, changes)
    context.notes = notes
    context.outcome.events = changes
    context.outcome.brief = notes.brief


def _after(context: TurnContext, notes: TurnWork, changes: list[BriefChange]) -> Brief:
    """The brief once ``changes`` are written at the end of the ledger."""
    after = max((e.seq for e in notes.events), default=0)
    job = context.job
    placed = [BriefEvent(after + n, job.seq, job.member_id, *change) for n, change in enumerate(changes, 1)]
    return Brief.replay([*notes.events, *placed])


def _changes(context: TurnContext, notes: TurnWork) -> list[BriefChange]:
    match context.job.kind:
        case TurnKind.FIRST | TurnKind.REFINE:
            return _from_words(context, notes)
        case TurnKind.SIMILAR:
            return _similar(notes)
        case TurnKind.BACK:
            notes.bring_back = True
            return _back(context, notes, notes.about)
        case TurnKind.RELAX:
            return _relax(context, notes)
        case TurnKind.ALTERNATE:
            notes.bring_back = True
            return []
        case _:  # another, reject: the same brief
            return []


def _from_words(context: TurnContext, notes: TurnWork) -> list[BriefChange]:
    wanted, words = said_of_questions(context.job.words)
    context.outcome.wants_questions = wanted
    if wanted is not None and not words and notes.about is not None:
        notes.keep_pick, context.outcome.note = True, TurnNote.QUESTIONS if wanted else TurnNote.NO_QUESTIONS
        return []
    reading = _reading(context, notes, notes.last_track, Brief.replay(notes.events))
    if reading.back:
        return _back_in_words(context, notes, reading.back_to)
    praised = reading.praised and not reading.rejected and notes.last is not None
    if praised and notes.last is not None:
        context.outcome.accepted_pick = notes.last.id
        notes.feedback.append((notes.last.track_id, "accepted"))
    # A clip asks for music, whatever is said with it.
    notes.keep_pick = reading.smalltalk and notes.about is not None and context.job.kind is TurnKind.REFINE
    if notes.keep_pick:
        context.outcome.note = TurnNote.PRAISED if praised else TurnNote.SMALLTALK
    notes.similar, notes.rejected = reading.similar, reading.rejected
    notes.another = reading.another and not reading.events
    return list(reading.events)


def _reading(context: TurnContext, notes: TurnWork, last: Track | None, brief: Brief) -> Reading:
    names = shelf_of(context).words_for(context.job.guild_id)
    _, words = said_of_questions(context.job.words)
    return read_words(words, LastPick.of(last) if last else None, brief, names, notes.clip)


def _back_in_words(context: TurnContext, notes: TurnWork, seq: int | None) -> list[BriefChange]:
    """Go back, and where more is said ("the first one, but slower"), go on from there."""
    there = turn_before(notes.earlier, notes.events, seq)
    changes = _back(context, notes, there)
    if there is None or not there.picks:
        notes.bring_back = True
        return changes
    with context.db.read() as session:
        track = get_track(session, there.picks[0].track_id)
    more = _reading(context, notes, track, _after(context, notes, changes)).events
    notes.bring_back = not more
    notes.last, notes.last_track = there.picks[0], track
    return [*changes, *more]


def _back(context: TurnContext, notes: TurnWork, there: TurnView | None) -> list[BriefChange]:
    if there is None:
        raise BadInput("no-earlier-turn", "There is no earlier turn to go back to", "Say what should change instead")
    notes.about = there
    context.outcome.back_to = there.seq
    return [BriefChange("rewind", None, there.seq)]


def _similar(notes: TurnWork) -> list[BriefChange]:
    if notes.last is None:
        return []
    like = LikeValue(track_id=notes.last.track_id)
    return [BriefChange("add", Wish(Force.PREFER, Facet.LIKE, like, "more like this"))]


def _relax(context: TurnContext, notes: TurnWork) -> list[BriefChange]:
    standing = {s.event_seq for s in Brief.replay(notes.events).standing}
    named = context.job.about_event
    if named is not None:
        if named not in standing:
            raise BadInput("wish-gone", "That wish does not stand any more", "Remove one of those in the brief")
        return [BriefChange("remove", None, named)]
    report = notes.about.no_match if notes.about else None
    event = report.relax.event_seq if report and report.relax else None
    if event is None or event not in standing:
        raise BadInput("nothing-to-relax", "There is no rule here that can be lifted", "Say what should change instead")
    return [BriefChange("remove", None, event)]
