"""The real stages behind a gate: while a test holds it shut, turns wait before choosing; or they break there."""

from __future__ import annotations

import time
from pathlib import Path

from musechat.settings import Settings
from musechat.turn import Stage
from worker.context import StageFunctions, TurnContext

GATE, BREAKS = "gate", "breaks"  # files in the data folder: the gate is shut, choosing breaks


def stage_functions() -> StageFunctions:
    """The real functions, the gate before ``choose``."""
    from worker import stages  # brings torch in, which the tests' own process does without

    real = dict(stages.stage_functions())
    choose = real[Stage.CHOOSE]

    def gated(context: TurnContext) -> None:
        gate = Path(context.settings.data_dir) / GATE
        while gate.exists():
            context.check()
            time.sleep(0.02)
        if (Path(context.settings.data_dir) / BREAKS).exists():
            raise RuntimeError("a test wanted this to break")
        choose(context)

    return {**real, Stage.CHOOSE: gated}


def warm_up(settings: Settings) -> None:
    """Load the models."""
    from worker import stages

    stages.warm_up(settings)
