"""What is done to the changes of a whole message, once all of it was read."""

from __future__ import annotations

from dataclasses import replace

from musechat.brief import BriefChange
from musechat.wish import Facet, Force
from musechat.wish_values import VocalsValue


def keep_distinct(changes: list[BriefChange]) -> list[BriefChange]:
    """Keep the first of changes that say the same."""
    said: dict[str, BriefChange] = {}
    for change in changes:
        wish = change.wish
        key = repr((change.op, change.ref, wish and (wish.force, wish.facet, wish.value)))
        said.setdefault(key, change)
    return list(said.values())


def loosen_conflicts(changes: list[BriefChange]) -> list[BriefChange]:
    """Make preferences of what no single track can be at once: "songs by A and B", "only jazz or blues"."""
    for facet in (Facet.ARTIST, Facet.GENRE):
        bound = [n for n, c in enumerate(changes) if c.wish and c.wish.facet is facet and c.wish.force is Force.MUST]
        for n in bound if len(bound) > 1 else ():
            wish = changes[n].wish
            changes[n] = BriefChange("add", replace(wish, force=Force.PREFER)) if wish else changes[n]
    return [_spare_choir(change, changes) for change in changes]


def _spare_choir(change: BriefChange, changes: list[BriefChange]) -> BriefChange:
    """Make a preference of "no singing" beside a wish for a choir, which sings."""
    wish = change.wish
    if (
        wish is None
        or wish.facet is not Facet.VOCALS
        or wish.force is not Force.MUST
        or wish.value != VocalsValue(present=False)
    ):
        return change
    choir = any(
        c.wish and c.wish.facet is Facet.INSTRUMENT and c.wish.name == "choir" and c.wish.wanted for c in changes
    )
    return BriefChange("add", replace(wish, force=Force.PREFER)) if choir else change
