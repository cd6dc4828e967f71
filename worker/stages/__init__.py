"""The stages of a turn. Importing this package brings torch in, so the runner does it late."""

from __future__ import annotations

import torch

from media.watch import keep_spare
from musechat.settings import Settings
from musechat.turn import Stage
from worker.snapshot.cache import open_shelf
from worker.snapshot.library import profile_named, wanted_models
from worker.stages.choose import choose
from worker.stages.context import StageFunctions
from worker.stages.fetch import fetch
from worker.stages.listen import listen
from worker.stages.preview import preview
from worker.stages.read import read
from worker.stages.reembed import hear_again
from worker.stages.watch import watch
from worker.stages.write import write
from worker.stages.writer_registry import VOICES

__all__ = ["stage_functions", "warm_up"]


def stage_functions() -> StageFunctions:
    """The function of each stage."""
    return {
        Stage.FETCH: fetch,
        Stage.WATCH: watch,
        Stage.READ: read,
        Stage.CHOOSE: choose,
        Stage.WRITE: write,
        Stage.PREVIEW: preview,
        Stage.LISTEN: listen,
    }


def warm_up(settings: Settings) -> None:
    """Load what the first turn would otherwise wait for."""
    if settings.profile == "embedded":
        # Its models are small: more threads of their own would only get in the way of the turns beside them.
        torch.set_num_threads(1)
    keep_spare()
    VOICES.open_soon(settings, wanted_models(settings).music)
    profile_named(settings.profile, settings.data_dir).warm_up()
    open_shelf(settings)
    hear_again(settings, wanted_models(settings))
