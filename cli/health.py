"""``musechat health``: whether the parts that should run on this machine do, for service managers and containers."""

from __future__ import annotations

import http.client
from collections.abc import Callable

import typer

from cli.setup import load_settings, open_database, out
from musechat.errors import BadInput
from musechat.settings import LOOPBACK, Settings

PATIENCE_S = 5.0


def health(
    parts: list[str] = typer.Argument(
        None, metavar="[worker|web|bot]...", help="Which parts; default: worker and web."
    ),
) -> None:
    """Say whether parts run on this machine; exit status 1 where one does not. For HEALTHCHECK and monitors."""
    wanted = parts or ["worker", "web"]
    if unknown := [part for part in wanted if part not in PROBES]:
        raise BadInput("no-such-part", f"There is no part {unknown[0]!r}", f"Say {', '.join(PROBES)}")
    settings = load_settings(quiet=True)
    faults = [fault for part in wanted if (fault := PROBES[part](settings))]
    out.print("\n".join(faults) or "fine", markup=False)
    if faults:
        raise typer.Exit(1)


def _probe_worker(settings: Settings) -> str:
    """Look for a worker of this machine (in a container: of this container) in the database."""
    from worker.heartbeat import identify_host, list_alive_workers

    with open_database(settings, migrate=False) as db, db.read() as session:
        alive = list_alive_workers(session)
    return "" if any(worker.host == identify_host() for worker in alive) else "no worker of this machine is alive"


def _probe_web(settings: Settings) -> str:
    """Ask the page: what it answers to a stranger is enough, and 503 is not."""
    host = settings.web_host if settings.web_host.lower() in LOOPBACK else "127.0.0.1"
    connection = http.client.HTTPConnection(host, settings.web_port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/api/health")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"the page does not answer at {host}:{settings.web_port} ({error})"
    finally:
        connection.close()
    return f"the page answers with {status}" if status >= http.client.INTERNAL_SERVER_ERROR else ""


def _probe_bot(settings: Settings) -> str:
    """Look for the bot's process on this machine, and for the database that it works with."""
    with open_database(settings, migrate=False):
        return "" if _runs_bot() else "no bot runs on this machine"


def _runs_bot() -> bool:
    import psutil

    for process in psutil.process_iter(["cmdline", "status"]):
        words = process.info["cmdline"] or []
        is_ours = any(word.endswith(("/musechat", "cli.main")) or "cli.child" in word for word in words)
        if is_ours and "bot" in words and process.info["status"] != psutil.STATUS_ZOMBIE:
            return True
    return False


PROBES: dict[str, Callable[[Settings], str]] = {"worker": _probe_worker, "web": _probe_web, "bot": _probe_bot}
