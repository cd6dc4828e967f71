"""The stages of a turn. Importing this package brings torch in, so the runner does it late."""

from __future__ import annotations

from functools import partial

from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from worker.context import StageSet
from worker.late_mixes import LateMixes
from worker.stages.services import StageServices

__all__ = ["build_stages"]


def build_stages(settings: Settings, db: Database) -> StageSet:
    """Build the stages of one worker, with new services."""
    services = StageServices.create(settings)
    mixes = LateMixes(db, settings, BlobStore(settings.effective_blob_url), services.mixes)
    return StageSet(
        services.bind_stages(),
        partial(services.warm_up, db, settings),
        partial(_close_all, mixes, services),
        mixes.offer_turn,
    )


def _close_all(mixes: LateMixes, services: StageServices) -> None:
    mixes.close()
    services.close()
