"""What can be wrong with a clip, in the words that its owner reads.

The child names a problem by its code and a few numbers; the words are made here, in the parent, so that nothing
written by a decoder (or by whoever took it over) reaches a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from musechat.errors import BadInput

_EXPORT = "Export it again as an MP4 (H.264) and post that"
_PROBLEMS: dict[str, tuple[str, str]] = {
    "no-such-file": ("There is no file at {name}", "Check the path and try again"),
    "not-a-file": ("{name} is a folder or a device, not a file", "Give the path of one video clip"),
    "unreadable-file": ("{name} cannot be opened for reading", "Check its permissions"),
    "empty-clip": ("{name} is empty (0 bytes)", "Export or download it again"),
    "clip-too-large": ("The clip is {size} MB large, the limit is {limit} MB", "Shorten it or export it smaller"),
    "not-a-video": ("{name} is not a video file", "Post an MP4, MOV, WebM, MKV, AVI or GIF clip"),
    "playlist": (
        "{name} is a playlist or text, not a video file",
        "Post the video itself, as an MP4 or WebM clip",
    ),
    "still-picture": ("{name} is a still picture, not a video", "Post a video clip"),
    "no-picture": (
        "The file has sound but no moving picture",
        "Post a video clip; music alone is best described in words",
    ),
    "no-streams": ("The file holds neither picture nor sound", _EXPORT),
    "too-many-tracks": ("The file holds {tracks} tracks, too many to read", _EXPORT),
    "clip-too-long": ("The clip is {length} long, the limit is {limit}", "Cut it to the part that needs music"),
    "clip-too-big": (
        "Its picture is {width} x {height} pixels, too large to watch",
        "Export it at 1080p or smaller",
    ),
    "clip-broken": ("The clip is damaged or incomplete: no picture in it can be decoded", _EXPORT),
    "clip-codec": ("The clip's picture is in a format that cannot be decoded here", _EXPORT),
    "clip-too-heavy": ("The clip takes too much memory to decode", "Export it at 1080p or smaller"),
    "clip-too-slow": ("The clip takes too long to decode", "Shorten it, or export it at 1080p or smaller"),
}


def format_duration(seconds: float) -> str:
    """A length as people write it: ``"9.5 s"`` below a minute, else ``"12:34"`` or ``"1:02:03"``."""
    if seconds < 60:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def make_clip_error(code: str, name: str = "The file", numbers: Mapping[str, float] | None = None) -> BadInput:
    """The error for ``code``; an unknown code counts as a broken clip.

    Args:
        code: a key of the table above.
        name: the file's own name, without its folder.
        numbers: what the message names: ``length`` and ``limit`` in seconds, ``size`` in MB, pixels.

    """
    code = code if code in _PROBLEMS else "clip-broken"
    message, remedy = _PROBLEMS[code]
    length = code == "clip-too-long"
    words = {k: format_duration(float(v)) if length else f"{float(v):.0f}" for k, v in (numbers or {}).items()}
    return BadInput(code, message.format_map({"name": name, **_UNKNOWN, **words}), remedy)


_UNKNOWN = dict.fromkeys(("length", "limit", "size", "width", "height", "tracks"), "?")
