"""``/musechat audit``: the last picks on a server, for whom they were made, and the rules that admitted them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

import discord

from bot.discord.cards.escaping import escape
from bot.discord.commands.ephemeral_reply import defer_privately, draw_page, show
from bot.discord.commands.history_command import jump_url
from bot.discord.commands.moderation.setting_change import guild_of
from bot.discord.licence_notices import show_place
from bot.discord.services import Interaction, Services, own_texts
from language.explanations import describe_paths
from language.texts import Texts
from musechat.licence_check import CheckState
from store.audit import AuditedPick, load_last_picks
from store.licence_notices import LicenceNotice, list_findings

LISTED = 8  # in the answer; the attached table has all
COLUMNS = ("when_utc", "title", "artist", "track_id", "licence", "let_pass_by", "asked_by", "message")


async def show_audit(services: Services, interaction: Interaction) -> None:
    """Answer with the newest picks, and all of them attached as CSV."""
    await defer_privately(interaction)
    texts = own_texts(interaction)
    picks = await services.turn_client.read(load_last_picks, guild_of(interaction))
    changed = await services.turn_client.read(list_findings, guild_id=guild_of(interaction), limit=LISTED // 2)
    if not picks:
        await show(interaction, draw_page([texts("moderation.audit.none")]))
        return
    # With a byte order mark: spreadsheets take a CSV without one for a legacy encoding.
    file = discord.File(BytesIO(table(picks).encode("utf-8-sig")), filename="musechat-audit.csv")
    lines = "\n".join(_describe_pick(pick, texts) for pick in picks[:LISTED])
    head = f"## {texts.format_count('moderation.audit.title', len(picks))}"
    licences = [f"**{texts('moderation.audit.licences')}**\n{_list_notices(changed, texts)}"] if changed else []
    await show(interaction, draw_page([head, *licences, lines, texts("moderation.audit.rule")], file=file), file)


def table(picks: Iterable[AuditedPick]) -> str:
    """Write picks as CSV with a header row; times in UTC."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for pick in picks:
        track = pick.track
        cells = (f"{pick.at:%Y-%m-%d %H:%M:%S}", track.title, track.artist, track.id, track.licence.id)
        writer.writerow(map(_escape_formula, (*cells, pick.rule, pick.asked_by, jump_url(pick.place))))
    return text.getvalue()


def _escape_formula(cell: str) -> str:
    """Prefix a cell that a spreadsheet would evaluate: titles and names are foreign text (CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _list_notices(notices: Iterable[LicenceNotice], texts: Texts) -> str:
    return "\n".join(_describe_notice(notice, texts) for notice in notices)


def _describe_notice(notice: LicenceNotice, texts: Texts) -> str:
    record = notice.record
    name = f"**{escape(record.title, 60)}** – {escape(record.artist, 40)}"
    kind = "gone" if notice.state is CheckState.CHANGED and not notice.found else notice.state.value
    now = texts(f"receipts.notice-{kind}", where=show_place(notice.where), now=escape(notice.found, 80))
    when = discord.utils.format_dt(notice.found_at, "R")
    return f"- {name} · {escape(record.licence.id, 40)}\n-# {when} · {now}"


def _describe_pick(pick: AuditedPick, texts: Texts) -> str:
    name = f"**{escape(pick.track.title, 60)}** – {escape(pick.track.artist, 40)}"
    where = jump_url(pick.place)
    when = discord.utils.format_dt(pick.at, "R")
    when = f"[{when}]({where})" if where else when
    cause = texts(
        "moderation.audit.line", who=f"<@{pick.asked_by}>", rule=escape(describe_paths(pick.rule, texts), 160)
    )
    return f"- {name} · {escape(pick.track.licence.id, 40)}\n-# {when} · {cause}"
