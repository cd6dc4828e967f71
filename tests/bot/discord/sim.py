"""The bot's own client in a simulated Discord, within the test's process.

The simulation is SimCord (PyPI, MIT). It swaps discord.py's HTTP client for a backend in memory and feeds the library's
real gateway parsers; command tree, converters, cache, views and modals are discord.py's own, so nothing of Discord needs
to be mocked. It keeps the rules that bots break: permissions with Discord's codes, what a person's client lets them do, intents
that hide message content, one answer per interaction, the limits of components and modals.
No other package does that with interactions.

What it cannot do: there is no wire. Bytes, JSON and multipart, rate limits, RESUME and lost answers, nonces, several
processes and the real worker are tried in ``tests/localdiscord``.

What is peculiar to it stays in this module:

* It follows every task of a bot in order to wait until the bot is idle, on a clock of its own. Ours never is idle, because it
  listens to the ledger, and it waits for a worker in another thread, on the real clock. So :class:`_Live` follows
  nothing and lets time pass as it does; tests wait with :meth:`Sim.until` and its kin for what a person would see.
* It reports what reached ``CommandTree.on_error`` even where the bot answered it. A refusal (:class:`MuseChatError`)
  is no fault; anything else fails the test when the simulation ends, unless it was looked at with :meth:`Sim.faults`.
* Everybody's client speaks English there; :meth:`Sim.member` gives people a language.
* Files lie at addresses that lead nowhere, and the bot downloads with a session of its own: :class:`_FileServer` serves them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import discord
from aiohttp import web
from simcord._clock import Clock
from simcord._dpy_internals import reset_webhook_adapter, set_webhook_adapter
from simcord.actors import MemberActor, MessageLike, _autocomplete_result
from simcord.backend.cdn import CDN_BASE, CdnStore
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.components import walk_components
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage, to_discord_message
from sqlalchemy import func, select

from bot.discord.services import Services
from musechat.errors import MuseChatError
from store.tables import TurnRow

PATIENCE_S = 300.0  # only what is broken takes so long, on a busy machine too
# The tasks in which discord.py and our client deal with an event, by how their names begin.
WORK = ("discord.py: ", "CommandTree-", "discord-ui-dynamic-item-", "discord-ui-view-dispatch-", "catching up")
BUTTON, TEXT, LOADING = 2, 10, 1 << 7
SELECTS = frozenset({3, 5, 6, 7, 8})

T = TypeVar("T")
Build = Callable[[], tuple[Services, discord.AutoShardedClient]]


class _RealClock(Clock):
    """The simulation's time is the world's."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    def __setattr__(self, name: str, value: object) -> None:
        if name != "elapsed":
            super().__setattr__(name, value)

    @property
    def elapsed(self) -> float:  # type: ignore[override]
        return time.monotonic() - self._began

    def now(self) -> datetime:
        return datetime.now(UTC)


