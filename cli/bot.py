"""``musechat bot``: the Discord bot."""

from __future__ import annotations

import typer

from cli.observation import observe
from cli.setup import load_settings, open_database, out


def bot(
    sync: bool = typer.Option(False, "--sync", help="Send the commands to Discord once more, and exit."),
) -> None:
    """Run the Discord bot until Ctrl-C. It needs DISCORD_TOKEN."""
    from bot.discord import connection

    settings = load_settings()
    connection.require_token(settings)  # before the database is migrated for a bot that cannot run
    with observe(settings, "bot"), open_database(settings) as db:
        if sync:
            connection.sync(settings, db)
            out.print("Discord knows the commands")
        else:
            connection.run(settings, db)
