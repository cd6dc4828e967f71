"""What kind of file its first bytes belong to, whatever its name and stated type: pure functions, no decoding.

Coarse on purpose: it sorts out what is certainly no clip. Which container it is, and whether it can be decoded, the
watching side decides (:mod:`media.watch.container_check`).
"""

from __future__ import annotations

from enum import StrEnum

HEAD_BYTES = 65536  # what is worth looking at; an animated PNG names itself before its first picture
_TEXT_BYTES = 1024
_TEXT_SHARE = 0.02  # of bytes that text has no use for, in text of whatever encoding


class FileKind(StrEnum):
    """The kind of a file."""

    MOVING = "moving"  # a video's container, or an animated picture
    STILL = "still"  # a picture
    SOUND = "sound"
    DOCUMENT = "document"  # text, PDF, office files, archives
    UNKNOWN = "unknown"


_MOVING = (
    b"GIF87a",
    b"GIF89a",
    b"\x1a\x45\xdf\xa3",
    b"FLV\x01",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"\x00\x00\x01\xba",
)
_ISO_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_SOUND = (b"ID3", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9", b"MThd", b"FORM", b"#!AMR")
_STILL = (b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*", b"8BPS")
_DOCUMENT = (
    b"%PDF",
    b"PK\x03\x04",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
)
_STILL_BRANDS = (b"heic", b"heix", b"mif1", b"avif")
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"M4P ")
_PNG = b"\x89PNG\r\n\x1a\n"


def recognise_file(head: bytes) -> FileKind:
    """Recognise a file by its first bytes, of which :data:`HEAD_BYTES` are enough."""
    if head.startswith(_MOVING) or is_transport_stream(head):
        return FileKind.MOVING
    if head.startswith(_PNG):
        return FileKind.MOVING if is_animated_png(head) else FileKind.STILL
    if head[4:8] == b"ftyp":
        return _recognise_brand(head[8:12])
    if head[4:8] in _ISO_BOXES:
        return FileKind.MOVING
    if head[:4] == b"RIFF":
        return _recognise_riff(head)
    if head[:4] == b"OggS":
        moves = any(name in head[:512] for name in (b"theora", b"OVP80", b"video"))
        return FileKind.MOVING if moves else FileKind.SOUND
    if head.startswith(_SOUND):
        return FileKind.SOUND
    if head.startswith(_STILL):
        return FileKind.STILL
    return FileKind.DOCUMENT if head.startswith(_DOCUMENT) or _is_text(head[:_TEXT_BYTES]) else FileKind.UNKNOWN


def is_animated_png(head: bytes) -> bool:
    """Whether a PNG has an animation's control chunk, which stands before the first picture."""
    at = len(_PNG)
    while head.startswith(_PNG) and at + 8 <= len(head):
        kind = head[at + 4 : at + 8]
        if kind in (b"acTL", b"IDAT"):
            return kind == b"acTL"
        at += 12 + int.from_bytes(head[at : at + 4], "big")
    return False


def is_animated_webp(head: bytes) -> bool:
    """Whether a WebP has the animation flag of its extended header."""
    return head[:4] == b"RIFF" and head[8:16] == b"WEBPVP8X" and len(head) > 20 and bool(head[20] & 0x02)


def is_transport_stream(head: bytes) -> bool:
    """Whether this begins an MPEG transport stream, with or without a camcorder's time stamps."""
    return any(
        len(head) > first + 4 * step and all(head[first + k * step] == 0x47 for k in range(5))
        for first, step in ((0, 188), (4, 192))
    )


def _recognise_brand(brand: bytes) -> FileKind:
    if brand in _STILL_BRANDS:
        return FileKind.STILL
    return FileKind.SOUND if brand in _SOUND_BRANDS else FileKind.MOVING


def _recognise_riff(head: bytes) -> FileKind:
    kind = head[8:12]
    if kind == b"AVI ":
        return FileKind.MOVING
    if kind == b"WEBP":
        return FileKind.MOVING if is_animated_webp(head) else FileKind.STILL
    return FileKind.SOUND if kind == b"WAVE" else FileKind.UNKNOWN


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 with its mark
        return True
    odd = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127 for byte in head)
    return bool(head) and odd <= _TEXT_SHARE * len(head) and 0 not in head
