"""``musechat evaluate``: measure what the parts are worth on cases with a known answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from cli.setup import out

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
) -> None:
    """Read sentences whose meaning is known: precision, recall and F1 per facet."""
    from research.evaluation.reading import measure_source
    from research.evaluation.reading_cases import load_own_sources
    from research.evaluation.reading_tables import load_table_sources

    measured = [
        measure_source(source) for source in (*load_own_sources(), *(load_table_sources(tables) if tables else ()))
    ]
    if as_json:
        typer.echo(json.dumps({m.name: m.to_json() for m in measured}, indent=2))
        return
    out.print(_table(measured))
    out.print(f"Precision / recall / F1, of how many meant. {_speed(measured)} ms a sentence at worst, on average.")
    if misses:
        _print_misses(measured)


def _table(measured: list[SourceFigures]) -> Table:
    table = Table("facet", *(m.name for m in measured), box=None, header_style="bold", pad_edge=False)
    for facet in sorted({facet for m in measured for facet in m.facets}):
        table.add_row(facet, *(_cell(m.facets.get(facet)) for m in measured))
    table.add_row("all", *(_cell(m.sum_facets) for m in measured), style="bold")
    table.add_row("cases", *(f"{m.cases}, {m.cases - len(m.misses)} wholly right" for m in measured))
    return table


def _cell(tally: FacetCounts | None) -> str:
    if tally is None:
        return ""
    shares = (tally.precision, tally.recall, tally.f1)
    return " ".join("  – " if s is None else f"{s:.2f}" for s in shares) + f" of {tally.meant}"


def _speed(measured: list[SourceFigures]) -> str:
    return f"{max(m.ms_per_case for m in measured):.2f}"


def _print_misses(measured: list[SourceFigures]) -> None:
    for m in measured:
        for miss in m.misses if "tuned" in m.name else ():
            missed = ", ".join(" ".join(s).strip() for s in miss.missed) or "–"
            extra = ", ".join(" ".join(s).strip() for s in miss.extra) or "–"
            out.print(f"{miss.words}\n  missed: {missed}\n  extra: {extra}", markup=False)
