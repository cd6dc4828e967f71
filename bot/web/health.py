"""Health of the parts that the page needs, for the page itself and for monitors."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field

import structlog
from aiohttp import web
from sqlalchemy.orm import Session

from bot.turn_client import TurnClient
from bot.web.app_keys import SETTINGS, TURN_CLIENT
from bot.web.payload import reply
from bot.web.sign_in import has_session, is_from_loopback
from musechat import __version__
from musechat.pick import ReasonCheck
from store.database import DATABASE_FAULTS
from store.page_access import count_tracks
from store.reason_rates import count_newest_reasons
from worker.heartbeat import list_alive_workers

WAIT_S = 2.0  # for the database; monitors give up after a few seconds themselves

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class DatabaseHealth:
    """What is read from the database; the defaults where it does not answer.

    Attributes:
        database: whether it answers.
        worker: whether any worker is alive.
        ready: whether a worker has loaded its models.
        library: number of tracks.
        reasons: the newest reasons, counted by the outcome of their fact check.

    """

    database: bool = False
    worker: bool = False
    ready: bool = False
    library: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@routes.get("/api/health")
async def health(request: web.Request) -> web.Response:
    """Report database, workers, library size, fact checks of the newest reasons, and limits for clips.

    The status is 503 while the database does not answer or results cannot be polled; ``error`` says why.
    """
    settings, client = request.app[SETTINGS], request.app[TURN_CLIENT]
    limits = {"max_clip_bytes": settings.max_clip_bytes, "max_clip_seconds": settings.max_clip_seconds}
    found, error = await _load_in_time(client)
    watch = client.watch_health()
    answers = {"found": watch.working, "since": watch.since, "error": watch.error}
    body = {**asdict(found), "answers": answers, "limits": limits, "links": sorted(settings.allowed_links)}
    body["signed_in"] = has_session(request)  # so that the page offers to sign out
    body["setup"] = is_from_loopback(request) and not settings.discord_token
    if error or not watch.working:
        body |= {"code": "database", "error": error or f"Answers are not found for now: {watch.error}"}
    return reply({**body, "version": __version__}, status=503 if "error" in body else 200)


async def _load_in_time(client: TurnClient) -> tuple[DatabaseHealth, str]:
    """Load the health within ``WAIT_S``, and the error if there is one: a monitor must not wait for a database."""
    try:
        return await asyncio.wait_for(client.read(_load), WAIT_S), ""
    except TimeoutError:
        error = "The database does not answer"
    except DATABASE_FAULTS as fault:
        log.warning("health-not-read", error=repr(fault))
        error = "The database cannot be used; `musechat doctor` says why"
    return DatabaseHealth(), error


def _load(session: Session) -> DatabaseHealth:
    workers = list_alive_workers(session)
    checked = count_newest_reasons(session)
    return DatabaseHealth(
        database=True,
        worker=bool(workers),
        ready=any(w.ready for w in workers),
        library=count_tracks(session),
        reasons={check.value or "plain": checked.get(check, 0) for check in ReasonCheck},
    )
