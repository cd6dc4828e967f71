"""What stages leave for each other: typed, and a fault of ours where it is missing."""

from __future__ import annotations

import pytest

from media.watch.warm_process import DecodingProcess
from musechat.settings import Settings
from musechat.turn import Stage, TurnKind
from store.blobs import BlobStore
from tests.store.asked import Asker
from tests.worker.jobs import context_of
from tests.worker.talking import SNAPSHOTS, WRITERS
from worker.stages.choose import run_choose
from worker.stages.services import StageServices
from worker.stages.write import run_write
from worker.turn_state import ChoiceState, ReadResult, StageOrderError, TurnWorkState


@pytest.mark.parametrize(("name", "stage"), [("thread", "read"), ("reading", "read"), ("choice", "choose")])
def test_a_result_that_no_stage_has_left_is_named(name: str, stage: str) -> None:
    with pytest.raises(StageOrderError, match=f"the stage {stage} has left nothing"):
        getattr(TurnWorkState(), name)


def test_what_was_left_is_there() -> None:
    state = TurnWorkState()
    state.reading = reading = ReadResult(None, None, None, (("a", "accepted"), ("b", "rejected"), ("c", "accepted")))
    assert state.reading is reading
    assert reading.tracks_with("accepted") == ("a", "c")
    state.choice = ChoiceState()
    assert state.choice.music_vector("a") is None


def test_a_stage_out_of_order_is_our_fault(asker: Asker, settings: Settings) -> None:
    context = context_of(asker, settings, TurnKind.FIRST)
    with pytest.raises(StageOrderError):
        run_choose(context, SNAPSHOTS)
    run_write(context, SNAPSHOTS, WRITERS)  # nothing was picked: nothing is asked of the stages before it
    assert BlobStore(settings.effective_blob_url).list_names() == []


def test_services_belong_to_one_worker_and_end_with_it(settings: Settings) -> None:
    one, other = StageServices.create(settings), StageServices.create(settings)
    assert set(one.bind_stages()) == set(Stage)
    assert one.snapshots is not other.snapshots
    one.decoders.start()
    spare: DecodingProcess = one.decoders._spares[0]
    assert spare.alive
    assert not other.decoders._spares
    one.close()
    assert not spare.alive
