"""Wishes that a reference or a scene comes to: soft always, but for an artist or a genre that is refused outright."""

from __future__ import annotations

from collections.abc import Sequence

from language.languages import gather_words
from language.languages.phrase_kinds import PhraseKind
from language.reading.clause import AGAINST, Sense
from language.reading.lexer import LexedItem, SceneMention
from language.reading.reference_names import Likeness
from language.wish_sounds import find_genre
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue, NamedValue, WishValue

_ARTICLES = gather_words(lambda language: language.reading.naming.articles)
_PURPOSES = gather_words(lambda language: language.reading.naming.purposes)


def make_likeness(
    item: LexedItem, likeness: Likeness, sense: Sense, *, instead: bool
) -> tuple[Force, Facet, WishValue]:
    """Make what a reference comes to in the sense of its clause.

    Args:
        item: as it was named; its artist where the library holds one.
        likeness: what is likened to.
        sense: of the clause.
        instead: whether something else is to take its place.

    """
    reference = likeness.reference
    sense = Sense.NO if likeness.against else Sense.LESS if likeness.too_much else sense
    less = instead or sense in AGAINST
    if reference is not None and reference.is_genre and find_genre(reference.name) is reference:
        # Never bound: nothing is heard as the genre itself, and "only phonk" would let nothing pass.
        force = Force.NEVER if sense is Sense.NO else Force.PREFER
        return force, Facet.GENRE, NamedValue(reference.name, less=less and force is Force.PREFER)
    if sense is Sense.NO and (item.artist or reference is None or reference.is_artist):
        return Force.NEVER, Facet.ARTIST, NamedValue(item.artist or likeness.name)
    missing = item.via is PhraseKind.BY and item.artist is None
    unheld = item.artist is None and not missing and not less and reference is not None and reference.is_artist
    sound = reference.sound if reference else None
    return Force.PREFER, Facet.LIKE, LikeValue(None, item.artist, likeness.name, sound, missing, less, unheld)


def make_scene_wish(mention: SceneMention, items: Sequence[LexedItem], at: int, sense: Sense, *, instead: bool) -> Wish:
    """Make the soft wish for what suits a scene that is named at ``items[at]``, or against it."""
    less = instead or sense in AGAINST or mention.against or _is_refused_purpose(items, at)
    return Wish(Force.PREFER, Facet.SCENE, NamedValue(mention.scene_id, less=less), mention.said[:120])


def follows_purpose(items: Sequence[LexedItem], at: int) -> bool:
    """Whether "for" or "for a" stands right before an item."""
    before = [item for item in items[max(0, at - 3) : at] if item.text not in _ARTICLES]
    return bool(before) and before[-1].text in _PURPOSES


def _is_refused_purpose(items: Sequence[LexedItem], at: int) -> bool:
    """Whether "not for a" stands before: "for" ends a clause elsewhere."""
    before = [item for item in items[max(0, at - 4) : at] if item.text not in _ARTICLES]
    return len(before) > 1 and before[-1].text in _PURPOSES and before[-2].kind in (PhraseKind.NO, PhraseKind.LESS)
