from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from musechat.errors import BadInput
from store.database import Database
from store.videos import (
    Video,
    forget_blob,
    get_video,
    get_video_vector,
    list_expired_videos,
    put_video,
    save_traits,
    save_video_vector,
)
from tests.store.made import CLIP_HASH, DAY, NOON, clip_traits


def test_a_clip_is_noted_then_watched_once(database: Database) -> None:
    with database.write() as session:
        assert get_video(session, CLIP_HASH) is None
        put_video(session, CLIP_HASH, 2**40, "a.mp4", NOON)
        assert get_video(session, CLIP_HASH) == Video(CLIP_HASH, 2**40, "a.mp4", None, "")
        save_traits(session, CLIP_HASH, clip_traits(), "w1")
    with database.write() as session:
        put_video(session, CLIP_HASH, 2**40, "a.mp4", NOON + DAY)
        assert get_video(session, CLIP_HASH) == Video(CLIP_HASH, 2**40, "a.mp4", clip_traits(), "w1")
        save_traits(session, CLIP_HASH, clip_traits(loudness_lufs=None, has_sound=False), "w2")
    with database.read() as session:
        video = get_video(session, CLIP_HASH)
    assert video is not None
    assert video.traits == clip_traits(loudness_lufs=None, has_sound=False)
    assert video.traits_version == "w2"


def test_traits_of_an_unknown_clip_are_refused(database: Database) -> None:
    with pytest.raises(BadInput) as caught, database.write() as session:
        save_traits(session, CLIP_HASH, clip_traits(), "w1")
    assert caught.value.code == "no-such-video"


def test_embeddings_belong_to_an_encoder_and_its_version(database: Database) -> None:
    with database.write() as session:
        put_video(session, CLIP_HASH, 7, "a.mp4", None)
        save_video_vector(session, CLIP_HASH, "e", "1", 2, bytes(16))
        save_video_vector(session, CLIP_HASH, "e", "1", 4, bytes(32))
    with database.read() as session:
        assert get_video_vector(session, CLIP_HASH, "e", "1") == (4, bytes(32))
        assert get_video_vector(session, CLIP_HASH, "e", "2") is None
    with pytest.raises(IntegrityError), database.write() as session:
        save_video_vector(session, "0" * 64, "e", "1", 2, bytes(16))


def test_expired_clips_are_listed_until_their_file_is_forgotten(database: Database) -> None:
    hashes = [f"{n:064x}" for n in range(4)]
    with database.write() as session:
        for name, until in zip(hashes, (NOON + 2 * DAY, NOON + DAY, NOON, None), strict=True):
            put_video(session, name, 7, "a.mp4", until)
    with database.write() as session:
        assert [v.hash for v in list_expired_videos(session, NOON - DAY)] == []
        assert [v.hash for v in list_expired_videos(session, NOON + DAY)] == [hashes[2], hashes[1]]
        forget_blob(session, hashes[2])
        assert [v.hash for v in list_expired_videos(session, NOON + 9 * DAY)] == [hashes[1], hashes[0]]
        forgotten = get_video(session, hashes[2])
        assert forgotten is not None
        assert forgotten.blob == ""
        put_video(session, hashes[2], 7, "b.mp4", NOON)  # posted again
        assert [v.blob for v in list_expired_videos(session, NOON)] == ["b.mp4"]
