"""``musechat web``: serves the page."""

from __future__ import annotations

import typer

from cli.observation import observe
from cli.setup import load_settings, open_database, out


def web(
    port: int = typer.Option(None, min=0, max=65535, help="Instead of MUSECHAT_WEB_PORT; 0 takes any free one."),
) -> None:
    """Serve the page on this machine until Ctrl-C."""
    from bot.web.server import serve

    settings = load_settings()
    if port is not None:  # 0 is a port here: any free one
        settings = settings.model_copy(update={"web_port": port})
    with observe(settings, "page"), open_database(settings) as db:
        serve(settings, db, _announce)


def _announce(address: str) -> None:
    out.print(f"MuseChat is at [bold]{address}[/] (Ctrl-C ends it)")
