"""Stages that do nothing: what is left is the ledger, the doorbell and the asker's watching."""

from __future__ import annotations

from musechat.turn import Stage
from worker.stages.context import StageFunctions, TurnContext


def _nothing(_context: TurnContext) -> None:
    return


def stage_functions() -> StageFunctions:
    """Every stage, empty."""
    return dict.fromkeys(Stage, _nothing)
