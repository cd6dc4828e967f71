"""The limits of a clip: the operator's, or the guild's where that is lower, and the errors that say whose it is."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.settings import Settings
from musechat.turn import TurnKind
from store.database import Database
from store.guilds import change_guild
from store.members import get_member
from store.threads import open_thread
from tests.store.asked import Asker
from tests.worker.jobs import context_of
from worker.stages.limits import ClipLimits, load_clip_limits

GUILD = 700
OPERATORS = ClipLimits(25_000_000, 300.0, guilds_bytes=False, guilds_seconds=False)
GUILDS = ClipLimits(8 * 1024**2, 90.0, guilds_bytes=True, guilds_seconds=True)


class GuildAsker(Asker):
    """Asks in a thread of a guild."""

    def __init__(self, db: Database) -> None:
        self.db, self.name = db, "someone"
        with db.write() as session:
            self.member_id = get_member(session, "discord", "someone")
            self.thread_id = open_thread(session, platform="discord", member_id=self.member_id, guild_id=GUILD)


@pytest.mark.parametrize("off", [-1, 0, 1, None])
@pytest.mark.parametrize("which", ["bytes", "seconds"])
def test_the_lower_limit_holds_and_equal_ones_are_the_operators(
    sqlite_database: Database, settings: Settings, which: str, off: int | None
) -> None:
    asker = GuildAsker(sqlite_database)
    operators = {"bytes": settings.max_clip_bytes, "seconds": settings.max_clip_seconds}
    if off is not None:
        values = {f"clip_{which}": operators[which] + off}
        with sqlite_database.write() as session:
            change_guild(session, GUILD, lambda _: GuildSettings(**values))  # type: ignore[arg-type]
    found = load_clip_limits(context_of(asker, settings, TurnKind.FIRST))
    lower = off is not None and off < 0
    expected = operators | ({which: operators[which] + off} if off is not None and lower else {})
    assert (found.max_bytes, found.max_seconds) == (expected["bytes"], expected["seconds"])
    assert (found.guilds_bytes, found.guilds_seconds) == (lower and which == "bytes", lower and which == "seconds")


def test_limits_are_values() -> None:
    assert replace(GUILDS) == GUILDS != OPERATORS
    assert len({GUILDS, replace(GUILDS), OPERATORS}) == 2
    with pytest.raises(FrozenInstanceError):
        GUILDS.max_bytes = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (OPERATORS.make_too_large_error(), "clip-too-large", "The clip is larger than the 25 MB allowed"),
        (replace(OPERATORS, max_bytes=1_234_567).make_too_large_error(), "clip-too-large", "The clip is larger than the 1.23 MB allowed"),
        (GUILDS.make_too_large_error(), "clip-too-large-here", "The clip is larger than the 8 MiB that this server allows"),
        (OPERATORS.make_too_long_error(), "clip-too-long", "The clip is longer than the 5:00 allowed"),
        (GUILDS.make_too_long_error(), "clip-too-long-here", "The clip is longer than the 1:30 that this server allows"),
    ],
)  # fmt: skip
def test_an_error_names_the_limit_and_whose_it_is(error: BadInput, code: str, message: str) -> None:
    assert (error.code, error.message) == (code, message)


def test_the_guilds_limit_is_told_to_texts_in_other_languages() -> None:
    assert GUILDS.make_too_large_error().values == {"mib": "8"}
    assert GUILDS.make_too_long_error().values == {"length": "1:30"}


@pytest.mark.parametrize(
    ("limits", "raised", "told"),
    [
        (GUILDS, "clip-too-large", "clip-too-large-here"),
        (GUILDS, "clip-too-long", "clip-too-long-here"),
        (GUILDS, "not-a-video", "not-a-video"),
        (OPERATORS, "clip-too-large", "clip-too-large"),
        (OPERATORS, "clip-too-long", "clip-too-long"),
        (replace(GUILDS, guilds_bytes=False), "clip-too-large", "clip-too-large"),
        (replace(GUILDS, guilds_bytes=False), "clip-too-long", "clip-too-long-here"),
        (replace(GUILDS, guilds_seconds=False), "clip-too-long", "clip-too-long"),
    ],
)
def test_errors_of_a_block_name_the_guild_where_the_limit_is_its_own(
    limits: ClipLimits, raised: str, told: str
) -> None:
    with pytest.raises(BadInput) as caught, limits.name_guild_limit():
        raise BadInput(raised, "It is too much", "Take less")
    assert caught.value.code == told
    with limits.name_guild_limit():
        pass
