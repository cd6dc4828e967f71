"""What one process does with one file: decode, measure, embed, tag, and read what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from musechat.track import Tag, Track, TrackTraits, track_id_of

if TYPE_CHECKING:
    from media.listen import FileTags
    from models.encoders.interface import MusicEncoder

LoadEncoder = Callable[[], "MusicEncoder"]


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to listen to."""

    path: str
    file_hash: str  # SHA-256, 64 hex digits
    guild_id: int | None = None  # whose own track it is

    @property
    def track_id(self) -> str:
        """The id that the track has or will have."""
        return track_id_of(self.file_hash, self.guild_id)


@dataclass(frozen=True, slots=True)
class EncoderStamp:
    """Whose vectors these are."""

    name: str
    version: str
    dim: int


@dataclass(frozen=True, slots=True)
class AnalysedTrack:
    """A track ready to be stored: ``vector`` is (dim,) float32 bytes."""

    track: Track
    vector: bytes


def load_music_encoder(profile: str) -> MusicEncoder:
    """The profile's music encoder."""
    from models.profiles import load_profile

    return load_profile(profile).music


def start_hearing(load: LoadEncoder) -> tuple[Callable[[FileTask], AnalysedTrack], EncoderStamp]:
    """Load what listening needs; called once per process."""
    import media.listen  # noqa: F401 (so that the first file does not pay for it)

    encoder = load()
    return partial(hear_file, encoder), EncoderStamp(encoder.name, encoder.version, encoder.dim)


def hear_file(encoder: MusicEncoder, task: FileTask) -> AnalysedTrack:
    """Listen to one file.

    Raises:
        BadInput: the file cannot be used; the message names it.

    """
    import numpy as np

    from media.listen import hear, measure, read_file_tags
    from musechat.tagging import merge_tags

    path = Path(task.path)
    heard = hear(path)
    opinion = encoder.encode_track(heard.wave, heard.rate)
    tags = read_file_tags(path)
    traits = with_opinion(measure(heard), opinion.tags)
    words = merge_tags(opinion.tags, tags.genre, traits)
    return AnalysedTrack(_track(task, tags, traits, words), np.asarray(opinion.vector, dtype=np.float32).tobytes())


def with_opinion(traits: TrackTraits, scores: dict[str, float]) -> TrackTraits:
    """The traits with the tagger's opinion about vocals, where it has one."""
    from media.listen.voice import decide
    from musechat.tagging import vocal_score

    score = vocal_score(scores)
    return traits if score is None else replace(traits, vocal_score=round(score, 4), vocals=decide(score))


def _track(task: FileTask, tags: FileTags, traits: TrackTraits, words: tuple[Tag, ...]) -> Track:
    return Track(
        id=task.track_id,
        title=tags.title,
        artist=tags.artist,
        album=tags.album,
        genre=tags.genre,
        year=tags.year,
        explicit=tags.explicit,
        licence=tags.licence,
        source_url=tags.source_url,
        path=str(Path(task.path).absolute()),
        file_hash=task.file_hash,
        traits=traits,
        tags=words,
        guild_id=task.guild_id,
    )
