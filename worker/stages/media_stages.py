"""The stages of a worker that takes only the ``media`` queue: fetching and watching, without torch or models."""

from __future__ import annotations

from functools import partial

from media.watch import WarmProcesses
from musechat.turn import Stage
from worker.context import StageFunctions, StageSet
from worker.stages.fetch import run_fetch
from worker.stages.watch import run_watch


def build_media_stages() -> StageSet:
    """Build the stages of the ``media`` queue, with warm decoding processes of their own."""
    decoders = WarmProcesses()
    functions: StageFunctions = {Stage.FETCH: run_fetch, Stage.WATCH: partial(run_watch, processes=decoders)}
    return StageSet(functions, decoders.start, decoders.close)
