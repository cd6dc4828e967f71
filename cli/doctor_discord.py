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
    from bot.needed_rights import build_invite, build_user_install

    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        return HealthLevel.NOTE, "no DISCORD_TOKEN: no bot, the page works. `musechat up` helps to get one"
    application_id = parse_application_id(token)
    links = f"for a server {build_invite(application_id)}, for oneself {build_user_install(application_id)}"
    return HealthLevel.FINE, f"token of the application {application_id}; {links}"
