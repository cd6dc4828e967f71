"""What a text pasted as the bot's token really is: Discord's pages show many secrets, and one of them is the token."""

from __future__ import annotations

import base64
import binascii
import re

from bot.needed_rights import PORTAL
from musechat.errors import BadInput

# The first part is the application's id in base64; then a time and a signature.
TOKEN = re.compile(r"([A-Za-z0-9_-]{20,40})\.[A-Za-z0-9_-]{4,12}\.[A-Za-z0-9_-]{20,80}")
WRONG_KINDS = (
    (re.compile(r"(?i)bot\s+\S+"), "it begins with “Bot”: leave that word out"),
    (re.compile(r"""["'].*["']"""), "it stands in quotation marks: leave them out"),
    (re.compile(r"(?i)https?://\S*/webhooks/\S+"), "it is the address of a webhook"),
    (re.compile(r"(?i)https?://\S+"), "it is an address"),
    (re.compile(r"\d{15,21}"), "it is the application's ID (or somebody's)"),
    (re.compile(r"[0-9a-fA-F]{64}"), "it is the application's public key"),
    (re.compile(r"mfa\.\S+"), "it is a person's token, which no bot may use"),
    (re.compile(r"[A-Za-z0-9_-]{32}"), "it is the application's client secret"),
    (re.compile(r"[A-Za-z0-9]{30}"), "it is an access token of OAuth2"),
)


def parse_application_id(token: str) -> int:
    """Parse the application's id out of a bot's token.

    Raises:
        BadInput: ``discord-token``: it is no bot's token; the line says what it seems to be, and never shows it.

    """
    text = token.strip()
    found = TOKEN.fullmatch(text)
    application_id = _decode_id(found[1]) if found else None
    if application_id is None:
        remedy = f"Copy it from {PORTAL} (your application, Bot, Reset Token) into DISCORD_TOKEN"
        raise BadInput("discord-token", f"DISCORD_TOKEN is not a bot's token: {_guess_kind(text)}", remedy)
    return application_id


def _guess_kind(text: str) -> str:
    for pattern, kind in WRONG_KINDS:
        if pattern.fullmatch(text):
            return kind
    return f"it has {len(text)} letters, and not three parts with dots between them"


def _decode_id(part: str) -> int | None:
    try:
        decoded = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (ValueError, binascii.Error):
        return None
    return int(decoded) if decoded.isdigit() and len(decoded) <= 20 else None
