"""Routes of the metrics and the probes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic

import structlog
from aiohttp import hdrs, web
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy.orm import Session

from bot.turn_client import TurnClient
from bot.web.api.access import authenticate
from bot.web.app_keys import SETTINGS, TURN_CLIENT
from bot.web.metrics.current_state import CurrentState, CurrentStateCollector
from bot.web.metrics.ended_turns import EndedTurnMetrics
from bot.web.origin_guard import parse_host
from bot.web.payload import reply
from musechat.errors import BadInput
from musechat.settings import LOOPBACK
from store.database import DATABASE_FAULTS
from store.event_counts import load_event_counts
from store.metric_queries import EndedTurn, count_alive_workers, count_tracks_by_owner, load_ended, load_waiting
from worker.heartbeat import ALIVE_S

WAIT_S = 2.0  # for the database; whoever scrapes gives up after some seconds itself
TRACKS_EVERY_S = 60.0  # counting the library reads all of it
FORWARDED = (hdrs.FORWARDED, hdrs.X_FORWARDED_FOR, hdrs.X_FORWARDED_HOST, "X-Real-IP", "Via")

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


class MetricsReader:
    """Reads the database for the metrics; one reading at a time."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._ended = EndedTurnMetrics(self.registry, datetime.now(UTC))
        self._current = CurrentStateCollector()
        self.registry.register(self._current)
        self._lock = asyncio.Lock()
        self._tracks, self._tracks_at = (0, 0), float("-inf")

    async def write_text(self, client: TurnClient) -> bytes:
        """Read the database, and write the metrics as Prometheus reads them; without it, those of this process."""
        async with self._lock:
            try:
                await asyncio.wait_for(self._read(client), WAIT_S)
            except (TimeoutError, *DATABASE_FAULTS) as error:
                log.warning("metrics-not-read", error=type(error).__name__)
                self._current.state = CurrentState(datetime.now(UTC), database_up=False)
            return generate_latest(self.registry)

    async def _read(self, client: TurnClient) -> None:
        await client.store_counts()
        state, ended = await client.read(self._load)
        self._current.state = state
        self._ended.add_turns(ended)

    def _load(self, session: Session) -> tuple[CurrentState, list[EndedTurn]]:
        at = datetime.now(UTC)
        if monotonic() > self._tracks_at + TRACKS_EVERY_S:
            self._tracks, self._tracks_at = count_tracks_by_owner(session), monotonic()
        workers = count_alive_workers(session, at - timedelta(seconds=ALIVE_S))
        state = CurrentState(at, load_waiting(session), workers, self._tracks, load_event_counts(session))
        return state, load_ended(session, self._ended.since)


READER = web.AppKey("metrics_reader", MetricsReader)


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """Send the metrics; to whom, ``MUSECHAT_METRICS`` says.

    Raises:
        BadInput: ``metrics-closed``.

    """
    await _require_reader(request)
    text = await request.app[READER].write_text(request.app[TURN_CLIENT])
    return web.Response(body=text, headers={hdrs.CONTENT_TYPE: CONTENT_TYPE_LATEST})


@routes.get("/livez")
async def livez(_request: web.Request) -> web.Response:
    """Say that this process answers; it asks nobody else. Whoever gets no answer should restart it."""
    return reply({"live": True})


@routes.get("/readyz")
async def readyz(request: web.Request) -> web.Response:
    """Say whether this process can serve: the database answers and results are found. 503 where not."""
    client = request.app[TURN_CLIENT]
    try:
        worker = await asyncio.wait_for(client.worker_alive(), WAIT_S)
        database = True
    except (TimeoutError, *DATABASE_FAULTS):
        worker = database = False
    watching = client.watch_health().working
    ready = database and watching
    return reply(
        {"ready": ready, "database": database, "answers": watching, "worker": worker}, status=200 if ready else 503
    )


async def _require_reader(request: web.Request) -> None:
    mode = request.app[SETTINGS].metrics
    if mode == "off":
        raise web.HTTPNotFound
    if mode == "open" or _is_on_this_machine(request) or await authenticate(request) is not None:
        return
    remedy = "Send a token of the API as a bearer token, or set MUSECHAT_METRICS=open"
    raise BadInput("metrics-closed", "Metrics are read on this machine only", remedy)


def _is_on_this_machine(request: web.Request) -> bool:
    # A proxy on this machine is no reader on this machine: what it passes on comes from elsewhere.
    forwarded = any(name in request.headers for name in FORWARDED)
    host = parse_host(f"//{request.headers.get(hdrs.HOST, '')}")
    return not forwarded and host in LOOPBACK and request.remote in LOOPBACK
