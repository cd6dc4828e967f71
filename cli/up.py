"""``musechat up``: runs worker, page and bot on this machine, as supervised processes."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import IO, Annotated

import typer

from bot.web.setup_routes import ENV_FILE, MUSIC_FACT
from bot.web.sign_in import require_way_in
from cli.missing_parts import require_worker_packages
from cli.setup import load_settings, open_database, out
from cli.supervisor import SupervisedPart, Supervisor, child_command
from musechat.errors import BadInput
from musechat.settings import Settings
from store.installation import take_fact

COLOURS = {"worker": 36, "web": 35, "bot": 34, "music": 32}  # ANSI codes: cyan, magenta, blue, green
LOOK_S = 0.5  # between two looks at .env


def up(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Instead of MUSECHAT_WEB_PORT.")] = None,
) -> None:
    """Run everything on this machine: database, worker, page, and the bot if DISCORD_TOKEN is set."""
    require_worker_packages()
    stop = _stop_on_signals()
    while True:
        settings = load_settings()
        if port is not None:
            settings = settings.model_copy(update={"web_port": port})
        require_way_in(settings)
        require_free_port(settings.web_host, settings.web_port)
        status, changed = _run_parts(settings, stop)
        if not changed or stop.is_set():
            break
        out.print("The page's set-up has changed the settings: starting anew")
    if status:
        raise typer.Exit(status)


def _run_parts(settings: Settings, stop: threading.Event) -> tuple[int, bool]:
    """Run all parts until a signal or new settings; returns the exit status, and whether settings are new."""
    print_line = _print_json_line if settings.log_json else _print_line
    # Migrated once, before the children open it at the same time, and held open while they run.
    with open_database(settings) as db, SetupWatch(stop, Path(ENV_FILE)) as watch:
        with db.write() as session:
            music = take_fact(session, MUSIC_FACT)
        if not settings.discord_token and settings.on_loopback:
            _offer_setup(settings)
        status = Supervisor(parts(settings, music), print_line).run(watch.ending)
        return status, watch.changed


def parts(settings: Settings, music: str | None = None) -> list[SupervisedPart]:
    """List the parts that run with these settings; the bot only with a token; ``music``: a folder to listen to once."""
    found = [
        SupervisedPart("worker", child_command("worker")),
        SupervisedPart("web", child_command("web", "--port", str(settings.web_port))),
    ]
    if settings.discord_token:
        found.append(SupervisedPart("bot", child_command("bot")))
    if music:
        found.append(SupervisedPart("music", child_command("library", "add", "--", music), once=True))
    return found


class SetupWatch:
    """Sets ``ending`` when ``stop`` is set or the page's set-up has written the settings, which sets ``changed``."""

    def __init__(self, stop: threading.Event, file: Path) -> None:
        self.ending = threading.Event()
        self.changed = False
        self._stop = stop
        self._file = file
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="setup-watch", daemon=True)

    def __enter__(self) -> SetupWatch:
        self._before = _identify(self._file)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._closed.is_set() and not self._stop.wait(LOOK_S):
            if _identify(self._file) not in (self._before, None):
                self.changed = True
                break
        self.ending.set()


def _identify(file: Path) -> int | None:
    """Number of the file on its disk: the set-up replaces the file, an editor's save in place is left for later."""
    try:
        return file.stat().st_ino
    except OSError:
        return None


def _offer_setup(settings: Settings) -> None:
    address = f"http://{settings.web_host}:{settings.web_port}/#setup"
    out.print(f"No DISCORD_TOKEN: the page runs without the bot. Set it up at [bold]{address}[/]")
    if sys.stdout.isatty() and settings.web_port:
        threading.Timer(3.0, webbrowser.open, (address,)).start()  # by then the page answers


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
