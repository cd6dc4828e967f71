"""How well a file keeps its sound: which of two encodings of one recording to use."""

from __future__ import annotations

from pathlib import Path

from media.sound_files import find_sound_stream, open_sound_file
from musechat.errors import BadInput

_LOSSLESS = ("pcm_", "dsd_", "flac", "alac", "ape", "wavpack", "tta", "tak", "wmalossless", "mlp", "truehd")


def rate_encoding(path: Path) -> tuple[bool, int]:
    """Whether a file is lossless, and its bits per second; compares as better or worse. (False, 0) for no sound."""
    try:
        with open_sound_file(path) as container:
            stream = find_sound_stream(path, container)
            bits = stream.bit_rate or container.bit_rate or 0
            return stream.codec_context.name.startswith(_LOSSLESS), int(bits)
    except BadInput:
        return False, 0
