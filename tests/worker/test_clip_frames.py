"""The frames of a clip are encoded once, and the stored result is what was encoded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from musechat.clip import ClipTraits
from musechat.settings import Settings
from musechat.turn import TurnKind
from store.videos import get_video_vector, put_video, save_traits
from tests.store.asked import Asker
from tests.store.made import CLIP_HASH, clip_traits
from tests.worker.jobs import context_of
from worker.context import TurnContext
from worker.stages.choose import encode_clip_frames
from worker.stages.watch import make_sample_name

FRAMES, TIMES = np.arange(3 * 2 * 2 * 3, dtype=np.uint8).reshape(3, 2, 2, 3), np.array([0.0, 1.5, 3.0])


class MeanEncoder:
    """One token a frame: its mean and its time."""

    name, dim = "mean", 2

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.calls: list[ClipTraits] = []

    def encode_frames(
        self, frames: NDArray[np.uint8], times_s: NDArray[np.floating], traits: ClipTraits
    ) -> NDArray[np.float32]:
        self.calls.append(traits)
        return np.stack([frames.mean(axis=(1, 2, 3)), times_s], axis=1).astype(np.float32)


@pytest.fixture
def context(asker: Asker, settings: Settings, tmp_path: Path) -> TurnContext:
    context = context_of(asker, settings, TurnKind.FIRST)
    with asker.db.write() as session:
        put_video(session, CLIP_HASH, 5, f"{CLIP_HASH}.mp4", None)
        save_traits(session, CLIP_HASH, clip_traits(), "1")
    np.savez(tmp_path / "sample.npz", frames=FRAMES, times=TIMES)
    context.blobs.put_file(tmp_path / "sample.npz", make_sample_name(CLIP_HASH))
    context.attach_video(CLIP_HASH)
    context.job = replace(context.job, video_hash=CLIP_HASH)
    return context


def test_what_was_encoded_is_stored_and_read_the_next_time(context: TurnContext) -> None:
    encoder = MeanEncoder()
    first = encode_clip_frames(context, clip_traits(), encoder)
    assert first is not None
    assert first.tolist() == [[5.5, 0.0], [17.5, 1.5], [29.5, 3.0]]
    with context.db.read() as session:
        assert get_video_vector(session, CLIP_HASH, "mean", "1") == (2, first.tobytes())
    again = encode_clip_frames(context, clip_traits(), encoder)
    assert again is not None
    assert (again.shape, str(again.dtype), again.tolist()) == ((3, 2), "float32", first.tolist())
    assert encoder.calls == [clip_traits()]


def test_another_version_of_the_encoder_encodes_anew(context: TurnContext) -> None:
    encode_clip_frames(context, clip_traits(), MeanEncoder())
    newer = MeanEncoder("2")
    assert encode_clip_frames(context, clip_traits(), newer) is not None
    assert len(newer.calls) == 1


def test_without_a_clip_or_its_frames_there_is_nothing_to_encode(context: TurnContext) -> None:
    encoder = MeanEncoder()
    assert encode_clip_frames(context, None, encoder) is None
    context.blobs.delete_blob(make_sample_name(CLIP_HASH))
    assert encode_clip_frames(context, clip_traits(), encoder) is None
    context.job = replace(context.job, video_hash=None)
    assert encode_clip_frames(context, clip_traits(), encoder) is None
    assert encoder.calls == []


def test_what_is_stored_serves_also_once_the_frames_are_gone(context: TurnContext) -> None:
    first = encode_clip_frames(context, clip_traits(), MeanEncoder())
    context.blobs.delete_blob(make_sample_name(CLIP_HASH))
    again = encode_clip_frames(context, clip_traits(), MeanEncoder())
    assert first is not None
    assert again is not None
    assert again.tolist() == first.tolist()
