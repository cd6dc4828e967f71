"""A plain line as the grammar sees it: phrases with a meaning, names, numbers, and the words in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from musechat.reading.names import LibraryWords, distinctive
from musechat.reading.numbers import Numeral, find_numerals
from musechat.reading.phrases import Phrase, phrase_at
from musechat.reading.said import STOP, Kind, words_of
from musechat.reading.text import Token, plain_line, tokens_of
from musechat.words import plain

_SUBJECTS = words_of("something anything nothing song songs music track tracks stuff one tune tunes more piece")
_AMBIGUOUS = words_of("house country trap world soul metal swing club score fun light")
_OWNERS = words_of("my our your his her their the a this in")
_CREDIT_STOPS = words_of("but and or with please instead again that which for who in on if when because")


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of the line, ``line[start:end]``."""

    start: int
    end: int
    text: str
    phrase: Phrase | None = None
    numeral: Numeral | None = None
    artist: str | None = None  # the library's way of writing it, or what was said where the library has no such artist
    track_id: str | None = None
    known: bool = True  # whether the library holds that artist

    @property
    def kind(self) -> Kind | None:
        """The phrase's kind, None for other items."""
        return self.phrase.kind if self.phrase else None

    @property
    def payload(self) -> Any:
        """The phrase's payload."""
        return self.phrase.payload if self.phrase else None

    @property
    def is_word(self) -> bool:
        """Whether it holds letters or digits."""
        return bool(plain(self.text)) or any(c.isalnum() for c in self.text)

    @property
    def is_content(self) -> bool:
        """Whether it is a word that says something, understood or not."""
        return self.phrase is None and self.is_word and self.text not in STOP


def items_of(words: str, names: LibraryWords) -> tuple[str, list[Item]]:
    """The plain line of ``words`` and its items in order."""
    line = plain_line(words)
    numerals = {n.start: n for n in find_numerals(line)}
    tokens = tokens_of(line)
    texts = [t.text for t in tokens]
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        numeral = next((n for start, n in numerals.items() if start <= tokens[at].start < n.end), None)
        if numeral is not None:
            step = sum(1 for t in tokens[at:] if t.start < numeral.end)
            items.append(_numeral_item(line, numeral))
        else:
            step, item = _item_at(line, tokens, texts, at, items, names)
            items.append(item)
        at += step
    return line, items


def _numeral_item(line: str, numeral: Numeral) -> Item:
    text = line[numeral.start : numeral.end]
    if numeral.era is not None:
        return Item(numeral.start, numeral.end, text, phrase=Phrase(Kind.ERA, numeral.era))
    return Item(numeral.start, numeral.end, text, numeral=numeral)


def _item_at(
    line: str, tokens: list[Token], texts: list[str], at: int, before: list[Item], names: LibraryWords
) -> tuple[int, Item]:
    start = tokens[at].start
    name = _name_at(texts, at, before, names)
    phrase = phrase_at(texts, at)
    if phrase is not None and texts[at] in _AMBIGUOUS and phrase[0] == 1 and at and texts[at - 1] in _OWNERS:
        phrase = None  # "at my house" is no wish for house music
    if name is not None and (phrase is None or name[0] >= phrase[0]):
        count, artist, track_id = name
        end = tokens[at + count - 1].end
        known = artist is None or artist in names.artists.values()
        return count, Item(start, end, line[start:end], artist=artist, track_id=track_id, known=known)
    count = phrase[0] if phrase else 1
    end = tokens[at + count - 1].end
    return count, Item(start, end, line[start:end], phrase=phrase[1] if phrase else None)


def _name_at(
    texts: list[str], at: int, before: list[Item], names: LibraryWords
) -> tuple[int, str | None, str | None] | None:
    """A name that begins here: (how many tokens, artist, track id)."""
    words = texts[at : at + 8]
    said = _said_kind(before)
    if said is Kind.LIKE and (title := names.title_at(words)) and (title[0] > 1 or distinctive(words[0])):
        return title[0], None, title[1]
    found = names.artist_at(words)
    like = said is Kind.LIKE and found is not None and found[0] > 1
    if found is not None and (said is Kind.BY or like or distinctive(" ".join(words[: found[0]]))):
        return found[0], found[1], None
    return _unknown_artist(words, before) if said is Kind.BY else None


def _said_kind(before: list[Item]) -> Kind | None:
    """The kind of the phrase just before, looking past an article or a quotation mark."""
    for item in reversed(before[-2:]):
        if item.kind is not None:
            return item.kind
        if item.text not in ("the", '"', "'"):
            return Kind.BY if item.text == "from" else None
    return None


def _unknown_artist(words: list[str], before: list[Item]) -> tuple[int, str | None, str | None] | None:
    """Read "something by the Xs" as an artist that the library does not hold, and not "a house by the sea"."""
    subject = before[-2].text.split()[-1] if len(before) >= 2 and before[-2].text else ""
    whole = before[-1].text if before else ""
    if words[0] in ("a", "an", "my") or before[-1].text == "from":
        return None
    if subject not in _SUBJECTS and not whole.startswith("nothing"):
        return None
    count = 0
    for word in words[:5]:
        if not plain(word) or word in _CREDIT_STOPS:
            break
        count += 1
    return (count, " ".join(words[:count]), None) if count else None
