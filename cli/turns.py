"""``musechat turns``: lists turns and their outcome, rates of fact checks, and retries failed turns."""

from __future__ import annotations

from datetime import timedelta

import typer
from rich.markup import escape
from rich.table import Table

from cli.setup import load_settings, open_database, out
from musechat.errors import BadInput
from musechat.pick import ReasonCheck
from musechat.turn import TurnState, TurnView
from store import ledger
from store.reason_rates import ReasonRate, count_reasons_by_day
from store.tables import utc_now
from worker.notifier import Notifier

RATED = timedelta(days=14)  # the period of ``--reasons``
_CHECKED = {
    ReasonCheck.NONE: "nothing to check",
    ReasonCheck.PASSED: "passed",
    ReasonCheck.RETRIED: "passed at the second try",
    ReasonCheck.REPLACED: "in place of a wrong one",
    ReasonCheck.LATE: "in place of a late one",
}
COLOURS = {TurnState.DONE: "green", TurnState.FAILED: "red", TurnState.CANCELLED: "dim", TurnState.RUNNING: "cyan"}

app = typer.Typer(help="What was asked, and what became of it.")


@app.callback(invoke_without_command=True)
def turns(
    context: typer.Context,
    failed: bool = typer.Option(False, "--failed", help="Only the failed ones."),
    reasons: bool = typer.Option(False, "--reasons", help="What the fact check said of reasons, by day and writer."),
    limit: int = typer.Option(50, min=1, max=1000, help="At most so many, the newest."),
) -> None:
    """List the newest turns, or how the reasons of the last days held up."""
    if context.invoked_subcommand:
        return
    settings = load_settings(quiet=True)
    with open_database(settings) as db, db.read() as session:
        if reasons:
            rates = count_reasons_by_day(session, utc_now() - RATED)
            out.print(reasons_table(rates) if rates else "No reason was written in the last 14 days.")
            return
        found = ledger.load_latest(session, failed_only=failed, limit=limit)
    out.print(turns_table(found) if found else ("No turn has failed." if failed else "No turns yet."))


@app.command("retry")
def retry(turn_id: int = typer.Argument(metavar="ID", help="A failed turn.")) -> None:
    """Try a failed turn again, from its beginning."""
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        with db.write() as session:
            state = ledger.load_view(session, turn_id).state
            if not ledger.retry_turn(session, turn_id):
                raise BadInput("not-failed", f"Turn {turn_id} is {state}", "Only failed turns can be tried again")
        with db.read() as session:
            queue = ledger.get_queue(session, turn_id)
    # After the commit, or a worker might look before the turn is there to be claimed.
    notifier = Notifier(settings)
    notifier.notify(turn_id, queue)
    notifier.close()
    out.print(f"Turn {turn_id} waits to be tried again.")


def reasons_table(rates: list[ReasonRate]) -> Table:
    """Build a table of reasons by day and writer, counted by the outcome of their fact check."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("day (UTC)")
    table.add_column("written by", overflow="fold")
    for name in ("reasons", *(_CHECKED[check] for check in ReasonCheck)):
        table.add_column(name, justify="right")
    for rate in rates:
        counts = [rate.counts.get(check, 0) for check in ReasonCheck]
        table.add_row(str(rate.day), escape(rate.source), str(sum(counts)), *(str(n) if n else "" for n in counts))
    return table


def turns_table(found: list[TurnView]) -> Table:
    """Build a table of turns, in the order given."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("turn", "thread", "said", "state", "stages", "what came of it"):
        table.add_column(name, overflow="fold")
    for turn in found:
        words = escape(turn.words) or f"[dim]{turn.kind}[/]"  # a button's turn has no words
        state = f"[{COLOURS.get(turn.state, 'yellow')}]{turn.state}[/]"
        seconds = " ".join(f"{name} {spent:.1f}s" for name, spent in turn.stages.items())
        table.add_row(str(turn.id), f"{turn.thread_id}/{turn.seq}", words, state, seconds, escape(_outcome(turn)))
    return table


def _outcome(turn: TurnView) -> str:
    if turn.picks:
        return f"{turn.picks[0].title}, {turn.picks[0].artist}"
    if turn.error:
        return f"{turn.error} (incident {turn.incident})" if turn.incident not in turn.error else turn.error
    if turn.no_match:
        return "no track passed"
    return f"stage {turn.stage}" if turn.stage else ""
