"""Whether the parts that the page needs are there."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.orm import Session

from bot.turn_client import TurnClient
from bot.web.app_keys import ASKING, SETTINGS
from bot.web.payload import reply
from musechat import __version__
from musechat.turn import ReasonCheck
from store.database import DATABASE_FAULTS
from store.page_access import count_tracks
from store.reason_rates import newest_reasons
from worker.heartbeat import alive_workers

WAIT_S = 2.0  # for the database

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


@routes.get("/api/health")
async def health(request: web.Request) -> web.Response:
    """Database, worker, size of the library, what the fact check said of the newest reasons, the limits for clips.

    The status is 503 while the database does not answer or answers are not being found; ``error`` says why.
    """
    settings, asking = request.app[SETTINGS], request.app[ASKING]
    limits = {"max_clip_bytes": settings.max_clip_bytes, "max_clip_seconds": settings.max_clip_seconds}
    parts, error = await _look_in_time(asking)
    watch = asking.watch_health()
    answers = {"found": watch.working, "since": watch.since, "error": watch.error}
    told = {**parts, "answers": answers, "limits": limits, "links": sorted(settings.allowed_links)}
    if error or not watch.working:
        told |= {"code": "database", "error": error or f"Answers are not found for now: {watch.error}"}
    return reply({**told, "version": __version__}, status=503 if "error" in told else 200)


async def _look_in_time(asking: TurnClient) -> tuple[dict[str, Any], str]:
    """What the database says, and what is wrong with it: a word to a monitor must not wait for a database."""
    try:
        return {"database": True, **await asyncio.wait_for(asking.read(_look), WAIT_S)}, ""
    except TimeoutError:
        error = "The database does not answer"
    except DATABASE_FAULTS as fault:
        log.warning("health-not-read", error=repr(fault))
        error = "The database cannot be used; `musechat doctor` says why"
    return {"database": False, "worker": False, "ready": False, "library": 0, "reasons": {}}, error


def _look(session: Session) -> dict[str, Any]:
    workers = alive_workers(session, datetime.now(UTC))
    checked = newest_reasons(session)
    return {
        "worker": bool(workers),
        "ready": any(w.ready for w in workers),
        "library": count_tracks(session),
        "reasons": {check.value or "plain": checked.get(check, 0) for check in ReasonCheck},
    }
