"""How much one clip may cost before watching it is given up."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

SOUND_RATE = 16_000  # Hz, mono float32
MAX_FRAMES = 32
FRAME_SIDE = 224  # pixels of a frame's shorter side
FRAME_LONG = 400  # its longer side is cropped to this, 16:9 passes whole
MIB = 1024 * 1024
# Address space of a child that decodes. An idle one has 250 MiB, the dearest honest clip (8K, AV1) peaks at 1,028. The
# limit on data (RLIMIT_DATA) would leave out what is mapped and shared; both hold only where each thread does not
# reserve an arena of its own (MALLOC_ARENA_MAX, see :mod:`media.watch.warm_process`).
CHILD_MEMORY = 1536 * MIB


@dataclass(frozen=True, slots=True)
class WatchLimits:
    """Caps on one clip and on the process that decodes it."""

    max_seconds: float = 600.0  # of the clip
    max_bytes: int = 200 * MIB  # of its file
    max_pixels: int = 7680 * 4320  # of one picture: 8K
    wall_seconds: float = 120.0  # until the process group is killed
    cpu_seconds: int = 240  # over all threads (RLIMIT_CPU)
    memory_bytes: int = CHILD_MEMORY  # address space (RLIMIT_AS)

    @property
    def output_bytes(self) -> int:
        """The largest answer that an honest child can give: all frames, all sound, one MiB for the rest."""
        return MAX_FRAMES * FRAME_SIDE * FRAME_LONG * 3 + int((self.max_seconds + 2) * SOUND_RATE * 4) + MIB


def confine_process(caps: Mapping[str, int]) -> None:
    """Take from this process what its work does not need, for good.

    Args:
        caps: by the names that the system has for them: "AS" (bytes of address space), "CPU" (seconds), "FSIZE" …
            Where the system knows no such limit, the process goes on without.

    """
    try:
        import resource
    except ImportError:
        return
    for name, cap in caps.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (cap, cap))
