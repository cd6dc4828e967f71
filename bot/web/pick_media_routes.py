"""What is made of a pick for the page: its mix as rendered, its fit card, and the files to take away."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.orm import Session

from bot.pick_media import name_pick_media, read_fit
from bot.web.app_keys import BLOBS, PLATFORM, SETTINGS, TURN_CLIENT
from bot.web.payload import JsonObject, SignLink, reply
from bot.web.pick_files import PICK_FILES, PICTURE, RECEIPT, VIDEO
from bot.web.sign_in import make_link_signer
from bot.web.uploads import read_json
from language.fit_descriptions import describe_fit, list_meetings
from language.order_texts import describe_failed_order
from language.texts import ENGLISH, Texts, find_texts
from musechat.errors import BadInput
from musechat.mix_names import MixBlobs
from musechat.pick import Pick
from musechat.pick_order import OrderKind, OrderState, OrderStatus
from musechat.turn import TurnView
from store.blobs import BlobStore
from store.pick_actions import load_pick_turn
from store.pick_orders import load_order, place_order
from store.pick_records import load_thread_records
from store.threads import get_thread

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A pick of the page, and what was ordered of it."""

    turn: TurnView
    pick: Pick
    mix: OrderStatus | None
    fit: OrderStatus | None
    accepted: bool  # whether the thread has a receipt

    @property
    def names(self) -> MixBlobs:
        return name_pick_media(self.turn, self.pick)


@routes.get(r"/api/picks/{id:\d{1,15}}/media")
async def show_media(request: web.Request) -> web.Response:
    """Say what there is of a pick, and how far what was ordered is."""
    return await _answer(request, int(request.match_info["id"]))


@routes.post(r"/api/picks/{id:\d{1,15}}/media")
async def order_media(request: web.Request) -> web.Response:
    """Order something of a pick; body: ``{"kind": "mix" | "fit"}``. What is there or in work is not made again."""
    pick_id, kind = int(request.match_info["id"]), _parse_kind((await read_json(request)).get("kind"))
    client = request.app[TURN_CLIENT]
    ordered = await client.read(_load, pick_id)
    if not await client.call(_is_there, request.app[BLOBS], ordered.names, kind):
        await client.write(place_order, pick_id, kind)
    return await _answer(request, pick_id)


async def _answer(request: web.Request, pick_id: int) -> web.Response:
    client, sign = request.app[TURN_CLIENT], make_link_signer(request)
    ordered = await client.read(_load, pick_id)
    mixes = request.app[SETTINGS].previews == "mix"
    return reply(await client.call(_describe, ordered, request.app[BLOBS], sign, mixes))


def _load(session: Session, pick_id: int) -> _Ordered:
    """Load a pick of a thread of the page.

    Raises:
        BadInput: ``no-such-pick``.

    """
    turn = load_pick_turn(session, pick_id)
    if get_thread(session, turn.thread_id).platform != PLATFORM:
        raise BadInput("no-such-pick", f"There is no pick {pick_id}")
    pick = next(each for each in turn.picks if each.id == pick_id)
    mix, fit = (load_order(session, pick_id, kind) for kind in (OrderKind.MIX, OrderKind.FIT))
    return _Ordered(turn, pick, mix, fit, bool(load_thread_records(session, turn.thread_id)))


def _is_there(blobs: BlobStore, names: MixBlobs, kind: OrderKind) -> bool:
    wanted = (names.video, names.waves) if kind is OrderKind.MIX else (names.fit, names.fit_picture)
    return all(blobs.has_blob(name) for name in wanted)


def _describe(ordered: _Ordered, blobs: BlobStore, sign: SignLink, mixes: bool) -> JsonObject:
    def link(name: str) -> str:
        return sign(f"/media/picks/{ordered.pick.id}/{name}")

    texts = find_texts(ordered.turn.language)
    mix = _describe_order(ordered.mix, OrderKind.MIX, texts, there=_is_there(blobs, ordered.names, OrderKind.MIX))
    mix["state"] = mix["state"] if mixes or mix["state"] == "ready" else "off"
    ready = mix["state"] == "ready"
    files = [
        {"name": file.name, "label": file.label, "url": link(file.name), "bytes": file.measure(blobs, ordered.names)}
        for file in PICK_FILES
        if file.download and (ordered.accepted if file.name == RECEIPT else ready)
    ]
    return {
        "mix": mix | {"url": link(VIDEO) if ready else None},
        "fit": _describe_fit(ordered, blobs) | {"picture": link(PICTURE)},
        "files": files,
    }


def _describe_fit(ordered: _Ordered, blobs: BlobStore) -> JsonObject:
    fit = read_fit(blobs, ordered.names)
    there = fit is not None and blobs.has_blob(ordered.names.fit_picture)
    told = _describe_order(ordered.fit, OrderKind.FIT, find_texts(ordered.turn.language), there=there)
    if fit is None:
        return told | {"data": None, "described": "", "meetings": []}
    described = describe_fit(fit, ordered.pick.title, ENGLISH)
    return told | {"data": fit.to_json(), "described": described, "meetings": list_meetings(fit, ENGLISH)}


def _describe_order(order: OrderStatus | None, kind: OrderKind, texts: Texts, *, there: bool) -> JsonObject:
    """State and line: "ready", "making", "failed", or "none" where nobody asked, or its day is over."""
    if there:
        return {"state": "ready", "line": ""}
    if order is None or order.state is OrderState.DONE:
        return {"state": "none", "line": ""}
    if order.state.is_open:
        return {"state": "making", "line": texts(f"orders.making.{kind.value}")}
    return {"state": "failed", "line": describe_failed_order(order.error, kind, texts)}


def _parse_kind(value: object) -> OrderKind:
    if not isinstance(value, str) or value not in set(OrderKind):
        raise BadInput("order-kind", "What can be made of a pick is: mix, fit")
    return OrderKind(value)
