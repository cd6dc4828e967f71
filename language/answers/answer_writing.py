"""Write the answer to all that one message asks, in the order of its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from language.answers.bot_answers import answer_abilities, answer_about_bot, answer_off_topic
from language.answers.catalogue_answers import (
    answer_album,
    answer_artist,
    answer_download,
    answer_other_use,
    answer_source,
    answer_title,
    answer_year,
)
from language.answers.facts import AnswerFacts, PickFacts
from language.answers.licence_answers import answer_credit, answer_licence_use
from language.answers.music_answers import (
    answer_genre,
    answer_instruments,
    answer_key,
    answer_length,
    answer_mood,
    answer_start,
    answer_tempo,
    answer_voice,
)
from language.answers.wording import clean_name, join_sentences
from language.explanations import explain_pick
from language.texts import Texts
from musechat.message import Intent, MessageAct, QuestionSubject

MAX_ANSWERS = 3  # to one message
MAX_LETTERS = 900

_PICK_ANSWERS: Mapping[QuestionSubject, Callable[[PickFacts, Texts, str], str]] = {
    QuestionSubject.TEMPO: answer_tempo,
    QuestionSubject.KEY: answer_key,
    QuestionSubject.ARTIST: answer_artist,
    QuestionSubject.TITLE: answer_title,
    QuestionSubject.ALBUM: answer_album,
    QuestionSubject.YEAR: answer_year,
    QuestionSubject.LENGTH: answer_length,
    QuestionSubject.START: answer_start,
    QuestionSubject.INSTRUMENTS: answer_instruments,
    QuestionSubject.LYRICS_OR_VOICE: answer_voice,
    QuestionSubject.GENRE: answer_genre,
    QuestionSubject.MOOD: answer_mood,
    QuestionSubject.LICENCE_USE: answer_licence_use,
    QuestionSubject.LICENCE_CREDIT: answer_credit,
    QuestionSubject.DOWNLOAD: answer_download,
    QuestionSubject.SOURCE: answer_source,
    QuestionSubject.OTHER_USE: answer_other_use,
}
_ASKING = frozenset({Intent.QUESTION, Intent.HELP, Intent.META})
_TALKING = frozenset({Intent.THANKS, Intent.OFF_TOPIC})


def write_answer(acts: Sequence[MessageAct], facts: AnswerFacts, texts: Texts, *, moves_on: bool = False) -> str:
    """Answer what a message asks; "" where it asks nothing.

    Args:
        acts: what the message does, in its order.
        facts: to answer from.
        texts: in the language of the message.
        moves_on: whether another pick follows, so that the answer has to say which one it is about.

    """
    asked = list(dict.fromkeys(_iter_answers(acts, facts, texts)))
    answer = join_sentences(asked[:MAX_ANSWERS], texts)
    if not answer and not moves_on and {act.intent for act in acts} <= _TALKING:
        answer = next((_answer_talk(act, texts) for act in acts), "")
    if answer and moves_on and facts.pick is not None and _is_about_pick(acts):
        title = clean_name(facts.pick.track.title) or texts("cards.pick.untitled")
        answer = texts("answers.about", title=title, answer=answer)
    return answer if len(answer) <= MAX_LETTERS else answer[: MAX_LETTERS - 1].rstrip() + "…"


def _iter_answers(acts: Sequence[MessageAct], facts: AnswerFacts, texts: Texts) -> Iterator[str]:
    for act in acts:
        if act.intent is Intent.HELP:
            yield texts("answers.help")
        elif act.intent is Intent.META:
            yield answer_about_bot(texts, act.text)
        elif act.intent is Intent.QUESTION:
            yield _answer_question(act, facts, texts)


def _answer_question(act: MessageAct, facts: AnswerFacts, texts: Texts) -> str:
    if act.subject is None:
        return texts("answers.unclear")
    if act.subject is QuestionSubject.ABILITIES:
        return answer_abilities(facts.library, texts)
    if facts.pick is None:
        return texts("answers.no-pick")
    if act.subject is QuestionSubject.WHY:
        return answer_why(facts.pick, texts)
    return _PICK_ANSWERS[act.subject](facts.pick, texts, act.text)


def answer_why(facts: PickFacts, texts: Texts) -> str:
    """Say why it was picked: its reason, and how it stands beside its alternates."""
    shown = facts.shown_in
    same_language = shown is not None and shown.language == texts.language
    reason = clean_name(facts.pick.reason, 420) if same_language else ""
    is_first = shown is not None and bool(shown.picks) and shown.picks[0].id == facts.pick.id
    compared = explain_pick(shown, texts) if shown is not None and is_first else ""
    return join_sentences([reason, clean_name(compared, 420)], texts) or texts("answers.why.ahead")


def _answer_talk(act: MessageAct, texts: Texts) -> str:
    return texts("answers.thanks") if act.intent is Intent.THANKS else answer_off_topic(texts, act.text)


def _is_about_pick(acts: Sequence[MessageAct]) -> bool:
    subjects = {act.subject for act in acts if act.intent is Intent.QUESTION}
    return bool(subjects - {None, QuestionSubject.ABILITIES})
