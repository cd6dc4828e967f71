"""Join the wishes that the rules have read with those that the network has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from language.reading.learnt.context import LearntContext
from language.reading.learnt.named_wishes import PARENTS, SCALE_NAMES, Key, find_key, make_wish, name_wish
from language.reading.message_scores import MessageScores, WishScore
from musechat.brief import BriefChange
from musechat.wish import Facet, Wish
from musechat.wish_values import RangeValue

ADDED = 0.3  # a wish counts that the rules have not
DOUBTED = 0.5  # a soft wish of the rules goes where the opposite is as likely
TURNED = 0.8  # … and the opposite counts
UNSAID = 0.05  # a scene that the rules have found by its words goes where neither way is as likely
FIRM = 0.8  # a wish of the network's own is a bound: it is likely, and as likely one, and rules hear a word that binds
MOST_SAID = 120  # characters


@dataclass(slots=True)
class _Joined:
    """What of a message is counted so far.

    Attributes:
        kept: changes of the brief.
        read: which way each thing was read, 1 or -1; 0 where nothing more is to be said of it.
        doubted: of what the network holds the opposite for likelier.

    """

    kept: list[BriefChange] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)


def join_events(events: Sequence[BriefChange], scores: MessageScores, context: LearntContext) -> list[BriefChange]:
    """Join the rules' changes of the brief with the wishes that the network has read."""
    chances, contrast = _list_chances(scores.wishes), _holds_contrast(events)
    joined = _Joined()
    for change in events:
        if change.op == "add" and change.wish is not None:
            _keep_wish(joined, change, change.wish, chances, scores, contrast)
        else:
            joined.kept.append(change)
    for score in scores.wishes:
        _add_wish(joined, score, context)
    return joined.kept


def _keep_wish(
    joined: _Joined,
    change: BriefChange,
    wish: Wish,
    chances: Mapping[Key, float],
    scores: MessageScores,
    contrast: bool,
) -> None:
    """Keep a wish that the rules have read, unless the network has read it the other way or not at all."""
    key = name_wish(wish)
    if key is None:
        joined.kept.append(change)
        if wish.facet in SCALE_NAMES:
            joined.read[SCALE_NAMES[wish.facet]] = 0  # "at least 140 bpm" says all of the tempo
        return
    name, sign = key
    same, opposite = chances.get(key, 0.0), chances.get((name, -sign), 0.0)
    if opposite > same and opposite >= DOUBTED and not _is_settled(wish, contrast):
        joined.doubted.add(name)  # where the network is sure, what it has read is added
        if wish.facet is Facet.SCENE:  # a scene is what the clip is for: at most it is none
            joined.read[name] = 0
    elif wish.facet is not Facet.SCENE or max(same, opposite) >= UNSAID or name not in scores.known:
        joined.kept.append(change)
        joined.read[name] = sign


def _add_wish(joined: _Joined, score: WishScore, context: LearntContext) -> None:
    """Add a wish that the network has read, where the rules have said nothing of it."""
    share, sign = max(score.more, score.less), 1 if score.more >= score.less else -1
    name, turned = find_key(score.name, sign)
    if share < (TURNED if name in joined.doubted else ADDED) or {name, PARENTS.get(name)} & joined.read.keys():
        return
    if sign < 0 and context.lifts:  # "vocals are fine after all"
        return
    if joined.read and _leans_against(score.name, sign, joined.read, context):
        return
    firm = min(score.firm, share) >= FIRM and context.holds_bound(sign) and not _hold_bound(joined.kept)
    said = context.words[:MOST_SAID]
    wish = make_wish(score.name, sign, firm, said, context.last, context.clip, context.read)
    if wish is not None and not _is_said(wish, joined.kept):
        joined.kept.append(BriefChange("add", wish))
        joined.read[name] = turned


def _leans_against(name: str, sign: int, read: Mapping[str, int], context: LearntContext) -> bool:
    """Whether it goes against a step that the rules have read: less of "hopeful" against "happier"."""
    for change in context.read(f"more {name}").events:
        key = name_wish(change.wish) if change.wish is not None else None
        if key is not None and read.get(key[0]) == -sign * key[1]:
            return True
    return False


def _list_chances(wishes: Iterable[WishScore]) -> dict[Key, float]:
    """How likely each thing is wanted and unwanted; what says the same on a scale counts as one."""
    chances: dict[Key, float] = {}
    for score in wishes:
        for sign, share in ((1, score.more), (-1, score.less)):
            key = find_key(score.name, sign)
            chances[key] = max(chances.get(key, 0.0), share)
            if score.name in PARENTS and sign > 0:
                parent = (PARENTS[score.name], 1)
                chances[parent] = max(chances.get(parent, 0.0), share)
    return chances


def _holds_contrast(events: Iterable[BriefChange]) -> bool:
    """Whether one thing is wanted and another not: "lose the drums and keep the strings"."""
    keys = [name_wish(change.wish) for change in events if change.op == "add" and change.wish is not None]
    return {key[1] for key in keys if key is not None} == {1, -1}


def _is_settled(wish: Wish, contrast: bool) -> bool:
    """Whether the rules know best which way it goes: a bound, a step ("not slower"), a side of a contrast."""
    return wish.hard or contrast or (isinstance(wish.value, RangeValue) and wish.value.than is not None)


def _hold_bound(kept: Iterable[BriefChange]) -> bool:
    """Whether a bound is read already: then the word that binds may belong to it."""
    return any(change.wish is not None and change.wish.hard for change in kept)


def _is_said(wish: Wish, kept: Iterable[BriefChange]) -> bool:
    """Whether another wish says the same already."""
    held = [change.wish for change in kept if change.wish is not None and change.wish.facet is wish.facet]
    return any(each.value == wish.value or (wish.name and each.name == wish.name) for each in held)
