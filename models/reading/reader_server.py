"""Which server reads messages, by the settings: the writer's, where there is one and it is not told otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from models.chat_client import ChatAddress
from models.writer.writer_loading import EMBEDDED, TEMPLATE, resolve_base
from musechat.errors import BadInput
from musechat.settings import Settings

RULES, SERVER = "rules", "server"


@dataclass(frozen=True, slots=True)
class ReaderServer:
    """A server that reads: its address, the model's name there, and the seconds of one message."""

    address: ChatAddress
    model: str
    seconds: float


def find_reader_server(settings: Settings) -> ReaderServer | None:
    """Find the server that the settings name for reading; None where the rules read alone.

    Raises:
        BadInput: ``reader-server``; a server is to read, but its address or its model is not said.

    """
    if settings.reader == RULES:
        return None
    required = settings.reader == SERVER
    if not settings.writer_url:
        if required:
            raise BadInput("reader-server", "A server is to read, but none is named", "Set MUSECHAT_WRITER_URL")
        return None
    base = resolve_base(settings.writer, settings.profile)
    model = settings.writer_model or (base if base not in (TEMPLATE, EMBEDDED) else "")
    address = ChatAddress(settings.writer_url, settings.writer_key.get_secret_value())
    if not address.is_valid:
        raise BadInput("reader-server", f"{address.shown} is no web address", "Fix MUSECHAT_WRITER_URL")
    if not model:
        if required:
            remedy = "Set MUSECHAT_WRITER_MODEL"
            raise BadInput("reader-server", "A server is to read, but it is not said which of its models", remedy)
        return None
    return ReaderServer(address, model, settings.reader_seconds)
