"""The brief: the constraints that a thread's conversation has led to, as an append-only list of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from musechat.concepts import are_contradictory, find_term
from musechat.json_types import JsonObject
from musechat.wish import RANGES, Facet, Force, Wish
from musechat.wish_values import LikeValue

__all__ = ["Brief", "BriefChange", "BriefEvent", "Facet", "Force", "StandingWish", "Wish", "is_replacing"]


_NAMED = frozenset({Facet.GENRE, Facet.INSTRUMENT, Facet.ARTIST})
_SINGLE = frozenset({Facet.VOCALS, Facet.EXPLICIT, Facet.SHAPE})
MAX_STANDING = 64  # a brief longer than this forgets its oldest soft wishes


class BriefChange(NamedTuple):
    """A change to the brief that a turn makes, before it has a number."""

    op: str
    wish: Wish | None = None
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class BriefEvent:
    """One event of the brief.

    ``op``: ``"add"`` a wish · ``"remove"`` the wish of event ``ref`` · ``"rewind"`` to the state after turn ``ref``.
    """

    seq: int  # number within the thread, from 1
    turn_seq: int  # the turn that made it
    author: int  # member id
    op: str
    wish: Wish | None = None
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class StandingWish:
    """A wish still in force, and the event that brought it."""

    event_seq: int
    turn_seq: int
    author: int
    wish: Wish

    def to_json(self) -> JsonObject:
        """Plain JSON types, the wish's own keys among them."""
        return {"event_seq": self.event_seq, "turn_seq": self.turn_seq, "author": self.author, **self.wish.to_json()}

    @classmethod
    def from_json(cls, data: JsonObject) -> StandingWish:
        """Inverse of :meth:`to_json`."""
        return cls(data["event_seq"], data["turn_seq"], data["author"], Wish.from_json(data))


@dataclass(frozen=True, slots=True)
class Brief:
    """The standing wishes of a thread, oldest first."""

    standing: tuple[StandingWish, ...] = field(default=())

    @classmethod
    def replay_events(cls, events: Iterable[BriefEvent]) -> Brief:
        """Derive the brief from its whole ledger (in any order; sorted by ``seq`` here).

        A later wish replaces the earlier ones that it contradicts (:func:`is_replacing`); what it only adds to, stays.
        """
        state: tuple[StandingWish, ...] = ()
        history: list[tuple[int, tuple[StandingWish, ...]]] = []
        for event in sorted(events, key=lambda e: e.seq):
            state = _apply_event(state, event, history)
            history.append((event.turn_seq, state))
        return cls(state)

    def list_wishes(self, facet: Facet) -> tuple[StandingWish, ...]:
        """List the standing wishes of one facet, oldest first."""
        return tuple(s for s in self.standing if s.wish.facet is facet)

    def apply_changes(self, changes: Iterable[BriefChange], *, turn_seq: int, author: int = 0) -> Brief:
        """Compute the brief after ``changes`` of turn ``turn_seq``; rewinds need :meth:`replay_events`."""
        state = self.standing
        seq = max((s.event_seq for s in state), default=0)
        for change in changes:
            seq += 1
            state = _apply_event(state, BriefEvent(seq, turn_seq, author, *change), [])
        return Brief(state)

    def to_json(self) -> list[JsonObject]:
        """The JSON stored with a turn: each wish with its event, turn and author."""
        return [standing.to_json() for standing in self.standing]

    @classmethod
    def from_json(cls, entries: Iterable[JsonObject]) -> Brief:
        """Inverse of :meth:`to_json`."""
        return cls(tuple(StandingWish.from_json(entry) for entry in entries))


def _apply_event(
    state: tuple[StandingWish, ...], event: BriefEvent, history: list[tuple[int, tuple[StandingWish, ...]]]
) -> tuple[StandingWish, ...]:
    if event.op == "remove":
        return tuple(s for s in state if s.event_seq != event.ref)
    if event.op == "rewind" and event.ref is not None:
        return next((then for turn, then in reversed(history) if turn <= event.ref), ())
    if event.op != "add" or event.wish is None:
        return state
    new = StandingWish(event.seq, event.turn_seq, event.author, event.wish)
    kept = [s for s in state if not is_replacing(new, s)]
    return _forget_oldest((*kept, new))


