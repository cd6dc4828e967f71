"""``musechat evaluate``: the group, and ``reading``, which measures language understanding on labelled sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from cli.setup import load_settings, out

if TYPE_CHECKING:
    from research.evaluation.reading import FacetCounts, SourceFigures

app = typer.Typer(help="Measure the reading and the choosing.", no_args_is_help=True)


@app.callback()
def evaluate() -> None:
    """Measure what the parts are worth on cases with a known answer."""


@app.command()
def reading(
    tables: Path | None = typer.Option(None, "--tables", help="Folder with the Deezer and CPCD tables of requests."),
    misses: bool = typer.Option(False, "--misses", help="Also list what was misread in the parts tuned on."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    messages: Path | None = typer.Option(
        None, "--messages", help="Read the messages of this file instead (JSON lines)."
    ),
    predictions: Path | None = typer.Option(None, "--predictions", help="Where to write what was read in --messages."),
) -> None:
    """Read sentences whose meaning is known: precision, recall and F1 per facet."""
    if messages is not None or predictions is not None:
        _predict_messages(messages, predictions)
        return
    from research.evaluation.reading import measure_source
    from research.evaluation.reading_cases import load_own_sources
    from research.evaluation.reading_tables import load_table_sources

    measured = [
        measure_source(source) for source in (*load_own_sources(), *(load_table_sources(tables) if tables else ()))
    ]
    if as_json:
        typer.echo(json.dumps({figures.name: figures.to_json() for figures in measured}, indent=2))
        return
    out.print(_table(measured))
    out.print(f"Precision / recall / F1, of how many meant. {_speed(measured)} ms a sentence at worst, on average.")
    if misses:
        _print_misses(measured)


def _predict_messages(messages: Path | None, predictions: Path | None) -> None:
    """Write what the whole engine reads in labelled messages, for their scorer."""
    from models.reading.classifier_loading import load_classifier
    from models.reading.reader_server import find_reader_server
    from models.reading.server_reader import ServerReader
    from research.evaluation.messages import load_messages, write_predictions

    if messages is None or predictions is None:
        raise typer.BadParameter("--messages and --predictions belong together")
    rows = list(load_messages(messages))
    server = find_reader_server(load_settings(quiet=True))
    reader = None if server is None else ServerReader(server)
    write_predictions(rows, predictions, load_classifier(), model=reader)
    by = "" if server is None else f" by the rules and {server.model}"
    out.print(f"{len(rows)} messages read into {predictions}{by}")


def _table(measured: list[SourceFigures]) -> Table:
    table = Table("facet", *(source.name for source in measured), box=None, header_style="bold", pad_edge=False)
    for facet in sorted({facet for source in measured for facet in source.facets}):
        table.add_row(facet, *(_cell(source.facets.get(facet)) for source in measured))
    table.add_row("all", *(_cell(source.sum_facets) for source in measured), style="bold")
    right = (f"{source.cases}, {source.cases - len(source.misses)} wholly right" for source in measured)
    table.add_row("cases", *right)
    return table


def _cell(tally: FacetCounts | None) -> str:
    if tally is None:
        return ""
    shares = (tally.precision, tally.recall, tally.f1)
    # Precision is undefined where nothing was found, recall where nothing was meant.
    return " ".join("  – " if share is None else f"{share:.2f}" for share in shares) + f" of {tally.meant}"


def _speed(measured: list[SourceFigures]) -> str:
    return f"{max(source.ms_per_case for source in measured):.2f}"


def _print_misses(measured: list[SourceFigures]) -> None:
    for source in measured:
        # Not those of the held-out parts: who reads them tunes to them, and they measure nothing any more.
        for miss in source.misses if "tuned" in source.name else ():
            missed = ", ".join(" ".join(wish).strip() for wish in miss.missed) or "–"
            extra = ", ".join(" ".join(wish).strip() for wish in miss.extra) or "–"
            out.print(f"{miss.words}\n  missed: {missed}\n  extra: {extra}", markup=False)
