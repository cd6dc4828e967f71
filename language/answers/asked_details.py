"""What a question is about in more detail: the use of a licence, a certain instrument, the words that are sung."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeVar

from language.languages import Language, join_patterns
from language.languages.answer_words import AskedUse, BotTopic, VoiceDetail
from language.reading import LibraryWords
from language.reading.intents.folded_line import fold_line
from language.reading.lexer import split_items
from musechat.concepts import Concept
from musechat.wish import Facet

_Detail = TypeVar("_Detail", AskedUse, VoiceDetail, BotTopic)


def find_asked_use(said: str) -> AskedUse:
    """Find the use that a question about the licence is about; to post it where it says no more."""
    return _find_detail(said, _compile_uses(), AskedUse.POST)


def find_voice_detail(said: str) -> VoiceDetail:
    """Find what is asked of a voice."""
    return _find_detail(said, _compile_voices(), VoiceDetail.ANY)


def find_bot_topic(said: str) -> BotTopic:
    """Find what is said of the bot."""
    return _find_detail(said, _compile_topics(), BotTopic.FIXED)


def asks_whether_real(said: str) -> bool:
    """Whether somebody asks if an instrument is a real one."""
    return bool(_compile_real().search(fold_line(said)))


def asks_permission(said: str) -> bool:
    """Whether somebody asks if they may do something."""
    return bool(_compile_permission().search(fold_line(said)))


def is_greeting(said: str) -> bool:
    """Whether something is a greeting and no more."""
    return bool(_compile_greeting().search(fold_line(said)))


def list_asked_concepts(said: str, facet: Facet) -> tuple[str, ...]:
    """List the ids of the instruments or genres that a question names."""
    _, items = split_items(said, LibraryWords(), has_pick=True)
    found = (item.payload for item in items if isinstance(item.payload, Concept))
    return tuple(dict.fromkeys(concept.id for concept in found if concept.facet is facet))


def _find_detail(said: str, patterns: Mapping[_Detail, re.Pattern[str]], other: _Detail) -> _Detail:
    line = fold_line(said)
    return next((detail for detail, pattern in patterns.items() if pattern.search(line)), other)


def _compile_each(
    details: Iterable[_Detail], words: Callable[[Language], Mapping[_Detail, str]]
) -> Mapping[_Detail, re.Pattern[str]]:
    """Compile what all languages say for each detail, in the order in which they are asked."""

    def compile_one(detail: _Detail) -> re.Pattern[str]:
        return re.compile(join_patterns(lambda language: words(language).get(detail, "")))

    return {detail: compile_one(detail) for detail in details}


@cache
def _compile_uses() -> Mapping[AskedUse, re.Pattern[str]]:
    return _compile_each(AskedUse, lambda language: language.answers.uses)


@cache
def _compile_voices() -> Mapping[VoiceDetail, re.Pattern[str]]:
    return _compile_each(VoiceDetail, lambda language: language.answers.voices)


@cache
def _compile_topics() -> Mapping[BotTopic, re.Pattern[str]]:
    return _compile_each(BotTopic, lambda language: language.answers.topics)


@cache
def _compile_real() -> re.Pattern[str]:
    return re.compile(join_patterns(lambda language: language.answers.real))


@cache
def _compile_permission() -> re.Pattern[str]:
    return re.compile(join_patterns(lambda language: language.answers.permission))


@cache
def _compile_greeting() -> re.Pattern[str]:
    greetings = join_patterns(lambda language: language.answers.greetings)
    greeted = join_patterns(lambda language: language.answers.greeted)
    return re.compile(rf"^\W*(?:{greetings})(?: (?:{greeted}))*\W*$")
