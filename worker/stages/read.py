"""Stage ``read``: turns words and buttons into changes of the thread's brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from language.reading import LastPick, Reading
from language.reading.clip_references import mentions_clip_music, read_likeness, read_recording_likeness
from language.reading.message_scores import MessageScorer
from language.reading.model_reading import read_with_model
from language.reading.new_cuts import announces_new_cut
from language.reading.question_consent import find_question_consent
from language.references import load_references
from musechat.brief import Brief, BriefChange, BriefEvent
from musechat.errors import BadInput
from musechat.message import Intent, MessageAct
from musechat.pick import Pick
from musechat.track import Track
from musechat.turn import TurnKind, TurnNote, TurnView
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue
from store.track_library import get_track
from worker.context import TurnContext
from worker.snapshot.cache import SnapshotCache
from worker.stages.intent_question import ask_about_pick, find_asked_words, keep_as_answered, list_edits
from worker.stages.model_reader import ModelReader, TurnReader, TurnReaders, find_bot_line
from worker.stages.named_pick import find_alternate_instead, find_card, find_compared, find_named_alternate
from worker.stages.recut import find_recut
from worker.stages.see import Eyes, complete_clip_scenes
from worker.stages.thread_state import list_messages, load_thread_state, turn_before_return, turn_named
from worker.stages.turn_intent import find_turn_intent
from worker.stages.unheard_rules import soften_unheard_rules
from worker.turn_state import ReadResult, ThreadState


def run_read(
    context: TurnContext,
    snapshots: SnapshotCache,
    eyes: Eyes | None = None,
    scorer: MessageScorer | None = None,
    reader: ModelReader | None = None,
) -> None:
    """Recognise what the clip shows, and compute the brief after this turn, into the turn's state and outcome.

    Args:
        context: of the turn.
        snapshots: of the library.
        eyes: recognise what a new clip shows; None: it is judged by its measured traits alone.
        scorer: the trained network that reads beside the rules; None: they read alone.
        reader: the language model that reads where the rules may have missed something; None: they read alone.

    Raises:
        BadInput: the turn goes back to one that does not exist, lifts a wish that is not active, or is about a pick
            that the thread does not have.

    """
    state = context.state
    complete_clip_scenes(context, eyes)
    state.thread = load_thread_state(context)
    model = None if reader is None else TurnReader(reader, context.raise_if_interrupted)
    recut = find_recut(context)
    result = _interpret(context, snapshots, TurnReaders(scorer, model))
    if recut is not None and asks_for_nothing(result):
        edits = list_edits(result)
        result = replace(result, about=find_card(state.thread), recut=recut, bring_forward=True, edits=edits)
    state.reading = result = replace(result, brief=_brief_after(context, result.changes))
    context.outcome.events = list(result.changes)
    context.outcome.intent = find_turn_intent(context.job.kind, result)
    context.outcome.keeps_pick = result.keep_pick
    context.outcome.brief = result.brief


def asks_for_nothing(result: ReadResult) -> bool:
    """Whether nothing is asked that another pick would answer."""
    asked = result.changes or result.similar or result.rejected or result.another or result.restore
    return not asked and not result.keep_pick and result.compared is None


def _brief_after(context: TurnContext, changes: Sequence[BriefChange]) -> Brief:
    """The brief after appending ``changes`` to the thread's events, which are written only when the turn ends."""
    job, events = context.job, context.state.thread.events
    after = max((e.seq for e in events), default=0)
    placed = [BriefEvent(after + n, job.seq, job.member_id, *change) for n, change in enumerate(changes, 1)]
    return Brief.replay_events([*events, *placed])


def _interpret(context: TurnContext, snapshots: SnapshotCache, readers: TurnReaders) -> ReadResult:
    """Interpret the turn's words or button; the result's ``brief`` is not set yet."""
    thread = context.state.thread
    match context.job.kind:
        case TurnKind.FIRST | TurnKind.REFINE:
            return _interpret_words(context, snapshots, readers)
        case TurnKind.SIMILAR:
            return replace(ReadResult.unchanged(thread), changes=_ask_for_similar(thread))
        case TurnKind.BACK:
            return replace(_go_back(context, thread.about), restore=True)
        case TurnKind.RELAX:
            return replace(ReadResult.unchanged(thread), changes=_make_relax_changes(context))
        case TurnKind.WITHDRAW:
            return replace(ReadResult.unchanged(thread), changes=_make_withdrawal(context))
        case TurnKind.ALTERNATE:
            return replace(ReadResult.unchanged(thread), restore=True)
        case TurnKind.COMPARE:
            picks = tuple(thread.about.picks) if thread.about else ()
            return replace(ReadResult.unchanged(thread), keep_pick=True, compared=picks)
        case _:  # another, reject: choosing handles them, the brief stays
            return ReadResult.unchanged(thread)


