"""``musechat library``: all its commands."""

from __future__ import annotations

from typing import ClassVar

import typer

from cli.command_loading import CommandGroup, CommandSource


class LibraryCommandGroup(CommandGroup):
    """The commands on music, in the order of the help."""

    sources: ClassVar[dict[str, CommandSource]] = {
        "add": CommandSource("cli.library", "add"),
        "list": CommandSource("cli.library", "list_tracks"),
        "show": CommandSource("cli.library", "show"),
        "remove": CommandSource("cli.library", "remove"),
        "starter": CommandSource("cli.library_sources", "starter"),
        "connect": CommandSource("cli.library_sources", "connect"),
        "sync": CommandSource("cli.library_sources", "sync"),
        "sources": CommandSource("cli.library_sources", "show_sources"),
        "credits": CommandSource("cli.library_sources", "show_credits"),
        "licences": CommandSource("cli.library_licences", "show_licences"),
        "export-picks": CommandSource("cli.library_export", "export_picks"),
    }


app = typer.Typer(cls=LibraryCommandGroup, help="The music that MuseChat recommends.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """The music that MuseChat recommends."""
