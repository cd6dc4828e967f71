"""Names of the blobs that hold a pick's mix and what goes with it; worker and readers make them alike."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from musechat.clip import ClipTraits
from musechat.mix_mode import apply_mode, choose_mode
from musechat.mix_settings import MixSettings

MIX_VERSION = "2"  # raise it whenever the same mix comes out different
FIT_VERSION = "2"  # raise it whenever the same fit card comes out different
_MIX = re.compile(r"[0-9a-f]{64}\.mix-[0-9a-f-]+(-\d+)(\.fit-\d+)?\.(mp4|m4a|wav|zip|json|png)")


@dataclass(frozen=True, slots=True)
class MixBlobs:
    """The blobs of one mix, of which some may not be there."""

    stem: str

    @property
    def video(self) -> str:
        """The clip with the music."""
        return f"{self.stem}.mp4"

    @property
    def music(self) -> str:
        """The music alone."""
        return f"{self.stem}.m4a"

    @property
    def waves(self) -> str:
        """The music alone, uncompressed; only where the page asked for it."""
        return f"{self.stem}.wav"

    @property
    def handover(self) -> str:
        """Timelines, cue sheet and credit."""
        return f"{self.stem}.zip"

    @property
    def note(self) -> str:
        """How large the video would be, where it did not fit."""
        return f"{self.stem}.json"

    @property
    def fit(self) -> str:
        """How clip and music meet, see :class:`musechat.fit.Fit`."""
        return f"{self.stem}.fit-{FIT_VERSION}.json"

    @property
    def fit_picture(self) -> str:
        """The fit card."""
        return f"{self.stem}.fit-{FIT_VERSION}.png"

    @property
    def everything(self) -> tuple[str, ...]:
        """All of them."""
        mix = (self.video, self.music, self.waves, self.handover, self.note)
        return (*mix, self.fit, self.fit_picture)


def name_mix(
    video_hash: str, clip: ClipTraits | None, track_id: str, start_s: float, settings: MixSettings
) -> MixBlobs:
    """The blobs of the mix of a clip and a track; of the same clip, track, start and settings they are the same."""
    said = json.dumps(apply_mode(settings, choose_mode(settings, clip)).to_json(), sort_keys=True)
    key = hashlib.sha256(said.encode()).hexdigest()[:8]
    return MixBlobs(f"{video_hash}.mix-{track_id}-{round(1000 * start_s)}-{key}-{MIX_VERSION}")


def is_mix(name: str) -> bool:
    """Whether a blob belongs to a mix."""
    return _MIX.fullmatch(name) is not None


def is_video_mix(name: str) -> bool:
    """Whether a blob is a clip with its music, and no excerpt of a track."""
    return is_mix(name) and name.endswith(".mp4")


def find_clip(name: str) -> str:
    """The hash of the clip that a mix was made of."""
    return name.partition(".")[0]
