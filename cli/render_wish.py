"""What ``musechat render`` is to lay under what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from musechat.clip import ClipTraits
from musechat.mix_settings import MixSettings
from musechat.track import Track

_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class RenderWish:
    """What is to be laid under what."""

    clip: Path
    name: str  # of the clip, for people
    traits: ClipTraits
    track: Track
    start_s: float
    settings: MixSettings


def make_safe(name: str) -> str:
    """A name for files, of a name that somebody else gave."""
    return _UNSAFE.sub("-", name).strip("-.")[:80] or "clip"
