"""The stages of a turn. Those of the ``infer`` queue bring torch in; those of the ``media`` queue need none of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from musechat.settings import Settings
from musechat.turn import Queue
from store.database import Database
from worker.context import StageSet

__all__ = ["build_stages"]


def build_stages(settings: Settings, db: Database, queues: Iterable[Queue] = tuple(Queue)) -> StageSet:
    """Build the stages of one worker, with new services: only those of its queues."""
    if Queue.INFER not in set(queues):
        from worker.stages.media_stages import build_media_stages

        return build_media_stages()
    from worker.stages.services import StageServices  # torch and all models: hundreds of megabytes

    services = StageServices.create(settings)
    return StageSet(services.bind_stages(), partial(services.warm_up, db, settings), services.close)
