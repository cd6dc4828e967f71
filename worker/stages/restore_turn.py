"""Restores the picks of an earlier turn: in their order, or with another of them at the front."""

from __future__ import annotations

from dataclasses import replace

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from musechat.errors import BadInput
from musechat.pick import ChosenTrack, Pick
from musechat.turn import TurnKind
from store.accepted_picks import get_turn_query, has_opted_out
from worker.context import TurnContext


def restore_picks(context: TurnContext, chooser: Chooser, request: ChooseRequest) -> bool:
    """Copy the picks of the turn referred to into the outcome, without those removed or forbidden since.

    Returns:
        False where none of them is allowed any more and others must be chosen.

    Raises:
        BadInput: ``pick-refused``; the pick to bring to the front is not allowed any more.

    """
    reading = context.state.reading
    if reading.about is None:
        return False
    picks, front = reading.about.picks, reading.last if _is_front_named(context) else None
    # Here tracks that were shown before are wanted; every other rule holds.
    allowed = chooser.filter_allowed(replace(request, shown=frozenset(), last=None), [pick.track_id for pick in picks])
    if front is not None and front.track_id not in allowed:
        raise BadInput("pick-refused", f"{front.title} may not be picked here any more", "Ask for another")
    kept = [pick for pick in picks if pick.track_id in allowed]
    if picks and not kept:  # a turn that found no match has no picks, and is restored as that
        return False
    if front is not None:
        kept.sort(key=lambda pick: pick.id != front.id)
    context.outcome.picks = [_copy_pick(pick, "alternate" if front else "back") for pick in kept]
    if front is not None and picks:  # what was said of the mix holds for the clip, whichever pick lies under it
        context.outcome.picks = [replace(pick, mix=picks[0].mix) for pick in context.outcome.picks]
    context.outcome.no_match = reading.about.no_match
    with context.db.read() as session:
        if not has_opted_out(session, context.job.member_id):
            context.outcome.query, context.outcome.space = get_turn_query(session, reading.about.id)
    return True


def _is_front_named(context: TurnContext) -> bool:
    return context.job.kind is TurnKind.ALTERNATE or context.state.reading.bring_forward


def _copy_pick(pick: Pick, rule: str) -> ChosenTrack:
    return ChosenTrack(
        pick.track_id,
        pick.score,
        pick.start_s,
        pick.end_s,
        rule,
        tuple(pick.broken),
        pick.reason,
        pick.reason_source,
        parts=pick.parts,
        reason_check=pick.reason_check,
        mix=pick.mix,
    )
