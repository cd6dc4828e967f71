"""One hard rule: what it tests, and what it is about.

What a rule is about is a value and no sentence: whoever shows or stores a rule says it (``language.wish_labels``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from musechat.json_types import JsonObject
from musechat.matching import RuleTest, meets_rule
from musechat.track import Track
from musechat.wish import Wish


@dataclass(frozen=True, slots=True)
class WishSubject:
    """A rule that a hard wish of the brief made; without the member's own words, which are kept for less time."""

    wish: Wish

    def to_json(self) -> JsonObject:
        """The wish as JSON."""
        return {"wish": self.wish.to_json()}


@dataclass(frozen=True, slots=True)
class ShownSubject:
    """The rule that no thread sees a track twice."""

    def to_json(self) -> JsonObject:
        """A mark."""
        return {"shown": True}


@dataclass(frozen=True, slots=True)
class ExclusionSubject:
    """A rule from an exclusion of a thread, a member or a guild, see :class:`musechat.taste.Exclusion`."""

    scope: str
    what: str
    value: str

    def to_json(self) -> JsonObject:
        """The exclusion."""
        return {"exclusion": {"scope": self.scope, "what": self.what, "value": self.value}}


@dataclass(frozen=True, slots=True)
class GuildSubject:
    """A rule of a guild's moderators.

    Attributes:
        what: "licence", "explicit", "artists", "tracks" or "genre".
        value: the use or the genre; "" for the rest, which stand for whole lists.

    """

    what: str
    value: str = ""

    def to_json(self) -> JsonObject:
        """What was set."""
        return {"guild": {"what": self.what, "value": self.value}}


RuleSubject: TypeAlias = WishSubject | ShownSubject | ExclusionSubject | GuildSubject


def parse_subject(data: JsonObject | None) -> RuleSubject | None:
    """Read what a rule is about from JSON; None where a report does not say it, as the first ones did not."""
    about = data or {}
    if "wish" in about:
        return WishSubject(Wish.from_json(about["wish"]))
    if about.get("shown"):
        return ShownSubject()
    if "exclusion" in about:
        found = about["exclusion"]
        return ExclusionSubject(str(found.get("scope")), str(found.get("what")), str(found.get("value", "")))
    if "guild" in about:
        return GuildSubject(str(about["guild"].get("what")), str(about["guild"].get("value", "")))
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One hard rule.

    Attributes:
        name: stable within a thread, hyphenated: "must-vocals", "never-genre-jazz", "shown".
        test: what a track has to pass.
        about: where it comes from.
        relaxable: whether a member may lift it; not a guild's rules, nor the rule on tracks already shown.
        event_seq: the brief event to remove in order to lift it, None where it comes from elsewhere.

    """

    name: str
    test: RuleTest
    about: RuleSubject
    relaxable: bool = True
    event_seq: int | None = None

    def refuses(self, track: Track) -> bool:
        """Whether the track breaks this rule."""
        return not meets_rule(self.test, track)
