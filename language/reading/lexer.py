"""Split a normalised line into what the grammar reads: phrases with a meaning, names, numbers, and other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from language.languages import gather_words
from language.languages.phrase_kinds import PhraseKind
from language.reading.library_names import LibraryWords
from language.reading.name_recognition import RecognisedName, find_name
from language.reading.number_wishes import find_numerals
from language.reading.numerals import Numeral
from language.reading.phrase_table import UNSPACED, Phrase, find_phrase
from language.reading.reference_names import Likeness, RecognisedLikeness, ReferenceNames, space_names
from language.reading.sentiment import find_opinions
from language.reading.spelling import find_misspelt_phrase
from language.reading.tokens import ReadToken, normalise_line, tokenise_line
from language.reading.undo import find_undos
from language.references import ReferenceTable, load_references
from language.vocabulary import STOP, STOP_ELSEWHERE
from musechat.concepts import fold_name

_AMBIGUOUS = gather_words(lambda language: language.reading.naming.ambiguous)
_AGED = gather_words(lambda language: language.reading.naming.aged)
_THEIRS = gather_words(lambda language: language.reading.naming.persons)
_OWNERS = gather_words(lambda language: language.reading.naming.owners)


@dataclass(frozen=True, slots=True)
class SceneMention:
    """A scene that is named, by its id and as ``said``; ``against``: the words after it refuse it, as in Japanese."""

    scene_id: str
    said: str
    against: bool = False


@dataclass(frozen=True, slots=True)
class LexedItem:
    """One unit of the line, ``line[start:end]``."""

    start: int
    end: int
    text: str
    phrase: Phrase | None = None
    numeral: Numeral | None = None
    artist: str | None = None  # the library's way of writing it, or what was said where the library has no such artist
    track_id: str | None = None
    known: bool = True  # whether the library holds that artist
    via: PhraseKind | None = None  # BY or LIKE: what led up to the name
    likeness: Likeness | None = None  # a reference, which the library may hold as an artist too
    scenes: tuple[SceneMention, ...] = ()  # that are named from here on
    in_scene: bool = False  # whether it says nothing but the name of a scene

    @property
    def kind(self) -> PhraseKind | None:
        """The phrase's kind, None for other items."""
        return self.phrase.kind if self.phrase else None

    @property
    def payload(self) -> Any:
        """The phrase's payload."""
        return self.phrase.payload if self.phrase else None

    @property
    def is_name(self) -> bool:
        """Whether it names an artist, a track or a reference."""
        return self.artist is not None or self.track_id is not None or self.likeness is not None

    @property
    def is_word(self) -> bool:
        """Whether it holds letters or digits."""
        return bool(fold_name(self.text)) or any(c.isalnum() for c in self.text)

    @property
    def is_content(self) -> bool:
        """Whether it is a word that says something, understood or not."""
        plain = self.phrase is None and not self.in_scene and self.is_word
        return plain and self.text not in STOP and self.text not in STOP_ELSEWHERE


def split_items(
    words: str, names: LibraryWords, *, has_pick: bool, references: ReferenceTable | None = None
) -> tuple[str, list[LexedItem]]:
    """Normalise ``words`` and split them; returns the line and its items in order."""
    likened = ReferenceNames(words, references or load_references())
    # Japanese has no spaces: known phrases are set apart first, or tokens would run through them.
    line = space_names(normalise_line(words), likened.table, UNSPACED)
    stretches = _find_stretches(line, has_pick=has_pick)
    tokens = tokenise_line(line)
    texts = [t.text for t in tokens]
    items: list[LexedItem] = []
    at = 0
    while at < len(tokens):
        # What was found by shape goes first: its words must not be read one by one as well.
        whole = next((s for s in stretches if s.start <= tokens[at].start < s.end), None)
        if whole is not None:
            step = sum(1 for t in tokens[at:] if t.start < whole.end)
            items.append(whole)
        else:
            step, item = _read_item(line, tokens, texts, at, items, names, likened)
            items.append(item)
        at += step
    return line, items


def _find_stretches(line: str, *, has_pick: bool) -> list[LexedItem]:
    """Find what is matched by patterns rather than word by word: undo requests, opinions of the pick, numbers."""
    found = []
    for back in find_undos(line) if has_pick else ():
        phrase = Phrase(PhraseKind.BACK if back.asked else PhraseKind.NOISE, back)
        found.append(LexedItem(back.start, back.end, line[back.start : back.end], phrase=phrase))
    for opinion in find_opinions(line) if has_pick else ():
        if all(opinion.end <= other.start or opinion.start >= other.end for other in found):
            phrase = Phrase(PhraseKind.PRAISE if opinion.liked else PhraseKind.DISLIKE)
            found.append(LexedItem(opinion.start, opinion.end, line[opinion.start : opinion.end], phrase=phrase))
    for numeral in find_numerals(line):
        if all(numeral.end <= other.start or numeral.start >= other.end for other in found):
            found.append(_make_numeral_item(line, numeral))
    return found


