"""``musechat library starter``, ``connect``, ``sync``, ``sources``: where the music comes from."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from bot.web.env_file import write_settings
from cli.setup import err, load_settings, open_database, out
from cli.sync_bar import SyncBar
from language.licences import parse_licence
from musechat.errors import BadInput, MuseChatError
from musechat.library_paths import show_path
from musechat.settings import Settings
from musechat.source_track import MusicQuery
from store.database import Database
from store.source_tracks import SourceStatus, list_source_status
from worker.library import add_files
from worker.library.credits_file import list_credits, write_credits
from worker.library.folder_sync import FolderReport, sync_paths
from worker.library.import_report import AddReport
from worker.library.import_report import Progress as OnFile
from worker.library.source_registry import CATALOGUES, FOLDER, SERVERS, SourceOpener, list_configured
from worker.library.source_report import SyncReport, SyncTools
from worker.library.source_sync import sync_source
from worker.library.starter import StarterPlan, StarterPlanner, fetch_starter, save_plan


def starter(
    tracks: Annotated[int, typer.Option(help="How many tracks.", min=1, max=2000)] = 200,
    use: Annotated[Literal["commercial", "any"], typer.Option(help="Which use the licences must allow.")] = "any",
    sources: Annotated[str, typer.Option("--from", help="Catalogues to ask, with commas; all by default.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before fetching.")] = False,
) -> None:
    """Fill the library with free music of open catalogues, over the kinds that people put under videos."""
    settings = load_settings(quiet=True)
    opener = make_opener(settings)
    names = choose_catalogues(settings, sources)
    with open_database(settings) as db:
        err.print(f"Asking {', '.join(names)} …")
        planner = StarterPlanner(
            opener.open_source, names, commercial=use == "commercial", on_kind=lambda kind: err.print(f"  {kind}")
        )
        plan = planner.plan(tracks, db)
        _show_plan(plan)
        if plan.tracks and not yes and not typer.confirm("Fetch them?", default=True):
            return
        save_plan(plan, db)
        with SyncBar() as bar:
            reports = fetch_starter(opener.open_source, names, SyncTools(db, settings, add_quickly, bar.note))
        for report in reports:
            _show_report(report)
        _print_credits(settings, db)


def connect(
    source: Annotated[str, typer.Argument(help="opensubsonic, jellyfin, plex or jamendo.")],
    url: Annotated[str, typer.Option(help="Address of the server.")] = "",
    user: Annotated[str, typer.Option(help="Name of the user (OpenSubsonic).")] = "",
    key: Annotated[str, typer.Option(help="Key, token or password; asked for without an echo by default.")] = "",
) -> None:
    """Try a server or catalogue that needs a key, and write what it needs into .env."""
    if source not in (*SERVERS, "jamendo"):
        known = ", ".join((*SERVERS, "jamendo"))
        raise BadInput("unknown-source", f"{source} needs no connection, or is not known", f"Choose one of: {known}")
    values: dict[str, str] = {}
    if source in SERVERS:
        values["url"] = (url or typer.prompt(f"Address of {source}, as http://host:port")).rstrip("/")
    if source == "opensubsonic":
        values["user"] = user or typer.prompt("User")
    secret = {"opensubsonic": "password", "jellyfin": "key", "plex": "token", "jamendo": "client_id"}[source]
    values[secret] = key or typer.prompt(secret.replace("_", " ").capitalize(), hide_input=True)
    changes = {f"{source}_{name}": value for name, value in values.items()}
    settings = Settings.model_validate({**load_settings(quiet=True).model_dump(), **changes})
    found = asyncio.run(_try_source(settings, source))
    path = Path(".env").absolute()
    write_settings(path, {f"MUSECHAT_{name}".upper(): value for name, value in changes.items()})
    out.print(f"{source} answers{found}. Its settings stand in {path}. Next: musechat library sync {source}")


def sync(
    source: Annotated[str, typer.Argument(help="One source; all that are set up by default.")] = "",
) -> None:
    """Bring the library in step with its sources: folders, servers, and what was fetched from catalogues."""
    settings = load_settings(quiet=True)
    opener = make_opener(settings)
    faults: list[MuseChatError] = []
    with open_database(settings) as db:
        if source in ("", FOLDER) and settings.library_folders:
            with SyncBar() as bar:  # whoever asks by hand has finished copying: nothing waits
                _show_folders(
                    sync_paths(
                        settings.library_folders,
                        db,
                        settings,
                        add=add_quickly,
                        now=lambda: math.inf,
                        progress=bar.note_file,
                    )
                )
        for name in [source] if source and source != FOLDER else [] if source else list_used(settings, db):
            try:
                with SyncBar() as bar:
                    tools = SyncTools(db, settings, add_quickly, bar.note)
                    _show_report(sync_source(opener.open_source(name), tools))
            except MuseChatError as fault:
                if source:
                    raise
                faults.append(fault)
                err.print(f"[yellow]{name}[/]: {escape(fault.line)}")
        write_credits(settings, db)
    if faults:
        raise faults[0]


def show_sources() -> None:
    """Show all sources: what they have, when they were last synced, and what went wrong."""
    settings = load_settings(quiet=True)
    with open_database(settings) as db, db.read() as session:
        statuses = {status.name: status for status in list_source_status(session, list_configured(settings))}
    table = Table(
        "source", "state", "tracks", "waiting", "refused", "withdrawn", "last sync", box=None, header_style="bold"
    )
    for folder in settings.library_folders:
        table.add_row(escape(str(folder)), "watched" if folder.is_dir() else "[red]not there[/]", "", "", "", "", "")
    for name in (*SERVERS, *CATALOGUES):
        table.add_row(*_describe_status(name, statuses.get(name), is_set=name in list_configured(settings)))
    out.print(table)
    for status in statuses.values():
        if status.error:
            out.print(f"[yellow]{status.name}[/] {_format_time(status.tried_at)}: {escape(status.error)}")


def show_credits() -> None:
    """Print the credits of all music that was fetched from open catalogues."""
    with open_database(load_settings(quiet=True)) as db:
        for line in list_credits(db):
            typer.echo(line)


def make_opener(settings: Settings) -> SourceOpener:
    """Make what opens the sources of these settings."""
    return SourceOpener(settings)


def choose_catalogues(settings: Settings, given: str) -> list[str]:
    """Choose the catalogues to ask.

    Raises:
        BadInput: ``unknown-source``, ``source-not-set``.

    """
    configured = [name for name in list_configured(settings) if name in CATALOGUES]
    names = [name.strip().lower() for name in given.split(",") if name.strip()] or configured
    for name in names:
        if name not in CATALOGUES:
            raise BadInput("unknown-source", f"There is no catalogue {name}", f"Choose of: {', '.join(CATALOGUES)}")
        if name not in configured:
            raise BadInput("source-not-set", f"{name} is not set up", f"Run: musechat library connect {name}")
    return names


def list_used(settings: Settings, db: Database) -> list[str]:
    """List the servers that are set up, and the catalogues that something was fetched from."""
    with db.read() as session:
        used = {status.name for status in list_source_status(session) if status.counts}
    return [name for name in list_configured(settings) if name in SERVERS or name in used]


def add_quickly(paths: list[Path], db: Database, settings: Settings, progress: OnFile) -> AddReport:
    """Add files with all cores: somebody waits for it."""
    return add_files(paths, db, settings, progress)


async def _try_source(settings: Settings, name: str) -> str:
    source = make_opener(settings).open_source(name)
    try:
        if source.is_catalogue:
            async for _track in source.search(MusicQuery("ambient", limit=1)):
                return ""
        async for track in source.list_tracks():
            return f" and has music (for one, {track.title} by {track.artist})"
    finally:
        await source.close()
    return ", but has no music"


def _show_plan(plan: StarterPlan) -> None:
    for name, reason in plan.faults.items():
        err.print(f"[yellow]{name}[/] {escape(reason)}")
    if not plan.tracks:
        out.print("Nothing new to fetch; going on with what is not finished yet.")
        return
    kinds = Counter(planned.kind for planned in plan.tracks)
    sources = Counter(planned.source for planned in plan.tracks)
    licences: Counter[str] = Counter()
    for statement, number in plan.licences.items():
        licences[parse_licence(statement).id] += number
    out.print(f"{len(plan.tracks)} tracks, about {plan.size / 1e6:.0f} MB")
    for title, counts in (("kinds", kinds), ("sources", sources), ("licences", licences)):
        out.print(f"  {title:<9}" + ", ".join(f"{escape(name)} {number}" for name, number in counts.most_common()))


def _show_report(report: SyncReport) -> None:
    counts = {
        "listed": report.listed,
        "added": report.added,
        "withdrawn": report.withdrawn,
        "back": report.returned,
        "changed": report.renamed,
        "refused": len(report.refused),
        "waiting": report.waiting,
    }
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number) or "nothing new"
    out.print(f"{report.source}: {said}")
    for line in report.relicensed:
        out.print(f"  another licence now: {line}", markup=False)
    for name, reason in report.refused[:10]:
        out.print(f"  refused: {name}: {reason}", markup=False)
    if len(report.refused) > 10:
        out.print(f"  and {len(report.refused) - 10} more")


def _show_folders(report: FolderReport) -> None:
    out.print(
        f"folders: {report.files} files, {report.added} added, {report.gone} gone, {report.back} back, "
        f"{len(report.broken)} broken"
    )
    for folder, reason in report.unreadable:
        out.print(f"  left out: {show_path(folder)}: {reason}", markup=False)
    for path, reason in report.broken[:20]:
        out.print(f"  broken: {show_path(path)}: {reason}", markup=False)


def _describe_status(name: str, status: SourceStatus | None, *, is_set: bool) -> tuple[str, ...]:
    counts = status.counts if status else {}
    state = "ready" if is_set else "not set up"
    if status and status.error:
        state = "[yellow]failing[/]"
    numbers = (counts.get("added", 0), counts.get("wanted", 0) + counts.get("fetched", 0))
    others = (counts.get("refused", 0), counts.get("withdrawn", 0))
    last = _format_time(status.synced_at if status else None)
    return (name, state, *(str(number) for number in (*numbers, *others)), last)


def _format_time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "never"


def _print_credits(settings: Settings, db: Database) -> None:
    path = write_credits(settings, db)
    if path is None:
        return
    out.print(f"Credits, also in {path}:", markup=False, soft_wrap=True)
    for line in list_credits(db):
        typer.echo(f"  {line}")
