"""``musechat receipt THREAD``: credits, cue sheet and proof of licence of a thread's accepted picks."""

from __future__ import annotations

import json

import typer

from cli.setup import load_settings, open_database
from language.receipts import write_receipt
from musechat.errors import BadInput
from musechat.json_types import JsonObject
from musechat.licence_check import LicenceCheck
from store.licence_checks import load_thread_checks
from store.pick_records import load_thread_records
from store.threads import has_thread


def receipt(
    thread_id: int = typer.Argument(..., metavar="THREAD", help="A thread's number, as `musechat turns` shows it."),
    as_json: bool = typer.Option(False, "--json", help="Print the records as JSON."),
) -> None:
    """Print a thread's receipt: credits, cue sheet, and what to answer to a Content ID claim."""
    with open_database(load_settings(quiet=True)) as db, db.read() as session:
        if not has_thread(session, thread_id):
            raise BadInput("no-such-thread", f"There is no thread {thread_id}", "`musechat turns` shows their numbers")
        records = load_thread_records(session, thread_id)
        checks = load_thread_checks(session, thread_id)
    if as_json:
        listed = [record.to_json() | {"check": _convert(checks.get(record.track_id))} for record in records]
        typer.echo(json.dumps(listed, ensure_ascii=False))
    else:
        typer.echo(write_receipt(records, checks=checks).replace("**", ""))


def _convert(check: LicenceCheck | None) -> JsonObject | None:
    return check.to_json() if check is not None else None
