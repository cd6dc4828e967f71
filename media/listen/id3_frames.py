"""ID3 tags (1, 2.2, 2.3 and 2.4): text, link, comment and terms-of-use frames by name.

Of our own, because the readers with a licence that fits ours leave out what says how music may be used: tinytag skips
WXXX and USER and does not undo unsynchronisation, FFmpeg skips every link frame (docs/decisions/0014).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from media.listen.id3_genres import GENRES

HEADER_BYTES = 10
V1_BYTES = 128
_LARGEST_FRAME = 1 << 20  # a text frame larger than this is no text; also what a compressed one may unpack to
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_RENAMED = {  # ID3v2.2
    "TT2": "TIT2", "TP1": "TPE1", "TP2": "TPE2", "TAL": "TALB", "TCO": "TCON", "TYE": "TYER", "TOR": "TORY",
    "COM": "COMM", "TCR": "TCOP", "TXX": "TXXX", "WXX": "WXXX", "WCP": "WCOP", "WAF": "WOAF", "WAS": "WOAS",
    "WAR": "WOAR", "TBP": "TBPM", "TKE": "TKEY", "POP": "POPM",
}  # fmt: skip


class _Frame(NamedTuple):
    name: str
    data: bytes


def read_tag_size(header: bytes) -> int:
    """Bytes of the ID3v2 tag whose first ten bytes these are, header included; 0 where it is none."""
    if len(header) < HEADER_BYTES or not header.startswith(b"ID3") or not 2 <= header[3] <= 4:
        return 0
    return HEADER_BYTES + _parse_synchsafe(header[6:10])


def read_id3v2(tag: bytes) -> Iterator[tuple[str, list[str]]]:
    """Name and texts of each readable frame; TXXX and WXXX go by their description. A damaged frame is left out."""
    for frame in _iter_frames(tag):
        name = _RENAMED.get(frame.name, frame.name)
        try:
            if found := _read_texts(name, frame.data):
                yield found
        except (UnicodeDecodeError, IndexError, ValueError):
            continue


def read_id3v1(tail: bytes) -> Iterator[tuple[str, list[str]]]:
    """Name, as in ID3v2, and text of each field in the last 128 bytes of a file."""
    if len(tail) != V1_BYTES or not tail.startswith(b"TAG"):
        return
    for name, start, end in (("TIT2", 3, 33), ("TPE1", 33, 63), ("TALB", 63, 93), ("TDRC", 93, 97), ("COMM", 97, 125)):
        if text := tail[start:end].split(b"\0")[0].decode("latin-1").strip(" "):
            yield name, [text]
    if tail[127] < len(GENRES):
        yield "TCON", [GENRES[tail[127]]]


def _iter_frames(tag: bytes) -> Iterator[_Frame]:
    major, flags, body = tag[3], tag[5], tag[HEADER_BYTES : read_tag_size(tag)]
    if flags & 0x80 and major < 4:
        body = _resynchronise(body)
    if flags & 0x40 and major > 2:  # an extended header, which holds nothing for us
        body = body[4 + int.from_bytes(body[:4], "big") if major == 3 else _parse_synchsafe(body[:4]) :]
    width = 3 if major == 2 else 4
    head = 6 if major == 2 else 10
    at = 0
    while at + head < len(body) and re.fullmatch(rb"[A-Z0-9]+", name := body[at : at + width]):
        size = _read_frame_size(body, at, major)
        data = body[at + head : at + head + size]
        if size <= _LARGEST_FRAME:
            try:
                plain = data if major == 2 else _decode_frame(data, body[at + 9], major, bool(flags & 0x80))
            except zlib.error:
                plain = b""
            if plain:
                yield _Frame(name.decode("ascii"), plain)
        at += head + size


def _read_frame_size(body: bytes, at: int, major: int) -> int:
    if major == 2:
        return int.from_bytes(body[at + 3 : at + 6], "big")
    stated = body[at + 4 : at + 8]
    plain = int.from_bytes(stated, "big")
    if major == 3 or plain < 0x80:
        return plain
    # Old iTunes wrote 2.4 with plain sizes: the one after which another frame, or padding, or nothing follows is meant.
    size = _parse_synchsafe(stated)
    return plain if not _is_boundary(body, at + 10 + size) and _is_boundary(body, at + 10 + plain) else size


def _is_boundary(body: bytes, at: int) -> bool:
    return at == len(body) or bool(re.match(rb"[A-Z][A-Z0-9]{3}|\0", body[at : at + 4]))


def _decode_frame(data: bytes, flags: int, major: int, unsynchronised: bool) -> bytes:
    """A frame's content without what its second byte of flags says was done to it; empty where it is encrypted."""
    compressed, encrypted, grouped = (0x80, 0x40, 0x20) if major == 3 else (0x08, 0x04, 0x40)
    if flags & encrypted:
        return b""
    skipped = 1 if flags & grouped else 0
    if flags & compressed if major == 3 else flags & 0x01:  # its length when unpacked
        skipped += 4
    data = data[skipped:]
    if major == 4 and (unsynchronised or flags & 0x02):
        data = _resynchronise(data)
    return zlib.decompressobj().decompress(data, _LARGEST_FRAME) if flags & compressed else data


