"""Names of music within running text: who is named, and the same text with nobody named.

A name is looked for by its plain words, so case, accents, punctuation and a possessive do not hide it. A name made of
everyday words ("Happy", "You") only counts where it is written as a name: in quotes, or capitalised within a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from language.vocabulary import COMPARATIVES, STOP, names_of
from musechat.concepts import ALL_TERMS, fold_name
from musechat.credits import list_credited

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]|\s[-–—|]\s.*$")
_OPENING = "'\"“‘«„"
_CLOSES = re.compile(r"[!?.…]*['\"”’»“]")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;…]['\"”’)]*)\s*['\"“‘(]*$")
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a text, and what it names: ``artist`` or ``title``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class NameToken:
    """A plain word of a text and where it stands; ``bare`` is the same without a possessive."""

    word: str
    bare: str
    start: int
    end: int
    bare_end: int


def split_tokens(text: str) -> list[NameToken]:
    """Take a text apart into plain words."""
    found = []
    for hit in _TOKEN.finditer(text):
        raw = hit[0]
        owner = _POSSESSIVE.sub("", raw)
        for word in fold_name(raw).split():  # a sign like "½" is several plain words
            bare = fold_name(owner) if owner != raw else word
            found.append(NameToken(word, bare, hit.start(), hit.end(), hit.start() + len(owner)))
    return found


def list_artist_forms(artist: str, title: str = "") -> frozenset[str]:
    """Everyone who has a hand in a track, plain; empty for an unknown artist."""
    return list_credited(artist, title) if fold_name(artist) else frozenset()


def list_title_forms(title: str) -> frozenset[str]:
    """A title as it may be said, plain: whole, and without what stands in brackets or behind a dash."""
    return frozenset(filter(None, (fold_name(title), fold_name(_ASIDE.sub("", title)))))


def find_names(text: str, artist: str, title: str) -> list[Span]:
    """Find where ``text`` names a track's artist or title, in order, longest first where names overlap."""
    words = split_tokens(text)
    forms = [(form, "title") for form in list_title_forms(title)] + [
        (form, "artist") for form in list_artist_forms(artist, title)
    ]
    spans = [Span(*place, kind) for form, kind in forms for place in find_places(text, words, form)]
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start, s.kind)):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def mask_names(text: str, artist: str, title: str) -> str:
    """Write "the artist" and "that track" where ``text`` names them."""
    for span in reversed(find_names(text, artist, title)):
        start, end = _widen_by_quotes(text, span.start, span.end)
        start -= len(hit[0]) if (hit := _ARTICLE.search(text[:start])) else 0
        instead = "the artist" if span.kind == "artist" else "that track"
        if _ENDS_SENTENCE.search(text[:start]):
            instead = instead[0].upper() + instead[1:]
        text = text[:start] + instead + text[end:]
    return text


def is_mentioned(text: str, name: str) -> bool:
    """Whether ``text`` says ``name`` at all, everyday word or not; a name without any letter is looked for as it is."""
    form = fold_name(name)
    return bool(_find_matches(split_tokens(text), form.split())) if form else name.strip() in text


def find_places(text: str, words: list[NameToken], form: str) -> Iterator[tuple[int, int]]:
    """Where a plain name stands in a text as a name."""
    parts = form.split()
    everyday = all(part in list_everyday_words() for part in parts)
    for at in _find_matches(words, parts) if parts else ():
        start, last = words[at].start, words[at + len(parts) - 1]
        end = last.end if last.word == parts[-1] else last.bare_end
        if not everyday or _is_written_as_name(text, start, end):
            yield start, end


@cache
def list_everyday_words() -> frozenset[str]:
    """Words that say something about music, or nothing: a name made of them alone is easily said by chance."""
    said: Iterable[str] = (word for term in ALL_TERMS.values() for word in (*names_of(term), *term.hints))
    return frozenset(STOP | {part for word in said for part in fold_name(word).split()} | COMPARATIVES | {"artist"})


def _find_matches(words: list[NameToken], parts: list[str]) -> list[int]:
    *first, last = parts
    found = []
    for at in range(len(words) - len(first)):
        end = words[at + len(first)]
        if last in (end.word, end.bare) and all(words[at + i].word == part for i, part in enumerate(first)):
            found.append(at)
    return found


def _is_written_as_name(text: str, start: int, end: int) -> bool:
    if _widen_by_quotes(text, start, end) != (start, end):
        return True
    capitals = text[start:end][0].isupper()
    return capitals and not _ENDS_SENTENCE.search(text[:start]) and text[start:end] != "I"


def _widen_by_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place by the quotes around it."""
    after = _CLOSES.match(text, end)
    return (start - 1, after.end()) if after and start > 0 and text[start - 1] in _OPENING else (start, end)
