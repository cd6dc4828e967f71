"""``/privacy``: what is kept about a member, to see, to take along, to delete; and whether anything is learned."""

from __future__ import annotations

import asyncio
import gzip
import json
from io import BytesIO

import discord
import structlog
from discord import app_commands
from sqlalchemy.orm import Session

from bot.discord.commands.command_components import Style, button, pressed
from bot.discord.commands.ephemeral_reply import hold, hold_change, page, show
from bot.discord.commands.localization import anywhere, said
from bot.discord.commands.mentions import command_mentions
from bot.discord.services import PLATFORM, Interaction, Services, own_texts
from language.texts import Texts
from store.export import export_member
from store.member_data import MemberDataCounts, busy, forget_member, kept_about, opt_out, stop_turns
from store.members import MemberView, find_member

LET_GO_S = 20.0  # how long workers are waited for; a lost one's lease is no longer by default
LOOK_S = 0.2
SCRUBS = 3  # each waits for readers as long as the database does

log = structlog.get_logger(__name__)


@anywhere
class PrivacyReport(app_commands.Group, name="privacy", description=said("commands.privacy.description")):
    """A member and what is kept about them."""

    @app_commands.command(name="show", description=said("commands.privacy.show.description"))
    async def look(self, interaction: Interaction) -> None:
        """Say in words what is kept, with real numbers."""
        await hold(interaction)
        desk, texts = interaction.client.desk, own_texts(interaction)
        member, kept = await desk.asking.read(_look, str(interaction.user.id))
        mention = await command_mentions(interaction)
        names = {name.replace(" ", "_").replace("-", "_"): mention(f"privacy {name}") for name in _VERBS}
        ways = texts("privacy.ways", **names)
        if member is None or kept is None:
            await show(interaction, page([f"## {texts('privacy.title')}\n{texts('privacy.nothing')}", ways]))
            return
        parts = [f"## {texts('privacy.title')}\n{_counted(kept, member, desk, texts)}", _learning(member, texts)]
        await show(interaction, page([*parts, texts("privacy.elsewhere"), ways]))

    @app_commands.command(name="export", description=said("commands.privacy.export.description"))
    async def export(self, interaction: Interaction) -> None:
        """Give everything out as one file."""
        await hold(interaction)
        texts = own_texts(interaction)
        written = await interaction.client.desk.asking.read(
            _export, str(interaction.user.id), interaction.filesize_limit
        )
        if written is None:
            await show(interaction, page([texts("privacy.nothing")]))
            return
        name, data = written
        file = discord.File(BytesIO(data), filename=name)
        await show(interaction, page([texts("privacy.export")], file=file), file)

    @app_commands.command(name="delete", description=said("commands.privacy.delete.description"))
    async def delete(self, interaction: Interaction) -> None:
        """Ask whether everything is really to go."""
        await hold(interaction)
        texts = own_texts(interaction)
        _, kept = await interaction.client.desk.asking.read(_look, str(interaction.user.id))
        if kept is None:
            await show(interaction, page([texts("privacy.nothing")]))
            return
        row = [
            button("forget-me", 0, texts("privacy.delete.yes"), style=Style.danger),
            button("keep-me", 0, texts("privacy.delete.no")),
        ]
        question = [
            f"## {texts('privacy.delete.title')}\n{texts('privacy.delete.what')}",
            texts("privacy.delete.others"),
        ]
        await show(interaction, page(question, [row]))

    @app_commands.command(name="opt-out", description=said("commands.privacy.opt-out.description"))
    async def opt_out(self, interaction: Interaction) -> None:
        """Learn nothing from this member from now on."""
        await _learn(interaction, out=True)

    @app_commands.command(name="opt-in", description=said("commands.privacy.opt-in.description"))
    async def opt_in(self, interaction: Interaction) -> None:
        """Learn from what they like again."""
        await _learn(interaction, out=False)


_VERBS = ("export", "delete", "opt-out", "opt-in")


@pressed("keep-me")
async def _keep(interaction: Interaction, _n: int, _chosen: list[str]) -> None:
    await hold_change(interaction)
    await show(interaction, page([own_texts(interaction)("privacy.delete.kept")]))


@pressed("forget-me")
async def _forget(interaction: Interaction, _n: int, _chosen: list[str]) -> None:
    await hold_change(interaction)
    texts = own_texts(interaction)
    await show(interaction, page([texts("privacy.delete.going")]))
    await forget(interaction.client.desk, interaction.user.id)
    await show(interaction, page([texts("privacy.delete.done")]))


async def forget(desk: Services, user_id: int) -> None:
    """Delete everything of a Discord user: stop what is in flight, wait for workers to let go, delete, scrub."""
    member = await desk.asking.read(find_member, PLATFORM, str(user_id))
    if member is None:
        return
    await desk.asking.write(stop_turns, member.id)
    await _until_idle(desk, member.id)
    desk.forget(user_id=user_id)
    await desk.asking.write(forget_member, member.id, desk.blobs)
    desk.forget(user_id=user_id)  # whoever asked meanwhile may have brought the old id back
    for _ in range(SCRUBS):
        if await desk.asking.scrub():
            return
    log.warning("journal-not-scrubbed", remedy="it is when the last reader of the database has gone")


async def _until_idle(desk: Services, member_id: int) -> None:
    # What a worker holds past that it can no longer write down: its turn is gone.
    for _ in range(int(LET_GO_S / LOOK_S)):
        if not await desk.asking.read(busy, member_id):
            return
        await asyncio.sleep(LOOK_S)
    log.warning("worker-did-not-let-go", member=member_id)


async def _learn(interaction: Interaction, *, out: bool) -> None:
    await hold(interaction)
    desk = interaction.client.desk
    await desk.asking.write(opt_out, await desk.member(interaction.user.id), out)
    hours = f"{desk.settings.clip_hours:g}"
    await show(
        interaction, page([own_texts(interaction)("privacy.opted-out" if out else "privacy.opted-in", hours=hours)])
    )


def _look(session: Session, user_id: str) -> tuple[MemberView | None, MemberDataCounts | None]:
    member = find_member(session, PLATFORM, user_id)
    return (None, None) if member is None else (member, kept_about(session, member.id))


def _export(session: Session, user_id: str, most_bytes: int) -> tuple[str, bytes] | None:
    """The file's name and bytes; packed where Discord would not take it as it is."""
    member = find_member(session, PLATFORM, user_id)
    if member is None:
        return None
    data = json.dumps(export_member(session, member.id), ensure_ascii=False, indent=1).encode()
    if len(data) <= most_bytes:
        return "musechat-export.json", data
    return "musechat-export.json.gz", gzip.compress(data)


def _counted(kept: MemberDataCounts, member: MemberView, desk: Services, texts: Texts) -> str:
    hours, days = f"{desk.settings.clip_hours:g}", f"{desk.settings.words_days:g}"
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


def _learning(member: MemberView, texts: Texts) -> str:
    if member.opted_out:
        return texts("privacy.learning.off")
    since = member.taste_since or member.created_at
    return texts("privacy.learning.on", when=discord.utils.format_dt(since, "D"))
