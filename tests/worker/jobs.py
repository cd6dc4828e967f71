"""Contexts of turns, for tests of one stage without a runner."""

from __future__ import annotations

from typing import Any

from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, Queue, SourceKind, TurnKind
from store import leases, ledger
from store.blobs import BlobStore
from tests.store.asked import Asker
from worker.context import TurnContext

NOTHING = ClipSource(SourceKind.NONE)


def context_of(
    asker: Asker, settings: Settings, kind: TurnKind, words: str = "", source: ClipSource = NOTHING, **more: Any
) -> TurnContext:
    """A claimed turn of the asker's, as a stage gets it."""
    with asker.db.write() as session:
        new = NewTurn(asker.thread_id, asker.member_id, "page", kind, words, source=source, **more)
        turn_id = ledger.submit_turn(session, new)
    with asker.db.write() as session:
        job = leases.claim_turn(session, "here", Queue, 60, turn_id)
    assert job is not None
    return TurnContext(job, asker.db, settings, BlobStore(settings.effective_blob_url))
