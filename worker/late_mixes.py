"""Mixes for cards that are already shown: made one after the other, beside the turns; no turn fails by them."""

from __future__ import annotations

import logging
import queue
import threading
import time
from dataclasses import dataclass

from media.mix.mix_process import MixMaker
from musechat.clock import Clock
from musechat.errors import BadInput, Cancelled
from musechat.pick import ChosenTrack
from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from store.mix_delivery import MixDelivery, attach_mix
from worker.context import TurnContext
from worker.mix_making import MixOrder, make_pick_mix

MOST_WAITING = 32  # orders; beyond, a card keeps its excerpt
STALE_S = 600.0  # an order that waited longer is dropped: nobody looks at its card any more
SHOWN_WITHIN_S = 20.0  # a card that is not shown by then is not waited for
_LOOK_S = 0.25  # between two looks whether a card is shown

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    order: MixOrder
    since: float


class LateMixes:
    """A thread that mixes; it starts with the first order."""

    def __init__(
        self, db: Database, settings: Settings, blobs: BlobStore, maker: MixMaker, clock: Clock = time.monotonic
    ) -> None:
        self._db, self._settings, self._blobs, self._maker = db, settings, blobs, maker
        self._clock = clock
        self._orders: queue.Queue[_Waiting | None] = queue.Queue(MOST_WAITING)
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def offer_turn(self, context: TurnContext) -> None:
        """Order the mix of a turn that is done, where one is wanted. Returns at once, and never raises."""
        order = find_order(context)
        if order is None or self._stopped.is_set():
            return
        try:
            self._orders.put_nowait(_Waiting(order, self._clock()))
        except queue.Full:
            log.warning("turn %s: too many mixes wait; its card keeps the excerpt", order.turn_id)
            return
        self._start()

    def close(self) -> None:
        """Stop mixing; what waits is dropped."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(5)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run_loop, name="mixes", daemon=True)
                self._thread.start()

    def _run_loop(self) -> None:
        while not self._stopped.is_set():
            try:
                waiting = self._orders.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if waiting is not None and self._clock() - waiting.since < STALE_S:
                self._serve(waiting.order)

    def _serve(self, order: MixOrder) -> None:
        """Make a mix and have its card show it; whatever goes wrong leaves the card as it is."""
        try:
            blobs = make_pick_mix(order, self._db, self._blobs, self._maker, self._check)
            if blobs is not None:
                self._attach(order, blobs.video)
        except Cancelled:
            return
        except BadInput as error:
            log.warning("turn %s: no mix: %s", order.turn_id, error.line)
        except Exception:
            log.warning("turn %s: no mix", order.turn_id, exc_info=True)

    def _attach(self, order: MixOrder, name: str) -> None:
        until = self._clock() + SHOWN_WITHIN_S
        while self._clock() < until and not self._stopped.wait(0.0):
            with self._db.write() as session:
                if attach_mix(session, order.turn_id, order.pick.track_id, name) is not MixDelivery.NOT_YET:
                    return
            self._stopped.wait(_LOOK_S)
        log.info("turn %s: its card is not shown yet, and keeps the excerpt", order.turn_id)

    def _check(self) -> None:
        if self._stopped.is_set():
            raise Cancelled("This worker ends")


def find_order(context: TurnContext) -> MixOrder | None:
    """What a turn that is done wants mixed; None where it wants nothing."""
    job, outcome = context.job, context.outcome
    if context.settings.previews != "mix" or not job.preview_bytes or not outcome.picks or job.video_hash is None:
        return None
    pick: ChosenTrack = outcome.picks[0]
    return MixOrder(job.id, job.video_hash, pick, job.preview_bytes)
