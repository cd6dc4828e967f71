"""Hold a language model's claims against the message: what rests on words that were said becomes acts and soft wishes.

No wish that is made here is hard. Whether something is a rule is for the rules of reading to say, which have read the
message too; a claim of "must" or "never" counts as a wish, and as a wish for as little of it as can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from language.reading.comparatives import Degree, LastPick, make_relative_wish
from language.reading.model_reading.answer import ClaimedAct, ClaimedWish, ModelAnswer
from language.reading.model_reading.said import SaidText
from language.reading.model_reading.schema import NUMBERED, SCALES
from language.reading.numerals import NEAR_BPM
from musechat.clip import ClipTraits
from musechat.message import EditKind, Intent, MessageAct
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, PeriodValue, RangeValue, VocalsValue, WordsValue

CLAIMED = 0.8  # how sure an act is that a model claims and the message holds the words of
NEAR_LENGTH = 0.15  # "about two minutes", as a share
MOST_SAID = 120  # characters of a wish's own words that are kept
_DEGREES = {"a bit": Degree.SMALL, "plain": Degree.PLAIN, "much": Degree.LARGE}
_NAMED = {"instrument": Facet.INSTRUMENT, "genre": Facet.GENRE, "mood": Facet.MOOD}
_AGAINST = frozenset({"less", "never"})
_SANE = {Facet.TEMPO: (30.0, 300.0), Facet.LENGTH: (5.0, 3600.0), Facet.ERA: (1500.0, 2099.0)}
# These go back behind rules that stand, or name a pick by its number: only the rules find them.
_OF_RULES_ALONE = frozenset({Intent.UNDO, Intent.BACK, Intent.CHOOSE, Intent.COMPARE})
_NEEDS_PLACE = frozenset({EditKind.START_AT, EditKind.USE_DROP_AT})


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """What of an answer rests on the message.

    Attributes:
        acts: in the order in which they are said; a wish among them only says that one is meant.
        wishes: soft, all of them.
        quoted: the words that any wish of the answer rests on, also of those that do not count.

    """

    acts: tuple[MessageAct, ...] = ()
    wishes: tuple[Wish, ...] = ()
    quoted: tuple[str, ...] = ()


def check_answer(answer: ModelAnswer, words: str, last: LastPick | None, clip: ClipTraits | None) -> CheckedAnswer:
    """Check every claim of ``answer`` against ``words``; comparatives are measured from ``last`` or ``clip``."""
    said = SaidText(words)
    acts = tuple(_check_acts(answer.acts, said))
    wishes: list[Wish] = []
    quoted: list[str] = []
    for claim in answer.wishes:
        if quote := said.find_quote(claim.span):
            quoted.append(quote)
            wish = _make_wish(claim, said, last, clip, quote[:MOST_SAID])
            wishes += [wish] if wish is not None else []
    return CheckedAnswer(acts, tuple(wishes), tuple(quoted))


def _check_acts(claims: Iterable[ClaimedAct], said: SaidText) -> Iterator[MessageAct]:
    for claim in claims:
        quote = said.find_quote(claim.span)
        if not quote or claim.intent in _OF_RULES_ALONE or not _is_whole_edit(claim):
            continue
        if not all(said.holds_number(n) or said.holds_seconds(n) for n in claim.numbers):
            continue
        act = MessageAct(claim.intent, quote, subject=claim.subject, edit=claim.edit, confidence=CLAIMED)
        if claim.intent is Intent.EDIT:
            act = replace(act, at_s=claim.at_s, end_s=claim.end_s, length_s=claim.length_s)
        yield act


def _is_whole_edit(claim: ClaimedAct) -> bool:
    """Whether it is no edit, or one that says what is to be done."""
    if claim.intent is not Intent.EDIT:
        return True
    if claim.edit is EditKind.ONLY_RANGE:
        return claim.at_s is not None and claim.end_s is not None and claim.at_s < claim.end_s
    return claim.edit is not None and (claim.edit not in _NEEDS_PLACE or claim.at_s is not None)


def _make_wish(
    claim: ClaimedWish, said: SaidText, last: LastPick | None, clip: ClipTraits | None, quote: str
) -> Wish | None:
    """Make a soft wish of a claim; None where it asks for what no soft wish can be."""
    if claim.force == "lift":
        return None
    against = claim.force in _AGAINST
    if claim.facet in _NAMED:
        return Wish(Force.PREFER, _NAMED[claim.facet], NamedValue(claim.value, less=against), quote)
    if claim.facet == "trait":
        return Wish(Force.PREFER, Facet.WORDS, WordsValue(claim.value, against), quote)
    if claim.facet == "voice":
        return _make_voice_wish(claim.value, against, quote)
    if against:  # less of a direction or of a range is none that could be wished for
        return None
    if claim.facet == "course":
        return Wish(Force.PREFER, Facet.SHAPE, NamedValue(claim.value), quote)
    if claim.facet in SCALES:
        degree = _DEGREES[claim.amount]
        return make_relative_wish(SCALES[claim.facet], claim.value == "up", degree, last, clip, quote)
    return _make_range_wish(NUMBERED[claim.facet], claim, said, quote)


def _make_voice_wish(voice: str, against: bool, quote: str) -> Wish | None:
    if voice == "any":
        return Wish(Force.PREFER, Facet.VOCALS, VocalsValue(present=not against), quote)
    return None if against else Wish(Force.PREFER, Facet.VOCALS, VocalsValue(present=True, voice=voice), quote)


def _make_range_wish(facet: Facet, claim: ClaimedWish, said: SaidText, quote: str) -> Wish | None:
    """Make a wish for a range whose ends were all said."""
    is_said = {Facet.TEMPO: said.holds_number, Facet.LENGTH: said.holds_seconds, Facet.ERA: said.holds_year}[facet]
    ends = [end for end in (claim.low, claim.high) if end is not None]
    least, most = _SANE[facet]
    if not ends or ends != sorted(ends) or not all(least <= end <= most and is_said(end) for end in ends):
        return None
    low, high = claim.low, claim.high
    if facet is Facet.ERA:
        return Wish(Force.PREFER, facet, PeriodValue(low, high), quote)
    if low is not None and low == high:  # "about 90": near it is meant
        near = NEAR_BPM if facet is Facet.TEMPO else NEAR_LENGTH * low
        low, high = low - near, low + near
    return Wish(Force.PREFER, facet, RangeValue(low, high), quote)
