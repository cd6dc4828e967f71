"""Writes a member's export to files of a bounded size, without ever holding more of it than one piece."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from musechat.json_types import JsonObject
from store.export import SECTIONS, ExportItem, export_header, iter_export

NAME = "musechat-export"
SPARE_BYTES = 4096  # for the end of a part, and what compression may add


def write_export(session: Session, member_id: int, folder: Path, most_bytes: int) -> list[Path]:
    """Write a member's export into a folder; returns its parts in order.

    What fits into one part uncompressed is ``musechat-export.json``. Else each part is compressed and a whole JSON
    document: the header, its number as ``part``, and the pieces that come next.
    """
    writer = _PartWriter(folder, export_header(session, member_id), most_bytes)
    writer.add_all(iter_export(session, member_id))
    return writer.finish()


class _PartWriter:
    """Writes pieces, and begins a new part where one could become too large."""

    def __init__(self, folder: Path, header: JsonObject, most_bytes: int) -> None:
        self._folder, self._header, self._most = folder, header, most_bytes - SPARE_BYTES
        self._parts: list[Path] = []
        self._plain_bytes = 0  # of all parts
        self._unflushed = 0  # bytes that compression may still hold back
        self._opened = 0  # lists of this part
        self._is_in_section = self._section_holds_items = self._holds_items = False
        self._begin()

    def add_all(self, items: Iterable[ExportItem]) -> None:
        """Write pieces that come in the order of their sections."""
        for item in items:
            self._add(item)

    def finish(self) -> list[Path]:
        """End the last part; returns all of them."""
        self._end()
        if len(self._parts) > 1:
            return self._parts
        (packed,) = self._parts
        plain = self._folder / (f"{NAME}.json" if self._plain_bytes <= self._most else f"{NAME}.json.gz")
        if self._plain_bytes > self._most:
            return [packed.rename(plain)]
        with gzip.open(packed, "rb") as source, plain.open("wb") as target:
            shutil.copyfileobj(source, target)
        packed.unlink()
        return [plain]

    def _add(self, item: ExportItem) -> None:
        line = json.dumps(item.value, ensure_ascii=False).encode("utf-8", "replace")
        if self._holds_items and not self._has_room(len(line)):
            self._end()
            self._begin()
        self._open_sections(SECTIONS.index(item.section) + 1)
        self._write((b",\n " if self._section_holds_items else b"\n ") + line)
        self._holds_items = self._section_holds_items = True

    def _open_sections(self, count: int) -> None:
        """Open the lists up to one, and close those before: each part has all of them, if only empty."""
        while self._opened < count:
            name = SECTIONS[self._opened]
            self._opened += 1
            self._write((b"]" if self._is_in_section else b"") + f',\n"{name}": ['.encode())
            self._is_in_section, self._section_holds_items = True, False

    def _begin(self) -> None:
        number = len(self._parts) + 1
        self._parts.append(self._folder / f"{NAME}-{number}.json.gz")
        self._raw = self._parts[-1].open("wb")
        self._packed = gzip.GzipFile(fileobj=self._raw, mode="wb", mtime=0)
        self._opened = self._unflushed = 0
        self._is_in_section = self._section_holds_items = self._holds_items = False
        head = self._header | ({"part": number} if number > 1 else {})
        self._write(json.dumps(head, ensure_ascii=False, indent=1).encode("utf-8", "replace").removesuffix(b"\n}"))

    def _end(self) -> None:
        self._open_sections(len(SECTIONS))
        self._write(b"]\n}\n")
        self._packed.close()
        self._raw.close()

    def _write(self, data: bytes) -> None:
        self._packed.write(data)
        self._plain_bytes += len(data)
        self._unflushed += len(data)

    def _has_room(self, more: int) -> bool:
        """Whether as many bytes more fit into the part; they are taken for incompressible."""
        if self._raw.tell() + self._unflushed + more <= self._most:
            return True
        self._packed.flush()  # only now: each flush costs some compression
        self._unflushed = 0
        return self._raw.tell() + more <= self._most
