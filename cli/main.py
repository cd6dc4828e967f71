"""The command line: all commands, and one line for every error that a person can meet."""

from __future__ import annotations

import logging
import sys
from typing import ClassVar

import typer

from cli.command_loading import CommandGroup, CommandSource
from cli.installed_packages import describe_foreign_packages
from cli.missing_parts import describe_missing_part
from musechat import __version__
from musechat.errors import BadInput, MuseChatError, make_incident_id

VERSION = f"musechat {__version__}"


class MuseChatCommands(CommandGroup):
    """All commands and their modules, in the order of the help."""

    sources: ClassVar[dict[str, CommandSource]] = {
        "ask": CommandSource("cli.ask", "ask"),
        "render": CommandSource("cli.render", "render"),
        "up": CommandSource("cli.up", "up"),
        "worker": CommandSource("cli.worker", "worker"),
        "web": CommandSource("cli.web", "web"),
        "bot": CommandSource("cli.bot", "bot"),
        "mcp": CommandSource("cli.mcp", "mcp"),
        "demo": CommandSource("cli.demo", "demo"),
        "doctor": CommandSource("cli.doctor", "doctor"),
        "health": CommandSource("cli.health", "health"),
        "library": CommandSource("cli.library_commands", "app"),
        "db": CommandSource("cli.db", "app"),
        "turns": CommandSource("cli.turns", "app"),
        "receipt": CommandSource("cli.receipt", "receipt"),
        "token": CommandSource("cli.token", "app"),
        "data": CommandSource("cli.data", "app"),
        "train": CommandSource("cli.train", "app"),
        "evaluate": CommandSource("cli.evaluate_commands", "app"),
    }


app = typer.Typer(
    name="musechat",
    cls=MuseChatCommands,
    help="Recommends existing music for your video, in conversation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    """Recommends existing music for your video, in conversation."""
    if version:
        typer.echo(VERSION)
        raise typer.Exit


def main() -> None:
    """Run the command line. Exit status: 0 success, 1 internal error, 2 bad input, 130 interrupted."""
    if sys.argv[1:] == ["--version"]:  # typer would import pydantic to read one flag, which doubles the time
        typer.echo(VERSION)
        return
    try:
        app()
    except BrokenPipeError:
        sys.exit(0)  # the reader of our output went away, as `| head` does
    except KeyboardInterrupt:
        sys.exit(130)  # what a shell reports for a program that SIGINT ended
    except MuseChatError as error:
        # Expected errors: their line says what to do, a traceback would hide it.
        _print_error(f"musechat: {error.line}")
        sys.exit(BadInput.exit_code if isinstance(error, BadInput) else error.exit_code)
    except Exception as error:
        fault = _describe_installation_fault(error)
        if fault is not None:
            print(f"musechat: {fault}", file=sys.stderr)  # the console is one of the packages that may be foreign
            sys.exit(BadInput.exit_code)
        incident = make_incident_id()
        logging.getLogger("musechat").exception("incident %s", incident)
        _print_error(f"musechat: Something went wrong on our side (incident {incident}); the story is above.")
        sys.exit(1)


def _describe_installation_fault(error: Exception) -> str | None:
    """Explain a failed import in one line: a foreign package in the way, or a part that is not installed."""
    if not isinstance(error, ImportError):
        return None
    return describe_foreign_packages() or describe_missing_part(error)


def _print_error(line: str) -> None:
    from cli.setup import err  # late: it imports the settings and the database, which --version does without

    err.print(line, style="red", markup=False)


if __name__ == "__main__":
    main()
