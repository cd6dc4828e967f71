"""The doctor's line on who reads members' words: the rules alone, or a language model on a server beside them."""

from __future__ import annotations

from cli.health_level import HealthLevel
from musechat.settings import Settings


def check_reader(settings: Settings) -> tuple[HealthLevel, str]:
    """Say who reads; whether the server answers is the writer's check, since it is the same.

    Raises:
        BadInput: ``reader-server``; a server is to read, and it is not said which.

    """
    from models.reading.reader_server import find_reader_server

    server = find_reader_server(settings)
    if server is None:
        return HealthLevel.FINE, "rules and the trained network; members' words stay here"
    where = f"{server.model} at {server.address.shown}"
    return HealthLevel.FINE, f"rules, and {where} where they are unsure: members' words go there"
