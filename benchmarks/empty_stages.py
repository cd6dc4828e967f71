"""Stages that do nothing: what is left is the ledger, the notifier and the client's watching."""

from __future__ import annotations

from musechat.settings import Settings
from musechat.turn import Stage
from store.database import Database
from worker.context import StageSet, TurnContext


def _nothing(_context: TurnContext) -> None:
    return


def build_stages(_settings: Settings, _db: Database, _queues: object) -> StageSet:
    """Every stage, empty."""
    return StageSet(dict.fromkeys(Stage, _nothing))
