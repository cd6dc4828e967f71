"""Routes of a conversation: open a thread with a clip, submit a turn, judge a pick, cancel a turn."""

from __future__ import annotations

from typing import cast, get_args

from aiohttp import web
from sqlalchemy.orm import Session

from bot.api.schemas import MOST_TURNS
from bot.web.app_keys import ASKER, MEMBER, PLATFORM, SETTINGS, TURN_CLIENT
from bot.web.demo_clips import demo_source
from bot.web.payload import reply, thread_json, turn_json, verdicts_json
from bot.web.sign_in import make_link_signer
from bot.web.uploads import NewThreadForm, read_json, read_link, read_upload, read_words
from language.explanations import explain_pick, iter_comparisons
from language.texts import ENGLISH
from musechat.errors import BadInput
from musechat.turn import NewTurn, TurnKind, TurnView
from store.ledger import load_thread_views
from store.page_access import find_pick_thread, find_turn_thread
from store.thread_history import Verdict, load_thread_feedback, put_feedback
from store.threads import ThreadView, get_thread, make_no_thread_error, open_thread
from store.videos import Video, get_video

# Kinds that the page may submit; the others need a clip, a file, or a message to take over.
SAYABLE = frozenset(TurnKind) - {TurnKind.FIRST, TurnKind.ADD, TurnKind.ALTERNATE, TurnKind.COMPARE}
routes = web.RouteTableDef()


@routes.post("/api/threads")
async def begin(request: web.Request) -> web.Response:
    """Open a thread and submit its first turn; body: a form with a file, or ``{"link" | "demo", "words"}``."""
    form = await _read_form(request)
    client, member = request.app[TURN_CLIENT], request.app[MEMBER]
    thread_id = await client.write(open_thread, platform=PLATFORM, member_id=member, name=form.source.name)
    new = NewTurn(thread_id, member, ASKER, TurnKind.FIRST, form.words, source=form.source)
    turn = await client.view(await client.submit(new))
    thread = {"id": thread_id, "name": form.source.name, "clip": None}
    return reply(
        {
            "thread": thread,
            "turns": [turn_json(turn, make_link_signer(request))],
            "worker": await client.worker_alive(),
        },
        201,
    )


@routes.get(r"/api/threads/{id:\d{1,15}}")
async def show(request: web.Request) -> web.Response:
    """Load a thread with all its turns. Turns sent here in their final state count as delivered."""
    client = request.app[TURN_CLIENT]
    thread, video, turns, verdicts = await client.read(_load, int(request.match_info["id"]))
    for turn in turns:
        if turn.state.final:
            await client.mark_delivered(turn.id)
    return reply(
        {
            "thread": thread_json(thread, video, make_link_signer(request)),
            "turns": [turn_json(turn, make_link_signer(request)) for turn in turns],
            "verdicts": verdicts_json(turns, verdicts),
        }
    )


@routes.post(r"/api/threads/{id:\d{1,15}}/turns")
async def say(request: web.Request) -> web.Response:
    """Submit the next turn of a thread; body: ``{"kind", "words", "about_turn"}``."""
    client, body = request.app[TURN_CLIENT], await read_json(request)
    thread = await client.read(own_thread, int(request.match_info["id"]))
    kind, about = _parse_kind(body.get("kind")), _parse_about(body.get("about_turn"))
    words = read_words(body.get("words"))
    if kind is TurnKind.REFINE and not words:
        raise BadInput("words", "Nothing was said", "Say what should change")
    new = NewTurn(thread.id, request.app[MEMBER], ASKER, kind, words, about)
    turn = await client.view(await client.submit(new))
    return reply({"turn": turn_json(turn, make_link_signer(request)), "worker": await client.worker_alive()}, 201)


@routes.post(r"/api/threads/{id:\d{1,15}}/clips")
async def bring_version(request: web.Request) -> web.Response:
    """Bring a clip into a thread, a new cut of the one before or another; body: as of :func:`begin`."""
    client = request.app[TURN_CLIENT]
    thread = await client.read(own_thread, int(request.match_info["id"]))  # before the file is taken in
    form = await _read_form(request)
    new = NewTurn(thread.id, request.app[MEMBER], ASKER, TurnKind.FIRST, form.words, source=form.source)
    turn = await client.view(await client.submit(new))
    return reply({"turn": turn_json(turn, make_link_signer(request)), "worker": await client.worker_alive()}, 201)


