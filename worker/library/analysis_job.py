"""Analysis of one music file: decode, measure, embed, tag, and read its metadata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from musechat.track import Tag, Track, TrackTraits, make_track_id

if TYPE_CHECKING:
    from media.listen import FileTags
    from models.encoders.interface import MusicEncoder
    from models.encoders.music_analyser import MusicAnalyser


@dataclass(frozen=True, slots=True)
class ListeningModels:
    """The models that listen to a track. Without an analyser, beats, tempo and key come from the signal alone."""

    encoder: MusicEncoder
    analyser: MusicAnalyser | None = None


LoadListening = Callable[[], ListeningModels]


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to analyse, as sent to an analysis process (picklable)."""

    path: str
    file_hash: str  # SHA-256, 64 hex digits
    guild_id: int | None = None  # the guild whose own track it is; None: everyone's
    known_id: str = ""  # of the track that this file is known to be
    sound_hash: str = ""  # where it has been computed already


@dataclass(frozen=True, slots=True)
class EncoderStamp:
    """Name, version and vector size of the encoder that made the vectors."""

    name: str
    version: str
    dim: int


@dataclass(frozen=True, slots=True)
class AnalysedTrack:
    """An analysed track, ready to be stored; ``vector`` holds the bytes of a (dim,) float32 array."""

    track: Track
    vector: bytes
    fingerprint: bytes = b""  # uint32, see media.listen.fingerprint


def load_listening_models(profile: str) -> ListeningModels:
    """Load the music encoder of a profile, and the music analyser, which all profiles share."""
    from models.profiles import load_music_analyser, load_profile

    return ListeningModels(load_profile(profile).music, load_music_analyser())


def start_analysis(load: LoadListening) -> tuple[Callable[[FileTask], AnalysedTrack], EncoderStamp]:
    """Load the models and return the function that analyses a file; called once per process."""
    import media.listen  # noqa: F401 (so that the first file does not pay for it)

    models = load()
    encoder = models.encoder
    return partial(analyse_track_file, models), EncoderStamp(encoder.name, encoder.version, encoder.dim)


def analyse_track_file(models: ListeningModels, task: FileTask) -> AnalysedTrack:
    """Analyse one file.

    Args:
        models: make the vector, the tags' scores, beats, key and instruments.
        task: the file.

    Raises:
        BadInput: the file cannot be used; the message names it.

    """
    import numpy as np

    from media.listen import decode_track, make_fingerprint, measure_track, read_file_tags
    from media.listen.sound_hash import hash_sound
    from media.sound_files import refuse_video
    from musechat.owner_tags import settle_by_owner
    from musechat.tagging import merge_tags

    path = Path(task.path)
    refuse_video(path)
    decoded = decode_track(path)
    encoded = models.encoder.encode_track(decoded.wave, decoded.rate)
    tags = read_file_tags(path)
    heard = models.analyser.analyse_wave(decoded.wave, decoded.rate) if models.analyser else None
    measured = measure_track(decoded, None if heard is None else settle_by_owner(heard, tags.tempo_bpm, tags.key))
    traits = apply_vocal_score(measured, encoded.tags)
    merged = merge_tags(encoded.tags, tags.genre, traits, () if heard is None else heard.instruments, tags.moods)
    track = _build_track(task, tags, traits, merged, task.sound_hash or hash_sound(path))
    vector = np.asarray(encoded.vector, dtype=np.float32).tobytes()
    return AnalysedTrack(track, vector, make_fingerprint(decoded.wave, decoded.rate).tobytes())


def apply_vocal_score(traits: TrackTraits, scores: dict[str, float]) -> TrackTraits:
    """Set the traits' vocals from the tagger's score, where it has one; the measured ones stay otherwise."""
    from media.listen.voice import decide_vocals
    from musechat.tagging import score_vocals

    score = score_vocals(scores)
    return traits if score is None else replace(traits, vocal_score=round(score, 4), vocals=decide_vocals(score))


def _build_track(
    task: FileTask, tags: FileTags, traits: TrackTraits, merged: tuple[Tag, ...], sound_hash: str
) -> Track:
    return Track(
        id=task.known_id or make_track_id(sound_hash, task.guild_id),
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
        tags=merged,
        guild_id=task.guild_id,
        sound_hash=sound_hash,
        statements=tags.statements,
        rating=tags.rating,
    )
