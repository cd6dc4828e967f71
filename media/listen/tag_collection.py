"""The tags of a sound file as they are written, whatever its format.

ID3 is read by :mod:`media.listen.id3_frames`, Vorbis comments and MP4 atoms by tinytag, everything else (RIFF INFO,
APEv2, …) and what tinytag does not tell by FFmpeg.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from tinytag import TinyTag, TinyTagException

from media.listen.ape_tags import read_ape_tags
from media.listen.id3_frames import HEADER_BYTES, V1_BYTES, read_id3v1, read_id3v2, read_tag_size
from media.sound_files import open_sound_file
from musechat.errors import BadInput

Tags = Iterable[tuple[str, list[str]]]

_LARGEST_TAG = 64 << 20  # covers included
_SEARCHED = 128 << 10  # bytes at the start of a file in which its tag is looked for
# Names of one field in ID3 and in APEv2.
_SAME_FIELD = {
    "TIT2": "title", "TPE1": "artist", "TPE2": "albumartist", "TALB": "album", "TCON": "genre", "TDRC": "date",
    "TYER": "date", "COMM": "comment", "TBPM": "bpm", "TKEY": "key", "TCOP": "copyright", "TMOO": "mood",
}  # fmt: skip
_TINYTAG_NAMES = {"year": "date", "_year": "year", "_comment": "comment"}
_FFMPEG_NAMES = {"album_artist": "albumartist"}
_MP4_NAMES = {"rating": "rtng"}  # of FFmpeg, for what iTunes says of explicit words; elsewhere it is the owner's stars


def collect_tags(path: Path) -> Tags:
    """Name and texts of each tag; none where the file has none or cannot be read. Names may come more than once."""
    try:
        with path.open("rb") as file:
            found = list(_iter_own_tags(path, file))
    except OSError:
        return ()
    return found or _read_with_ffmpeg(path)


def _iter_own_tags(path: Path, file: BinaryIO) -> Iterator[tuple[str, list[str]]]:
    head = file.read(_SEARCHED)
    at = _find_tag(head)
    size = read_tag_size(head[at : at + HEADER_BYTES])
    file.seek(at + size)
    is_flac = file.read(4) == b"fLaC"
    file.seek(0)
    if head.startswith((b"RIFF", b"FORM")):
        yield from _read_chunked_id3(file, "little" if head.startswith(b"RIFF") else "big")
    elif is_flac or head.startswith(b"OggS") or head[4:8] == b"ftyp":
        yield from _read_with_tinytag(path, BytesIO(path.read_bytes()[at + size :]) if size else file)
    else:
        file.seek(at)
        id3v2 = list(read_id3v2(file.read(min(size, _LARGEST_TAG)))) if size else []
        # Each kind adds what those before it lack: ID3v1 is shorter than the others, and often left behind.
        known: set[str] = set()
        for found in (id3v2, list(read_ape_tags(file)), list(_read_id3v1(file))):
            yield from (each for each in found if _SAME_FIELD.get(each[0], each[0]) not in known)
            known |= {_SAME_FIELD.get(name, name) for name, _ in found}


def _find_tag(head: bytes) -> int:
    """Where the ID3v2 tag begins: at the start, or behind something that does not belong to the file."""
    if head.startswith((b"ID3", b"RIFF", b"FORM", b"OggS", b"fLaC")) or head[4:8] == b"ftyp":
        return 0
    at = head.find(b"ID3")
    while at >= 0:
        if read_tag_size(head[at : at + HEADER_BYTES]) > HEADER_BYTES and head[at + 4] < 0xFF:
            return at
        at = head.find(b"ID3", at + 1)
    return 0


def _read_id3v1(file: BinaryIO) -> Tags:
    file.seek(max(0, file.seek(0, 2) - V1_BYTES))
    return read_id3v1(file.read())


def _read_chunked_id3(file: BinaryIO, order: Literal["little", "big"]) -> Tags:
    """Read the ID3 chunk of a WAV or AIFF."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        size = int.from_bytes(head[4:], order)
        if head[:4].lower() == b"id3 ":
            tag = file.read(min(size, _LARGEST_TAG))
            return read_id3v2(tag) if read_tag_size(tag) else ()
        file.seek(size + size % 2, 1)
    return ()


def _read_with_tinytag(path: Path, file: BinaryIO) -> Tags:
    try:
        tag = TinyTag.get(file_obj=file, duration=False)
    except TinyTagException:
        return ()
    found = {_TINYTAG_NAMES.get(k, k): [str(v) for v in vs] for k, vs in tag.as_dict().items() if isinstance(vs, list)}
    others = dict(_read_with_ffmpeg(path))
    # tinytag takes the names ARTISTS and AUTHOR for an artist too, in the order of the file. FFmpeg keeps them apart,
    # but joins several artists of a Vorbis comment to one text.
    artists, joined = found.get("artist", []), "".join(others.get("artist", []))
    parts = joined.split(";")
    ordered = [part for part in parts if part in artists]
    if "artists" in others or "author" in others or not artists:
        found["artist"] = [joined] if joined in artists or not ordered else ordered
    # It also leaves out MP4 atoms of no stated type, which old programs wrote, and has one name for URL and WEBSITE.
    return (others | found).items()


def _read_with_ffmpeg(path: Path) -> list[tuple[str, list[str]]]:
    try:
        with open_sound_file(path) as container:
            # Ogg keeps comments with the stream.
            streams = [stream.metadata for stream in container.streams.audio[:1]]
            pairs = {k.lower(): v for metadata in (*streams, container.metadata) for k, v in metadata.items()}
            names = _FFMPEG_NAMES | (_MP4_NAMES if "mp4" in container.format.name else {})
    except (BadInput, OSError):
        return []
    return [(names.get(name, name), [text]) for name, text in pairs.items()]
