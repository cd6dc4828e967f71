"""The whole way in process: command, thread, progress, answer, button, restart."""

from __future__ import annotations

from pathlib import Path

import discord
from simcord.builders import ChannelHandle

from tests.bot.discord.sim import Sim, button_with, buttons_of, selects_of, text_of
from tests.bot.discord.stand_in import StandIn
from tests.bot.house import TITLES


async def test_from_a_clip_to_a_pick_and_on_after_a_restart(sim: Sim, worker: StandIn, clip: Path) -> None:
    alice = sim.member("alice")
    worker.gate.clear()
    asked = await alice.slash(sim.general, "recommend", video=("waves.mp4", clip.read_bytes()), words="calmer")  # noqa: ASYNC240
    thread = await sim.thread(sim.general)
    progress = await sim.until(lambda: waiting_card(thread), "progress is shown")
    worker.gate.set()
    await sim.until(lambda: any(t in text_of(sim.again(progress)) for t in TITLES), "the progress became the answer")
    card = sim.again(progress)
    assert [a.filename for a in card.attachments] == ["preview.mp4"]
    assert not (await sim.answer(asked)).ephemeral
    assert thread.pinned_messages()
    await sim.delivered()
    await sim.restart()
    pressed = await alice.click(card, custom_id=button_with(card, "mc:love:"))
    await sim.acknowledged(pressed)
    await sim.until(lambda: "```" in text_of(sim.again(card)), "the credit line is shown")
    await alice.click(card, custom_id=button_with(card, "mc:another:"))
    await sim.until(lambda: len([m for m in thread.history() if "Turn 2" in text_of(m)]) == 1, "a second pick")
    assert any("remove" in each for each in selects_of(thread.pinned_messages()[0]))


def waiting_card(thread: ChannelHandle) -> discord.Message | None:
    shown = [m for m in thread.history() if any(i.startswith("mc:cancel:") for i in buttons_of(m).values())]
    return shown[0] if shown else None
