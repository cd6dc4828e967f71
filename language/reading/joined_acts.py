"""Join what a message does with what it wishes for."""

from __future__ import annotations

from dataclasses import replace

from language.languages import gather_words
from language.reading.intents import ActScan
from language.reading.results import Reading
from musechat.message import KEEPING, Intent, MessageAct, find_main_intent
from musechat.wish import Facet

# Beside a question, an edit and the like only what is named for certain is a wish: not a few words nobody understood.
_NAMED = frozenset(
    {
        Facet.INSTRUMENT,
        Facet.GENRE,
        Facet.MOOD,
        Facet.VOCALS,
        Facet.ERA,
        Facet.ARTIST,
        Facet.LICENCE,
        Facet.SCENE,
        Facet.TEMPO,
        Facet.ENERGY,
        Facet.BRIGHTNESS,
        Facet.VALENCE,
        Facet.LENGTH,
    }
)
# Verdicts bear on the wishes beside them ("love it, but calmer"), so that the grammar reads both together.
_JUDGING = frozenset(
    {Intent.VERDICT_UP, Intent.VERDICT_DOWN, Intent.NEXT, Intent.THANKS, Intent.ACCEPT, Intent.OFF_TOPIC}
)

_POLITE = frozenset({Intent.OFF_TOPIC, Intent.ACCEPT, Intent.THANKS})
_NODS = gather_words(lambda language: language.reading.nods)


def is_only_judged(scan: ActScan) -> bool:
    """Whether all that was found is a verdict or the like, beside words that no rule of intents knows."""
    return bool(scan.acts and scan.rest.strip()) and {act.intent for act in scan.acts} <= _JUDGING


def join_acts(scan: ActScan, wishes: Reading, words: str) -> Reading:
    """Join the acts of a message with the reading of what is left of it."""
    if not scan.acts:
        return replace(wishes, acts=tuple(_list_acts(wishes, words)))
    judged = {act.intent for act in scan.acts}
    if is_only_judged(scan) and judged <= _JUDGING and (wishes.events or not _are_bare(scan)):
        # A greeting or a nod beside a wish says nothing of its own.
        said = tuple(act for act in scan.acts if act.intent not in _POLITE) if wishes.events else scan.acts
        extra = [act for act in _list_acts(wishes, scan.rest) if act.intent not in {a.intent for a in said}]
        kept = wishes if wishes.events else _join_flags(scan, wishes)
        return replace(kept, acts=(*said, *extra) if wishes.events else scan.acts)
    events = tuple(c for c in wishes.events if c.wish is None or c.wish.facet in _NAMED)
    acts = (*scan.acts, MessageAct(Intent.WISH, scan.rest)) if events else scan.acts
    intents = {act.intent for act in acts}
    main = find_main_intent(acts)
    back = next((act for act in acts if act.intent in (Intent.BACK, Intent.UNDO)), None)
    return Reading(
        events=events,
        smalltalk=main in KEEPING and not events,
        another=back is None
        and bool(intents & {Intent.NEXT, Intent.VERDICT_DOWN, Intent.CHOOSE})
        and main not in KEEPING,
        similar=wishes.similar and bool(events),
        rejected=back is None and Intent.VERDICT_DOWN in intents,
        praised=is_praised(scan.acts),
        back=back is not None,
        back_to=back.back_to if back is not None else None,
        acts=acts,
    )


def _are_bare(scan: ActScan) -> bool:
    return not scan.rest.strip()


def _join_flags(scan: ActScan, wishes: Reading) -> Reading:
    """Join what the grammar heard of the pick beside the acts, where nothing is wished for."""
    intents = {act.intent for act in scan.acts}
    rejected = wishes.rejected or Intent.VERDICT_DOWN in intents
    other = rejected or wishes.rejected or Intent.NEXT in intents
    return Reading(
        smalltalk=not other,
        another=other,
        rejected=rejected,
        praised=(wishes.praised or is_praised(scan.acts)) and not rejected,
    )


def is_praised(acts: tuple[MessageAct, ...]) -> bool:
    """Whether the pick was liked or taken; a bare "yes" or "ok" is no praise."""
    if any(act.intent is Intent.VERDICT_DOWN for act in acts):
        return False
    liked = (Intent.VERDICT_UP, Intent.ACCEPT)
    return any(act.intent in liked and not _NODS.issuperset(_split_text(act.text)) for act in acts)


def _split_text(text: str) -> list[str]:
    return [word.strip(" .!,") for word in text.split()]


def _list_acts(reading: Reading, words: str) -> list[MessageAct]:
    """Say a reading by the grammar alone as acts."""
    acts = []
    if reading.back:
        acts.append(MessageAct(Intent.BACK, words, back_to=reading.back_to))
    if reading.praised and not reading.rejected:
        acts.append(MessageAct(Intent.VERDICT_UP, words))
    if reading.rejected:
        acts.append(MessageAct(Intent.VERDICT_DOWN, words))
    if reading.events:
        acts.append(MessageAct(Intent.WISH, words))
    elif reading.another and not reading.rejected:
        acts.append(MessageAct(Intent.NEXT, words))
    elif reading.smalltalk and not reading.praised:
        acts.append(MessageAct(Intent.THANKS, words))
    return acts
