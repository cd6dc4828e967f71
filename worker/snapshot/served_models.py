"""Which models serve: those of the profile, or, while these have the library still to embed, those of before.

Changing the profile or the weights would otherwise leave nothing to recommend until every track is embedded anew. What
serves is recorded in the data folder, with a copy of its fusion, whose own weights an upgrade replaces.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.encoders.interface import FrameEncoder, TextEncoder
from models.fusion.interface import Fusion
from models.fusion.mvt import MvtFusion
from models.profiles import Profile
from musechat.errors import MuseChatError
from musechat.settings import Settings
from store.database import Database
from store.installation import get_fact, put_fact
from store.track_library import has_vectors, list_tracks_without_vector
from worker.served_models_record import ServedModelsRecord, get_fusion_copy_path, read_record, write_record

EMBEDDED_BY = "heard"  # the installation's key for the music encoder that has been through the whole library

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ServingModels:
    """What a library snapshot needs of a profile; of the music encoder only whose embeddings it reads."""

    profile: str
    music: tuple[str, str]  # name, version
    text: TextEncoder
    frames: FrameEncoder
    fusion: Fusion

    @classmethod
    def from_profile(cls, profile: Profile) -> ServingModels:
        """A profile's models."""
        music = profile.music
        return cls(profile.name, (music.name, music.version), profile.text, profile.frames, profile.fusion)

    @property
    def record(self) -> ServedModelsRecord:
        """Their names and versions."""
        text, frames, fusion = model_label(self.text), model_label(self.frames), model_label(self.fusion)
        return ServedModelsRecord(self.profile, "/".join(self.music), text=text, frames=frames, fusion=fusion)


def model_label(model: TextEncoder | FrameEncoder | Fusion) -> str:
    """An encoder or a fusion as "name/version"."""
    return f"{model.name}/{model.version}"


def choose_serving_models(
    db: Database, settings: Settings, wanted: ServingModels, profile_of: Callable[[str], Profile]
) -> ServingModels:
    """The profile's models, or those that served before where the profile's have not embedded the library yet.

    Args:
        db: the library's.
        settings: name the data folder.
        wanted: the profile's models.
        profile_of: loads a profile by its name.

    """
    before = read_record(settings)
    if before is None or before.music == wanted.record.music or is_fully_embedded(db, wanted):
        return wanted
    try:
        return _load_models_of_before(db, settings, before, profile_of(before.profile))
    except MuseChatError as error:
        log.warning("the models of before cannot serve (%s); tracks are found as they are embedded anew", error)
        return wanted


def is_fully_embedded(db: Database, models: ServingModels) -> bool:
    """Whether the music encoder has embedded all of the library that it can."""
    with db.read() as session:
        return get_fact(session, EMBEDDED_BY) == "/".join(models.music) or not list_tracks_without_vector(
            session, *models.music
        )


def is_embedding_done(db: Database, models: ServingModels) -> bool:
    """As :func:`is_fully_embedded`, by one look-up: only what :func:`mark_embedding_done` has recorded counts."""
    with db.read() as session:
        return get_fact(session, EMBEDDED_BY) == "/".join(models.music)


def mark_embedding_done(db: Database, models: ServingModels) -> None:
    """Record that the music encoder has been through the library: what it has not embedded now, it cannot."""
    if not is_embedding_done(db, models):
        with db.write() as session:
            put_fact(session, EMBEDDED_BY, "/".join(models.music))


def save_served_models(settings: Settings, serving: ServingModels, wanted: ServingModels) -> None:
    """Record what serves and what is to serve next, and keep a copy of the fusion."""
    before, record = read_record(settings), serving.record
    copy = get_fusion_copy_path(settings, record)
    if isinstance(serving.fusion, MvtFusion) and not copy.is_file():
        serving.fusion.save_weights(copy)
    same = before is not None and replace(before, since=0.0, awaited="") == record
    awaited = wanted.record.music if wanted.record != record else ""
    since = before.since if same and before else time.time()
    if before is None or not same or before.awaited != awaited:
        write_record(settings, replace(record, since=since, awaited=awaited))


def _load_models_of_before(
    db: Database, settings: Settings, before: ServedModelsRecord, profile: Profile
) -> ServingModels:
    """The models that served before: the fusion from its copy, the encoders of clips and words as they are today."""
    name, version = before.music.rsplit("/", 1)
    with db.read() as session:
        if not has_vectors(session, name, version):
            raise MuseChatError("embeddings-gone", f"no embeddings of {before.music} are left")
    copy = get_fusion_copy_path(settings, before)
    fusion = MvtFusion.load_weights(copy) if copy.is_file() else profile.fusion
    models = ServingModels(profile.name, (name, version), profile.text, profile.frames, fusion)
    changed = [part for part in ("text", "frames", "fusion") if getattr(models.record, part) != getattr(before, part)]
    if changed:
        raise MuseChatError("models-gone", f"its {' and '.join(changed)} model is another now")
    return models
