"""Whether the parts that the page needs are there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.app_keys import SETTINGS, TURN_CLIENT
from bot.web.payload import reply
from musechat import __version__
from musechat.turn import ReasonCheck
from store.page_access import count_tracks
from store.reason_rates import newest_reasons
from worker.heartbeat import alive_workers

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class DatabaseHealth:
    """What the database says of workers, library and reasons."""

    worker: bool
    ready: bool
    library: int
    reasons: dict[str, int]


@routes.get("/api/health")
async def health(request: web.Request) -> web.Response:
    """Database, worker, size of the library, what the fact check said of the newest reasons, the limits for clips."""
    settings = request.app[SETTINGS]
    limits = {"max_clip_bytes": settings.max_clip_bytes, "max_clip_seconds": settings.max_clip_seconds}
    found = await request.app[TURN_CLIENT].read(_load)
    return reply(
        {
            "database": True,
            **asdict(found),
            "limits": limits,
            "links": sorted(settings.allowed_links),
            "version": __version__,
        }
    )


def _load(session: Session) -> DatabaseHealth:
    workers = alive_workers(session, datetime.now(UTC))
    checked = newest_reasons(session)
    return DatabaseHealth(
        worker=bool(workers),
        ready=any(w.ready for w in workers),
        library=count_tracks(session),
        reasons={check.value or "plain": checked.get(check, 0) for check in ReasonCheck},
    )
