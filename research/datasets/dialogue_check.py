"""Checks that a conversation must pass before it enters the data set, whichever author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from language.vocabulary import COMPARATIVES
from musechat.concepts import fold_name
from research.datasets.dialogue import list_comparatives
from research.datasets.name_masking import (
    find_places,
    is_mentioned,
    list_everyday_words,
    list_title_forms,
    split_tokens,
)
from research.datasets.tags import find_said_tags
from research.datasets.training_tuple import Music
from research.datasets.tuple_facts import DialogueFacts

# Words that each turn may have: wider than what the released set shows (t3 14 to 47, t4 31 to 102).
WORDS = ((4, 80), (8, 150), (8, 90), (15, 200))
# Phrases of a model that declines or speaks of itself instead of the music.
_REFUSAL = re.compile(
    r"\b(?:as an? (?:ai|artificial|language model|assistant)|language model|openai|chatgpt|i(?:'m| am) sorry,? but"
    r"|i (?:cannot|can't|can’t|am unable to|'m unable to) (?:help|assist|provide|recommend|fulfil|do|access))\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[{}]|\[(?:title|artist|album|song|track|music)[^\]]*\]|<(?:title|artist|music)[^>]*>", re.IGNORECASE
)
_COMPARED = re.compile(r"\b(?:more|less|fewer|too|not so|not as|without|instead of|rather)\b", re.IGNORECASE)
# Bounds the n-gram search; longer titles are too rare to matter.
_LONGEST_TITLE = 8  # words of another title that are looked for


class Titles:
    """All titles of a build, to detect a text that names a track other than its own."""

    def __init__(self, musics: Iterable[Music]) -> None:
        forms = {form for music in musics for form in list_title_forms(music.title)}
        self._forms = {form for form in forms if _is_distinctive(form)}

    def find_other_titles(self, text: str, allowed: Sequence[Music]) -> list[str]:
        """Return titles in ``text`` that do not overlap the titles, artists and albums of ``allowed``."""
        words = split_tokens(text)
        own = {fold_name(name) for music in allowed for name in (music.title, music.artist, music.album)}
        own |= {form for music in allowed for form in list_title_forms(music.title)}
        taken = [place for name in own for place in find_places(text, words, name)]
        found = []
        for start in range(len(words)):
            for count in range(1, min(_LONGEST_TITLE, len(words) - start) + 1):
                form = " ".join(word.word for word in words[start : start + count])
                first, last = words[start].start, words[start + count - 1].end
                inside = any(begin <= first and last <= end for begin, end in taken)
                if form in self._forms and form not in own and not inside:
                    found.append(form)
        return found


def find_problems(turns: Sequence[str], facts: DialogueFacts, titles: Titles) -> tuple[str, ...]:
    """Return the names of all failed checks; empty if the conversation can be used."""
    if len(turns) != 4:
        return ("turns",)
    if not all(turn.strip() for turn in turns):
        return ("empty",)
    found = list(_check_shape(turns))
    if facts.candidate.id == facts.target.id:
        found.append("candidate-is-target")
    if not says_something(turns[2], facts.target.tags):
        found.append("t3-says-nothing")
    # One report is enough here: a wrong candidate name usually has both its title and its artist wrong.
    found += _check_names("t2", turns[1], facts.candidate)[:1]
    found += _check_names("t4", turns[3], facts.target)
    if titles.find_other_titles(turns[3], (facts.target,)):
        found.append("other-title")
    return tuple(found)


def says_something(wish: str, tags: Iterable[str]) -> bool:
    """Whether a wish names one of the target's tags, or compares."""
    if find_said_tags(wish, tags) or _COMPARED.search(wish):
        return True
    said = f" {' '.join(token.word for token in split_tokens(wish))} "
    return any(f" {word} " in said for word in _list_comparing_words())


def _check_shape(turns: Sequence[str]) -> Iterable[str]:
    for number, (turn, (least, most)) in enumerate(zip(turns, WORDS, strict=True), start=1):
        if not least <= len(turn.split()) <= most:
            yield f"length-t{number}"
    if len({fold_name(turn) for turn in turns}) < len(turns):
        yield "duplicate"
    if any(_REFUSAL.search(turn) for turn in turns):
        yield "refusal"
    if any(_PLACEHOLDER.search(turn) for turn in turns):
        yield "placeholder"


def _check_names(turn: str, text: str, music: Music) -> list[str]:
    missing = (
        []
        if any(is_mentioned(text, form) for form in (music.title, *list_title_forms(music.title)))
        else [f"{turn}-title"]
    )
    if music.artist and not (is_mentioned(text, music.artist) or is_mentioned(text, music.artist_key)):
        missing.append(f"{turn}-artist")
    return missing


def _is_distinctive(form: str) -> bool:
    """Whether a title is recognised wherever it stands: several words, not all of them everyday ones."""
    words = form.split()
    # A one-word title ("Happy") or one of everyday words would match ordinary sentences.
    return 2 <= len(words) <= _LONGEST_TITLE and not all(word in list_everyday_words() for word in words)


@cache
def _list_comparing_words() -> frozenset[str]:
    return frozenset(fold_name(way) for way in list_comparatives()) | COMPARATIVES
