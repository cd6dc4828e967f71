"""Another ear: what served before serves on while the new one listens, then the new one does."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from filelock import FileLock

from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.encoders.audio_network import TAGS, AudioNetwork
from models.encoders.e5 import MultilingualE5
from models.encoders.frames import TraitFrames
from models.fusion.mvt import MvtFusion, MvtNet
from models.profiles import Profile, ProfileCache
from models.weight_files import save_weights
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.track import Track
from musechat.turn import TurnKind
from store.database import Database
from store.installation import get_fact
from store.track_library import has_vectors, load_track_vectors, put_track, save_track_vector
from tests.media.listen.sounds import tone, write
from tests.store.made import track
from tests.worker.processes import PATIENCE_S, until
from tests.worker.talking import Talk, ids
from worker import embedding_cleanup
from worker.embedding_cleanup import GRACE_S, delete_superseded
from worker.library.analysis_job import ListeningModels
from worker.library.file_scan import hash_file
from worker.served_models_record import (
    get_fusion_copy_path,
    get_serving_folder,
    get_vectors_folder,
    read_record,
    write_record,
)
from worker.snapshot.cache import SnapshotCache
from worker.snapshot.served_models import EMBEDDED_BY, ServingModels, mark_embedding_done, save_served_models
from worker.snapshot.serving_snapshot import build_serving_snapshot
from worker.stages.reembed import start_reembedding


def load_listening(ear: Path) -> ListeningModels:
    """A small ear alone, as another process loads it."""
    return ListeningModels(EmbeddedAudioEncoder.load_weights(ear))


class Weights:
    """A folder with a small ear's and a fusion's weights, random by a seed, and the profile made of them."""

    def __init__(self, folder: Path, seed: int) -> None:
        torch.manual_seed(seed)
        self.ear, self.fusion = folder / "ear.safetensors", folder / "fusion.safetensors"
        arrays = dict(AudioNetwork().state_dict())
        for name, dim in (("embedding", 128), ("tags", TAGS), ("sound", 12)):
            arrays[f"statistics.{name}"] = torch.stack([torch.zeros(dim), torch.ones(dim)])
        save_weights(self.ear, arrays, {"tags": [f"tag {n}" for n in range(TAGS)]})
        folder.mkdir(exist_ok=True)
        MvtFusion(MvtNet(), f"fusion{seed}").save_weights(self.fusion)
        self.load_listening = partial(load_listening, self.ear)
        parts: dict[str, Any] = {
            "music": partial(EmbeddedAudioEncoder.load_weights, self.ear),
            "fusion": partial(MvtFusion.load_weights, self.fusion),
        }
        self.profile = Profile("embedded", parts | {"text": MultilingualE5.load, "frames": TraitFrames})

    @property
    def models(self) -> ServingModels:
        return ServingModels.from_profile(self.profile)


@pytest.fixture
def old(tmp_path: Path) -> Weights:
    return Weights(tmp_path / "old", 1)


@pytest.fixture
def new(tmp_path: Path) -> Weights:
    return Weights(tmp_path / "new", 2)


class Installed(ProfileCache):
    """The installed weights are those of the profile; called with others, it starts anew as a new version does."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None
        self.snapshots = SnapshotCache(self)

    def get(self, name: str, data_dir: Path | None = None) -> Profile:
        assert self.profile is not None
        return self.profile

    def __call__(self, weights: Weights) -> None:
        self.profile, self.snapshots = weights.profile, SnapshotCache(self)


@pytest.fixture
def install() -> Installed:
    return Installed()


def hear_quickly(db: Database, weights: Weights, tracks: int | Sequence[Track]) -> None:
    """What an ear leaves of some tracks, without listening."""
    ear = weights.profile.music
    made = [track(n, artist=f"Player {n}") for n in range(tracks)] if isinstance(tracks, int) else tracks
    with db.write() as session:
        for n, one in enumerate(made):
            put_track(session, one, "1")
            vector = np.random.default_rng(n).standard_normal(ear.dim).astype(np.float32)
            data = (vector / np.linalg.norm(vector)).tobytes()
            save_track_vector(session, one.id, ear.name, ear.version, ear.dim, data)


