"""What a stage is given; it lives in :mod:`worker.context`, which the runner can import without the stages."""

from __future__ import annotations

from musechat.turn import TurnJob, TurnOutcome
from worker.context import Interruption, StageFunction, StageFunctions, TurnContext

__all__ = ["Interruption", "StageFunction", "StageFunctions", "TurnContext", "TurnJob", "TurnOutcome"]
