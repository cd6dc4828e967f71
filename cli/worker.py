"""``musechat worker``: runs a worker process."""

from __future__ import annotations

import typer

from cli.missing_parts import require_worker_packages
from cli.observation import observe
from cli.setup import load_settings, open_database
from musechat.errors import BadInput
from musechat.turn import Queue


def worker(
    queues: str = typer.Option("media,infer", help="Which turns to take: media, infer, or both."),
    threads: int = typer.Option(None, min=1, max=64, help="How many turns at once."),
    parent_pid: int = typer.Option(None, hidden=True),
    stages: str = typer.Option("worker.stages", hidden=True),
) -> None:
    """Take turns until stopped (Ctrl-C or SIGTERM)."""
    wanted = parse_queues(queues)  # first: a mistyped option must not wait for the database
    require_worker_packages()
    from worker.main import run_worker  # after that check: it imports what a frontend's installation lacks

    settings = load_settings()
    with observe(settings, "worker") as tracer, open_database(settings) as db:
        status = run_worker(
            settings, db, queues=wanted, threads=threads, parent_pid=parent_pid, stages=stages, tracer=tracer
        )
    raise typer.Exit(status)


def parse_queues(text: str) -> list[Queue]:
    """Parse a comma-separated list of queues; duplicates are dropped.

    Raises:
        BadInput: ``no-such-queue``.

    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in list(Queue)]
    if unknown or not names:
        what = f"There is no queue {unknown[0]!r}" if unknown else "No queue is named"
        raise BadInput("no-such-queue", what, "Say --queues media, --queues infer, or --queues media,infer")
    return list(dict.fromkeys(Queue(name) for name in names))
