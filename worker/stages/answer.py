"""Stage ``answer``: answers what a message asks of the pick before it, from what is known, in its own language."""

from __future__ import annotations

import numpy as np

from language.answers import AnswerFacts, LibrarySummary, PickFacts, write_answer
from language.answers.answer_language import choose_answer_language
from language.texts import find_texts
from models.ranking.library_snapshot import LibrarySnapshot
from musechat.message import Intent
from musechat.turn import TurnNote, TurnView
from store.guilds import get_guild
from store.pick_uses import count_other_uses
from worker.context import TurnContext
from worker.snapshot.cache import SnapshotCache

MOST_GENRES = 4
_ASKED = frozenset({Intent.QUESTION, Intent.HELP, Intent.META})
_ANSWERED = _ASKED | {Intent.THANKS, Intent.OFF_TOPIC}


def run_answer(context: TurnContext, snapshots: SnapshotCache) -> None:
    """Write the answer to the turn's questions into its outcome; nothing where it asks nothing."""
    reading = context.state.reading
    acts = [act for act in reading.acts if act.intent in _ANSWERED]
    # Consent to questions has a remark of its own; a question back is all that is said.
    consented = context.outcome.note in (TurnNote.QUESTIONS, TurnNote.NO_QUESTIONS)
    if consented or context.outcome.question is not None:
        return
    language = find_answer_language(context)
    if not acts:
        if context.outcome.note is TurnNote.PRAISED and language != context.job.language:
            context.outcome.answer = find_texts(language)("cards.remark.praised")
        return
    answer = write_answer(
        acts, _collect_facts(context, snapshots), find_texts(language), moves_on=not reading.keep_pick
    )
    context.outcome.answer = answer
    asked = any(act.intent in _ASKED for act in acts)
    if answer and asked and reading.keep_pick and context.outcome.note is TurnNote.SMALLTALK:
        context.outcome.note = TurnNote.ANSWERED


def find_answer_language(context: TurnContext) -> str:
    """Find the language in which to answer the turn's words."""
    job, thread = context.job, context.state.thread
    before = [view.words for view in reversed(thread.earlier) if view.member_id == job.member_id and view.words]
    return choose_answer_language(job.words, context.state.reading.acts, before, job.language)


def _collect_facts(context: TurnContext, snapshots: SnapshotCache) -> AnswerFacts:
    library = snapshots.get_current(context.db, context.settings).chooser.library
    return AnswerFacts(_collect_pick_facts(context), summarise_library(library, context.job.guild_id))


def _collect_pick_facts(context: TurnContext) -> PickFacts | None:
    """What is known of the pick that stands when the words are said."""
    job, thread = context.job, context.state.thread
    if thread.last is None or thread.last_track is None:
        return None
    with context.db.read() as session:
        uses = get_guild(session, job.guild_id).licence_uses
        others = count_other_uses(session, thread.last.track_id, job.thread_id)
    return PickFacts(
        pick=thread.last,
        track=thread.last_track,
        shown_in=_find_shown_in(thread.earlier, thread.last.id),
        clip=thread.clip,
        licence_uses=uses,
        other_uses=others,
        clip_music=thread.clip_music,
        clip_recording=thread.clip_recording,
    )


def _find_shown_in(earlier: tuple[TurnView, ...], pick_id: int) -> TurnView | None:
    return next((view for view in reversed(earlier) if any(pick.id == pick_id for pick in view.picks)), None)


def summarise_library(library: LibrarySnapshot, guild_id: int | None) -> LibrarySummary:
    """Count the tracks that may be picked in a guild, and find the commonest genres that their files name."""
    genre_of = library.genre_of[library.mask_visible(guild_id)]
    found, first, counts = np.unique(genre_of, return_index=True, return_counts=True)
    commonest = found[np.lexsort((first, -counts))].tolist()
    names = [library.genres[genre] for genre in commonest if library.genres[genre]]
    return LibrarySummary(len(genre_of), tuple(names[:MOST_GENRES]))
