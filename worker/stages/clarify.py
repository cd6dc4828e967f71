"""Chooses a clarifying question: beside a pick where its answer would change much, or whether the pick is to stay."""

from __future__ import annotations

from datetime import datetime

from language.question_texts import write_intent_question, write_question
from language.texts import find_texts
from models.ranking.choose_request import ChoiceResult, ChooseRequest
from models.ranking.clarification import choose_subject
from models.ranking.library_snapshot import LibrarySnapshot
from musechat.questions import list_open_subjects
from musechat.turn import Question, TurnKind
from store.guilds import get_guild
from store.question_history import accepts_questions, load_asked_subjects
from store.tables import utc_now
from worker.context import TurnContext

# Going back and "like this one" say what is wanted: there is nothing to clarify.
_WITH_QUESTION = frozenset({TurnKind.FIRST, TurnKind.REFINE, TurnKind.ANOTHER, TurnKind.REJECT, TurnKind.RELAX})


def choose_question(
    context: TurnContext, library: LibrarySnapshot, request: ChooseRequest, choice: ChoiceResult
) -> Question | None:
    """Choose the question beside a choice; None where nothing is worth asking or the member wants no questions."""
    if request.kind not in _WITH_QUESTION or not choice.picks:
        return None
    if context.outcome.wants_questions is False:
        return None
    with context.db.read() as session:
        asked = load_asked_subjects(session, context.job.thread_id)
    open_subjects = [subject for subject in list_open_subjects(request.brief) if subject not in asked]
    subject = choose_subject(library, choice.rows, choice.scores, open_subjects)
    if subject is None or not _welcomes_question(context, request.at or utc_now()):
        return None
    return write_question(subject, find_texts(request.language))


def ask_for_intent(context: TurnContext, language: str) -> Question | None:
    """Ask whether the pick is to stay; None where the member or the guild wants no questions."""
    return write_intent_question(find_texts(language)) if _welcomes_question(context, utc_now()) else None


def _welcomes_question(context: TurnContext, at: datetime) -> bool:
    with context.db.read() as session:
        if not get_guild(session, context.job.guild_id).questions:
            return False
        # Asking for questions in this very turn outweighs having ignored some before.
        wanted = context.outcome.wants_questions is True
        return wanted or accepts_questions(session, context.job.member_id, at)
