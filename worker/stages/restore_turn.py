"""Showing again what an earlier turn showed: as it was, or with another of its picks in front."""

from __future__ import annotations

from dataclasses import replace

from models.ranking.chooser import Chooser
from models.ranking.request import ChooseRequest
from musechat.errors import BadInput
from musechat.turn import ChosenTrack, Pick, TurnKind
from store.accepted_picks import get_turn_query, has_opted_out
from worker.context import TurnContext


def restore_picks(context: TurnContext, chooser: Chooser, request: ChooseRequest) -> bool:
    """Copy the picks of the turn meant, but for those that have been removed or forbidden since.

    Returns:
        False where none of them is left and others must be found.

    Raises:
        BadInput: ``pick-refused``; the one that is to be brought forward is not among those left.

    """
    reading = context.state.reading
    if reading.about is None:
        return False
    picks, front = reading.about.picks, reading.last if context.job.kind is TurnKind.ALTERNATE else None
    # What was shown before is what is wanted here; every other rule holds.
    left = chooser.filter_allowed(replace(request, shown=frozenset(), last=None), [pick.track_id for pick in picks])
    if front is not None and front.track_id not in left:
        raise BadInput("pick-refused", f"{front.title} may not be picked here any more", "Ask for another")
    kept = [pick for pick in picks if pick.track_id in left]
    if picks and not kept:
        return False
    if front is not None:
        kept.sort(key=lambda pick: pick.id != front.id)
    context.outcome.picks = [_copy_pick(pick, "alternate" if front else "back") for pick in kept]
    context.outcome.no_match = reading.about.no_match
    with context.db.read() as session:
        if not has_opted_out(session, context.job.member_id):
            context.outcome.query, context.outcome.space = get_turn_query(session, reading.about.id)
    return True


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
    )
