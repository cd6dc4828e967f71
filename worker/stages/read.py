"""Stage ``read``: words and buttons become changes to the thread's brief."""

from __future__ import annotations

from musechat.brief import Brief, BriefChange, BriefEvent
from musechat.errors import BadInput
from musechat.reading import LastPick, Reading, read_words
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from worker.stages.context import TurnContext
from worker.stages.notes import Notes, take_notes
from worker.stages.shelf import shelf_of


def read(context: TurnContext) -> None:
    """Derive the brief as it stands after this turn.

    Raises:
        BadInput: the turn goes back to one that is not there, or lifts a rule that cannot be lifted.

    """
    notes = take_notes(context)
    changes = _changes(context, notes)
    notes.brief = Brief.replay([*notes.events, *_placed(context, notes, changes)])
    context.notes = notes
    context.outcome.events = [(c.op, c.wish, c.ref) for c in changes]
    context.outcome.brief = notes.brief.to_json()


def _placed(context: TurnContext, notes: Notes, changes: list[BriefChange]) -> list[BriefEvent]:
    after = max((e.seq for e in notes.events), default=0)
    job = context.job
    return [BriefEvent(after + n, job.seq, job.member_id, *change) for n, change in enumerate(changes, 1)]


def _changes(context: TurnContext, notes: Notes) -> list[BriefChange]:
    match context.job.kind:
        case TurnKind.FIRST | TurnKind.REFINE:
            return _from_words(context, notes)
        case TurnKind.SIMILAR:
            return _similar(notes)
        case TurnKind.BACK:
            return _back(notes)
        case TurnKind.RELAX:
            return _relax(notes)
        case _:  # another, reject: the same brief
            return []


def _from_words(context: TurnContext, notes: Notes) -> list[BriefChange]:
    last = LastPick.of(notes.last_track) if notes.last_track else None
    before = Brief.replay(notes.events)
    names = shelf_of(context).words
    reading: Reading = read_words(context.job.words, last, before, names, notes.clip)
    notes.keep_pick = reading.smalltalk and notes.last is not None
    notes.similar, notes.rejected = reading.similar, reading.rejected
    return list(reading.events)


def _similar(notes: Notes) -> list[BriefChange]:
    if notes.last is None:
        return []
    return [BriefChange("add", Wish(Force.PREFER, Facet.LIKE, {"track_id": notes.last.track_id}, "more like this"))]


def _back(notes: Notes) -> list[BriefChange]:
    if notes.about is None:
        raise BadInput("no-earlier-turn", "There is no earlier turn to go back to", "Say what should change instead")
    return [BriefChange("rewind", None, notes.about.seq)]


def _relax(notes: Notes) -> list[BriefChange]:
    offer = ((notes.about.no_match if notes.about else None) or {}).get("relax") or {}
    if offer.get("event_seq") is None:
        raise BadInput("nothing-to-relax", "There is no rule here that can be lifted", "Say what should change instead")
    return [BriefChange("remove", None, int(offer["event_seq"]))]