def _forget_oldest(state: tuple[StandingWish, ...]) -> tuple[StandingWish, ...]:
    """Drop the oldest soft wishes beyond :data:`MAX_STANDING`; hard wishes are never dropped."""
    surplus = len(state) - MAX_STANDING
    if surplus <= 0:
        return state
    soft = [s for s in state[:-1] if not s.wish.hard][:surplus]
    return tuple(s for s in state if s not in soft)


def is_replacing(new: StandingWish, old: StandingWish) -> bool:
    """Whether a new wish takes an older one's place."""
    a, b = new.wish, old.wish
    if a.facet is Facet.ARTIST and a.force is Force.NEVER and b.facet is Facet.LIKE:
        return not b.less and a.name in _find_likened(b)  # a ban takes back the wish for something like it
    if a.facet is not b.facet:
        return a.facet in RANGES and b.facet is Facet.MOOD and not b.hard and _contradicts_mood(a, b)
    if a.facet in _SINGLE:
        return True
    if a.facet is Facet.LIKE:
        return _is_replacing_likeness(new, old)
    if a.facet in RANGES:
        return _is_replacing_range(a, b)
    if a.facet in _NAMED:
        return _is_replacing_name(new, old)
    if a.facet is Facet.MOOD:
        return _is_replacing_mood(a, b)
    if a.facet is Facet.SCENE:  # asked for or refused, the newer word of one scene counts
        return a.name == b.name
    return _has_same_value(a, b)


def _is_replacing_likeness(new: StandingWish, old: StandingWish) -> bool:
    """Let a later turn's likeness take the place of earlier ones; "like A and B" is said in one turn."""
    a, b = new.wish, old.wish
    if _find_likened(a) == _find_likened(b):
        return True
    return a.less == b.less and new.turn_seq != old.turn_seq


def _find_likened(wish: Wish) -> tuple[str | None, str | None]:
    value = wish.value
    return (value.track_id, value.name or value.artist) if isinstance(value, LikeValue) else (None, None)


def _has_same_value(a: Wish, b: Wish) -> bool:
    """Tracks, licence uses and words stand beside each other; only a repetition replaces itself."""
    if a.facet is Facet.WORDS:  # refused or asked for, the newer of the same words counts
        return a.text == b.text
    return a.value == b.value


def _is_replacing_range(a: Wish, b: Wish) -> bool:
    """Whether a range is replaced: both cannot hold, or a wish at least as binding sets the same end anew."""
    if (a.force is Force.NEVER) != (b.force is Force.NEVER):
        return False
    new, old = a.range, b.range
    low = max((v for v in (new.min, old.min) if v is not None), default=None)
    high = min((v for v in (new.max, old.max) if v is not None), default=None)
    if low is not None and high is not None and low > high:
        return True
    same_end = None not in (new.min, old.min) or None not in (new.max, old.max)
    return same_end and (a.hard or not b.hard)


def _is_replacing_name(new: StandingWish, old: StandingWish) -> bool:
    """Let a later turn's genre or artist take the place of earlier ones; instruments add up."""
    a, b = new.wish, old.wish
    if a.name == b.name:
        return True
    if not (a.wanted and b.wanted) or new.turn_seq == old.turn_seq:
        return False
    if a.instead:
        return True
    return a.facet is not Facet.INSTRUMENT and (a.hard or not b.hard)


def _is_replacing_mood(a: Wish, b: Wish) -> bool:
    if a.name == b.name:
        return True
    return a.wanted and b.wanted and are_contradictory(a.name, b.name)


def _contradicts_mood(span: Wish, mood: Wish) -> bool:
    """Whether a range leaves a mood's own target well outside ("more energetic" after "calm")."""
    term = find_term(Facet.MOOD, mood.name)
    target = {Facet.ENERGY: term.energy, Facet.VALENCE: term.valence, Facet.BRIGHTNESS: term.brightness}.get(span.facet)
    if target is None or not mood.wanted:
        return False
    # A mood is a place on the scale with some width: only a range that ends well before it is against it.
    low, high = span.range.min, span.range.max
    return (low is not None and target < low - 0.15) or (high is not None and target > high + 0.15)
