"""Asks Discord which application a token belongs to: the set-up's *test connection*."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.discord_token import parse_application_id
from bot.needed_rights import PORTAL, build_invite, build_user_install
from musechat.errors import BadInput

DISCORD_API = "https://discord.com/api/v10"
PATIENCE = aiohttp.ClientTimeout(total=10)
ANSWER_BYTES = 100_000
USER_INSTALL = "1"  # among Discord's kinds of installation


@dataclass(frozen=True, slots=True)
class DiscordApplication:
    """An application that a token opened.

    Attributes:
        id: Discord's.
        name: as people see it.
        invite: address under which it is invited to a server.
        install: address under which a person installs it to themselves; empty where its owner has not switched that on.

    """

    id: int
    name: str
    invite: str
    install: str


async def find_application(token: str, api: str = DISCORD_API) -> DiscordApplication:
    """Ask Discord for the application of a bot's token.

    Raises:
        BadInput: ``discord-token``, ``discord-unreachable``.

    """
    parse_application_id(token)  # what is no token at all need not be sent anywhere
    headers = {"Authorization": f"Bot {token.strip()}", "User-Agent": "DiscordBot (https://github.com/musechat, 1)"}
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.get(f"{api}/applications/@me", headers=headers, allow_redirects=False) as answer,
        ):
            return await _read_application(answer)
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        what = f"Discord cannot be reached from this machine ({type(error).__name__})"
        raise BadInput("discord-unreachable", what, "Check the connection to the internet, then test again") from error


async def _read_application(answer: aiohttp.ClientResponse) -> DiscordApplication:
    if answer.status == 401:
        remedy = f"Make a new one at {PORTAL} (your application, Bot, Reset Token)"
        raise BadInput("discord-token", "Discord does not accept this token", remedy)
    if answer.status != 200:
        what = f"Discord answered with an error ({answer.status})"
        raise BadInput("discord-unreachable", what, "Wait a minute, then test again")
    data = await answer.json()
    application_id = int(data["id"])
    for_users = USER_INSTALL in (data.get("integration_types_config") or {})
    install = build_user_install(application_id) if for_users else ""
    return DiscordApplication(application_id, str(data.get("name", "")), build_invite(application_id), install)
