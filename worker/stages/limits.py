"""Limits of a turn's clip in bytes and seconds: the operator's, or the guild's where that is lower."""

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
    """The limits of one turn's clip; ``guilds_…``: whether the limit is the guild's, which errors then say."""

    max_bytes: int
    max_seconds: float
    guilds_bytes: bool
    guilds_seconds: bool

    @contextmanager
    def name_guild_limit(self) -> Iterator[None]:
        """Replace ``clip-too-large`` and ``clip-too-long`` of the block by errors that name the guild's limit."""
        try:
            yield
        except BadInput as error:
            if error.code == "clip-too-large" and self.guilds_bytes:
                raise self.make_too_large_error() from error
            if error.code == "clip-too-long" and self.guilds_seconds:
                raise self.make_too_long_error() from error
            raise

    def make_too_large_error(self) -> BadInput:
        """Make the error of a clip whose file is too large."""
        remedy = "Post a smaller or shorter clip"
        if not self.guilds_bytes:
            return BadInput(
                "clip-too-large", f"The clip is larger than the {self.max_bytes / 1e6:.3g} MB allowed", remedy
            )
        mib = f"{self.max_bytes / MIB:.3g}"
        what = f"The clip is larger than the {mib} MiB that this server allows"
        return BadInput("clip-too-large-here", what, remedy, mib=mib)

    def make_too_long_error(self) -> BadInput:
        """Make the error of a clip that is too long."""
        length, remedy = format_duration(self.max_seconds), "Cut it to the part that needs music"
        if not self.guilds_seconds:
            return BadInput("clip-too-long", f"The clip is longer than the {length} allowed", remedy)
        what = f"The clip is longer than the {length} that this server allows"
        return BadInput("clip-too-long-here", what, remedy, length=length)


def load_clip_limits(context: TurnContext) -> ClipLimits:
    """Load the limits that apply to a turn's clip."""
    settings = context.settings
    with context.db.read() as session:
        guild = get_guild(session, context.job.guild_id)
    # A guild may only lower the operator's limits: they keep the machine safe.
    guilds_bytes = guild.clip_bytes is not None and guild.clip_bytes < settings.max_clip_bytes
    guilds_seconds = guild.clip_seconds is not None and guild.clip_seconds < settings.max_clip_seconds
    return ClipLimits(
        max_bytes=min(settings.max_clip_bytes, guild.clip_bytes or settings.max_clip_bytes),
        max_seconds=min(settings.max_clip_seconds, guild.clip_seconds or settings.max_clip_seconds),
        guilds_bytes=guilds_bytes,
        guilds_seconds=guilds_seconds,
    )
