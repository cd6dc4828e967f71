"""The real stages as a test wants them: they wait, break, ask or write slowly."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from language.question_texts import write_question
from language.texts import find_texts
from musechat.questions import Subject
from musechat.settings import Settings
from musechat.turn import Stage
from store.blobs import BlobStore
from store.database import Database
from worker.context import StageSet, TurnContext
from worker.late_mixes import LateMixes
from worker.pick_orders import PickOrders

if TYPE_CHECKING:
    from models.writer.interface import Reason, ReasonFacts, ReasonListener, Writer
    from worker.snapshot.serving_snapshot import ServingSnapshot
    from worker.stages.writer_registry import WriterRegistry

# Files in the data folder: the gate is shut, choosing breaks, a reason grows no further than so many words, every pick
# comes with a question, cards get their mixes.
GATE, BREAKS, SLOW, ASKS, MIXES = "gate", "breaks", "slow", "asks", "mixes"
LOOK_S = 0.02


def build_stages(settings: Settings, db: Database, _queues: object) -> StageSet:
    """The real stages, the gate before ``choose``, and a writer whose words may be slow."""
    from worker.stages.services import StageServices  # brings torch in, which the tests' own process does without

    made = StageServices.create(settings)
    services = replace(made, writers=SlowWriterRegistry(made.writers))  # type: ignore[arg-type]
    functions = services.bind_stages()
    choose = functions[Stage.CHOOSE]

    def gated(context: TurnContext) -> None:
        gate = Path(context.settings.data_dir) / GATE
        while gate.exists():
            context.raise_if_interrupted()
            time.sleep(LOOK_S)
        if (Path(context.settings.data_dir) / BREAKS).exists():
            raise RuntimeError("a test wanted this to break")
        choose(context)
        if (Path(context.settings.data_dir) / ASKS).exists() and context.outcome.picks:
            context.outcome.question = write_question(Subject.DRIVE, find_texts(context.job.language))

    blobs = BlobStore(settings.effective_blob_url)
    mixes = LateMixes(db, settings, blobs, services.mixes)
    orders = PickOrders(db, settings, blobs, services.mixes, services.fits)

    def mix(context: TurnContext) -> None:
        if (Path(context.settings.data_dir) / MIXES).exists():
            mixes.offer_turn(context)

    def warm_up() -> None:
        orders.start()
        services.warm_up(db, settings)

    def close() -> None:
        mixes.close()
        orders.close()
        services.close()

    return StageSet({**functions, Stage.CHOOSE: gated}, warm_up, close, mix)


class SlowWriterRegistry:
    """The real registry, whose writers say their words one by one."""

    def __init__(self, registry: WriterRegistry) -> None:
        self.registry = registry

    def start_loading(self, settings: Settings, encoder: tuple[str, str]) -> object:
        """Load the model as the real one does."""
        return self.registry.start_loading(settings, encoder)

    def close(self) -> None:
        """Let a model that is being loaded arrive, as the real one does."""
        self.registry.close()

    def get_writer(self, settings: Settings, snapshot: ServingSnapshot) -> Writer:
        """The real writer, slowed."""
        return WordByWord(self.registry.get_writer(settings, snapshot))


class WordByWord:
    """The real writer; while a test holds it, no more of a reason is heard than so many words."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def write_reasons(self, facts: Sequence[ReasonFacts], heard: ReasonListener | None = None) -> list[Reason]:
        """Write as the real one does."""
        if heard is None or _allowed() is None:
            return self.writer.write_reasons(facts, heard)
        reasons = self.writer.write_reasons(facts)
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
