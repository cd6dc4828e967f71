"""Orders of what is to be made of a pick: placed by clients, made by workers, once; and deleted with the clip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from media.fit_card.card_process import FitCardMaker
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput
from musechat.mix_names import MixBlobs, is_mix, name_mix
from musechat.mix_settings import MixSettings
from musechat.pick import ChosenTrack
from musechat.pick_order import OrderKind, OrderState, OrderStatus
from musechat.settings import Settings
from musechat.turn import TurnKind, TurnOutcome
from store import leases
from store.database import Database
from store.member_data import forget_member
from store.pick_orders import GIVE_UP_S, LOST_S, end_order, load_order, place_order, take_order
from store.tables import PickOrderRow, utc_now
from store.track_library import put_track
from store.videos import put_video, save_traits
from tests.media.fit_card.made import draw_scenes, play_rise, rise_traits, scenes_traits
from tests.store.asked import Asker
from tests.store.made import track
from tests.worker.jobs import context_of
from tests.worker.processes import until
from worker.context import TurnContext
from worker.pick_orders import PickOrders
from worker.retention_jobs import sweep_expired

HASH = "c" * 64


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("material")
    return draw_scenes(folder / "scenes.mp4"), play_rise(folder / "rise.flac")


@pytest.fixture(scope="module")
def makers() -> Iterator[tuple[MixMaker, FitCardMaker]]:
    mixes, fits = MixMaker(), FitCardMaker()
    yield mixes, fits
    mixes.close()
    fits.close()


@pytest.fixture
def context(asker: Asker, settings: Settings, material: tuple[Path, Path]) -> TurnContext:
    """A finished turn with a clip and a pick."""
    context = context_of(asker, settings, TurnKind.FIRST)
    context.blobs.put_file(material[0], f"{HASH}.mp4")
    with asker.db.write() as session:
        put_track(session, replace(track(1, path=str(material[1])), traits=rise_traits()), "1")
        put_video(session, HASH, 5, f"{HASH}.mp4", utc_now() + timedelta(hours=1))
        save_traits(session, HASH, scenes_traits(), "1")
    context.attach_video(HASH)
    outcome = TurnOutcome(picks=[ChosenTrack(track(1).id, 0.5, 10.0, 22.0, "rule")])
    with asker.db.write() as session:
        assert leases.finish_turn(session, context.job.id, context.job.attempt, outcome)
    return context


@pytest.fixture
def pick_id(context: TurnContext, asker: Asker) -> int:
    return asker.view(context.job.id).picks[0].id


@pytest.fixture
def orders(context: TurnContext, settings: Settings, makers: tuple[MixMaker, FitCardMaker]) -> Iterator[PickOrders]:
    orders = PickOrders(context.db, settings, context.blobs, *makers)
    orders.start()
    yield orders
    orders.close()


def names() -> MixBlobs:
    return name_mix(HASH, scenes_traits(), track(1).id, 10.0, MixSettings())


def place(db: Database, pick_id: int, kind: OrderKind) -> OrderStatus:
    with db.write() as session:
        return place_order(session, pick_id, kind)


def status(db: Database, pick_id: int, kind: OrderKind) -> OrderStatus | None:
    with db.read() as session:
        return load_order(session, pick_id, kind)


def ended(db: Database, pick_id: int, kind: OrderKind) -> OrderStatus:
    until(lambda: not status(db, pick_id, kind).state.is_open, "the order has ended")  # type: ignore[union-attr]
    found = status(db, pick_id, kind)
    assert found is not None
    return found


@pytest.mark.usefixtures("orders")
def test_what_is_ordered_is_made_and_stored(context: TurnContext, pick_id: int) -> None:
    for kind in OrderKind:
        place(context.db, pick_id, kind)
    assert {ended(context.db, pick_id, kind).state for kind in OrderKind} == {OrderState.DONE}
    assert [name for name in names().everything if not context.blobs.has_blob(name)] == []


@pytest.mark.usefixtures("orders")
def test_why_nothing_can_be_made_is_told_in_one_line(context: TurnContext, pick_id: int) -> None:
    with context.db.write() as session:
        put_track(session, replace(track(1, path="/gone.flac"), traits=rise_traits()), "1")
    place(context.db, pick_id, OrderKind.MIX)
    assert ended(context.db, pick_id, OrderKind.MIX) == OrderStatus(OrderState.FAILED, "track-gone")


@pytest.mark.usefixtures("orders")
def test_without_the_clip_there_is_a_card_and_no_mix(context: TurnContext, pick_id: int) -> None:
    context.blobs.delete_blob(f"{HASH}.mp4")
    with context.db.write() as session:
        put_video(session, HASH, 5, "", None)
    for kind in OrderKind:
        place(context.db, pick_id, kind)
    assert ended(context.db, pick_id, OrderKind.MIX).state is OrderState.FAILED
    assert ended(context.db, pick_id, OrderKind.FIT).state is OrderState.DONE
    assert context.blobs.has_blob(names().fit_picture)


def test_an_installation_without_mixes_makes_none(
    context: TurnContext, settings: Settings, makers: tuple[MixMaker, FitCardMaker], pick_id: int
) -> None:
    orders = PickOrders(context.db, settings.model_copy(update={"previews": "excerpt"}), context.blobs, *makers)
    orders.start()
    place(context.db, pick_id, OrderKind.MIX)
    assert ended(context.db, pick_id, OrderKind.MIX).error == "no-mixes"
    orders.close()


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize("by", ["time", "member"])
@pytest.mark.slow
def test_what_was_made_goes_with_the_clip(
    context: TurnContext, asker: Asker, settings: Settings, pick_id: int, by: str
) -> None:
    place(context.db, pick_id, OrderKind.FIT)
    ended(context.db, pick_id, OrderKind.FIT)
    assert [name for name in context.blobs.list_names() if is_mix(name)]
    with context.db.write() as session:
        if by == "time":
            put_video(session, HASH, 5, f"{HASH}.mp4", utc_now() - timedelta(hours=1))
        else:
            forget_member(session, asker.member_id, context.blobs)
    sweep_expired(context.db, context.blobs, settings)
    assert not [name for name in context.blobs.list_names() if is_mix(name)]


def test_an_order_is_one_until_it_has_ended_and_may_then_be_placed_again(context: TurnContext, pick_id: int) -> None:
    db = context.db
    assert place(db, pick_id, OrderKind.FIT) == place(db, pick_id, OrderKind.FIT) == OrderStatus(OrderState.WANTED)
    with db.write() as session:
        taken = take_order(session, OrderKind.FIT)
        assert taken is not None
        assert (take_order(session, OrderKind.FIT), take_order(session, OrderKind.MIX)) == (None, None)
    assert place(db, pick_id, OrderKind.FIT).state is OrderState.TAKEN
    with db.write() as session:
        end_order(session, taken, OrderState.FAILED, "It could not be.")
    assert status(db, pick_id, OrderKind.FIT) == OrderStatus(OrderState.FAILED, "It could not be.")
    assert place(db, pick_id, OrderKind.FIT) == OrderStatus(OrderState.WANTED)


def test_an_order_that_a_worker_lost_is_taken_once_more_and_its_late_answer_is_not_taken(
    context: TurnContext, pick_id: int
) -> None:
    place(context.db, pick_id, OrderKind.FIT)
    with context.db.write() as session:
        first = take_order(session, OrderKind.FIT)
        session.execute(update(PickOrderRow).values(taken_at=utc_now() - timedelta(seconds=LOST_S + 1)))
        second = take_order(session, OrderKind.FIT)
        assert first is not None
        assert second is not None
        end_order(session, first, OrderState.FAILED)
    assert status(context.db, pick_id, OrderKind.FIT) == OrderStatus(OrderState.TAKEN)
    with context.db.write() as session:
        session.execute(update(PickOrderRow).values(taken_at=utc_now() - timedelta(seconds=LOST_S + 1)))
        assert take_order(session, OrderKind.FIT) is None  # it ended two workers


def test_an_order_that_nobody_took_is_given_up(context: TurnContext, pick_id: int) -> None:
    place(context.db, pick_id, OrderKind.FIT)
    with context.db.write() as session:
        session.execute(update(PickOrderRow).values(asked_at=utc_now() - timedelta(seconds=GIVE_UP_S + 1)))
        assert take_order(session, OrderKind.FIT) is None
    assert status(context.db, pick_id, OrderKind.FIT) == OrderStatus(OrderState.FAILED)
    assert place(context.db, pick_id, OrderKind.FIT) == OrderStatus(OrderState.WANTED)


def test_a_pick_that_is_gone_can_have_nothing_made(context: TurnContext, pick_id: int) -> None:
    assert status(context.db, pick_id, OrderKind.FIT) is None
    with pytest.raises(BadInput) as refused:
        place(context.db, pick_id + 99, OrderKind.FIT)
    assert refused.value.code == "no-such-pick"
