"""The rights that the bot needs on a server, and the invitation that asks for exactly these.

By Discord's names and numbers, without discord.py: the page shows the invitation, and does without that library.
"""

from __future__ import annotations

from urllib.parse import urlencode

# Name in Discord's API: bit. The bot works with less, and says what it is missing.
NEEDED_RIGHTS = {
    "view_channel": 10,
    "send_messages": 11,
    "create_public_threads": 35,
    "send_messages_in_threads": 38,
    "attach_files": 15,
    "read_message_history": 16,
    "pin_messages": 51,
}
NEEDED_BITS = sum(1 << bit for bit in NEEDED_RIGHTS.values())  # as Discord's API takes them
PORTAL = "https://discord.com/developers/applications"


def build_invite(application_id: int) -> str:
    """Build the address under which a bot is invited to a server with the rights it needs."""
    query = {"client_id": application_id, "scope": "bot applications.commands", "permissions": NEEDED_BITS}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"


def build_user_install(application_id: int) -> str:
    """Build the address under which a person installs the app to themselves, for use wherever they are."""
    query = {"client_id": application_id, "scope": "applications.commands", "integration_type": 1}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"
