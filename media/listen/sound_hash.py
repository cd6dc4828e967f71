"""A hash of a file's encoded sound alone: the same whatever its tags, cover, name and container are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av

from media.sound_files import find_sound_stream, open_sound_file

_MPEG_SYNC = 0xFFE0  # an MPEG audio frame begins with eleven ones; tags between and behind frames do not


def hash_sound(path: Path) -> str:
    """SHA-256 over the codec's name and the packets of the first sound stream, 64 hex digits. Nothing is decoded.

    Raises:
        BadInput: the file cannot be opened as sound.

    """
    with open_sound_file(path) as container:
        stream = find_sound_stream(path, container)
        codec = stream.codec_context.name
        digest = hashlib.sha256(f"{codec}\n".encode())
        try:
            for packet in container.demux(stream):
                content = bytes(packet)
                if content and _is_sound(codec, content):
                    digest.update(content)
        except (av.FFmpegError, EOFError):
            pass  # a damaged tail: what came before identifies the sound
    return digest.hexdigest()


def _is_sound(codec: str, content: bytes) -> bool:
    if not codec.startswith(("mp3", "mp2")):
        return True
    return int.from_bytes(content[:2], "big") & _MPEG_SYNC == _MPEG_SYNC
