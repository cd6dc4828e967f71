"""How large and how long a turn's clip may be: the operator's limits, or the guild's own where these are tighter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from media.watch.error_mapping import format_duration
from musechat.errors import BadInput
from store.guilds import get_guild
from worker.context import TurnContext

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ClipLimits:
    """What holds for one turn, and which of it is the guild's."""

    max_bytes: int
    max_seconds: float
    guilds_bytes: bool
    guilds_seconds: bool

    @contextmanager
    def name_guild_limit(self) -> Iterator[None]:
        """Turn a refusal by a limit into one that names the guild, where the limit is the guild's own."""
        try:
            yield
        except BadInput as error:
            if error.code == "clip-too-large" and self.guilds_bytes:
                raise self.make_too_large_error() from error
            if error.code == "clip-too-long" and self.guilds_seconds:
                raise self.make_too_long_error() from error
            raise

    def make_too_large_error(self) -> BadInput:
        """The clip's file is larger than what holds."""
        remedy = "Post a smaller or shorter clip"
        if not self.guilds_bytes:
            return BadInput(
                "clip-too-large", f"The clip is larger than the {self.max_bytes / 1e6:.3g} MB allowed", remedy
            )
        mib = f"{self.max_bytes / MIB:.3g}"
        what = f"The clip is larger than the {mib} MiB that this server allows"
        return BadInput("clip-too-large-here", what, remedy, mib=mib)

    def make_too_long_error(self) -> BadInput:
        """The clip lasts longer than what holds."""
        length, remedy = format_duration(self.max_seconds), "Cut it to the part that needs music"
        if not self.guilds_seconds:
            return BadInput("clip-too-long", f"The clip is longer than the {length} allowed", remedy)
        what = f"The clip is longer than the {length} that this server allows"
        return BadInput("clip-too-long-here", what, remedy, length=length)


def load_clip_limits(context: TurnContext) -> ClipLimits:
    """The limits of a turn's clip."""
    settings = context.settings
    with context.db.read() as session:
        guild = get_guild(session, context.job.guild_id)
    guilds_bytes = guild.clip_bytes is not None and guild.clip_bytes < settings.max_clip_bytes
    guilds_seconds = guild.clip_seconds is not None and guild.clip_seconds < settings.max_clip_seconds
    return ClipLimits(
        max_bytes=min(settings.max_clip_bytes, guild.clip_bytes or settings.max_clip_bytes),
        max_seconds=min(settings.max_clip_seconds, guild.clip_seconds or settings.max_clip_seconds),
        guilds_bytes=guilds_bytes,
        guilds_seconds=guilds_seconds,
    )
