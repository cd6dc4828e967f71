"""The question whether the pick is to stay, where a message leaves that open; and what its answer comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from language.answers.answer_language import choose_answer_language
from language.question_texts import find_intent_answer
from language.reading import Reading
from language.texts import find_texts
from musechat.message import KEEPING, Intent, MessageAct, find_main_intent
from musechat.questions import INTENT
from musechat.turn import TurnKind, TurnNote
from worker.context import TurnContext
from worker.stages.clarify import ask_for_intent
from worker.stages.named_pick import find_card
from worker.turn_state import ReadResult, ThreadState


@dataclass(frozen=True, slots=True)
class IntentAnswer:
    """An answer to the question: whether the pick stays, and the words that were unclear."""

    keep: bool
    words: str


def find_asked_words(thread: ThreadState, words: str) -> IntentAnswer | None:
    """Find what ``words`` answer, where the thread's last turn has asked; None where they are no answer."""
    last = thread.earlier[-1] if thread.earlier else None
    if last is None or last.question is None or last.question.facet != INTENT:
        return None
    keep = find_intent_answer(words)
    return None if keep is None else IntentAnswer(keep, last.words)


def ask_about_pick(context: TurnContext, reading: Reading) -> ReadResult | None:
    """Ask whether the pick is to stay, and keep it until then.

    Where no questions are wanted, it is kept without one if that is likelier.

    Returns:
        None where there is no pick, or where the words rather count as a wish.

    """
    thread, job = context.state.thread, context.job
    if thread.about is None or job.kind is not TurnKind.REFINE:
        return None
    question = ask_for_intent(context, choose_answer_language(job.words, reading.acts, (), job.language))
    if question is None and find_main_intent(reading.acts) not in KEEPING:
        return None
    if question is None and (edits := list_edits(reading)):
        return _use_edited(context, edits)
    context.outcome.question = question
    context.outcome.note = TurnNote.SMALLTALK if question is None else TurnNote.ANSWERED
    return replace(ReadResult.unchanged(thread), keep_pick=True, acts=reading.acts)


def keep_as_answered(context: TurnContext, unclear: Reading) -> ReadResult:
    """Keep the pick, as the answer says; an edit that the unclear words may have asked for is made.

    Args:
        context: of the turn that answers.
        unclear: the reading of the words that were asked about.

    """
    if edits := list_edits(unclear):
        return _use_edited(context, edits)
    words = context.job.words
    acts = (MessageAct(Intent.ACCEPT, words),)
    texts = find_texts(choose_answer_language(words, (), (), context.job.language))
    context.outcome.note, context.outcome.answer = TurnNote.ANSWERED, texts("answers.kept")
    return replace(ReadResult.unchanged(context.state.thread), keep_pick=True, acts=acts)


def list_edits(reading: Reading | ReadResult) -> tuple[MessageAct, ...]:
    """List what a reading would have done with the pick."""
    return tuple(act for act in reading.acts if act.intent is Intent.EDIT and act.edit is not None)


def _use_edited(context: TurnContext, edits: tuple[MessageAct, ...]) -> ReadResult:
    thread = context.state.thread
    unchanged = ReadResult.unchanged(thread)
    return replace(unchanged, keep_pick=True, about=find_card(thread), edits=edits, bring_forward=True, acts=edits)
