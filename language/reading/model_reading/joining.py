"""Join what a language model read with what the rules read: hard events are the rules' alone, and so is every conflict.

The model adds soft wishes and acts, takes free words away that it has read, and may say that a soft wish of the rules
was none ("it feels sad" complains). It can neither make nor lift a hard wish, nor turn one of the rules round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.reading.intents import ActScan
from language.reading.joined_acts import is_praised
from language.reading.model_reading.checking import CheckedAnswer
from language.reading.model_reading.said import fold_quote, is_unspaced
from language.reading.results import Reading
from musechat.brief import Brief, BriefChange, StandingWish, is_replacing
from musechat.concepts import find_term
from musechat.message import KEEPING, Intent, MessageAct, find_main_intent
from musechat.wish import RANGES, Facet, Wish
from musechat.wish_values import WordsValue

_UP = frozenset({Intent.VERDICT_UP, Intent.ACCEPT})
_DOWN = frozenset({Intent.VERDICT_DOWN, Intent.NEXT})
_STEPS = frozenset({Intent.UNDO, Intent.BACK, Intent.CHOOSE, Intent.COMPARE})
_LATER = 1 << 30  # a turn after all that stand


@dataclass(frozen=True, slots=True)
class RulesReading:
    """What the rules made of a message.

    Attributes:
        reading: theirs.
        scan: the acts that their patterns found.
        brief: before the message.
        has_pick: whether there is one that it may be about.

    """

    reading: Reading
    scan: ActScan
    brief: Brief
    has_pick: bool

    @property
    def is_silent(self) -> bool:
        """Whether no rule knew anything in the message."""
        return self.reading.vague and not self.scan.acts


def join_answer(rules: RulesReading, checked: CheckedAnswer) -> Reading | None:
    """Join a checked answer with the rules' reading; None where it says nothing that counts."""
    acts = _choose_acts(rules, checked.acts)
    wishes = _choose_wishes(rules, checked.wishes)
    if not acts and not wishes:
        return None
    events = [*_keep_events(rules, checked, acts, bool(wishes)), *(BriefChange("add", wish) for wish in wishes)]
    return _build_reading(rules, acts, events)


def _choose_acts(rules: RulesReading, claimed: Sequence[MessageAct]) -> list[MessageAct]:
    """Choose the acts that the rules have not, and do not contradict; of a step back or a choice nothing is added."""
    known = set() if rules.is_silent else {act.intent for act in rules.reading.acts}
    if not rules.has_pick:
        return [act for act in claimed if act.intent is Intent.WISH]
    if known & _STEPS or rules.reading.back:
        return []
    refused = (_DOWN if known & _UP or rules.reading.praised else frozenset()) | (
        _UP if known & _DOWN or rules.reading.rejected else frozenset()
    )
    chosen = [act for act in claimed if act.intent not in known | refused]
    # An answer that both likes and rejects the pick says nothing of it.
    if {act.intent for act in chosen} & _UP and {act.intent for act in chosen} & _DOWN:
        chosen = [act for act in chosen if act.intent not in _UP | _DOWN]
    return chosen


def _choose_wishes(rules: RulesReading, claimed: Sequence[Wish]) -> list[Wish]:
    """Choose the wishes that are new, and against neither what the rules read nor a hard wish that stands."""
    read = [change.wish for change in rules.reading.events if change.wish is not None]
    standing = rules.brief.apply_changes(rules.reading.events, turn_seq=_LATER).standing
    hard = [each for each in standing if each.wish.hard]
    chosen: list[Wish] = []
    for wish in claimed:
        new = StandingWish(_LATER, _LATER, 0, wish)
        if any(_are_about_one(wish, other) for other in (*read, *chosen)):
            continue
        if any(is_replacing(new, each) or _is_against(wish, each.wish) for each in hard):
            continue
        chosen.append(wish)
    return chosen


def _are_about_one(new: Wish, read: Wish) -> bool:
    """Whether two wishes of one message say the same thing, or opposite ones: then the first of them counts."""
    if new.facet is read.facet and (new.facet in RANGES or new.facet is Facet.SHAPE):
        return True
    a, b = StandingWish(1, _LATER, 0, new), StandingWish(2, _LATER, 0, read)
    return is_replacing(a, b) or is_replacing(b, a) or _is_against(new, read)


