"""Remarks on what is in the pick, or is not: "there is synth in it", "da ist kein Schlagzeug drin".

They wish for nothing: of what was ruled out they turn the pick down, and of anything else it is open what is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from language.languages import gather_words, join_patterns, list_languages
from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import split_phrases
from language.reading.intents.folded_line import fold_line, is_unspaced
from language.reading.lexer import LexedItem, split_items
from language.reading.library_names import LibraryWords
from language.reading.results import Reading
from musechat.brief import Brief, BriefChange
from musechat.concepts import Concept
from musechat.message import Intent, MessageAct, QuestionSubject
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, VocalsValue, WordsValue

UNSURE = 0.5  # confidence that a question is meant
_LONGEST = 90  # letters of a part
# Words that may stand beside what is named; a sense beside it ("too much synth") says more than that it is there.
_BESIDE = frozenset({PhraseKind.AND, PhraseKind.OR, PhraseKind.LARGE, PhraseKind.SMALL})


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on the pick, as wishes for what it says is there.

    Attributes:
        wishes: soft, one for each thing that is named.
        there: whether it is in the pick.
        said: the words.
        rest: what else the message says.
        asked: whether it ends in a question mark, so that it asks.

    """

    wishes: tuple[Wish, ...]
    there: bool
    said: str
    rest: str
    asked: bool = False

    def contradicts(self, brief: Brief) -> bool:
        """Whether it says that the pick is not what was asked for."""
        return any(
            _speaks_of(standing.wish, wish) and _wants(standing.wish) is not self.there
            for wish in self.wishes
            for standing in brief.standing
        )

    @property
    def removes(self) -> bool:
        """Whether all else that is said is that what is there is to go."""
        rest = fold_line(self.rest).strip(" .!,。、")
        rest = rest.replace(" ", "") if is_unspaced(rest) else rest
        return self.there and _REMOVING.fullmatch(rest) is not None

    def make_ban(self) -> Reading:
        """Read "there's an accordion in it, get rid of that": nothing of it is to be in any pick."""
        events = tuple(BriefChange("add", _refuse(wish)) for wish in self.wishes)
        return Reading(events=events, acts=(MessageAct(Intent.WISH, self.said),))

    def make_reading(self, brief: Brief) -> Reading:
        """Read it alone: a rejection where it contradicts the brief, else a question that is asked back."""
        if self.contradicts(brief) and not self.asked:
            return Reading(another=True, rejected=True, acts=(MessageAct(Intent.VERDICT_DOWN, self.said),))
        sung = any(wish.facet is Facet.VOCALS for wish in self.wishes)
        subject = QuestionSubject.LYRICS_OR_VOICE if sung else QuestionSubject.INSTRUMENTS
        act = MessageAct(Intent.QUESTION, self.said, subject=subject, confidence=UNSURE)
        if self.asked:
            return Reading(smalltalk=True, acts=(replace(act, confidence=1.0),))
        # Whoever wants another pick for it wants the reverse.
        events = tuple(BriefChange("add", _reverse(wish) if self.there else wish) for wish in self.wishes)
        return Reading(events=events, acts=(act,), unsure=True)


def find_remark(words: str) -> Remark | None:
    """Find a remark among the parts of a message; None where there is none."""
    parts = [part for part in _compile_joints().split(words) if part and part.strip()]
    whole = _read_part(re.sub(rf"[{_EMOJI}]+", " ", words).strip())
    # One question mark asks; several, or one with an exclamation mark, are indignant.
    asked = _QUESTION.search(words) is not None
    if whole is not None:
        return Remark(whole[0], whole[1], words.strip(), "", asked)
    for at, part in enumerate(() if asked else parts):
        found = _read_part(part.strip())
        if found is not None:
            rest = ", ".join(other.strip() for n, other in enumerate(parts) if n != at)
            return Remark(found[0], found[1], part.strip(), rest)
    return None


def _read_part(part: str) -> tuple[tuple[Wish, ...], bool] | None:
    if len(part) > _LONGEST:
        return None
    line = fold_line(part).strip(" .!?。？")
    # As it stands first: "no hay batería" begins with a word that is an interjection elsewhere.
    lines = dict.fromkeys((line, _FILLERS.sub("", line).strip(" .!。")))
    for there, pattern in _compile_remarks():
        for said in lines:
            match = pattern.fullmatch(said.replace(" ", "") if is_unspaced(said) else said)
            if match is None:
                continue
            what = match.groupdict().get("what")
            wishes = (_wish_for_singing(part),) if what is None else _read_things(what, part)
            if wishes:
                return wishes, there
    return None


