"""Read a message by rules first, and where those may have missed something, by a language model beside them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from language.reading import LastPick, LibraryWords, Reading, read_words
from language.reading.intents import ActScan, read_acts
from language.reading.irony import is_ironic
from language.reading.message_scores import MessageScorer
from language.reading.model_reading.answer import parse_answer
from language.reading.model_reading.checking import check_answer
from language.reading.model_reading.joining import RulesReading, join_answer
from language.reading.model_reading.question import MOST_CHARACTERS, ModelQuestion, ReadingModel
from language.reading.model_reading.said import is_unspaced
from language.reading.thread_context import BOT
from language.references import ReferenceTable
from musechat.brief import Brief
from musechat.clip import ClipTraits
from musechat.wish import Facet

PLAIN_WORDS, PLAIN_CHARACTERS = 6, 16  # up to which a message is plain: words, or characters of Japanese

log = logging.getLogger(__name__)


def read_with_model(
    words: str,
    last: LastPick | None,
    brief: Brief,
    library_words: LibraryWords,
    clip: ClipTraits | None = None,
    references: ReferenceTable | None = None,
    *,
    model: ReadingModel | None,
    scorer: MessageScorer | None = None,
    before: Sequence[str] = (),
    bot_said: str = "",
) -> Reading:
    """Read ``words`` as :func:`language.reading.read_words` does, and by ``model`` where that may understand more.

    The model is not asked where the rules are sure. Without an answer, or with one of which nothing can count, rules
    and ``scorer`` read alone. Never raises by itself, whatever the words and the answer.
    ``bot_said`` is what the bot said last; all else is as for ``read_words``.
    """
    read = partial(read_words, words, last, brief, library_words, clip, references, scorer=scorer, before=before)
    if model is None or not words.strip():
        return read()
    rules = read_by_rules(words, last, brief, library_words, clip, references, before)
    if is_sure(words, rules):
        return read()
    members = tuple(said for said in before if not said.startswith(BOT))
    text = model.ask_model(ModelQuestion(words[:MOST_CHARACTERS], last, brief, members, bot_said))
    joined = join_text(text, words[:MOST_CHARACTERS], rules, last, clip)
    return read() if joined is None else joined


def read_by_rules(
    words: str,
    last: LastPick | None,
    brief: Brief,
    library_words: LibraryWords,
    clip: ClipTraits | None,
    references: ReferenceTable | None,
    before: Sequence[str] = (),
) -> RulesReading:
    """Read a message by the rules alone."""
    reading = read_words(words, last, brief, library_words, clip, references, before=before)
    scan = read_acts(words) if last is not None else ActScan(rest=words)
    return RulesReading(reading, scan, brief, last is not None)


def is_sure(words: str, rules: RulesReading) -> bool:
    """Whether the rules have understood a message so well that no model needs to be asked.

    They have where its acts leave nothing over ("another one", "start at 0:40", "who made this?"), where it is a set
    phrase of irony, and where it is short and all of it is known ("no drums, slower").
    """
    if rules.has_pick and (is_ironic(words) or (rules.scan.acts and not rules.scan.rest.strip())):
        return True
    known = all(change.wish is None or change.wish.facet is not Facet.WORDS for change in rules.reading.events)
    return known and not rules.is_silent and _is_plain(words)


def _is_plain(words: str) -> bool:
    if is_unspaced(words):
        return len(words) <= PLAIN_CHARACTERS
    return len(words.split()) <= PLAIN_WORDS


def join_text(
    text: str, words: str, rules: RulesReading, last: LastPick | None, clip: ClipTraits | None
) -> Reading | None:
    """Join a model's answer, as it came, with the rules' reading; None where nothing of it counts."""
    if not text:
        return None
    answer = parse_answer(text)
    if answer is None:
        log.warning("the reader's answer is not of the asked form (%d characters); the rules read", len(text))
        return None
    checked = check_answer(answer, words, last, clip)
    claimed = len(answer.acts) + len(answer.wishes)
    counted = len(checked.acts) + len(checked.wishes)
    if answer.unknown or counted < claimed:
        log.info("reader: %d of %d events do not count", answer.unknown + claimed - counted, answer.unknown + claimed)
    return join_answer(rules, checked)