def _is_against(new: Wish, other: Wish) -> bool:
    """Whether something is wished for that shows as what another wish refuses, or the reverse: guitar and ukulele."""
    if new.facet is not other.facet or not new.name or not other.name or new.wanted == other.wanted:
        return False
    a, b = find_term(new.facet, new.name), find_term(other.facet, other.name)
    return a.id in b.hints or b.id in a.hints


def _keep_events(
    rules: RulesReading, checked: CheckedAnswer, acts: Sequence[MessageAct], wishes: bool
) -> list[BriefChange]:
    """Keep the rules' events but for soft wishes that the model took for something else, and free words it has read."""
    meant = wishes or any(act.intent is Intent.WISH for act in acts) or bool(checked.quoted)
    told = [fold_quote(act.text) for act in acts if act.intent is not Intent.WISH]
    quoted = [fold_quote(quote) for quote in checked.quoted]
    kept: list[BriefChange] = []
    for change in rules.reading.events:
        wish = change.wish
        if wish is None or wish.hard:
            kept.append(change)
        elif isinstance(wish.value, WordsValue):
            left = _drop_read_words(wish, wish.value, told, quoted) if meant else None
            kept += [change._replace(wish=left)] if left is not None else []
        elif _is_lifting(wish, rules) or not _is_told_otherwise(wish, told, quoted):
            kept.append(change)
    return kept


def _is_told_otherwise(wish: Wish, told: Sequence[str], quoted: Sequence[str]) -> bool:
    """Whether the words of a wish stand in words that do something else, and in none that wish."""
    said = fold_quote(wish.said)
    return any(_holds(act, said) for act in told) and not any(_holds(q, said) or _holds(said, q) for q in quoted)


def _holds(line: str, part: str) -> bool:
    """Whether a folded line holds a folded part, at the bounds of words where it has any."""
    return bool(part) and (f" {part} " in f" {line} " or (is_unspaced(line) and part in line))


def _is_lifting(wish: Wish, rules: RulesReading) -> bool:
    """Whether the rules take a soft wish to end a hard one, which is theirs to say."""
    new = StandingWish(_LATER, _LATER, 0, wish)
    said = (StandingWish(0, 0, 0, change.wish) for change in rules.reading.events if change.wish is not None)
    return any(each.wish.hard and is_replacing(new, each) for each in (*rules.brief.standing, *said))


def _drop_read_words(wish: Wish, value: WordsValue, told: Sequence[str], quoted: Sequence[str]) -> Wish | None:
    """Leave out the free words that the model has read as something; None where nothing is left."""
    parts = {part: fold_quote(part) for part in value.text.split(", ")}
    left = [
        part
        for part, said in parts.items()
        if not any(_holds(act, said) for act in told) and not any(_holds(q, said) or _holds(said, q) for q in quoted)
    ]
    if len(left) == len(parts):
        return wish
    return replace(wish, value=replace(value, text=", ".join(left))) if left else None


def _build_reading(rules: RulesReading, added: Sequence[MessageAct], events: Sequence[BriefChange]) -> Reading:
    """Build the reading of the rules' acts and those that were added, as the rules build theirs."""
    read = () if rules.is_silent else rules.reading.acts
    acts = [act for act in (*read, *added) if act.intent is not Intent.WISH]
    wished = [act for act in (*read, *added) if act.intent is Intent.WISH]
    if events:
        said = next((change.wish.said for change in events if change.wish is not None), "")
        acts += wished[:1] or [MessageAct(Intent.WISH, said)]
    if rules.reading.back or any(act.intent in _STEPS for act in acts) or not rules.has_pick:
        smalltalk = rules.reading.smalltalk and not events
        return replace(rules.reading, events=tuple(events), acts=tuple(acts), smalltalk=smalltalk, vague=False)
    intents, main = {act.intent for act in acts}, find_main_intent(acts)
    rejected = Intent.VERDICT_DOWN in intents or (rules.reading.rejected and not rules.is_silent)
    return Reading(
        events=tuple(events),
        smalltalk=main in KEEPING and not events,
        another=main is None or (bool(intents & _DOWN) and main not in KEEPING),
        similar=rules.reading.similar and bool(events),
        rejected=rejected,
        praised=is_praised(tuple(acts)) and not rejected,
        acts=tuple(acts),
    )
