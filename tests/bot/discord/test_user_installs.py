"""Where the app is installed to a person and not to the place: private answers, by the tokens of interactions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
from discord import app_commands
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import delete, select, update

from bot.discord.command_sync import deploy
from bot.discord.reply_delivery import LATE
from store.database import Database
from store.guilds import change_guild
from store.tables import PickRow, ThreadRow, TurnReplyRow, TurnRow
from tests.bot.discord.sim import Sim, button_with, buttons_of, text_of
from tests.bot.discord.stand_in import REASON, StandIn


def bytes_of(clip: Path) -> bytes:
    return clip.read_bytes()


async def ask(sim: Sim, who: MemberActor, **options: object) -> tuple[InteractionResult, ResponseMessage]:
    """Ask for music; the interaction, and the card once it is the answer."""
    asked = await who.slash(sim.general, "recommend", **(options or {"words": "piano"}))
    return asked, await sim.answer(asked, REASON[:20])


async def below(sim: Sim, pressed: InteractionResult, text: str = REASON[:20]) -> ResponseMessage:
    """Wait for a new answer that says something, below the card that was pressed."""

    def found() -> ResponseMessage | None:
        return next((m for m in pressed.followups if text in text_of(m)), None)

    return await sim.until(found, f"a further answer with {text}")


def turns(db: Database) -> list[TurnRow]:
    with db.read() as session:
        return list(session.scalars(select(TurnRow).order_by(TurnRow.id)))


async def test_the_answer_is_private_and_nothing_is_posted(
    sim: Sim, stocked: Database, worker: StandIn, clip: Path
) -> None:
    asked, card = await ask(sim, sim.abroad("alice"), video=("waves.mp4", bytes_of(clip)), words="piano")
    await sim.delivered()
    assert asked.ephemeral
    assert card.ephemeral
    assert [each.filename for each in card.attachments] == ["preview.mp4"]
    assert not sim.general.threads
    assert not sim.general.history() or all(m.flags.ephemeral for m in sim.general.history())
    with stocked.read() as session:
        thread = session.scalars(select(ThreadRow)).one()
    assert (thread.guild_id, thread.channel_id, thread.external_id) == (None, None, None)
    assert not thread.open_to_all
    (turn,) = turns(stocked)
    assert turn.message_id == str(card.id)
    assert turn.preview_bytes == 26214400  # what this interaction's attachments may weigh


async def test_a_refinement_by_button_and_by_words_comes_below(sim: Sim, stocked: Database, worker: StandIn) -> None:
    alice = sim.abroad("alice")
    _, card = await ask(sim, alice)
    pressed = await alice.click(card.message, custom_id=button_with(card, "mc:another:"))
    second = await below(sim, pressed)
    assert second.ephemeral
    opened = await sim.modal(await alice.click(second.message, custom_id=button_with(second, "mc:refine:")))
    submitted = await alice.submit_modal(opened, {"words": "calmer"})
    third = await below(sim, submitted)
    await sim.delivered()
    assert [turn.message_id for turn in turns(stocked)] == [str(each.id) for each in (card, second, third)]
    assert [turn.words for turn in turns(stocked)] == ["piano", "", "calmer"]


async def test_love_is_drawn_on_the_private_card_and_counts(sim: Sim, stocked: Database, worker: StandIn) -> None:
    alice = sim.abroad("alice", locale="de")
    _, card = await ask(sim, alice)
    assert turns(stocked)[0].language == "de"
    await sim.acknowledged(await alice.click(card.message, custom_id=button_with(card, "mc:love:")))
    await sim.until(lambda: "Gefällt dir" in " ".join(buttons_of(sim.again(card))), "the card says that it is loved")


async def test_the_servers_own_settings_are_not_for_it(sim: Sim, stocked: Database, worker: StandIn) -> None:
    with stocked.write() as session:
        change_guild(session, sim.guild.id, lambda old: type(old)(turns_per_day=0, channels=frozenset({4711})))
    await ask(sim, sim.abroad("alice"))
    refused = await sim.answer(await sim.member("bob").slash(sim.general, "recommend", words="calm"))
    assert refused.ephemeral


async def test_the_menu_takes_a_clip_from_somebody_elses_message(sim: Sim, worker: StandIn, clip: Path) -> None:
    alice = sim.abroad("alice")
    post = await sim.member("bob").send(sim.general, "mine", attachments=[("waves.mp4", bytes_of(clip))])
    asked = await alice.context_menu(sim.general, "Recommend music", post)
    assert (await sim.answer(asked, REASON[:20])).ephemeral
    assert not sim.general.threads


async def test_several_clips_are_offered_in_private_too(sim: Sim, worker: StandIn, clip: Path) -> None:
    alice, data = sim.abroad("alice"), bytes_of(clip)
    files = [("waves.mp4", data), ("harbour.mp4", data + b"\0")]
    post = await sim.member("bob").send(sim.general, "mine", attachments=files)
    asked = await alice.context_menu(sim.general, "Recommend music", post)
    note = await below(sim, asked, "several clips")
    assert note.ephemeral
    pressed = await alice.click(note.message, custom_id=next(iter(buttons_of(note).values())))
    await below(sim, pressed)


async def test_a_refusal_stays_private(sim: Sim, stocked: Database) -> None:
    answer = await sim.answer(await sim.abroad("alice").slash(sim.general, "recommend"), "something to go on")
    assert answer.ephemeral
    assert not turns(stocked)


async def test_what_outlasts_the_token_is_announced_and_shown_by_a_press(
    sim: Sim, stocked: Database, worker: StandIn
) -> None:
    worker.gate.clear()
    alice = sim.abroad("alice")
    asked = await alice.slash(sim.general, "recommend", words="piano")
    await sim.until(lambda: turns(stocked), "the turn is there")
    with stocked.write() as session:  # as if it had been asked a good while ago
        session.execute(update(TurnReplyRow).values(until=datetime.now(UTC) + LATE / 2))
    late = await sim.answer(asked, "longer than Discord")
    with stocked.write() as session:
        session.execute(update(TurnReplyRow).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    worker.gate.set()
    await sim.delivered()
    assert REASON[:20] not in text_of(sim.again(late))  # nothing could be shown
    await alice.click(sim.again(late), custom_id=button_with(late, "mc:show:"))
    await sim.until(lambda: REASON[:20] in text_of(sim.again(late)), "the pick is shown")


async def test_cancelling_what_ended_unseen_shows_it(sim: Sim, stocked: Database, worker: StandIn) -> None:
    worker.gate.clear()
    alice = sim.abroad("alice")
    asked = await alice.slash(sim.general, "recommend", words="piano")
    progress = await sim.answer(asked, "music")
    with stocked.write() as session:
        session.execute(update(TurnReplyRow).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    worker.gate.set()
    await sim.delivered()
    await alice.click(sim.again(progress), custom_id=button_with(progress, "mc:cancel:"))
    await sim.until(lambda: REASON[:20] in text_of(sim.again(progress)), "the pick is shown")


async def test_a_restarted_bot_answers_under_the_same_token(sim: Sim, stocked: Database, worker: StandIn) -> None:
    worker.gate.clear()
    asked = await sim.abroad("alice").slash(sim.general, "recommend", words="piano")
    await sim.until(lambda: turns(stocked), "the turn is there")
    await sim.restart()
    worker.gate.set()
    assert (await sim.answer(asked, REASON[:20])).ephemeral


@pytest.mark.slow
async def test_a_failure_is_tried_again_in_the_same_answer(sim: Sim, stocked: Database, worker: StandIn) -> None:
    alice = sim.abroad("alice")
    _, card = await ask(sim, alice)
    await sim.delivered()
    with stocked.write() as session:
        session.execute(delete(PickRow))
        failed = {"state": "failed", "error_code": "internal", "incident": "a1b2c3d4", "delivered_at": None}
        session.execute(update(TurnRow).values(**failed, revision=TurnRow.revision + 1))
    await sim.until(lambda: "a1b2c3d4" in text_of(sim.again(card)), "it failed")
    with stocked.write() as session:
        session.execute(update(TurnReplyRow).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    await alice.click(sim.again(card), custom_id=button_with(sim.again(card), "mc:retry:"))
    await sim.until(lambda: REASON[:20] in text_of(sim.again(card)), "the pick took the failure's place")


async def test_forgetting_somebody_forgets_the_tokens(sim: Sim, stocked: Database, worker: StandIn) -> None:
    await ask(sim, sim.abroad("alice"))
    await sim.delivered()
    with stocked.write() as session:
        assert session.scalars(select(TurnReplyRow)).one().token
        session.execute(TurnRow.__table__.delete())
    with stocked.read() as session:
        assert session.scalars(select(TurnReplyRow)).all() == []


async def test_where_discord_takes_no_user_installs_the_commands_are_sent_without(
    sim: Sim, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = sim.client.tree  # type: ignore[attr-defined]
    sync, sent = tree.sync, []

    async def refuse_users() -> list[app_commands.AppCommand]:
        sent.append([command.allowed_installs.user for command in tree.get_commands()])
        if any(sent[-1]):
            raise make_sync_failure(tree.get_commands())
        return await sync()

    monkeypatch.setattr(tree, "sync", refuse_users)
    assert await deploy(sim.client, tree, sim.services.turn_client, always=True)
    assert [any(each) for each in sent] == [True, False]


def make_sync_failure(commands: list[app_commands.Command]) -> app_commands.CommandSyncFailure:
    """Discord's refusal of a form, as discord.py raises it."""

    class Response:
        status, reason = 400, "Bad Request"

    wrong = {"_errors": [{"code": "BASE_TYPE_CHOICES", "message": "Value must be one of {0}."}]}
    body = {"code": 50035, "message": "Invalid Form Body", "errors": {"0": {"integration_types": {"1": wrong}}}}
    error = discord.HTTPException(Response(), body)  # type: ignore[arg-type]
    return app_commands.CommandSyncFailure(error, commands)
