"""The stages of a worker that takes only the ``media`` queue: fetching and watching, without torch or models."""

from __future__ import annotations

from functools import partial

from media.watch import WarmProcesses
from musechat.turn import Stage
from worker.clip_lookup import ClipLookup
from worker.context import StageFunctions, StageSet
from worker.recording_lookup import RecordingLookup
from worker.stages.fetch import run_fetch
from worker.stages.watch import run_watch


def build_media_stages() -> StageSet:
    """Build the stages of the ``media`` queue, with warm decoding processes of their own."""
    decoders = WarmProcesses()
    watch = partial(run_watch, processes=decoders, lookup=ClipLookup(), recordings=RecordingLookup())
    functions: StageFunctions = {Stage.FETCH: run_fetch, Stage.WATCH: watch}
    return StageSet(functions, decoders.start, decoders.close)
