"""``/privacy``: shows, exports and deletes what is stored about a member, and switches learning on or off."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import discord
import structlog
from discord import app_commands
from sqlalchemy.orm import Session

from bot.discord.commands.command_components import ComponentHandler, Style, build_button
from bot.discord.commands.ephemeral_reply import defer_change, defer_privately, draw_page, show
from bot.discord.commands.localization import anywhere, localised
from bot.discord.commands.mentions import CommandMentions
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from language.texts import Texts
from musechat.settings import Settings
from store.export_parts import write_export
from store.member_data import (
    MemberDataCounts,
    count_member_data,
    forget_member,
    has_running_turns,
    set_opted_out,
    stop_turns,
)
from store.members import MemberView, find_member

RELEASE_S = 20.0  # how long workers are waited for: by default a lost worker's lease ends within it
POLL_S = 0.2
EXPORT_FOLDER = "musechat-export-"  # what a crash leaves of them retention deletes
PART_BYTES, PER_MESSAGE = 10_000_000, 5  # of an export; Discord takes larger requests unwillingly
SCRUBS = 3  # attempts; each waits for readers as long as the database's own timeout

log = structlog.get_logger(__name__)


@anywhere
class PrivacyCommands(app_commands.Group, name="privacy", description=localised("commands.privacy.description")):
    """The group ``/privacy``."""

    def __init__(self, services: Services, mentions: CommandMentions) -> None:
        super().__init__()
        self._services = services
        self._mentions = mentions

    @app_commands.command(name="show", description=localised("commands.privacy.show.description"))
    async def look(self, interaction: Interaction) -> None:
        """Show what is stored, with counts and dates."""
        await defer_privately(interaction)
        texts = own_texts(interaction)
        member, kept = await self._services.turn_client.read(_load, str(interaction.user.id))
        mention = await self._mentions.load()
        names = {name.replace(" ", "_").replace("-", "_"): mention(f"privacy {name}") for name in _VERBS}
        ways = texts("privacy.ways", **names)
        if member is None or kept is None:
            await show(interaction, draw_page([f"## {texts('privacy.title')}\n{texts('privacy.nothing')}", ways]))
            return
        counts = _describe_counts(kept, member, self._services.settings, texts)
        parts = [f"## {texts('privacy.title')}\n{counts}", _describe_learning(member, texts)]
        await show(interaction, draw_page([*parts, texts("privacy.elsewhere"), ways]))

    @app_commands.command(name="export", description=localised("commands.privacy.export.description"))
    async def export(self, interaction: Interaction) -> None:
        """Send everything stored about the member as JSON, in as many files as its size needs."""
        await defer_privately(interaction)
        texts, user_id = own_texts(interaction), str(interaction.user.id)
        with tempfile.TemporaryDirectory(prefix=EXPORT_FOLDER) as folder:
            most = interaction.filesize_limit
            parts = await self._services.turn_client.read(_export, user_id, Path(folder), most)
            if not parts:
                await show(interaction, draw_page([texts("privacy.nothing")]))
                return
            file = discord.File(parts[0])
            await show(interaction, draw_page([texts("privacy.export")], file=file), file)
            for start in range(1, len(parts), PER_MESSAGE):
                some = parts[start : start + PER_MESSAGE]
                line = texts("privacy.export-part", first=start + 1, last=start + len(some), all=len(parts))
                await interaction.followup.send(line, files=[discord.File(part) for part in some], ephemeral=True)

    @app_commands.command(name="delete", description=localised("commands.privacy.delete.description"))
    async def delete(self, interaction: Interaction) -> None:
        """Ask for confirmation before everything is deleted."""
        await defer_privately(interaction)
        texts = own_texts(interaction)
        _, kept = await self._services.turn_client.read(_load, str(interaction.user.id))
        if kept is None:
            await show(interaction, draw_page([texts("privacy.nothing")]))
            return
        row = [
            build_button("forget-me", 0, texts("privacy.delete.yes"), style=Style.danger),
            build_button("keep-me", 0, texts("privacy.delete.no")),
        ]
        question = [
            f"## {texts('privacy.delete.title')}\n{texts('privacy.delete.what')}",
            texts("privacy.delete.others"),
        ]
        await show(interaction, draw_page(question, [row]))

    @app_commands.command(name="opt-out", description=localised("commands.privacy.opt-out.description"))
    async def opt_out(self, interaction: Interaction) -> None:
        """Stop learning from this member."""
        await self._set_learning(interaction, out=True)

    @app_commands.command(name="opt-in", description=localised("commands.privacy.opt-in.description"))
    async def opt_in(self, interaction: Interaction) -> None:
        """Learn from this member again."""
        await self._set_learning(interaction, out=False)

    async def _set_learning(self, interaction: Interaction, *, out: bool) -> None:
        await defer_privately(interaction)
        services = self._services
        await services.turn_client.write(set_opted_out, await services.get_member_id(interaction.user.id), out)
        hours = f"{services.settings.clip_hours:g}"
        text = own_texts(interaction)("privacy.opted-out" if out else "privacy.opted-in", hours=hours)
        await show(interaction, draw_page([text]))


_VERBS = ("export", "delete", "opt-out", "opt-in")


def make_privacy_handlers(services: Services) -> dict[str, ComponentHandler]:
    """Make the handlers of the buttons under ``/privacy delete``, by verb."""

    async def keep(interaction: Interaction, _n: int, _chosen: Sequence[str]) -> None:
        await defer_change(interaction)
        await show(interaction, draw_page([own_texts(interaction)("privacy.delete.kept")]))

    async def delete(interaction: Interaction, _n: int, _chosen: Sequence[str]) -> None:
        await defer_change(interaction)
        texts = own_texts(interaction)
        # Without its buttons, so that nobody presses twice while workers are waited for.
        await show(interaction, draw_page([texts("privacy.delete.going")]))
        await forget_user(services, interaction.user.id)
        await show(interaction, draw_page([texts("privacy.delete.done")]))

    return {"keep-me": keep, "forget-me": delete}


async def forget_user(services: Services, user_id: int) -> None:
    """Delete everything of a Discord user: stop their turns, wait for workers, delete, scrub the journal.

    Does nothing for somebody who is no member. Takes up to ``RELEASE_S`` seconds and more on a busy database.
    """
    member = await services.turn_client.read(find_member, PLATFORM, str(user_id))
    if member is None:
        return
    await services.turn_client.write(stop_turns, member.id)
    await _wait_until_idle(services, member.id)
    services.drop_cached(user_id=user_id)
    await services.turn_client.write(forget_member, member.id, services.blobs)
    services.drop_cached(user_id=user_id)  # a request meanwhile may have cached the old id again
    for _ in range(SCRUBS):
        if await services.turn_client.scrub():
            return
    # Deleted rows stay in SQLite's write-ahead log until a checkpoint, which readers hold up.
    log.warning("journal-not-scrubbed", remedy="it is when the last reader of the database has gone")


async def _wait_until_idle(services: Services, member_id: int) -> None:
    # A worker that holds a turn for longer cannot write its result any more: the turn is deleted under it.
    for _ in range(int(RELEASE_S / POLL_S)):
        if not await services.turn_client.read(has_running_turns, member_id):
            return
        await asyncio.sleep(POLL_S)
    log.warning("worker-still-running", member=member_id)


def _load(session: Session, user_id: str) -> tuple[MemberView | None, MemberDataCounts | None]:
    member = find_member(session, PLATFORM, user_id)
    return (None, None) if member is None else (member, count_member_data(session, member.id))


def _export(session: Session, user_id: str, folder: Path, most_bytes: int) -> list[Path]:
    """Write the export's parts, each of at most ``most_bytes``; none for no member."""
    member = find_member(session, PLATFORM, user_id)
    return [] if member is None else write_export(session, member.id, folder, min(most_bytes, PART_BYTES))


def _describe_counts(kept: MemberDataCounts, member: MemberView, settings: Settings, texts: Texts) -> str:
    hours, days = f"{settings.clip_hours:g}", f"{settings.words_days:g}"
    lines = [
        texts("privacy.kept.since", when=discord.utils.format_dt(kept.since, "D")),
        texts("privacy.kept.turns", turns=kept.turns, threads=kept.threads),
        texts(f"privacy.kept.words{'-soon' if member.opted_out else ''}", n=kept.worded, days=days, hours=hours),
        texts("privacy.kept.wishes", n=kept.wishes),
        texts("privacy.kept.clips", n=kept.clips, hours=hours),
        texts("privacy.kept.verdicts", n=kept.verdicts),
        texts("privacy.kept.exclusions", n=kept.exclusions),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _describe_learning(member: MemberView, texts: Texts) -> str:
    if member.opted_out:
        return texts("privacy.learning.off")
    since = member.taste_since or member.created_at
    return texts("privacy.learning.on", when=discord.utils.format_dt(since, "D"))