def asked(db: Database, folder: Path, install: Installed) -> tuple[int, str]:
    """A first turn in a thread of its own: how many tracks it shows, and the space that they were looked for in."""
    talk = Talk(db, folder, who=f"member {time.monotonic_ns()}", snapshots=install.snapshots)
    return len(ids(talk.turn(TurnKind.FIRST))), talk.outcome.space


@pytest.mark.slow
def test_turns_are_answered_all_the_while(
    sqlite_database: Database, tmp_path: Path, settings: Settings, old: Weights, new: Weights, install: Installed
) -> None:
    """With real listening: a library that one ear has heard, then another ear's weights are installed."""
    made = []
    for n, pitch in enumerate((220, 330, 440)):
        write(file := tmp_path / f"Player {n} - Piece.wav", tone(pitch, 2.0))
        file_hash = hash_file(file)
        made.append(track(n, id=file_hash[:16], file_hash=file_hash, path=str(file), artist=f"Player {n}"))
    hear_quickly(sqlite_database, old, made)
    (tmp_path / "Player 2 - Piece.wav").unlink()  # of this the new ear never hears
    install(old)
    assert asked(sqlite_database, tmp_path, install) == (3, "mvt/fusion1")
    install(new)
    listening = start_reembedding(settings, new.models, new.load_listening)
    while listening.is_alive():
        assert asked(sqlite_database, tmp_path, install) in ((3, "mvt/fusion1"), (2, "mvt/fusion2"))
        listening.join(0.2)
    # A turn does not wait for a newer snapshot: it is brought up to date beside it.
    until(lambda: asked(sqlite_database, tmp_path, install) == (2, "mvt/fusion2"), "the new models serve")
    record = read_record(settings)
    assert record is not None
    assert (record.fusion, record.awaited) == ("mvt/fusion2", "")
    with sqlite_database.read() as session:
        assert len(load_track_vectors(session, *old.models.music)) == 3  # for whoever goes back
        assert get_fact(session, EMBEDDED_BY) == "/".join(new.models.music)


@pytest.mark.slow
def test_the_same_choice_comes_from_the_copy(
    sqlite_database: Database, settings: Settings, old: Weights, new: Weights, install: Installed
) -> None:
    hear_quickly(sqlite_database, old, 5)
    install(old)
    before = build_serving_snapshot(sqlite_database, settings, install)
    assert not before.interim
    install(new)
    old.fusion.unlink()
    after = build_serving_snapshot(sqlite_database, settings, install)
    assert after.interim
    np.testing.assert_array_equal(after.chooser.library.joint, before.chooser.library.joint)
    record = read_record(settings)
    assert record is not None
    assert (record.fusion, record.awaited) == ("mvt/fusion1", "/".join(new.models.music))


@pytest.mark.slow
def test_a_new_fusion_over_the_same_ear_serves_at_once(
    sqlite_database: Database, settings: Settings, old: Weights, new: Weights, install: Installed
) -> None:
    hear_quickly(sqlite_database, old, 3)
    install(old)
    build_serving_snapshot(sqlite_database, settings, install)
    new.profile._loaded["music"] = old.profile.music
    install(new)
    found = build_serving_snapshot(sqlite_database, settings, install)
    assert (found.chooser.space, found.interim) == ("mvt/fusion2", False)


