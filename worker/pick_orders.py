"""Makes what clients order of picks, beside the turns: a thread for each kind. No order holds up another kind's."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from media.fit_card.card_process import FitCardMaker
from media.mix.job import PLENTY
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput, Cancelled, MuseChatError
from musechat.pick_order import OrderKind, OrderState, TakenOrder
from musechat.settings import Settings
from store.blobs import BlobStore
from store.change_signal import ChangeSignal
from store.database import Database
from store.pick_actions import load_pick_turn
from store.pick_orders import end_order, has_open_orders, take_order
from worker.fit_making import make_pick_fit
from worker.mix_making import MixOrder, make_pick_mix

LOOK_S = 0.25  # between two looks; most cost microseconds on SQLite and one short round trip on PostgreSQL
RECHECK_S = 30.0  # what another worker lost is looked for so often, without any commit that would tell of it

log = logging.getLogger(__name__)
MakeOrder = Callable[[MixOrder], None]


class PickOrders:
    """The threads that make mixes and fit cards to order."""

    def __init__(self, db: Database, settings: Settings, blobs: BlobStore, mixes: MixMaker, fits: FitCardMaker) -> None:
        self._stopped = threading.Event()
        self._mixes_wanted = settings.previews == "mix"
        makers: dict[OrderKind, MakeOrder] = {
            OrderKind.MIX: lambda order: self._make_mix(order, db, blobs, mixes),
            OrderKind.FIT: lambda order: make_pick_fit(order, db, blobs, fits, self._check),
        }
        self._queues = [_OrderQueue(db, kind, make, self._stopped) for kind, make in makers.items()]

    def start(self) -> None:
        """Start taking orders."""
        for queue in self._queues:
            queue.start()

    def close(self) -> None:
        """Take no more orders; what is in work is given up."""
        self._stopped.set()
        for queue in self._queues:
            queue.join()

    def _make_mix(self, order: MixOrder, db: Database, blobs: BlobStore, maker: MixMaker) -> None:
        if not self._mixes_wanted:
            raise BadInput("no-mixes", "This installation makes no mixes", "Set MUSECHAT_PREVIEWS=mix for them")
        if make_pick_mix(order, db, blobs, maker, self._check) is None:
            raise BadInput("mix-too-large", "No mix of this clip can be made", "Shorten the clip")

    def _check(self) -> None:
        if self._stopped.is_set():
            raise Cancelled("This worker ends")


class _OrderQueue:
    """Takes orders of one kind, one after the other."""

    def __init__(self, db: Database, kind: OrderKind, make: MakeOrder, stopped: threading.Event) -> None:
        self._db, self._kind, self._make, self._stopped = db, kind, make, stopped
        self._signal = ChangeSignal(db)
        self._thread = threading.Thread(target=self._run_loop, name=f"{kind.value} orders", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        if self._thread.is_alive():
            self._thread.join(5)
        self._signal.close()

    def _run_loop(self) -> None:
        idle_s = RECHECK_S
        while not self._stopped.is_set():
            idle_s += LOOK_S
            if self._signal.has_changed() or idle_s >= RECHECK_S:
                idle_s = 0.0
                try:
                    while not self._stopped.is_set() and (order := self._take()) is not None:
                        self._serve(order)
                except Exception:  # this thread must outlive any fault: nobody else in this worker takes its orders
                    log.exception("orders of picks could not be looked for; trying again")
            self._stopped.wait(LOOK_S)

    def _take(self) -> TakenOrder | None:
        with self._db.read() as session:  # most commits are of something else: no write for those
            if not has_open_orders(session, self._kind):
                return None
        with self._db.write() as session:
            return take_order(session, self._kind)

    def _serve(self, order: TakenOrder) -> None:
        state, error = OrderState.DONE, ""
        try:
            self._make(self._load(order))
        except Cancelled:
            state = OrderState.WANTED  # another worker makes it
        except BadInput as refused:
            state, error = OrderState.FAILED, refused.code
        except MuseChatError as fault:
            log.warning("pick %s: no %s: %s", order.pick_id, order.kind, fault.line, exc_info=True)
            state, error = OrderState.FAILED, fault.code
        except Exception:
            log.warning("pick %s: no %s", order.pick_id, order.kind, exc_info=True)
            state = OrderState.FAILED
        with self._db.write() as session:
            end_order(session, order, state, error)

    def _load(self, order: TakenOrder) -> MixOrder:
        """The pick and the clip that an order is about.

        Raises:
            BadInput: ``no-such-pick``, ``no-clip``.

        """
        with self._db.read() as session:
            turn = load_pick_turn(session, order.pick_id)
        pick = next(each for each in turn.picks if each.id == order.pick_id)
        if turn.video_hash is None:
            raise BadInput("no-clip", "This conversation has no clip", "Post one")
        return MixOrder(turn.id, turn.video_hash, pick, PLENTY, with_waves=True)