def _interpret_words(context: TurnContext, snapshots: SnapshotCache, readers: TurnReaders) -> ReadResult:
    thread = context.state.thread
    wanted, words = find_question_consent(context.job.words)
    if context.job.kind is TurnKind.FIRST and thread.last is not None and announces_new_cut(words):
        words = ""  # it says what the clip is, and nothing of music
    context.outcome.wants_questions = wanted
    if wanted is not None and not words and thread.about is not None:
        context.outcome.note = TurnNote.QUESTIONS if wanted else TurnNote.NO_QUESTIONS
        acts = (MessageAct(Intent.META, context.job.words),)
        return replace(ReadResult.unchanged(thread), keep_pick=True, acts=acts)
    asked = find_asked_words(thread, words)
    if asked is not None and asked.keep:
        unclear = _parse_words(context, snapshots, thread.last_track, Brief(), TurnReaders(), words=asked.words)
        return keep_as_answered(context, unclear)
    if asked is not None:  # what was unclear is a wish, then
        words, readers = asked.words, TurnReaders()
    brief = Brief.replay_events(thread.events)
    reading = _parse_words(context, snapshots, thread.last_track, brief, readers, words=words)
    reading = _refer_to_clip_music(context, snapshots, reading, words, brief)
    if asked is not None and not reading.events:
        reading = Reading(another=True, acts=(MessageAct(Intent.NEXT, words),))
    if reading.unsure and asked is None and (result := ask_about_pick(context, reading)) is not None:
        return result
    again = replace(readers, scorer=None)
    if asked is not None and reading.unsure:  # only its wishes are meant, as the answer says
        reading = replace(reading, smalltalk=False, acts=(MessageAct(Intent.WISH, words),))
    return replace(_apply_reading(context, snapshots, reading, again), acts=reading.acts)


def _refer_to_clip_music(
    context: TurnContext, snapshots: SnapshotCache, reading: Reading, words: str, brief: Brief
) -> Reading:
    """Liken to what is in the clip: of a first turn by any likeness ("like it"), later where the clip is named."""
    thread = context.state.thread
    if thread.last is not None and not mentions_clip_music(words):
        return reading
    if thread.clip_music is None:
        return _refer_to_recording(context, snapshots, reading, words, brief)
    with context.db.read() as session:
        track = get_track(session, thread.clip_music.track_id)
    if track is None:
        return reading
    names = snapshots.get_current(context.db, context.settings).get_library_words(context.job.guild_id)
    return read_likeness(reading, words, LastPick.from_track(track), brief, names)


def _refer_to_recording(
    context: TurnContext, snapshots: SnapshotCache, reading: Reading, words: str, brief: Brief
) -> Reading:
    """Liken to what is likely to be in the clip, of which only the names are known."""
    recording, clip = context.state.thread.clip_recording, context.state.thread.clip
    if recording is None or clip is None:
        return reading
    names = snapshots.get_current(context.db, context.settings).get_library_words(context.job.guild_id)
    references = load_references(context.settings.references_file)
    return read_recording_likeness(reading, words, recording, clip.duration_s, brief, names, references)


def _apply_reading(
    context: TurnContext, snapshots: SnapshotCache, reading: Reading, readers: TurnReaders
) -> ReadResult:
    thread = context.state.thread
    result = ReadResult.unchanged(thread)
    if (chosen := _find_chosen(context, reading)) is not None:
        return _choose_in_words(context, snapshots, chosen, list_edits(reading), readers)
    if reading.back:
        return _go_back_in_words(context, snapshots, reading, readers)
    if (compared := _find_compared(context, reading)) is not None:
        return replace(result, about=find_card(thread), keep_pick=True, compared=compared)
    # Only of a refinement: a first turn brings a clip, and that asks for music whatever is said with it.
    keep_pick = reading.smalltalk and thread.about is not None and context.job.kind is TurnKind.REFINE
    result = _judge_in_words(context, result, reading, keep_pick=keep_pick)
    library = snapshots.get_current(context.db, context.settings).chooser.library
    return replace(
        result,
        changes=soften_unheard_rules(reading.events, library, context.job.guild_id),
        keep_pick=keep_pick,
        similar=reading.similar,
        rejected=reading.rejected and not keep_pick,
        # "Another, but slower" is a refinement: its wishes decide, and not only that the pick differs.
        another=reading.another and not reading.events,
    )


def _find_chosen(context: TurnContext, reading: Reading) -> Pick | None:
    """Find the alternate that a refinement names, see :mod:`.named_pick`."""
    thread = context.state.thread
    if context.job.kind is not TurnKind.REFINE:
        return None
    instead = find_alternate_instead(thread, reading.back_to) if reading.back else None
    return instead or find_named_alternate(thread, reading.acts)


def _find_compared(context: TurnContext, reading: Reading) -> tuple[Pick, ...] | None:
    """Find the picks that a refinement asks to compare, and nothing besides.

    Raises:
        BadInput: ``compare-elsewhere``; who asks can be sent no files to compare.

    """
    if context.job.kind is not TurnKind.REFINE or not reading.smalltalk:
        return None
    compared = find_compared(context.state.thread, reading.acts)
    if compared is not None and not context.job.preview_bytes:
        raise BadInput("compare-elsewhere", "Picks are compared blind in Discord only", "Play each of them here")
    return compared