class _FileServer(CdnStore):
    """What was attached, served on this machine."""

    def __init__(self) -> None:
        super().__init__()
        self._base = CDN_BASE
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        app = web.Application()
        app.router.add_get("/attachments/{tail:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def store_attachment(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        stored = super().store_attachment(*args, **kwargs)
        url = stored["url"].replace(CDN_BASE, self._base)
        self._blobs[url] = self._blobs[stored["url"]]
        return {**stored, "url": url, "proxy_url": url}

    async def _serve(self, request: web.Request) -> web.Response:
        content = self.get(f"{self._base}{request.path}")
        return web.Response(status=404) if content is None else web.Response(body=content)


class _Live(Env):
    """An environment that neither follows the bot's work nor bends its time."""

    def __init__(self, bot: discord.Client, locales: Mapping[int, str]) -> None:
        super().__init__(bot, shard_count=1, check_errors=False, settle_timeout=PATIENCE_S)
        self._locales = locales
        self.abroad: set[int] = set()  # people who use the app where it is installed to them alone
        self.backend.clock = _RealClock()
        self.backend.cdn = self.files = _FileServer()
        self._emit = self.backend.emit
        self.backend.emit = self._tell  # type: ignore[method-assign]

    @contextmanager
    def _bot_scope(self) -> Iterator[None]:
        previous = set_webhook_adapter(self._webhook_adapter)
        try:
            yield
        finally:
            reset_webhook_adapter(previous)

    def _tell(self, event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            person = payload.get("member", payload).get("user", {})
            payload = {**payload, "locale": self._locales.get(int(person.get("id", 0)), "en-US")}
            if int(person.get("id", 0)) in self.abroad:
                context = 0 if "guild_id" in payload else 2
                payload |= {"authorizing_integration_owners": {"1": person["id"]}, "context": context}
            # Three seconds of real time are no measure on a busy machine; the benchmarks look at them.
            self.backend.interactions[int(payload["id"])].initial_response_deadline = None
        self._emit(event, payload)


class Sim:
    """A guild with a channel ``general``, and the bot in it. ``build`` makes the services and a client; again on restart."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._locales: dict[int, str] = {}
        self.services, self.client = build()
        self.env = _Live(self.client, self._locales)
        self._looked_at = 0  # so many of the bot's errors
        self.guild: GuildHandle
        self.general: ChannelHandle

    async def start(self) -> None:
        """Log the bot in; the guild is there before it."""
        await self.env.files.open()
        await self.services.start()
        self.guild = self.env.create_guild("Film Club")
        self.general = self.guild.create_text_channel("general")
        await self.env.start()

    async def restart(self) -> None:
        """Start the bot anew, as after an update: a new client, nothing remembered but the database."""
        await self.client.close()
        await self.services.close()
        self.services, self.client = self._build()
        await self.services.start()
        await self.env.restart_bot(self.client)

    async def close(self) -> None:
        """End the bot; fails where it raised what nobody answered."""
        await self.client.close()
        await self.services.close()
        await self.env.shutdown()
        await self.env.files.close()
        faults = self.faults()
        if faults:
            raise ExceptionGroup("the bot raised what it should have answered", faults)

    def faults(self) -> list[Exception]:
        """What the bot raised and was no refusal. Whoever looks answers for it: the end of the test forgives it."""
        new = self.env.errors[self._looked_at :]
        self._looked_at += len(new)
        return [e for e in new if isinstance(e, Exception) and not _refusal(e)]

    # people and places

    def user(self, name: str, *, locale: str = "en-US") -> UserHandle:
        """Somebody who is in no guild: a direct-message partner."""
        user = self.env.create_user(name)
        self._locales[user.id] = locale
        return user

    def member(self, name: str, *, roles: Sequence[RoleHandle] = (), locale: str = "en-US") -> MemberActor:
        """A member of the guild."""
        return self.guild.add_member(self.user(name, locale=locale), roles=roles)

    def abroad(self, name: str, *, locale: str = "en-US") -> MemberActor:
        """A member who installed the app to themselves, and for whom it is not on the server."""
        member = self.member(name, locale=locale)
        self.env.abroad.add(member.id)
        return member

    def moderator(self, name: str, *, locale: str = "en-US") -> MemberActor:
        """A member who may manage the server."""
        known = self.guild.roles.get("Moderators")
        role = known or self.guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        return self.member(name, roles=[role], locale=locale)

    def channel(self, name: str, **bot_may: bool) -> ChannelHandle:
        """A text channel, with what the bot may or may not do there: ``create_public_threads=False``."""
        me = self.env.bot.user
        assert me is not None
        overwrites = {me: discord.PermissionOverwrite(**bot_may)} if bot_may else None
        return self.guild.create_text_channel(name, overwrites=overwrites)  # type: ignore[arg-type]

    # waiting

    async def until(self, condition: Callable[[], T | None], what: str, patience_s: float = PATIENCE_S) -> T:
        """Wait until something is so, and give it."""
        end, pause_s = time.monotonic() + patience_s, 0.01
        while not (found := condition()):
            if time.monotonic() > end:
                raise AssertionError(f"not within {patience_s} s: {what}\n{self.env.transcript()[-4000:]}")
            await asyncio.sleep(pause_s)
            pause_s = min(0.06, 1.2 * pause_s)  # what takes longer must not be slowed down by being asked for
        return found

    async def idle(self) -> None:
        """Wait until the bot has dealt with all that it was told; what it did not do by then, it will not do."""
        await self.client.wait_until_ready()
        while busy := [task for task in asyncio.all_tasks() if task.get_name().startswith(WORK)]:
            await asyncio.wait(busy)

    async def acknowledged(self, result: InteractionResult) -> InteractionResult:
        """Wait until the bot has answered an interaction in any way."""
        await self.until(lambda: result.acknowledged, "the interaction was acknowledged")
        return result

    async def answer(self, result: InteractionResult, *texts: str) -> ResponseMessage:
        """Wait for the message that answers an interaction, once it says something (and these texts)."""

        def answered() -> ResponseMessage | None:
            for found in (result.response, *reversed(result.followups)):
                if found is not None and not found.flags.value & LOADING and _says(found, texts):
                    return found
            return None

        return await self.until(answered, f"an answer with {texts}")

    async def choices(
        self, who: MemberActor, channel: ChannelHandle, name: str, option: str, typed: str
    ) -> list[dict[str, Any]]:
        """Wait for what the bot suggests while somebody types into an option of a command."""
        result = await _autocomplete_result(who, channel, name, option, typed, {})
        await self.until(lambda: result.autocomplete_choices is not None, "suggestions came")
        return result.autocomplete_choices or []

    async def modal(self, result: InteractionResult) -> InteractionResult:
        """Wait until a modal stands before the person; give the result to ``submit_modal``."""
        await self.until(lambda: result.modal, "a modal was shown")
        return result

    async def card(self, channel: ChannelHandle, *texts: str) -> discord.Message:
        """Wait for the newest message of the bot in a channel that says all of this."""

        def found() -> discord.Message | None:
            mine = [m for m in channel.history() if m.author.id == self.env.backend.bot_user.id]
            return next((m for m in reversed(mine) if _says(m, texts)), None)

        return await self.until(found, f"a message in {channel.name} with {texts}")

    async def thread(self, channel: ChannelHandle, nth: int = 0) -> ChannelHandle:
        """Wait for the thread that was opened in a channel (the first, the second …)."""
        return (
            await self.until(lambda: channel.threads[nth : nth + 1], f"thread {nth + 1} in {channel.name}")
            and (channel.threads[nth])
        )

    async def delivered(self) -> None:
        """Wait until every turn that was asked has been shown, and noted as shown."""
        waiting = select(func.count()).select_from(TurnRow).where(TurnRow.delivered_at.is_(None))
        end = time.monotonic() + PATIENCE_S
        while await self.services.turn_client.read(lambda session: session.scalar(waiting)):
            assert time.monotonic() < end, f"not within {PATIENCE_S} s: all turns are delivered"
            await asyncio.sleep(0.01)

    def again(self, message: MessageLike) -> discord.Message:
        """A message as it stands now."""
        channel = message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
        return to_discord_message(self.env, self.env.backend.get_message(channel, message.id))


def text_of(message: MessageLike) -> str:
    """All that a person reads in a message, classic or of components."""
    parts = [message.content, *(c["content"] for c in parts_of(message) if c["type"] == TEXT)]
    return "\n".join(part for part in parts if part)


def buttons_of(message: MessageLike) -> dict[str, str]:
    """Labels (or emojis) of a message's buttons, with their custom ids or links."""
    found = [c for c in parts_of(message) if c["type"] == BUTTON]
    return {_label(c): c.get("custom_id") or c.get("url", "") for c in found}


def button_with(message: MessageLike, start: str) -> str:
    """The custom id of a message's button that begins so (``mc:love:``)."""
    return next(i for i in buttons_of(message).values() if i.startswith(start))


def selects_of(message: MessageLike) -> dict[str, list[str]]:
    """Custom ids of a message's selects, with the values they offer."""
    found = [c for c in parts_of(message) if c["type"] in SELECTS]
    return {c["custom_id"]: [o["value"] for o in c.get("options", [])] for c in found}


def parts_of(message: MessageLike) -> list[dict[str, Any]]:
    """All components of a message or modal, whatever they are nested in, as Discord's JSON."""
    raw = message.components
    return list(walk_components([c if isinstance(c, dict) else c.to_dict() for c in raw]))


def _label(component: Mapping[str, Any]) -> str:
    return component.get("label") or (component.get("emoji") or {}).get("name") or component.get("custom_id", "")


def _says(message: MessageLike, texts: Sequence[str]) -> bool:
    said = text_of(message)
    return all(text in said for text in texts)


def _refusal(error: BaseException) -> bool:
    return isinstance(getattr(error, "original", error), MuseChatError)
