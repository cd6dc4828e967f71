"""Rules that no track can be shown to keep, since nobody hears it and nothing is marked as it: they are only wished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from language.vocabulary import find_named_concept
from models.ranking.library_snapshot import LibrarySnapshot
from musechat.brief import BriefChange
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue


def soften_unheard_rules(
    changes: Iterable[BriefChange], library: LibrarySnapshot, guild_id: int | None
) -> tuple[BriefChange, ...]:
    """Turn rules for a genre that no track was ever heard as, or is marked as, into wishes that say so.

    A genre of which the ear knows something stays a rule: where no track passes it, that is a true answer.
    """
    return tuple(_soften_rule(change, library, guild_id) for change in changes)


def _soften_rule(change: BriefChange, library: LibrarySnapshot, guild_id: int | None) -> BriefChange:
    wish = change.wish
    if wish is None or not isinstance(wish.value, NamedValue):
        return change
    if wish.force is not Force.MUST or wish.facet is not Facet.GENRE:
        return change
    heard = library.terms.score_term(find_named_concept(wish.facet, wish.name)) > 0
    if not len(library) or (heard & library.mask_visible(guild_id)).any():
        return change
    value = replace(wish.value, unheard=True)
    return change._replace(wish=Wish(Force.PREFER, wish.facet, value, wish.said))
