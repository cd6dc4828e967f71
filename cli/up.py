"""``musechat up``: runs worker, page and bot on this machine, as supervised processes."""

from __future__ import annotations

import signal
import socket
import threading
from typing import IO, Annotated

import typer

from cli.missing_parts import require_worker_packages
from cli.setup import load_settings, open_database
from cli.supervisor import SupervisedPart, Supervisor, child_command
from musechat.errors import BadInput
from musechat.settings import Settings

COLOURS = {"worker": 36, "web": 35, "bot": 34}  # ANSI codes: cyan, magenta, blue


def up(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Instead of MUSECHAT_WEB_PORT.")] = None,
) -> None:
    """Run everything on this machine: database, worker, page, and the bot if DISCORD_TOKEN is set."""
    require_worker_packages()
    settings = load_settings()
    if port is not None:
        settings = settings.model_copy(update={"web_port": port})
    require_free_port(settings.web_host, settings.web_port)
    stop = _stop_on_signals()
    # Migrated once, before the children open it at the same time, and held open while they run.
    with open_database(settings):
        status = Supervisor(parts(settings), _print_json_line if settings.log_json else _print_line).run(stop)
    if status:
        raise typer.Exit(status)


def parts(settings: Settings) -> list[SupervisedPart]:
    """List the parts that run with these settings; the bot only with a token."""
    found = [
        SupervisedPart("worker", child_command("worker")),
        SupervisedPart("web", child_command("web", "--port", str(settings.web_port))),
    ]
    if settings.discord_token:
        found.append(SupervisedPart("bot", child_command("bot")))
    return found


def require_free_port(host: str, port: int) -> None:
    """Check that the page's address can be bound, before anything is started; port 0 always can.

    Raises:
        BadInput: ``port-taken``.

    """
    if port == 0:
        return
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: connections of a page that ended a moment ago must not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            what = f"The address {host}:{port} cannot be used ({error.strerror})"
            raise BadInput("port-taken", what, "Choose another with MUSECHAT_WEB_PORT or --port") from error


def _print_line(part: str, line: str, stream: IO[str]) -> None:
    label = f"\x1b[{COLOURS.get(part, 37)}m{part:>6} |\x1b[0m" if stream.isatty() else f"{part:>6} |"
    _write(f"{label} {line}\n", stream)


def _print_json_line(_part: str, line: str, stream: IO[str]) -> None:
    _write(f"{line}\n", stream)  # the child's own lines name their logger


def _write(text: str, stream: IO[str]) -> None:
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):  # the terminal is gone; the children must not block on a full pipe
        return


def _stop_on_signals() -> threading.Event:
    # SIGHUP as well: closing the terminal ends everything, rather than leaving it without output.
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    return stop
