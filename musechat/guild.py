"""The settings that a community's moderators make."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from musechat.json_types import JsonObject
from musechat.rule_sources import GuildRules


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """A community's settings; the defaults are those of one that nobody has set anything for.

    Attributes:
        channels: ids of the channels where it answers (and their threads); empty: everywhere.
        roles: ids of the roles that may use it, any of them; empty: everyone.
        turns_per_day: turns that a member may take within 24 hours; None: any number.
        clip_seconds, clip_bytes: the longest and largest clip; None: the operator's limits.
        licence_uses: what the licence of a pick must allow: "commercial", "derivatives", "no-attribution".
        explicit_allowed: whether tracks marked as explicit may be picked.
        blocked_artists, blocked_genres: names; blocked_tracks: track ids.
        language: of what everybody sees ("en", "de", …); None: the guild's own, as Discord has it.
        questions: whether a pick may come with a question.
        open_to_all: whether everyone may refine in a new thread, unless its member says otherwise.

    """

    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    turns_per_day: int | None = None
    clip_seconds: float | None = None
    clip_bytes: int | None = None
    licence_uses: frozenset[str] = frozenset()
    explicit_allowed: bool = True
    blocked_artists: frozenset[str] = frozenset()
    blocked_tracks: frozenset[str] = frozenset()
    blocked_genres: frozenset[str] = frozenset()
    language: str | None = None
    questions: bool = True
    open_to_all: bool = False

    @property
    def rules(self) -> GuildRules:
        """The settings that become hard rules."""
        return GuildRules(
            licence_uses=self.licence_uses,
            explicit_allowed=self.explicit_allowed,
            blocked_artists=self.blocked_artists,
            blocked_tracks=self.blocked_tracks,
            blocked_genres=self.blocked_genres,
        )

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: JsonObject) -> GuildSettings:
        """Inverse of :meth:`to_json`; ignores keys of other versions."""
        known = {f.name for f in fields(cls)}
        plain: JsonObject = {k: frozenset(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        return cls(**plain)
