"""Streams a turn's changes as Server-Sent Events: one ``turn`` event per change, with its revision as the id."""

from __future__ import annotations

from contextlib import aclosing, suppress

from aiohttp import web

from bot.web.app_keys import TURN_CLIENT
from bot.web.event_heartbeats import RETRY_MS, add_heartbeats
from bot.web.payload import SignLink, dumps, turn_json
from bot.web.sign_in import make_link_signer
from bot.web.thread_routes import own_turn
from musechat.turn import TurnView

routes = web.RouteTableDef()


@routes.get(r"/api/turns/{id:\d{1,15}}/events")
async def events(request: web.Request) -> web.StreamResponse:
    """Stream the turn's changes until its final state; a reconnecting browser names what it has by ``Last-Event-ID``.

    Raises:
        BadInput: ``no-such-turn``.

    """
    client, turn_id = request.app[TURN_CLIENT], int(request.match_info["id"])
    await own_turn(request, turn_id)
    last_seen = request.headers.get("Last-Event-ID", "")
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    with suppress(ConnectionError):  # the browser left; the ledger keeps the turn undelivered
        await response.write(f"retry: {RETRY_MS}\n\n".encode())
        async with aclosing(client.follow(turn_id)) as views, aclosing(add_heartbeats(views, request)) as news:
            async for view in news:
                await response.write(_format_event(view, last_seen, make_link_signer(request)))
                # Only after the write: a final state that did not reach the browser stays undelivered.
                if view is not None and view.state.final:
                    await client.mark_delivered(turn_id)
    return response


def _format_event(view: TurnView | None, last_seen: str, sign: SignLink) -> bytes:
    # A final state is sent again even if it was seen: on it the browser closes the stream.
    if view is None or (str(view.revision) == last_seen and not view.state.final):
        return b": still here\n\n"
    return f"id: {view.revision}\nevent: turn\ndata: {dumps(turn_json(view, sign))}\n\n".encode()
