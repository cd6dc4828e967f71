"""Stage ``preview``: what a card plays, which is the pick's excerpt, or the files of a comparison."""

from __future__ import annotations

from media.mix.mix_process import MixMaker
from media.preview.preview_process import PreviewMaker
from worker.context import TurnContext
from worker.stages.compare import compare_picks
from worker.stages.preview import run_preview


def prepare_playing(context: TurnContext, previews: PreviewMaker, mixes: MixMaker) -> None:
    """Make what the turn's card is to play.

    Raises:
        Cancelled: the turn was interrupted.
        MuseChatError: as :func:`worker.stages.compare.compare_picks`; without an excerpt a turn goes on.

    """
    compared = context.state.reading.compared
    if compared is None:
        run_preview(context, previews)
    else:
        compare_picks(context, compared, mixes)
