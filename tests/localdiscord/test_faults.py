"""Discord on a bad day: cut connections, refusals, limits, lost answers, missing rights, places that are gone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.localdiscord.scene import PATIENCE_S, Scene, has, title_of

pytestmark = pytest.mark.slow


def cards(scene: Scene) -> list[Any]:
    return [m for m in scene.world.bot_messages if has(m, "love")]


async def still_well(scene: Scene) -> None:
    """The bot is none the worse for it."""
    await scene.begin(scene.bob)


async def test_the_gateway_drops_and_is_resumed(scene: Scene) -> None:
    thread, card = await scene.begin()
    await scene.world.gateway.drop()
    await scene.alice.say(thread, "calmer")
    mark = scene.world.mark()
    await scene.pick(after=0, where=thread, seq=2)
    await scene.press(scene.alice, card, "another")
    await scene.pick(after=mark, where=thread, seq=3)
    assert len(cards(scene)) == 3


async def test_the_session_is_lost_and_begun_anew(scene: Scene) -> None:
    thread, _ = await scene.begin()
    await scene.world.gateway.invalidate()
    await scene.world.gateway.drop()
    await scene.alice.say(thread, "calmer")
    await scene.pick(after=0, where=thread, seq=2)
    assert len(cards(scene)) == 2


@pytest.mark.parametrize("route", ["send", "edit", "thread", "edit-original"])
async def test_rate_limits_are_waited_out(scene: Scene, route: str) -> None:
    scene.world.faults.rate_limit(route, 0.6, times=2)
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        await scene.wait(lambda m: has(m, "cancel"), after=mark)
    await scene.pick(after=mark)
    assert len(cards(scene)) == 1


@pytest.mark.parametrize("route", ["send", "edit", "thread", "edit-original"])
async def test_bad_gateways_are_tried_again(scene: Scene, route: str) -> None:
    scene.world.faults.server_error(route, 502, times=2)
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        await scene.wait(lambda m: has(m, "cancel"), after=mark)
    await scene.pick(after=mark)
    assert len(cards(scene)) == 1


@pytest.mark.parametrize("fault", ["lose_answer", "cut"])
@pytest.mark.parametrize("route", ["send", "edit"])
async def test_an_answer_that_may_be_lost_is_shown_exactly_once(scene: Scene, route: str, fault: str) -> None:
    thread, card = await scene.begin()
    getattr(scene.world.faults, fault)(route, times=2, where=lambda request: str(thread.id) in request.path)
    mark = scene.world.mark()
    await scene.press(scene.alice, card, "another")
    await scene.pick(after=mark, where=thread, seq=2)
    await scene.world.settle(2.5, timeout=PATIENCE_S)
    assert len(cards(scene)) == 2


async def test_a_preview_that_is_too_large_is_left_out(scene: Scene) -> None:
    scene.world.faults.refuse("send", 40005, where=lambda request: bool(request.uploads), times=None)
    scene.world.faults.refuse("edit", 40005, where=lambda request: bool(request.uploads), times=None)
    _, card = await scene.begin()
    assert not card.attachments
    assert title_of(card)


async def test_a_download_that_fails_once_is_tried_again(scene: Scene) -> None:
    scene.world.faults.server_error("cdn", 503)
    await scene.begin()


async def test_a_download_that_keeps_failing_is_told_to_the_one_who_asked(scene: Scene) -> None:
    scene.world.faults.server_error("cdn", 503, times=None)
    sent = await scene.recommend()
    await sent.wait(lambda i: any(m.ephemeral and m.text for m in i.messages), PATIENCE_S)
    assert not cards(scene)
    scene.world.faults.clear()
    await still_well(scene)


async def test_without_the_right_to_open_threads_it_answers_in_the_channel(scene: Scene) -> None:
    await scene.world.set_permissions(scene.general, deny=["CREATE_PUBLIC_THREADS"])
    mark = scene.world.mark()
    await scene.recommend()
    card = await scene.pick(after=mark)
    assert card.channel is scene.general
    mark = scene.world.mark()
    await scene.alice.say(scene.general, "calmer", reply_to=card)
    await scene.pick(after=mark, where=scene.general, seq=2)


async def test_without_the_right_to_write_it_says_what_is_missing(scene: Scene) -> None:
    await scene.world.set_permissions(scene.general, deny=["SEND_MESSAGES", "SEND_MESSAGES_IN_THREADS"])
    sent = await scene.recommend()
    await sent.wait(lambda i: any(m.ephemeral and m.text for m in i.messages), PATIENCE_S)
    assert not cards(scene)
    await scene.world.set_permissions(scene.general)
    await still_well(scene)


async def test_without_the_right_to_attach_files_the_card_does_without_its_preview(scene: Scene) -> None:
    await scene.world.set_permissions(scene.general, deny=["ATTACH_FILES"])
    _, card = await scene.begin()
    assert not card.attachments


async def test_a_thread_that_is_deleted_meanwhile_ends_its_turn(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        progress = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        await scene.moderator.delete_thread(progress.channel)
        await scene.house_is_idle()
    await still_well(scene)


async def test_a_message_that_is_deleted_meanwhile_is_sent_anew(scene: Scene) -> None:
    mark = scene.world.mark()
    with scene.house.gate_shut():
        await scene.recommend()
        progress = await scene.wait(lambda m: has(m, "cancel"), after=mark)
        await scene.moderator.delete(progress)
    card = await scene.pick(after=mark)
    assert card is not progress


async def test_an_archived_thread_is_woken(scene: Scene) -> None:
    thread, card = await scene.begin()
    with scene.house.gate_shut():
        await scene.press(scene.alice, card, "another")
        await scene.moderator.archive(thread)
        mark = scene.world.mark()
    await scene.pick(after=mark, where=thread, seq=2)


@pytest.mark.parametrize("forgiven", [("unanswered", "late-answer")])
async def test_an_acknowledgement_that_comes_too_late_does_no_harm(scene: Scene, forgiven: tuple[str, ...]) -> None:
    scene.world.faults.delay("callback", 2.0)
    patient, scene.world.interaction_deadline = scene.world.interaction_deadline, 0.5
    sent = await scene.alice.slash("recommend", {}, attachments=[scene.clips[0]], channel=scene.general)
    with pytest.raises(AssertionError, match="did not respond"):
        await sent.wait_ack(PATIENCE_S)
    scene.world.interaction_deadline = patient
    await still_well(scene)
