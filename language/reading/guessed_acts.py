"""What a classifier takes a message for where no rule knows anything in it: counted when sure, else asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from language.reading.intents import IntentClassifier, IntentGuess, read_acts
from language.reading.results import Reading
from language.reading.thread_context import find_last_words
from musechat.message import KEEPING, Intent, MessageAct, find_main_intent

SURE = 0.8  # calibrated probability from which a guess counts
SURE_AGAIN = 0.6  # of a question after a question, or an edit after an edit: both keep the pick
PLAUSIBLE = 0.35  # from here on it may be meant that the pick stays
LIKELY_WISH = 0.5  # a wish as likely as this is taken for one: it is soft, and shown in the brief
# Without a number these name nothing.
_NUMBERED = frozenset({Intent.CHOOSE})
# Who asks once asks on, and who edits goes on editing.
_REPEATED = frozenset({Intent.QUESTION, Intent.EDIT})


def guess_reading(words: str, reading: Reading, classifier: IntentClassifier, before: Sequence[str]) -> Reading:
    """Read a message in which the rules found nothing by what a classifier takes it for.

    Args:
        words: of the message.
        reading: of the rules: free words, if anything.
        classifier: is asked.
        before: earlier messages of the thread, latest last.

    Returns:
        What it is surely for; ``reading`` where it is likely a wish; else ``reading`` marked as unsure.

    """
    guesses = classifier.guess_intents(words, before)
    earlier = {act.intent for act in read_acts(find_last_words(before)).acts} & _REPEATED
    sure = [guess for guess in guesses if guess.confidence >= (SURE_AGAIN if guess.intent in earlier else SURE)]
    sure = [guess for guess in sure if guess.intent not in _NUMBERED]
    if sure:
        return _build_reading(words, reading, sure)
    if not reading.vague:
        return reading  # beside the free words the grammar has heard something of the pick
    keeping = max((guess.confidence for guess in guesses if guess.intent in KEEPING), default=0.0)
    wish = max((guess.confidence for guess in guesses if guess.intent is Intent.WISH), default=0.0)
    if not guesses or wish >= LIKELY_WISH or keeping < PLAUSIBLE:
        return reading
    return replace(reading, acts=tuple(_make_act(words, guess) for guess in guesses[:1]), unsure=True)


def _build_reading(words: str, reading: Reading, guesses: Sequence[IntentGuess]) -> Reading:
    acts = tuple(_make_act(words, guess) for guess in guesses)
    intents, main = {act.intent for act in acts}, find_main_intent(acts)
    if main is Intent.WISH:
        return replace(reading, acts=acts, smalltalk=False)
    back = main in (Intent.UNDO, Intent.BACK)
    rejected = not back and Intent.VERDICT_DOWN in intents
    return Reading(
        smalltalk=main in KEEPING,
        another=main in (Intent.NEXT, Intent.VERDICT_DOWN),
        rejected=rejected,
        praised=not rejected and bool(intents & {Intent.VERDICT_UP, Intent.ACCEPT}),
        back=back,
        acts=acts,
    )


def _make_act(words: str, guess: IntentGuess) -> MessageAct:
    return MessageAct(guess.intent, words, subject=guess.subject, edit=guess.edit, confidence=guess.confidence)
