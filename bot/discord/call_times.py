"""Measures the calls of Discord's API: how long they take, which fail, and which are told to wait."""

from __future__ import annotations

from time import monotonic
from types import SimpleNamespace

import aiohttp

from musechat.event_counts import CountedEvent, count_discord_call, count_event

TOO_MANY, SERVER_FAULT = 429, 500


def make_call_trace() -> aiohttp.TraceConfig:
    """Make the trace that the client's HTTP session calls; it sees statuses and times, and keeps no address."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_begin_call)
    trace.on_request_end.append(_end_call)
    trace.on_request_exception.append(_lose_call)
    return trace


async def _begin_call(
    _session: aiohttp.ClientSession, call: SimpleNamespace, _: aiohttp.TraceRequestStartParams
) -> None:
    call.began = monotonic()


async def _end_call(_session: aiohttp.ClientSession, call: SimpleNamespace, end: aiohttp.TraceRequestEndParams) -> None:
    count_discord_call(monotonic() - call.began)
    if end.response.status == TOO_MANY:
        count_event(CountedEvent.DISCORD_LIMITED)
    elif end.response.status >= SERVER_FAULT:
        count_event(CountedEvent.DISCORD_FAILED)


async def _lose_call(
    _session: aiohttp.ClientSession, _call: SimpleNamespace, _: aiohttp.TraceRequestExceptionParams
) -> None:
    count_event(CountedEvent.DISCORD_FAILED)
