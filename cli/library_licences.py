"""``musechat library licences``: how the licences of accepted picks stand where they were stated."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.setup import err, load_settings, open_database, out
from musechat.errors import BadInput
from musechat.json_types import JsonObject
from musechat.licence_check import CheckState
from store.licence_checks import count_states
from store.licence_notices import LicenceNotice, list_findings
from worker.library.licence_watch import LicenceWatcher, read_all_licences

_NAMES = {
    CheckState.SAME: "unchanged",
    CheckState.CHANGED: "changed",
    CheckState.VANISHED: "vanished",
    CheckState.THERE: "there, naming no licence",
    CheckState.UNREACHABLE: "not reached",
    CheckState.NOTHING: "stated nowhere that can be read again",
}


def show_licences(
    now: Annotated[bool, typer.Option("--now", help="Read all of them again first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show whether the licences of accepted picks still stand where they were stated."""
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        if now and read_all_licences(LicenceWatcher(db, settings)).busy:
            raise BadInput("watch-running", "Licences are being read again already", "Wait for it to end")
        with db.read() as session:
            states, findings = count_states(session), list_findings(session)
    if as_json:
        counts = {state.value: states[state] for state in CheckState}
        typer.echo(
            json.dumps({"states": counts, "findings": [_convert(each) for each in findings]}, ensure_ascii=False)
        )
        return
    said = ", ".join(f"{states[state]} {name}" for state, name in _NAMES.items() if states[state])
    out.print(f"Licences of accepted picks: {said or 'none was read again yet'}")
    if findings:
        out.print(_make_table(findings))
    if not settings.licence_watch_days:
        err.print("No worker reads them again: MUSECHAT_LICENCE_WATCH_DAYS is 0")


def _make_table(findings: list[LicenceNotice]) -> Table:
    table = Table("thread", "track", "recorded", "now", "where", "found", box=None, header_style="bold")
    for each in findings:
        name = f"{each.record.artist} - {each.record.title}"
        now = each.found or ("no licence" if each.state is CheckState.CHANGED else "gone")
        cells = (name, each.record.licence.id, now, each.where)
        table.add_row(str(each.thread_id), *map(escape, cells), f"{each.found_at:%Y-%m-%d}")
    return table


def _convert(notice: LicenceNotice) -> JsonObject:
    return {
        "thread": notice.thread_id,
        "track_id": notice.track_id,
        "title": notice.record.title,
        "artist": notice.record.artist,
        "recorded": notice.record.licence.id,
        "accepted_at": notice.record.accepted_at,
        "state": notice.state.value,
        "now": notice.found,
        "where": notice.where,
        "found_at": notice.found_at.isoformat(timespec="seconds"),
    }
