"""Join what a trained network makes of a message with what the rules read.

Rules know numbers, names, licences, what stood before, and the plain ways of saying a thing; the network has seen how
people say the rest. So what the rules alone can know is theirs; of what both can know, the network adds what it holds
for likely, takes away what it holds for unsaid, and turns round what it holds for the opposite.
"""

from __future__ import annotations

import re
from dataclasses import replace

from language.reading.joined_acts import is_praised
from language.reading.learnt.act_choice import LIKELY_ACT, PLAUSIBLE, choose_acts, make_act
from language.reading.learnt.context import LearntContext
from language.reading.learnt.wish_joining import join_events
from language.reading.message_scores import MessageScores
from language.reading.results import Reading
from musechat.message import KEEPING, Intent, MessageAct, find_main_intent
from musechat.wish import Facet

_LETTERS, _PICTURES = re.compile(r"[^\W\d_]"), re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def join_scores(rules: Reading, scores: MessageScores, context: LearntContext) -> Reading:
    """Join the rules' reading of a message with the network's."""
    # Of pictures alone the rules know those that stand for a verdict; "👻🎃" is said of what the clip is for.
    if not _LETTERS.search(context.words) and not (rules.vague and _PICTURES.search(context.words)):
        return rules
    if context.last is None:
        return replace(rules, events=tuple(join_events(rules.events, scores, context)))
    acts = choose_acts(rules, scores, context)
    if acts is not None:
        return _build_reading(rules, acts, scores, context)
    joined = _join_wishes(rules, scores, context)
    return _mark_unsure(joined, scores, context.words) if joined.vague else joined


def _mark_unsure(reading: Reading, scores: MessageScores, words: str) -> Reading:
    """Mark a reading of which nobody knows anything, where the pick might be lost by guessing."""
    keeping = max(((scores.intents.get(intent.value, 0.0), intent) for intent in KEEPING), key=lambda pair: pair[0])
    wish = scores.intents.get(Intent.WISH.value, 0.0)
    if keeping[0] < PLAUSIBLE or wish >= LIKELY_ACT:
        return reading
    return replace(reading, acts=(make_act(keeping[1], scores, words),), unsure=True)


def _join_wishes(rules: Reading, scores: MessageScores, context: LearntContext) -> Reading:
    """Keep what the rules say the message does; of what it wants, both count."""
    main = find_main_intent(rules.acts)
    if main is not Intent.WISH and main is not None and not rules.events:
        return rules
    events = tuple(join_events(rules.events, scores, context))
    if rules.events and not events:
        return replace(rules, events=(), another=True)
    return replace(rules, events=events, vague=rules.vague and events == rules.events)


def _build_reading(
    rules: Reading, acts: tuple[MessageAct, ...], scores: MessageScores, context: LearntContext
) -> Reading:
    """Build the reading of the acts that the network has read."""
    intents, main = {act.intent for act in acts}, find_main_intent(acts)
    wishing = bool(intents & {Intent.WISH, Intent.VERDICT_DOWN, Intent.NEXT})
    events = tuple(join_events(rules.events, scores, context)) if wishing else ()
    back = main in (Intent.UNDO, Intent.BACK)
    rejected = not back and Intent.VERDICT_DOWN in intents
    if main in KEEPING:
        events = ()
    elif Intent.WISH not in intents:  # words that nobody understood are no wish beside a verdict
        events = tuple(c for c in events if c.wish is None or c.wish.facet is not Facet.WORDS or not rules.vague)
    return Reading(
        events=events,
        smalltalk=main in KEEPING,
        another=not back and main not in KEEPING and not events,
        similar=rules.similar and bool(events),
        rejected=rejected,
        praised=is_praised(acts) and not rejected,
        back=back,
        back_to=next((act.back_to for act in acts if act.intent is Intent.BACK), None),
        acts=acts,
    )
