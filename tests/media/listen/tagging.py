"""Writing tags byte by byte, as the formats' descriptions have them: known values for those who read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
Frame = tuple[str, bytes]


def text(name: str, *values: str, encoding: int = 3) -> Frame:
    zero = "\0".encode(ENCODINGS[encoding].removesuffix("-be") + "-be" if encoding in {1, 2} else "latin-1")
    return name, bytes([encoding]) + zero.join(v.encode(ENCODINGS[encoding]) for v in values)


def described(name: str, description: str, value: str, encoding: int = 3) -> Frame:
    """TXXX, WXXX (whose link is never encoded) or COMM."""
    codec = ENCODINGS[encoding]
    zero = b"\0\0" if encoding in {1, 2} else b"\0"
    content = value.encode("latin-1" if name == "WXXX" else codec)
    language = b"eng" if name == "COMM" else b""
    return name, bytes([encoding]) + language + description.encode(codec) + zero + content


def terms(value: str) -> Frame:
    return "USER", b"\x03eng" + value.encode()


def link(name: str, url: str) -> Frame:
    return name, url.encode("latin-1")


def id3(
    frames: Sequence[Frame], version: int = 4, flags: int = 0, frame_flags: int = 0, plain_sizes: bool = False
) -> bytes:
    """An ID3v2 tag; ``flags`` and ``frame_flags`` are written as they are, the contents are the caller's."""
    body = b""
    for name, content in frames:
        if version == 2:
            body += name.encode() + len(content).to_bytes(3, "big") + content
            continue
        size = len(content).to_bytes(4, "big") if version == 3 or plain_sizes else synchsafe(len(content))
        body += name.encode() + size + bytes([0, frame_flags]) + content
    if flags & 0x80 and version < 4:
        body = body.replace(b"\xff", b"\xff\0")
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(len(body)) + body


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def without_id3(sound: bytes) -> bytes:
    """Cut a leading ID3v2 tag off."""
    if not sound.startswith(b"ID3"):
        return sound
    size = sum(byte << shift for byte, shift in zip(sound[6:10], (21, 14, 7, 0), strict=True))
    return sound[10 + size :]


def put_id3(path: Path, tag: bytes) -> Path:
    """Write the tag into an MP3 (in front), a WAV or an AIFF (as a chunk at the end)."""
    sound = path.read_bytes()
    if path.suffix == ".mp3":
        path.write_bytes(tag + without_id3(sound))
    else:
        order = "little" if sound.startswith(b"RIFF") else "big"
        chunk = b"id3 " + len(tag).to_bytes(4, order) + tag + b"\0" * (len(tag) % 2)
        path.write_bytes(sound[:4] + (len(sound) - 8 + len(chunk)).to_bytes(4, order) + sound[8:] + chunk)
    return path


def id3v1(title: str, artist: str, album: str, year: str, genre: int) -> bytes:
    fields = ((title, 30), (artist, 30), (album, 30), (year, 4), ("", 30))
    return b"TAG" + b"".join(value.encode("latin-1").ljust(size, b"\0") for value, size in fields) + bytes([genre])


def put_vorbis(path: Path, comments: Sequence[tuple[str, str]]) -> Path:
    """Replace the comments of a FLAC file; a name may come more than once."""
    sound = path.read_bytes()
    entries = [f"{name}={value}".encode() for name, value in comments]
    block = (4).to_bytes(4, "little") + b"test" + len(entries).to_bytes(4, "little")
    block += b"".join(len(entry).to_bytes(4, "little") + entry for entry in entries)
    blocks, at, last = [b"\x04" + len(block).to_bytes(3, "big") + block], 4, False
    while not last:
        kind, size = sound[at], int.from_bytes(sound[at + 1 : at + 4], "big")
        last = bool(kind & 0x80)
        if kind & 0x7F not in {1, 4}:  # neither padding nor the old comments
            blocks.append(bytes([kind & 0x7F]) + sound[at + 1 : at + 4 + size])
        at += 4 + size
    blocks.append(b"\x81\0\0\0")  # empty padding, the last block
    # The description of the stream comes first.
    path.write_bytes(b"fLaC" + b"".join([blocks[1], blocks[0], *blocks[2:]]) + sound[at:])
    return path


def atom(name: bytes, *content: bytes) -> bytes:
    whole = b"".join(content)
    return (8 + len(whole)).to_bytes(4, "big") + name + whole


def item(name: str, *values: str | int, kind: int | None = None) -> bytes:
    """An entry of an MP4's list of tags; ``----:NAME`` is a free-form one."""
    data = [
        atom(b"data", ((21 if isinstance(v, int) else 1) if kind is None else kind).to_bytes(4, "big"), bytes(4),
             bytes([v]) if isinstance(v, int) else v.encode())
        for v in values
    ]  # fmt: skip
    if not name.startswith("----:"):
        return atom(name.encode("latin-1"), *data)
    described_by = (atom(b"mean", bytes(4), b"com.apple.iTunes"), atom(b"name", bytes(4), name[5:].encode()))
    return atom(b"----", *described_by, *data)


def put_mp4(path: Path, *items: bytes) -> Path:
    """Replace the tags of an MP4 whose ``moov`` is its last atom."""
    sound = path.read_bytes()
    start = sound.rindex(b"moov") - 4
    assert start + int.from_bytes(sound[start : start + 4], "big") == len(sound)
    moov = sound[start + 8 :]
    if (old := moov.rfind(b"udta")) >= 0:
        moov = moov[: old - 4]
    handler = atom(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    path.write_bytes(
        sound[:start] + atom(b"moov", moov, atom(b"udta", atom(b"meta", bytes(4), handler, atom(b"ilst", *items))))
    )
    return path
