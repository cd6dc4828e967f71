"""Choose what a message does, where the network says otherwise than the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from language.reading.intents import find_choice, find_second, find_turn
from language.reading.learnt.context import LearntContext
from language.reading.learnt.named_wishes import name_wish
from language.reading.message_scores import MessageScores
from language.reading.results import Reading
from musechat.message import EditKind, Intent, MessageAct, QuestionSubject, find_main_intent
from musechat.wish import Facet

LIKELY_ACT = 0.5  # an intent of which the network is as sure is one that it has read
OVER_GUESS = 0.5  # its main intent counts against what the rules only take a message for
OVER_RULES = 0.8  # … against what one of their patterns has found
OVER_DETAIL = 0.93  # … and against a question or an edit that they know by name, or a thing that is not wanted
SURE_SUBJECT = 0.35  # from here on the subject of a question is named: a wrong answer costs nothing
SURE_EDIT = 0.5  # … and the kind of an edit
STEP_BACK = 0.6  # a step back takes away what was reached
BESIDE = 0.7  # what a message does beside a wish
OTHER_DETAIL = 0.9  # … instead of the one that the rules have found
PLAUSIBLE = 0.35  # from here on it may be meant that the pick stays
# Behind these stand a number, a place or the order of turns, which the network does not read.
_COUNTED = frozenset({Intent.CHOOSE, Intent.COMPARE, Intent.BACK, Intent.UNDO})
_GLAD = frozenset({Intent.VERDICT_UP, Intent.ACCEPT, Intent.THANKS})
_SORRY = frozenset({Intent.VERDICT_DOWN, Intent.NEXT})
_PLACED = frozenset(
    {EditKind.START_AT, EditKind.USE_DROP_AT, EditKind.ONLY_RANGE, EditKind.START_LATER, EditKind.START_EARLIER}
)
_AT_SECOND = frozenset({EditKind.START_AT, EditKind.USE_DROP_AT})


def choose_acts(rules: Reading, scores: MessageScores, context: LearntContext) -> tuple[MessageAct, ...] | None:
    """Choose what the message does where the network says otherwise than the rules; None where theirs stands."""
    read = find_main_intent(rules.acts)
    if rules.back or read in _COUNTED or any(act.edit in _PLACED for act in rules.acts) or _says_exactly(rules):
        return None
    likely = [Intent(name) for name in scores.find_intents(LIKELY_ACT)]
    name, _ = scores.find_likeliest()
    acts = tuple(make_act(intent, scores, context.words) for intent in likely or [Intent(name)])
    main = find_main_intent(acts)
    if main is None or any(act.intent is Intent.CHOOSE and act.choose is None for act in acts):
        return None  # which one, only a number says
    if main is read:
        sure = tuple(act for act in acts if act.intent is main or act.confidence >= BESIDE)
        return sure if _says_other_detail(rules.acts, sure, scores) else None
    needed = _find_needed(rules, scores, context)
    if main in (Intent.UNDO, Intent.BACK):
        needed = max(needed, STEP_BACK)
    if read in _GLAD | _SORRY and (read in _GLAD) is not (main in _GLAD) and main in _GLAD | _SORRY:
        needed = max(needed, OVER_DETAIL)  # praise for rejection, or the reverse, is the worst mistake
    return acts if scores.intents[main.value] >= needed else None


def _says_exactly(rules: Reading) -> bool:
    """Whether the rules have read what is theirs alone.

    Bounds and lifts, which no network makes or takes away; numbers, names, licences, likenesses, a course over time.
    """
    if any(change.op != "add" for change in rules.events):
        return True
    wishes = [change.wish for change in rules.events if change.wish is not None]
    return any(
        wish.hard or wish.facet is Facet.SHAPE or (wish.facet is not Facet.WORDS and name_wish(wish) is None)
        for wish in wishes
    )


def _find_needed(rules: Reading, scores: MessageScores, context: LearntContext) -> float:
    """How sure the network must be to be believed against the rules."""
    if context.lifts and not rules.vague:
        return OVER_DETAIL
    if rules.vague:
        return LIKELY_ACT if scores.intents[Intent.WISH.value] >= PLAUSIBLE else PLAUSIBLE
    named = [c.wish for c in rules.events if c.wish is not None and c.wish.facet not in (Facet.WORDS, Facet.SCENE)]
    if any(act.subject or act.edit for act in rules.acts) or any(not wish.wanted for wish in named):
        return OVER_DETAIL
    found = {act.intent for act in rules.acts} - {Intent.WISH}
    if Intent.ACCEPT in found:
        return OVER_DETAIL
    return OVER_RULES if found or named else OVER_GUESS


def _says_other_detail(read: Iterable[MessageAct], found: Iterable[MessageAct], scores: MessageScores) -> bool:
    """Whether the network names a subject or an edit where the rules have none, or is all but certain of another."""
    known = {act.subject or act.edit for act in read if act.subject or act.edit}
    named = {act.subject: scores.subjects for act in found if act.subject} | {
        act.edit: scores.edits for act in found if act.edit
    }
    if not known:
        return bool(named)
    return any(name not in known and shares[name.value] >= OTHER_DETAIL for name, shares in named.items())


def make_act(intent: Intent, scores: MessageScores, words: str) -> MessageAct:
    """Make the act of an intent, with its subject, edit, number or turn where these are sure enough."""
    subject = _find_sure(scores.subjects, SURE_SUBJECT) if intent is Intent.QUESTION else None
    edit = _find_sure(scores.edits, SURE_EDIT) if intent is Intent.EDIT else None
    return MessageAct(
        intent,
        words,
        choose=find_choice(words) if intent is Intent.CHOOSE else None,
        back_to=find_turn(words) if intent is Intent.BACK else None,
        at_s=find_second(words) if edit in _AT_SECOND else None,
        subject=QuestionSubject(subject) if subject else None,
        edit=EditKind(edit) if edit else None,
        confidence=scores.intents[intent.value],
    )


def _find_sure(shares: Mapping[str, float], least: float) -> str | None:
    name = max(shares, key=shares.__getitem__)
    return name if shares[name] >= least else None
