"""The stages of a turn. Those of the ``infer`` queue bring torch in; those of the ``media`` queue need none of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from musechat.settings import Settings
from musechat.turn import Queue
from store.blobs import BlobStore
from store.database import Database
from worker.context import StageSet

if TYPE_CHECKING:
    from worker.late_mixes import LateMixes
    from worker.pick_orders import PickOrders
    from worker.stages.services import StageServices

__all__ = ["build_stages"]


def build_stages(settings: Settings, db: Database, queues: Iterable[Queue] = tuple(Queue)) -> StageSet:
    """Build the stages of one worker, with new services: only those of its queues."""
    if Queue.INFER not in set(queues):
        from worker.stages.media_stages import build_media_stages

        return build_media_stages()
    # Torch and all models: hundreds of megabytes.
    from worker.late_mixes import LateMixes
    from worker.pick_orders import PickOrders
    from worker.stages.services import StageServices

    services, blobs = StageServices.create(settings), BlobStore(settings.effective_blob_url)
    mixes = LateMixes(db, settings, blobs, services.mixes)
    orders = PickOrders(db, settings, blobs, services.mixes, services.fits)
    return StageSet(
        services.bind_stages(),
        partial(_warm_up, orders, services, db, settings),
        partial(_close_all, mixes, orders, services),
        mixes.offer_turn,
    )


def _warm_up(orders: PickOrders, services: StageServices, db: Database, settings: Settings) -> None:
    orders.start()
    services.warm_up(db, settings)


def _close_all(mixes: LateMixes, orders: PickOrders, services: StageServices) -> None:
    mixes.close()
    orders.close()
    services.close()
