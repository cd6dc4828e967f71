"""APEv2 tags, which Monkey's Audio, WavPack, Musepack and some MP3 files end with: all values of each item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_FOOTER = 32
_V1_BYTES = 128
_LARGEST = 16 << 20
_TEXT = 0  # the kind of an item, in bits 1 and 2 of its flags
_RENAMED = {"album artist": "albumartist", "year": "date", "record date": "date", "related": "url", "file": "url"}


def read_ape_tags(file: BinaryIO) -> Iterator[tuple[str, list[str]]]:
    """Name, as in Vorbis comments, and texts of each text item of the tag at a file's end."""
    for name, flags, value in _iter_items(_read_body(file)):
        if flags >> 1 & 3 == _TEXT:
            texts = [part.decode("utf-8", "replace") for part in value.split(b"\0")]
            yield _RENAMED.get(name, name), [text for text in texts if text]


def _read_body(file: BinaryIO) -> bytes:
    end = file.seek(0, 2)
    for behind in (0, _V1_BYTES):  # an ID3v1 tag may follow
        if end < behind + _FOOTER:
            continue
        file.seek(end - behind - _FOOTER)
        footer = file.read(_FOOTER)
        size = int.from_bytes(footer[12:16], "little")
        if footer.startswith(b"APETAGEX") and _FOOTER <= size <= min(_LARGEST, end - behind):
            file.seek(end - behind - size)
            return file.read(size - _FOOTER)
    return b""


def _iter_items(body: bytes) -> Iterator[tuple[str, int, bytes]]:
    at = 0
    while at + 9 < len(body):
        size, flags = (int.from_bytes(body[at + n : at + n + 4], "little") for n in (0, 4))
        end = body.find(b"\0", at + 8)
        if end < 0 or end + 1 + size > len(body):
            return
        yield body[at + 8 : end].decode("ascii", "replace").lower(), flags, body[end + 1 : end + 1 + size]
        at = end + 1 + size
