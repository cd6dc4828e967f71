"""The real stages as a test wants them: they wait, break, ask or write slowly."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from language.texts import texts_for
from musechat.questions import Subject, question
from musechat.settings import Settings
from musechat.turn import Stage
from worker.context import StageFunctions, TurnContext

if TYPE_CHECKING:
    from models.writer.interface import Heard, Reason, ReasonFacts, Writer

# Files in the data folder: the gate is shut, choosing breaks, a reason grows no further than so many words, every pick
# comes with a question.
GATE, BREAKS, SLOW, ASKS = "gate", "breaks", "slow", "asks"
LOOK_S = 0.02


def stage_functions() -> StageFunctions:
    """The real functions, the gate before ``choose``."""
    from worker import stages  # brings torch in, which the tests' own process does without

    real = dict(stages.stage_functions())
    choose = real[Stage.CHOOSE]

    def gated(context: TurnContext) -> None:
        gate = Path(context.settings.data_dir) / GATE
        while gate.exists():
            context.check()
            time.sleep(LOOK_S)
        if (Path(context.settings.data_dir) / BREAKS).exists():
            raise RuntimeError("a test wanted this to break")
        choose(context)
        if (Path(context.settings.data_dir) / ASKS).exists() and context.outcome.picks:
            context.outcome.question = question(Subject.DRIVE, texts_for(context.job.language))

    module = sys.modules["worker.stages.write"]  # the package names the function
    writer_of = module.writer_of
    module.writer_of = lambda context: WordByWord(writer_of(context))  # type: ignore[attr-defined]
    return {**real, Stage.CHOOSE: gated}


class WordByWord:
    """The real writer; while a test holds it, no more of a reason is heard than so many words."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def write(self, facts: Sequence[ReasonFacts], heard: Heard | None = None) -> list[Reason]:
        """Write as the real one does."""
        if heard is None or _allowed() is None:
            return self.writer.write(facts, heard)
        reasons = self.writer.write(facts)
        words = reasons[0].text.split()
        while (allowed := _allowed()) is not None:
            heard(" ".join(words[:allowed]))
            time.sleep(LOOK_S)
        return reasons


def _allowed() -> int | None:
    """How many words of a reason may be heard; None where all may."""
    try:
        return int((Path(os.environ["MUSECHAT_DATA_DIR"]) / SLOW).read_text())
    except FileNotFoundError:
        return None


def warm_up(settings: Settings) -> None:
    """Load the models."""
    from worker import stages

    stages.warm_up(settings)
