"""Attachments as Discord describes them, made without a connection."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord


def made_attachment(
    name: str, kind: str | None = None, *, size: int = 10, url: str = "", number: int = 1
) -> discord.Attachment:
    """An attachment; ``kind`` is the type that Discord states, None where it states none."""
    data: Any = {"id": number, "filename": name, "size": size, "url": url or f"https://cdn.example/{name}"}
    data |= {"proxy_url": data["url"]} | ({"content_type": kind} if kind is not None else {})
    return discord.Attachment(data=data, state=SimpleNamespace(http=None))  # type: ignore[arg-type]
