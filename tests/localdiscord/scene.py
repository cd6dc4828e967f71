"""People in a guild with the bot, and what they do there."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from language.texts import ENGLISH
from store.tables import TurnRow
from tests.localdiscord.house import House

PATIENCE_S = 300.0  # only what is broken takes so long, on a busy machine too
PIN_MESSAGES = 1 << 51
COMMAND, MENU = "recommend", ENGLISH("recommend.command.menu")


@dataclass
class Scene:
    """A guild with ``general``, Alice, Bob and a moderator. ``message`` and the like are the local Discord's."""

    world: Any
    house: House
    clips: list[Path]
    settings: dict[str, str]
    bot: Any = None
    general: Any = field(init=False)
    alice: Any = field(init=False)
    bob: Any = field(init=False)
    moderator: Any = field(init=False)

    def __post_init__(self) -> None:
        role = self.world.role("Moderators", "MANAGE_GUILD", "MANAGE_MESSAGES", "MANAGE_THREADS")
        self.general = self.world.channel("general")
        own = next(r for r in self.world.guild().roles.values() if r.name == self.world.application.name)
        own.permissions |= PIN_MESSAGES
        self.alice, self.bob = self.world.member("alice"), self.world.member("bob")
        self.moderator = self.world.member("mona", roles=[role])

    # the bot

    async def start_bot(self) -> Any:
        """Start the bot's process and wait until people can use it."""
        environment = self.house.environment | self.settings
        self.bot = await self.world.run_bot(
            self.house.command("bot"), env=environment, cwd=self.house.folder, ready_timeout=PATIENCE_S
        )
        await self.world.wait_commands(COMMAND, MENU, timeout=PATIENCE_S)
        return self.bot

    async def restart_bot(self, *, crash: bool = False) -> Any:
        """End the bot's process, politely or not, and start another."""
        await (self.bot.kill() if crash else self.bot.stop())
        return await self.start_bot()

    # conversation

    async def recommend(self, actor: Any = None, *, clip: int = 0, channel: Any = None, **options: Any) -> Any:
        """Use ``/recommend`` with a clip, and wait until it is acknowledged; the interaction."""
        sent = await (actor or self.alice).slash(
            COMMAND, options, attachments=[self.clips[clip]], channel=channel or self.general
        )
        await sent.wait_ack(PATIENCE_S)
        return sent

    async def begin(self, actor: Any = None, **more: Any) -> tuple[Any, Any]:
        """Ask for music; the thread that was opened, and the finished card in it."""
        mark = self.world.mark()
        await self.recommend(actor, **more)
        card = await self.pick(after=mark)
        return card.channel, card

    async def pick(self, *, after: int, where: Any = None, seq: int | None = None) -> Any:
        """Wait for the card of a pick that was shown since a mark."""
        return await self.wait(
            lambda m: (
                has(m, "love") and (where is None or m.channel is where) and (seq is None or turn_number(m) == seq)
            ),
            after=after,
        )

    async def wait(self, condition: Callable[[Any], Any], *, after: int | None = None) -> Any:
        """Wait for a message of the bot."""
        return await self.world.wait_for(lambda m: m.from_bot and condition(m), PATIENCE_S, after=after)

    async def said(self, text: str, *, after: int | None = None, where: Any = None) -> Any:
        """Wait for a message of the bot that says this."""
        return await self.wait(lambda m: text in m.text and (where is None or m.channel is where), after=after)

    async def answer(self, interaction: Any) -> Any:
        """Wait for what an interaction is answered with."""
        return await interaction.response(PATIENCE_S)

    async def press(self, actor: Any, message: Any, verb: str) -> Any:
        """Press a button of ours, or choose it in the card's menu, and wait until that is acknowledged."""
        pressed = await self.touch(actor, message, verb)
        await pressed.wait_ack(PATIENCE_S)
        return pressed

    async def touch(self, actor: Any, message: Any, verb: str) -> Any:
        """The same without waiting; the interaction."""
        if has(message, verb):
            return await actor.click(message, button(message, verb))
        return await actor.select(message, menu(message, "more")["custom_id"], verb)

    async def choose(self, actor: Any, message: Any, verb: str, *values: Any) -> Any:
        """Choose in a menu of ours, and wait until that is acknowledged."""
        chosen = await actor.select(message, menu(message, verb)["custom_id"], *values)
        await chosen.wait_ack(PATIENCE_S)
        return chosen

    async def wait_until(self, condition: Callable[[], Any], what: str) -> None:
        """Wait until something is so in the local Discord."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, f"not within {PATIENCE_S} s: {what}"
            await asyncio.sleep(0.02)

    async def eventually(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait until something is so in the database; it is asked in a thread."""
        end = time.monotonic() + PATIENCE_S
        while not (found := await asyncio.to_thread(condition)):
            assert time.monotonic() < end, f"not within {PATIENCE_S} s: {what}"
            await asyncio.sleep(0.05)
        return found

    async def house_is_idle(self) -> None:
        """Wait until no turn is queued or running."""
        db = self.house.database()
        waiting = select(func.count()).select_from(TurnRow).where(TurnRow.state.in_(("queued", "running")))

        def idle() -> bool:
            with db.read() as session:
                return session.scalar(waiting) == 0

        try:
            await self.eventually(idle, "all turns have ended")
        finally:
            db.close()

    def keep_transcript(self, name: str) -> Path | None:
        """Keep the conversation as a page where ``LOCALDISCORD_TRANSCRIPTS`` names a folder."""
        folder = os.environ.get("LOCALDISCORD_TRANSCRIPTS")
        if not folder:
            return None
        path = Path(folder) / (re.sub(r"[^\w.-]+", "_", name) + ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.world.transcript(title=name), encoding="utf-8")
        return path


def ids_of(message: Any) -> list[str]:
    """Custom ids of a message's buttons and menus."""
    return [part["custom_id"] for part in [*message.buttons, *message.selects] if "custom_id" in part]


def has(message: Any, verb: str) -> bool:
    """Whether a message has a button or menu of ours."""
    return any(each.split(":")[1] == verb for each in ids_of(message) if ":" in each)


def button(message: Any, verb: str, nth: int = 0) -> str:
    """The custom id of a message's button."""
    found = [each for each in ids_of(message) if each.split(":")[1:2] == [verb]]
    assert len(found) > nth, f"no button {verb} among {ids_of(message)}"
    return found[nth]


def menu(message: Any, verb: str) -> dict[str, Any]:
    """A menu of a message, as Discord's JSON."""
    return next(part for part in message.selects if part["custom_id"].split(":")[1] == verb)


def title_of(card: Any) -> str:
    """The title of the track that a card recommends."""
    found = re.search(r"^### (?:\[)?(.+?)(?:\]\(|$)", card.text, re.MULTILINE)
    assert found, card.text
    return found[1]


def turn_number(card: Any) -> int:
    """Which turn of its thread a card shows, as it says."""
    found = re.search(r"Turn (\d+)", card.text)
    return int(found[1]) if found else 1
