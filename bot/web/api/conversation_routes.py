"""Operations on conversations and their turns."""

from __future__ import annotations

from contextlib import aclosing, suppress

from aiohttp import web
from pydantic import BaseModel

from bot.api.conversion import convert_conversation, convert_turn, explain_turn, write_receipt
from bot.api.schemas import TurnInput
from bot.web.api.access import BASE, TOKEN
from bot.web.api.request_reading import read_body, read_clip, read_id, read_key, read_language
from bot.web.app_keys import ASKER, TURN_CLIENT
from bot.web.event_heartbeats import RETRY_MS, add_heartbeats
from bot.web.uploads import read_words
from musechat.errors import BadInput
from musechat.turn import NewTurn, TurnKind, TurnView
from store.api_requests import NEW_THREAD, get_own_thread, load_own_pick, require_own_turn, submit_request
from store.api_tokens import PLATFORM
from store.ledger import choose_first_queue


async def recommend(request: web.Request) -> web.Response:
    """Open a conversation about a clip and submit its first turn."""
    form, member = await read_clip(request), request[TOKEN].member_id
    language, key = read_language(request), read_key(request)
    new = NewTurn(NEW_THREAD, member, ASKER, TurnKind.FIRST, form.words, source=form.source, language=language)
    return await _submit(request, new, key)


async def say(request: web.Request) -> web.Response:
    """Submit the next turn of a conversation."""
    thread_id, member = read_id(request), request[TOKEN].member_id
    language, key = read_language(request), read_key(request)
    await request.app[TURN_CLIENT].read(get_own_thread, PLATFORM, member, thread_id)
    body = await read_body(request, TurnInput)
    kind, words = TurnKind(body.kind), read_words(body.words)
    if kind is TurnKind.REFINE and not words:
        raise BadInput("words", "Nothing was said", "Say what should change")
    return await _submit(
        request, NewTurn(thread_id, member, ASKER, kind, words, body.about_turn, language=language), key
    )


async def show_conversation(request: web.Request) -> web.Response:
    """Load a conversation with all its turns."""
    client, thread_id = request.app[TURN_CLIENT], read_id(request)
    thread = await client.read(get_own_thread, PLATFORM, request[TOKEN].member_id, thread_id)
    turns = await client.thread_views(thread_id)
    for turn in turns:
        await _note_end(request, turn)
    return answer(convert_conversation(thread, turns))


async def show_turn(request: web.Request) -> web.Response:
    """Load a turn."""
    turn = await _load_turn(request)
    await _note_end(request, turn)
    return answer(convert_turn(turn))


async def explain(request: web.Request) -> web.Response:
    """Explain a turn's pick."""
    return answer(explain_turn(await _load_turn(request)))


async def cancel(request: web.Request) -> web.Response:
    """Cancel a turn."""
    turn = await _load_turn(request)
    if not await request.app[TURN_CLIENT].cancel(turn.id):
        raise BadInput("turn-ended", "This turn has already ended")
    return answer(convert_turn(await request.app[TURN_CLIENT].view(turn.id)))


async def show_receipt(request: web.Request) -> web.Response:
    """Write the receipt of a pick."""
    shown = await request.app[TURN_CLIENT].read(load_own_pick, PLATFORM, request[TOKEN].member_id, read_id(request))
    return answer(write_receipt(shown.pick, shown.thread_id, shown.turn_seq))


async def follow(request: web.Request) -> web.StreamResponse:
    """Stream a turn's changes until its final state, each as an event ``turn``."""
    client, turn = request.app[TURN_CLIENT], await _load_turn(request)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    with suppress(ConnectionError):  # the program left; it may come back
        await response.write(f"retry: {RETRY_MS}\n\n".encode())
        async with aclosing(client.follow(turn.id)) as views, aclosing(add_heartbeats(views, request)) as news:
            async for view in news:
                await response.write(_format_event(view))
                if view is not None:
                    await _note_end(request, view)
    return response


def answer(data: BaseModel, status: int = 200, **headers: str) -> web.Response:
    """Build the response with an object of the API."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(text=data.model_dump_json(), status=status, content_type="application/json", headers=named)


async def _submit(request: web.Request, new: NewTurn, key: str | None) -> web.Response:
    client = request.app[TURN_CLIENT]
    submitted = await client.write(submit_request, new, PLATFORM, key)
    if not submitted.again:
        client.notify(submitted.turn_id, choose_first_queue(new.source.kind.value, new.kind.value))
    turn = convert_turn(await client.view(submitted.turn_id))
    return answer(turn, 201, Location=f"{BASE}/turns/{turn.id}")


async def _load_turn(request: web.Request) -> TurnView:
    client, turn_id = request.app[TURN_CLIENT], read_id(request)
    await client.read(require_own_turn, PLATFORM, request[TOKEN].member_id, turn_id)
    return await client.view(turn_id)


async def _note_end(request: web.Request, turn: TurnView) -> None:
    if turn.state.final:
        await request.app[TURN_CLIENT].mark_delivered(turn.id)


def _format_event(view: TurnView | None) -> bytes:
    if view is None:
        return b": still here\n\n"
    return f"id: {view.revision}\nevent: turn\ndata: {convert_turn(view).model_dump_json()}\n\n".encode()