def _read_texts(name: str, data: bytes) -> tuple[str, list[str]] | None:
    if name.startswith("W") and name != "WXXX":
        return name, [data.split(b"\0")[0].decode("latin-1")]
    if name == "POPM":  # an address, the rating as a byte, and how often it was played
        return name, [str(data[data.index(b"\0") + 1])]
    if not name.startswith("T") and name not in {"COMM", "USER", "WXXX"}:
        return None
    encoding = _ENCODINGS[data[0]]
    content = data[4:] if name in {"COMM", "USER"} else data[1:]  # those begin with a language
    if name == "WXXX":
        described, link = _strip_description(content, encoding)
        return described, [link.split(b"\0")[0].decode("latin-1")]
    if name in {"TXXX", "COMM"}:
        described, content = _strip_description(content, encoding)
        name = described if name == "TXXX" else name
    texts = [part.decode(encoding) for part in _iter_parts(content, encoding)]
    return (name, [genre for text in texts for genre in _iter_genres(text)]) if name == "TCON" else (name, texts)


def _strip_description(data: bytes, encoding: str) -> tuple[str, bytes]:
    """Cut a description off."""
    description = next(_iter_parts(data, encoding))
    return description.decode(encoding), data[len(description) + (2 if encoding.startswith("utf-16") else 1) :]


def _iter_genres(text: str) -> Iterator[str]:
    """The genres that ``17``, ``(17)(31)`` and ``(4)Eurodisco`` name."""
    numbers = re.match(r"(?:\((?:\d{1,3}|RX|CR)\))*", text)
    leading = numbers[0] if numbers else ""
    for code in re.findall(r"\w+", leading):
        yield from _resolve_genre(code)
    rest = text[len(leading) :]
    if re.fullmatch(r"\d{1,3}|RX|CR", rest):
        yield from _resolve_genre(rest)
    elif rest:
        yield rest.removeprefix("(") if rest.startswith("((") else rest


def _resolve_genre(code: str) -> Iterator[str]:
    if code in {"RX", "CR"}:
        yield "Remix" if code == "RX" else "Cover"
    elif int(code) < len(GENRES):
        yield GENRES[int(code)]


def _iter_parts(data: bytes, encoding: str) -> Iterator[bytes]:
    """Parts between the zeros that end a text."""
    at = 0
    while (end := _find_end(data, at, encoding)) >= 0:
        yield data[at:end]
        at = end + (2 if encoding.startswith("utf-16") else 1)
    yield data[at:]


def _find_end(data: bytes, start: int, encoding: str) -> int:
    """Where the next zero is, two bytes at an even place in UTF-16; -1 where there is none."""
    if not encoding.startswith("utf-16"):
        return data.find(b"\0", start)
    at = data.find(b"\0\0", start)
    while at >= 0 and (at - start) % 2:
        at = data.find(b"\0\0", at + 1)
    return at


def _resynchronise(data: bytes) -> bytes:
    return data.replace(b"\xff\x00", b"\xff")


def _parse_synchsafe(data: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(data, (21, 14, 7, 0), strict=False))