def _make_numeral_item(line: str, numeral: Numeral) -> LexedItem:
    text = line[numeral.start : numeral.end]
    if numeral.era is not None:
        return LexedItem(numeral.start, numeral.end, text, phrase=Phrase(PhraseKind.ERA, numeral.era))
    return LexedItem(numeral.start, numeral.end, text, numeral=numeral)


def _read_item(
    line: str,
    tokens: list[ReadToken],
    texts: list[str],
    at: int,
    before: list[LexedItem],
    names: LibraryWords,
    likened: ReferenceNames,
) -> tuple[int, LexedItem]:
    start = tokens[at].start
    name = find_name(texts[at : at + 8], before, names)
    phrase = find_phrase(texts, at)
    reference = likened.find_at(texts[at : at + 8], before, line[start:])
    if reference is not None and _is_longest(reference, name, phrase) and not _is_all_terms(reference, texts, at):
        end = tokens[at + reference.count - 1].end
        artist = _find_held_artist(reference.likeness, name, names)
        item = LexedItem(start, end, line[start:end], artist=artist, via=reference.via, likeness=reference.likeness)
        return reference.count, item
    # Only single words are doubtful; a longer phrase says by itself what it means.
    if phrase is not None and phrase[0] == 1 and at and _is_possessed(texts[at], texts[at - 1]):
        phrase = None  # "at my house" is no wish for house music
    # Where a name and a phrase begin together the longer one is meant, and of equals the name, which is rarer.
    if name is not None and (phrase is None or name.count >= phrase[0]):
        end = tokens[at + name.count - 1].end
        item = LexedItem(
            start, end, line[start:end], artist=name.artist, track_id=name.track_id, known=name.known, via=name.via
        )
        return name.count, item
    if phrase is None and find_phrase(texts, at) is None:
        phrase = find_misspelt_phrase(texts, at)
    count = phrase[0] if phrase else 1
    end = tokens[at + count - 1].end
    # PLAIN phrases are there to keep their words from being read as anything else.
    meaning = None if phrase is None or phrase[1].kind is PhraseKind.PLAIN else phrase[1]
    return count, LexedItem(start, end, line[start:end], phrase=meaning)


def _is_longest(reference: RecognisedLikeness, name: RecognisedName | None, phrase: tuple[int, Phrase] | None) -> bool:
    """Whether a reference is what begins here: no longer name of the library does, nor a phrase as long."""
    if phrase is not None and (phrase[0] > reference.named or (phrase[0] == reference.named and not reference.certain)):
        return False
    if name is None or not name.known:
        return True
    if reference.likeness.reference is None:
        return False  # nobody else is meant than the one whom the library holds
    # An artist of the library is asked for by name; said as a likeness, what they sound like counts as well.
    likened = reference.via is PhraseKind.LIKE and name.via is PhraseKind.LIKE and name.track_id is None
    return reference.count > name.count or (reference.count == name.count and likened)


def _is_all_terms(reference: RecognisedLikeness, texts: list[str], at: int) -> bool:
    """Whether a genre's name is made of concepts that are heard as such: "lo-fi hip hop" is lo-fi and hip-hop."""
    if reference.likeness.reference is None or not reference.likeness.reference.is_genre:
        return False
    # "el metal" is metal, with its article.
    small = texts[at] in STOP or texts[at] in STOP_ELSEWHERE
    done = 1 if small and reference.named > 1 and find_phrase(texts, at) is None else 0
    while done < reference.named:
        phrase = find_phrase(texts, at + done)
        if phrase is None or phrase[1].kind is not PhraseKind.TERM:
            return False
        done += phrase[0]
    return done == reference.named


def _find_held_artist(likeness: Likeness, name: RecognisedName | None, names: LibraryWords) -> str | None:
    """How the library writes the artist that a reference is; None where it holds nothing by them."""
    if name is not None and name.known and name.artist is not None:
        return name.artist
    if likeness.reference is None or not likeness.reference.is_artist:
        return None
    held = (names.artists.get(fold_name(each)) for each in likeness.reference.list_names())
    return next((artist for artist in held if artist is not None), None)


def _is_possessed(word: str, before: str) -> bool:
    return (word in _AMBIGUOUS and before in _OWNERS) or (word in _AGED and before in _THEIRS)
