"""What is done to the changes of a whole message, once all of it was read."""

from __future__ import annotations

from dataclasses import replace

from musechat.brief import BriefChange
from musechat.wish import Facet, Force


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
    return changes