@routes.get(r"/api/turns/{id:\d{1,15}}/why")
async def why(request: web.Request) -> web.Response:
    """Explain a turn's pick: a paragraph, and a comparison with each alternate."""
    turn_id = int(request.match_info["id"])
    await own_turn(request, turn_id)
    turn = await request.app[TURN_CLIENT].view(turn_id)
    if not turn.picks:
        raise BadInput("no-such-pick", f"Turn {turn_id} has no pick")
    compared = iter_comparisons(turn, ENGLISH, lambda title: f"“{title}”")
    return reply({"told": explain_pick(turn, ENGLISH), "beside": list(compared)})


@routes.post(r"/api/picks/{id:\d{1,15}}/feedback")
async def judge(request: web.Request) -> web.Response:
    """Store a verdict on a pick; body: ``{"verdict": "accepted" | "rejected"}``."""
    client, body = request.app[TURN_CLIENT], await read_json(request)
    verdict, pick_id = _parse_verdict(body.get("verdict")), int(request.match_info["id"])
    await client.write(_store_verdict, pick_id, request.app[MEMBER], verdict)
    return reply({"pick": pick_id, "verdict": verdict})


@routes.post(r"/api/turns/{id:\d{1,15}}/cancel")
async def cancel(request: web.Request) -> web.Response:
    """Cancel a turn."""
    client, turn_id = request.app[TURN_CLIENT], int(request.match_info["id"])
    await own_turn(request, turn_id)
    if not await client.cancel(turn_id):
        raise BadInput("turn-ended", "This turn has already ended")
    return reply({"turn": turn_json(await client.view(turn_id), make_link_signer(request))})


def own_thread(session: Session, thread_id: int) -> ThreadView:
    """Load a thread of the page; threads of other platforms are treated as missing.

    Raises:
        BadInput: ``no-such-thread``.

    """
    thread = get_thread(session, thread_id)
    if thread.platform != PLATFORM:
        raise make_no_thread_error(thread_id)
    return thread


async def own_turn(request: web.Request, turn_id: int) -> None:
    """Check that a turn belongs to a thread of the page.

    Raises:
        BadInput: ``no-such-turn``.

    """
    client = request.app[TURN_CLIENT]
    thread_id = await client.read(find_turn_thread, turn_id)
    try:
        await client.read(own_thread, thread_id or 0)
    except BadInput as error:
        raise BadInput("no-such-turn", f"There is no turn {turn_id}") from error


async def _read_form(request: web.Request) -> NewThreadForm:
    if request.content_type == "multipart/form-data":
        return await read_upload(request)
    body = await read_json(request)
    words = read_words(body.get("words"))
    if "demo" in body:
        source = await request.app[TURN_CLIENT].call(demo_source, request.app[SETTINGS], body["demo"])
        return NewThreadForm(source, words)
    return NewThreadForm(read_link(body.get("link")), words)


def _parse_kind(value: object) -> TurnKind:
    if not isinstance(value, str) or value not in SAYABLE:
        raise BadInput("kind", f"A turn is one of: {', '.join(sorted(SAYABLE))}")
    return TurnKind(value)


def _parse_about(value: object) -> int | None:
    if value is None:
        return None
    # JSON's true is an int in Python; and a column holds no more than 32 bits.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= MOST_TURNS:
        raise BadInput("about-turn", "A turn is named by its number in the conversation")
    return value


def _parse_verdict(value: object) -> Verdict:
    if value not in get_args(Verdict):
        raise BadInput("verdict", "A verdict is accepted or rejected")
    return cast("Verdict", value)


def _store_verdict(session: Session, pick_id: int, member_id: int, verdict: Verdict) -> None:
    thread_id = find_pick_thread(session, pick_id)
    if thread_id is None or get_thread(session, thread_id).platform != PLATFORM:
        raise BadInput("no-such-pick", f"There is no pick {pick_id}")
    put_feedback(session, pick_id, member_id, verdict)


def _load(session: Session, thread_id: int) -> tuple[ThreadView, Video | None, list[TurnView], list[tuple[str, str]]]:
    thread = own_thread(session, thread_id)
    video = get_video(session, thread.video_hash) if thread.video_hash else None
    return thread, video, load_thread_views(session, thread_id), load_thread_feedback(session, thread_id)
