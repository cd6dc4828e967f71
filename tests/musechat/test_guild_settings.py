"""A community's settings: what nobody has set, what becomes a rule, and how they are stored."""

from __future__ import annotations

from musechat.guild import GuildSettings
from musechat.rule_sources import GuildRules

SET = GuildSettings(
    channels=frozenset({3, 1}),
    roles=frozenset({2}),
    turns_per_day=5,
    clip_seconds=60.5,
    clip_bytes=1000,
    licence_uses=frozenset({"commercial"}),
    explicit_allowed=False,
    blocked_artists=frozenset({"Mira", "Jo"}),
    blocked_tracks=frozenset({"t1"}),
    blocked_genres=frozenset({"jazz"}),
    language="de",
    questions=False,
    open_to_all=True,
)


def test_where_nobody_has_set_anything_all_is_allowed_and_questions_are_asked() -> None:
    assert GuildSettings().to_json() == {
        "channels": [], "roles": [], "turns_per_day": None, "clip_seconds": None, "clip_bytes": None,
        "licence_uses": [], "explicit_allowed": True, "blocked_artists": [], "blocked_tracks": [],
        "blocked_genres": [], "language": None, "questions": True, "open_to_all": False,
    }  # fmt: skip
    assert GuildSettings().rules == GuildRules()
    assert GuildRules().explicit_allowed


def test_settings_are_stored_with_their_lists_sorted_and_read_again() -> None:
    stored = SET.to_json()
    assert stored["channels"] == [1, 3]
    assert stored["blocked_artists"] == ["Jo", "Mira"]
    assert GuildSettings.from_json(stored) == SET
    assert GuildSettings.from_json(stored | {"of another version": 1}) == SET
    assert GuildSettings.from_json({}) == GuildSettings()


def test_what_becomes_a_rule() -> None:
    assert SET.rules == GuildRules(
        frozenset({"commercial"}), False, frozenset({"Mira", "Jo"}), frozenset({"t1"}), frozenset({"jazz"})
    )
