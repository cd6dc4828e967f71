"""The real stages as a test wants them: they wait before choosing, break there, or a reason is written slowly."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from musechat.settings import Settings
from musechat.turn import Stage
from worker.context import StageFunctions, TurnContext

if TYPE_CHECKING:
    from models.writer.base import Heard, Reason, ReasonFacts, Writer

GATE, BREAKS, SLOW = (
    "gate",
    "breaks",
    "slow",
)  # files in the data folder: the gate is shut, choosing breaks, words are slow
WORD_S = 0.15


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

    module = sys.modules["worker.stages.write"]  # the package names the function
    writer_of = module.writer_of
    module.writer_of = lambda context: WordByWord(writer_of(context))  # type: ignore[attr-defined]
    return {**real, Stage.CHOOSE: gated}


class WordByWord:
    """The real writer; while a test wants it slow, its words are heard one by one."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def write(self, facts: Sequence[ReasonFacts], heard: Heard | None = None) -> list[Reason]:
        """Write as the real one does."""
        reasons = self.writer.write(facts, heard)
        words = reasons[0].text.split() if (Path(os.environ["MUSECHAT_DATA_DIR"]) / SLOW).exists() and heard else []
        for n in range(1, len(words) + 1):
            time.sleep(WORD_S)
            heard(" ".join(words[:n]))  # type: ignore[misc]
        return reasons


def warm_up(settings: Settings) -> None:
    """Load the models."""
    from worker import stages

    stages.warm_up(settings)