@pytest.mark.slow
def test_without_what_it_takes_tracks_are_found_as_they_are_heard(
    sqlite_database: Database,
    settings: Settings,
    old: Weights,
    new: Weights,
    install: Installed,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hear_quickly(sqlite_database, old, 4)
    install(old)
    build_serving_snapshot(sqlite_database, settings, install)
    record = read_record(settings)
    assert record is not None
    write_record(settings, type(record)(**vars(record) | {"text": "minilm/of-old"}))
    install(new)
    with pytest.raises(BadInput, match="has not been analysed"):
        build_serving_snapshot(sqlite_database, settings, install)
    assert "its text model is another now" in caplog.text
    hear_quickly(sqlite_database, new, 2)
    assert len(build_serving_snapshot(sqlite_database, settings, install).chooser.library) == 2


@pytest.mark.slow
def test_going_back_is_as_good_as_going_on(
    sqlite_database: Database, settings: Settings, old: Weights, new: Weights, install: Installed
) -> None:
    hear_quickly(sqlite_database, old, 3)
    install(old)
    build_serving_snapshot(sqlite_database, settings, install)
    hear_quickly(sqlite_database, new, 3)
    install(new)
    assert build_serving_snapshot(sqlite_database, settings, install).chooser.space == "mvt/fusion2"
    mark_embedding_done(sqlite_database, new.models)
    install(old)
    assert build_serving_snapshot(sqlite_database, settings, install).chooser.space == "mvt/fusion1"


@pytest.mark.slow
def test_one_worker_listens_at_a_time(
    sqlite_database: Database, settings: Settings, new: Weights, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "filelock")  # by which it says that it waits for a lock
    get_serving_folder(settings).mkdir()
    with FileLock(get_serving_folder(settings) / "hearing.lock"):
        waiting = start_reembedding(settings, new.models)
        until(lambda: "not acquired" in caplog.text, "it waits for the lock")
        assert waiting.is_alive()
    waiting.join(PATIENCE_S)
    assert not waiting.is_alive()
    with sqlite_database.read() as session:
        assert get_fact(session, EMBEDDED_BY) == "/".join(new.models.music)


@pytest.fixture
def replaced(sqlite_database: Database, settings: Settings, old: Weights, new: Weights) -> None:
    """A library where one set of models has taken the place of another."""
    for weights in (old, new):
        hear_quickly(sqlite_database, weights, 3)
        save_served_models(settings, weights.models, weights.models)
        (get_vectors_folder(settings) / weights.models.record.space).mkdir(parents=True)


def test_what_was_superseded_goes_after_a_while(
    replaced: None, sqlite_database: Database, settings: Settings, old: Weights, new: Weights, monkeypatch: Any
) -> None:
    assert delete_superseded(sqlite_database, settings) == 0
    monkeypatch.setattr(embedding_cleanup, "GRACE_S", -1.0)
    assert delete_superseded(sqlite_database, settings) == 3
    with sqlite_database.read() as session:
        assert not has_vectors(session, *old.models.music)
        assert has_vectors(session, *new.models.music)
    record = read_record(settings)
    assert record is not None
    assert [path.name for path in get_vectors_folder(settings).iterdir()] == [record.space]
    assert list(get_serving_folder(settings).glob("*.safetensors")) == [get_fusion_copy_path(settings, record)]


def test_nothing_goes_while_another_ear_is_awaited(
    replaced: None, sqlite_database: Database, settings: Settings, old: Weights, new: Weights, monkeypatch: Any
) -> None:
    monkeypatch.setattr(embedding_cleanup, "GRACE_S", -1.0)
    save_served_models(settings, old.models, new.models)
    assert delete_superseded(sqlite_database, settings) == 0
    assert delete_superseded(sqlite_database, settings.model_copy(update={"profile": "base"})) == 0


def test_the_time_since_when_something_serves_stands(settings: Settings, old: Weights, new: Weights) -> None:
    save_served_models(settings, old.models, old.models)
    first = read_record(settings)
    save_served_models(settings, old.models, new.models)
    second = read_record(settings)
    assert first is not None
    assert second is not None
    assert second.since == first.since > time.time() - GRACE_S
    assert (first.awaited, second.awaited) == ("", "/".join(new.models.music))
