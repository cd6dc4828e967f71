"""Doctor's check of the bot's token, without asking Discord."""

from __future__ import annotations

from cli.health_level import HealthLevel
from musechat.settings import Settings


def check_token(settings: Settings) -> tuple[HealthLevel, str]:
    """Check that there is a token, and that it is a bot's.

    Raises:
        BadInput: ``discord-token``.

    """
    from bot.discord_token import parse_application_id

    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        return HealthLevel.NOTE, "no DISCORD_TOKEN: no bot, the page works. `musechat up` helps to get one"
    return HealthLevel.FINE, f"token of the application {parse_application_id(token)}"