def _judge_in_words(context: TurnContext, result: ReadResult, reading: Reading, *, keep_pick: bool) -> ReadResult:
    """Note what the words think of the last pick, and what is to be done with it."""
    thread, outcome = context.state.thread, context.outcome
    if thread.last is None or context.job.kind is TurnKind.FIRST:  # how its pick is to be used, whichever it will be
        result = replace(result, edits=list_edits(reading))
    if thread.last is None:
        return result
    refines = context.job.kind is TurnKind.REFINE
    praised = reading.praised and not reading.rejected
    if praised:
        outcome.accepted_pick = thread.last.id
        result = replace(result, feedback=(*thread.feedback, (thread.last.track_id, "accepted")))
    elif refines and reading.rejected and not keep_pick:
        outcome.rejected_pick = thread.last.id
    edits = list_edits(reading) if refines else result.edits
    if keep_pick and edits:  # the pick stays, and is shown as it is used now
        return replace(result, about=find_card(thread), edits=edits, bring_forward=True)
    if keep_pick:
        outcome.note = TurnNote.PRAISED if praised else TurnNote.SMALLTALK
    return replace(result, edits=edits)


def _choose_in_words(
    context: TurnContext,
    snapshots: SnapshotCache,
    chosen: Pick,
    edits: tuple[MessageAct, ...],
    readers: TurnReaders,
) -> ReadResult:
    """Bring an alternate forward; what else the words wish for ("the second one, but slower") goes on from it."""
    thread = context.state.thread
    with context.db.read() as session:
        track = get_track(session, chosen.track_id)
    more = _parse_words(context, snapshots, track, Brief.replay_events(thread.events), readers).events
    unchanged = replace(ReadResult.unchanged(thread), about=find_card(thread), last=chosen, last_track=track)
    if edits and not more:  # it stands from now on, and is used as was asked
        return replace(unchanged, edits=edits, keep_pick=True, bring_forward=True)
    return replace(unchanged, changes=tuple(more), restore=not more, bring_forward=not more, edits=edits)


def _parse_words(
    context: TurnContext,
    snapshots: SnapshotCache,
    last: Track | None,
    brief: Brief,
    readers: TurnReaders,
    *,
    words: str | None = None,
) -> Reading:
    """Read ``words``, the turn's own by default, against a pick and a brief."""
    thread = context.state.thread
    names = snapshots.get_current(context.db, context.settings).get_library_words(context.job.guild_id)
    said = find_question_consent(context.job.words)[1] if words is None else words
    references = load_references(context.settings.references_file)
    pick = LastPick.from_track(last) if last else None
    return read_with_model(
        said,
        pick,
        brief,
        names,
        thread.clip,
        references,
        model=readers.model,
        scorer=readers.scorer,
        before=list_messages(thread.earlier),
        bot_said=find_bot_line(thread.earlier),
    )


def _go_back_in_words(
    context: TurnContext, snapshots: SnapshotCache, reading: Reading, readers: TurnReaders
) -> ReadResult:
    """Go back, and apply what else the words say ("the first one, but slower") to the state of that turn."""
    thread = context.state.thread
    undoes = reading.back_to is None and any(act.intent is Intent.UNDO for act in reading.acts)
    target = turn_before_return(thread.earlier) if undoes else None
    target = target or turn_named(thread.earlier, thread.events, reading.back_to)
    result = _go_back(context, target)
    if target is None or not target.picks:
        return replace(result, restore=True)
    with context.db.read() as session:
        track = get_track(session, target.picks[0].track_id)
    # Read again, against the pick and the brief of that turn: "slower" is relative to them.
    more = _parse_words(context, snapshots, track, _brief_after(context, result.changes), readers).events
    return replace(result, changes=(*result.changes, *more), restore=not more, last=target.picks[0], last_track=track)


def _go_back(context: TurnContext, target: TurnView | None) -> ReadResult:
    if target is None:
        raise BadInput("no-earlier-turn", "There is no earlier turn to go back to", "Say what should change instead")
    context.outcome.back_to = target.seq
    unchanged = ReadResult.unchanged(context.state.thread)
    return replace(unchanged, about=target, changes=(BriefChange("rewind", None, target.seq),))


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
        if named not in standing:  # the button may be of an old message
            raise BadInput("wish-gone", "That wish does not stand any more", "Remove one of those in the brief")
        return (BriefChange("remove", None, named),)
    report = thread.about.no_match if thread.about else None
    event = report.relax.event_seq if report and report.relax else None
    if event is None or event not in standing:
        raise BadInput("nothing-to-relax", "There is no rule here that can be lifted", "Say what should change instead")
    return (BriefChange("remove", None, event),)


def _make_withdrawal(context: TurnContext) -> tuple[BriefChange, ...]:
    """Lift what the turn's member wished in the turn meant; others' wishes stay, whenever they came."""
    thread, job = context.state.thread, context.job
    standing = Brief.replay_events(thread.events).standing
    own = [s.event_seq for s in standing if s.turn_seq == job.about_turn and s.author == job.member_id]
    if not own:
        raise BadInput("wish-gone", "That wish does not stand any more", "Remove one of those in the brief")
    return tuple(BriefChange("remove", None, seq) for seq in own)
