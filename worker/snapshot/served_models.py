"""Chooses the models that serve: the profile's, or the earlier ones until the profile's have embedded the library.

After a change of profile or weights there would otherwise be nothing to recommend until every track is re-embedded. The
serving models are recorded in the data folder, with a copy of their fusion, whose weights an upgrade replaces.
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

EMBEDDED_BY = "heard"  # key of the installation fact that names the music encoder which has processed the whole library

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ServingModels:
    """The models that a library snapshot needs; of the music encoder only the name, since embeddings are stored."""

    profile: str
    music: tuple[str, str]  # name, version
    text: TextEncoder
    frames: FrameEncoder
    fusion: Fusion

    @classmethod
    def from_profile(cls, profile: Profile) -> ServingModels:
        """Take the models of a loaded profile."""
        music = profile.music
        return cls(profile.name, (music.name, music.version), profile.text, profile.frames, profile.fusion)

    @property
    def record(self) -> ServedModelsRecord:
        """The names and versions of the models, as recorded."""
        text, frames, fusion = model_label(self.text), model_label(self.frames), model_label(self.fusion)
        return ServedModelsRecord(self.profile, "/".join(self.music), text=text, frames=frames, fusion=fusion)


def model_label(model: TextEncoder | FrameEncoder | Fusion) -> str:
    """Format an encoder or a fusion as "name/version"."""
    return f"{model.name}/{model.version}"


def choose_serving_models(
    db: Database, settings: Settings, wanted: ServingModels, profile_of: Callable[[str], Profile]
) -> ServingModels:
    """Choose the profile's models, or those that served before while the profile's have not embedded the library.

    Args:
        db: the library's database.
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
        log.warning("the earlier models cannot serve (%s); tracks are found as they are re-embedded", error)
        return wanted


def is_fully_embedded(db: Database, models: ServingModels) -> bool:
    """Whether the music encoder has an embedding of every track that it can embed."""
    with db.read() as session:
        return get_fact(session, EMBEDDED_BY) == "/".join(models.music) or not list_tracks_without_vector(
            session, *models.music
        )


def is_embedding_done(db: Database, models: ServingModels) -> bool:
    """Whether :func:`mark_embedding_done` has recorded the music encoder; one look-up by key."""
    with db.read() as session:
        return get_fact(session, EMBEDDED_BY) == "/".join(models.music)


def mark_embedding_done(db: Database, models: ServingModels) -> None:
    """Record that the music encoder has processed the library: tracks that it has not embedded by now, it cannot."""
    if not is_embedding_done(db, models):
        with db.write() as session:
            put_fact(session, EMBEDDED_BY, "/".join(models.music))


def save_served_models(settings: Settings, serving: ServingModels, wanted: ServingModels) -> None:
    """Record the serving models and the ones that follow them, and keep a copy of the serving fusion."""
    before, record = read_record(settings), serving.record
    copy = get_fusion_copy_path(settings, record)
    # Before the record names it: after an upgrade these models cannot serve without their copy.
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
    """Load the models that served before: the fusion from its copy, the frame and text encoders of today.

    Raises:
        MuseChatError: ``embeddings-gone``, or ``models-gone`` where one of them has another version now.

    """
    name, version = before.music.rsplit("/", 1)
    with db.read() as session:
        if not has_vectors(session, name, version):
            raise MuseChatError("embeddings-gone", f"no embeddings of {before.music} are left")
    copy = get_fusion_copy_path(settings, before)
    fusion = MvtFusion.load_weights(copy) if copy.is_file() else profile.fusion
    models = ServingModels(profile.name, (name, version), profile.text, profile.frames, fusion)
    # The library's vectors are compared with what these encoders say of a clip and of words: all must be as they were.
    changed = [part for part in ("text", "frames", "fusion") if getattr(models.record, part) != getattr(before, part)]
    if changed:
        raise MuseChatError("models-gone", f"its {' and '.join(changed)} model is another now")
    return models
