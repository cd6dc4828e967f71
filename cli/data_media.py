"""Media access for the data set builder: implements its reader interface with the ``media`` package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cli.setup import require_data_folder
from musechat.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from musechat.clip import ClipTraits
    from research.datasets.features import FeatureStore

FEATURES_FOLDER = "features"


class MediaFiles:
    """Decodes video and audio and reads tags; implements :class:`research.datasets.features.MediaReader`."""

    def watch_video(self, path: Path) -> tuple[NDArray[np.uint8], NDArray[np.floating], ClipTraits]:
        """Return a video's frames, (N, H, W, 3) uint8, their times in seconds, (N,), and its traits."""
        from media.watch import watch_clip

        clip = watch_clip(path)
        return clip.frames, clip.frame_times_s, clip.traits

    def read_sound(self, path: Path, rate: int) -> NDArray[np.float32]:
        """Decode a file's audio to mono float32 samples, (n,), at ``rate`` Hz."""
        from media.listen import decode_sound

        return decode_sound(path, rate)

    def read_credits(self, path: Path) -> Mapping[str, str]:
        """Read a file's own tags; a text is empty where the tag is missing."""
        from language.licences import UNKNOWN
        from media.listen import read_file_tags
        from media.listen.file_tags import UNKNOWN_ARTIST

        tags = read_file_tags(path)
        # Placeholders for the library become empty: a data set must not hold "unknown artist" as a name.
        return {
            "title": tags.title,
            "artist": "" if tags.artist == UNKNOWN_ARTIST else tags.artist,
            "album": tags.album,
            "year": str(tags.year or ""),
            "licence": "" if tags.licence == UNKNOWN else tags.licence.id,
            "source": tags.source_url,
        }


def open_features(folder: Path, settings: Settings, profile: str | None, taggers: Path | None) -> FeatureStore:
    """Open the feature cache below ``folder``, filled by a profile's encoders and a tagger.

    The tagger is the pair of musicnn models in ``taggers``, or the audio encoder that ships.

    Raises:
        BadInput: there is no such profile, or the folder lacks the taggers.

    """
    import torch

    from models.encoders.audio_encoder import EmbeddedAudioEncoder
    from models.profiles import SHIPPED_WEIGHTS, load_profile, trained_folder
    from research.datasets.features import FeatureStore
    from research.datasets.tag_scoring import EncoderTagger, MusicnnTagger

    torch.set_num_threads(1)  # files are worked on side by side instead
    require_data_folder(settings)
    name = profile or settings.profile
    loaded = load_profile(name, trained=trained_folder(settings.data_dir, name))
    tagger = (
        MusicnnTagger(taggers)
        if taggers
        else EncoderTagger(EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / "ear.safetensors"))
    )
    return FeatureStore(folder / FEATURES_FOLDER, loaded, tagger, MediaFiles())
