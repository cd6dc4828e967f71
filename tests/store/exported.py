"""A member's export, put together again as a reader of its parts would."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from store.export_parts import write_export


def exported_of(session: Session, member_id: int, most_bytes: int = 10**9) -> dict[str, Any]:
    """Write a member's export, and read it."""
    with tempfile.TemporaryDirectory() as folder:
        return read_parts(write_export(session, member_id, Path(folder), most_bytes))


def read_parts(parts: list[Path]) -> dict[str, Any]:
    """Read an export's parts as one: lists one after the other, pieces of one conversation joined."""
    whole: dict[str, Any] = {}
    for path in parts:
        part = json.loads(read_part(path))
        for name, value in part.items():
            whole[name] = whole[name] + value if isinstance(value, list) and name in whole else value
    joined: dict[int, Any] = {}
    for piece in whole.get("conversations", []):
        known = joined.setdefault(piece["id"], piece)
        if known is not piece:
            known["turns"] += piece["turns"]
            known["wishes"] += piece["wishes"]
    return whole | {"conversations": list(joined.values())}


def read_part(path: Path) -> str:
    """The text of a part."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
