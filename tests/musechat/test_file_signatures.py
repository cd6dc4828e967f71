"""What kind of file this is, by its first bytes and nothing else."""

from __future__ import annotations

import struct
import zlib

import pytest

from musechat.file_signatures import FileKind, is_animated_png, is_animated_webp, recognise_file


def png_chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", bytes(13))
STILL_PNG = PNG + png_chunk(b"IDAT", b"pixels")
MOVING_PNG = PNG + png_chunk(b"iCCP", bytes(3000)) + png_chunk(b"acTL", bytes(8)) + png_chunk(b"IDAT", b"pixels")
LATE_PNG = PNG + png_chunk(b"IDAT", b"pixels") + png_chunk(b"acTL", bytes(8))


def webp(flags: int) -> bytes:
    return b"RIFF" + bytes(4) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes([flags]) + bytes(9)


STREAM = (b"\x47" + bytes(187)) * 6
CAMCORDER = (bytes(4) + b"\x47" + bytes(187)) * 6


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x00\x00\x00\x18ftypmp42", FileKind.MOVING),
        (b"\x00\x00\x00\x14ftypqt  ", FileKind.MOVING),
        (b"\x00\x00\x00\x14ftyp3gp5", FileKind.MOVING),
        (b"\x00\x00\x00\x08wide\x00\x00\x10\x00mdat", FileKind.MOVING),
        (b"\x1a\x45\xdf\xa3" + bytes(40) + b"webm", FileKind.MOVING),
        (b"RIFF\x00\x00\x00\x00AVI LIST", FileKind.MOVING),
        (b"GIF89a" + bytes(20), FileKind.MOVING),
        (b"FLV\x01\x05", FileKind.MOVING),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", FileKind.MOVING),
        (b"\x00\x00\x01\xba\x44", FileKind.MOVING),
        (b"OggS" + bytes(24) + b"\x80theora", FileKind.MOVING),
        (STREAM, FileKind.MOVING),
        (CAMCORDER, FileKind.MOVING),
        (MOVING_PNG, FileKind.MOVING),
        (webp(0x02), FileKind.MOVING),
        (STILL_PNG, FileKind.STILL),
        (LATE_PNG, FileKind.STILL),
        (webp(0x10), FileKind.STILL),
        (b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(20), FileKind.STILL),
        (b"\xff\xd8\xff\xe0", FileKind.STILL),
        (b"\x00\x00\x00\x18ftypheic", FileKind.STILL),
        (b"ID3\x04", FileKind.SOUND),
        (b"RIFF\x00\x00\x00\x00WAVE", FileKind.SOUND),
        (b"OggS" + bytes(24) + b"OpusHead", FileKind.SOUND),
        (b"\x00\x00\x00\x18ftypM4A ", FileKind.SOUND),
        (b"%PDF-1.7\n%\xe2\xe3", FileKind.DOCUMENT),
        (b"PK\x03\x04" + bytes(20), FileKind.DOCUMENT),
        (b"calm piano, no vocals\n", FileKind.DOCUMENT),
        ("静かなピアノ。".encode(), FileKind.DOCUMENT),
        ("größer".encode("latin-1"), FileKind.DOCUMENT),
        ("wide".encode("utf-16"), FileKind.DOCUMENT),
        (b"#EXTM3U\nhttps://example.org/a.ts\n", FileKind.DOCUMENT),
        (bytes(range(256)), FileKind.UNKNOWN),
        (b"", FileKind.UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_is_sorted_by_its_first_bytes(head: bytes, kind: FileKind) -> None:
    assert recognise_file(head) is kind


def test_animation_is_told_from_a_still_picture() -> None:
    assert is_animated_png(MOVING_PNG)
    assert not any(map(is_animated_png, (STILL_PNG, LATE_PNG, b"", b"\x89PNG", webp(2))))
    assert is_animated_webp(webp(0x12))
    assert not any(map(is_animated_webp, (webp(0), webp(2)[:20], b"", MOVING_PNG)))