def _read_things(what: str, said: str) -> tuple[Wish, ...]:
    """The instruments and voices that are named; none where something else stands beside them."""
    _, items = split_items(what, LibraryWords(), has_pick=True)
    wishes = [wish for item in items if (wish := _wish_for(item, said)) is not None]
    others = (item for item in items if _wish_for(item, said) is None and item.is_word)
    plain = all(item.kind in _BESIDE if item.kind is not None else item.text in _SMALL for item in others)
    return tuple(wishes) if plain and not any(item.is_name for item in items) else ()


def _wish_for(item: LexedItem, said: str) -> Wish | None:
    if item.kind is PhraseKind.VOCALS:
        return _wish_for_singing(said)
    if item.kind is PhraseKind.TRAIT:
        return Wish(Force.PREFER, Facet.WORDS, WordsValue(str(item.payload)), said[:120])
    concept = item.payload
    if not isinstance(concept, Concept) or concept.facet is not Facet.INSTRUMENT:
        return None
    return Wish(Force.PREFER, Facet.INSTRUMENT, NamedValue(concept.id), said[:120])


def _wish_for_singing(said: str) -> Wish:
    return Wish(Force.PREFER, Facet.VOCALS, VocalsValue(present=True), said[:120])


def _reverse(wish: Wish) -> Wish:
    if wish.facet is Facet.WORDS:
        return Wish(wish.force, wish.facet, WordsValue(wish.text, avoid=True), wish.said)
    value = VocalsValue(present=False) if wish.facet is Facet.VOCALS else NamedValue(wish.name, less=True)
    return Wish(wish.force, wish.facet, value, wish.said)


def _wants(standing: Wish) -> bool:
    value = standing.value
    return value.present if isinstance(value, VocalsValue) and value.voice is None else standing.wanted


def _refuse(wish: Wish) -> Wish:
    if wish.facet is Facet.VOCALS:
        return Wish(Force.MUST, wish.facet, VocalsValue(present=False), wish.said)
    if wish.facet is Facet.WORDS:  # what nobody can hear binds nothing
        return _reverse(wish)
    return Wish(Force.NEVER, wish.facet, NamedValue(wish.name), wish.said)


def _speaks_of(standing: Wish, wish: Wish) -> bool:
    if wish.facet is Facet.WORDS:
        return standing.facet is wish.facet and standing.text == wish.text
    return standing.facet is wish.facet and (wish.facet is Facet.VOCALS or standing.name == wish.name)


_QUESTION = re.compile(r"(?<![?？!！])[?？](?![?？!！])")
_EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf"
_REMOVING = re.compile(join_patterns(lambda language: language.reading.asides.removing))
_SMALL = gather_words(lambda language: language.reading.asides.beside)
_FILLERS = re.compile(
    rf"^(?:(?:{join_patterns(lambda language: language.reading.acts.before)}|"
    rf"{join_patterns(lambda language: language.reading.asides.interjections)})\b(?!')[ ,]*)+|"
    rf"(?:[ ,]*\b(?:{join_patterns(lambda language: language.reading.acts.after)})\b)+$"
)


@cache
def _compile_joints() -> re.Pattern[str]:
    breaks = {
        re.escape(said)
        for language in list_languages()
        if language.profile.spaced
        for kind in (PhraseKind.BREAK, PhraseKind.AND)
        for said in split_phrases(language.vocabulary.said.get(kind, ""))
        if " " not in said and said[0].isalpha()
    }
    return re.compile(rf"[,;.!?、。？！…{_EMOJI}]+|\s+(?:{'|'.join(sorted(breaks))})\s+", re.IGNORECASE)


@cache
def _compile_remarks() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """What says that something lacks goes first: it may read as what says that it is there."""
    said = [(False, each) for language in list_languages() for each in language.reading.asides.lacks]
    said += [(False, each) for language in list_languages() if (each := language.reading.asides.unsung)]
    said += [(True, each) for language in list_languages() for each in language.reading.asides.has]
    said += [(True, each) for language in list_languages() if (each := language.reading.asides.sung)]
    return tuple((there, re.compile(each)) for there, each in said)
