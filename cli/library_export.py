"""``musechat library export-picks``: accepted picks, or what a conversation chooses from, as a playlist or as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from cli.library_sources import make_opener
from cli.setup import load_settings, open_database, out
from media.sources.interface import PlaylistSource
from musechat.errors import BadInput
from store.pick_lists import ListedPick, has_thread, list_accepted_picks, list_shortlist
from worker.library.licensed_files import CREDITS, HandedOut, export_files
from worker.library.pick_export import save_on_server, write_m3u8, write_xspf
from worker.library.source_registry import SERVERS


def export_picks(
    thread: Annotated[int | None, typer.Argument(help="Number of one conversation; all by default.")] = None,
    form: Annotated[Literal["m3u8", "xspf"], typer.Option("--format", help="Kind of list.")] = "m3u8",
    file: Annotated[Path | None, typer.Option("--out", help="Write it there; to standard output by default.")] = None,
    server: Annotated[str, typer.Option("--to", help="Make it a playlist of opensubsonic, jellyfin or plex.")] = "",
    name: Annotated[str, typer.Option(help="Name of the playlist on the server.")] = "MuseChat picks",
    shortlist: Annotated[
        bool, typer.Option("--shortlist", help="The last pick of the conversation and its alternates instead.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--files", help="Copy the files there whose licences allow it, with their credits.")
    ] = None,
    star: Annotated[bool, typer.Option("--star", help="Star the tracks there as well.")] = False,
) -> None:
    """Write picks that members accepted, or a shortlist: as a playlist, here or on a server, or as files."""
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        with db.read() as session:
            if thread is not None and not has_thread(session, thread):
                raise BadInput("no-such-thread", f"There is no conversation {thread}", "See: musechat turns")
            if shortlist and thread is None:
                raise BadInput("no-thread", "A shortlist is one conversation's", "Give its number: musechat turns")
            listed = list_shortlist(session, thread) if shortlist and thread is not None else None
            picks = list_accepted_picks(session, thread_id=thread) if listed is None else listed
        if not picks and shortlist:
            raise BadInput("no-picks", "Nothing that was shown there is in the library", "Choose another conversation")
        if not picks:
            raise BadInput("no-picks", "Nothing was accepted there yet", "Accept a pick first")
        if server:
            if server not in SERVERS:
                raise BadInput("unknown-source", f"{server} has no playlists", f"Choose one of: {', '.join(SERVERS)}")
            source = cast(PlaylistSource, make_opener(settings).open_source(server))
            missing = save_on_server(source, picks, db, name, star=star)
            out.print(f"{len(picks) - len(missing)} tracks stand in the playlist {name} of {server}", markup=False)
            for track in missing:
                out.print(f"  not there: {track.title} by {track.artist}", markup=False)
            return
        if folder is not None:
            _show_files(export_files(picks, db, folder), folder)
            return
    _write_list(picks, form, file)


def _show_files(done: HandedOut, folder: Path) -> None:
    out.print(f"{len(done.files)} files in {folder}; what to credit stands in {CREDITS}", markup=False)
    for track, reason in done.withheld:
        out.print(f"  kept back: {track.title} by {track.artist}: {reason}", markup=False)
    if not done.files:
        raise BadInput("no-files", "None of these files may be handed out", "Export a list: --format m3u8")


def _write_list(picks: list[ListedPick], form: str, file: Path | None) -> None:
    text = write_xspf(picks) if form == "xspf" else write_m3u8(picks)
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(
            "no-such-folder", f"{file} cannot be written ({error.strerror})", "Choose another place"
        ) from error
    out.print(f"{len(picks)} tracks in {file}", markup=False)
