"""Files of every kind that people post are judged as a player shows them, and their owners told what is amiss."""

from __future__ import annotations

import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from media.watch import WarmProcesses, watch_clip
from media.watch.frame_sampling import SamplingPlan
from media.watch.limits import WatchLimits
from media.watch.probe import probe_clip
from media.watch.warm_process import DecodingProcess
from musechat.clip import ClipTraits
from musechat.clip_notices import Notice, NoticeCode
from musechat.errors import BadInput
from tests.media.watch import odd_files as odd
from tests.media.watch.making import Picture, flat, pan, texture, write_clip

LOOK = ("brightness", "saturation", "warmth", "motion", "energy")


def codes(traits: ClipTraits) -> list[NoticeCode]:
    return [Notice.from_text(told).code for told in traits.notices]


def assert_twins(traits: ClipTraits, twin: ClipTraits, by: float = 0.03) -> None:
    for name in LOOK:
        assert getattr(traits, name) == pytest.approx(getattr(twin, name), abs=by), name
    assert traits.duration_s == pytest.approx(twin.duration_s, abs=0.1)


def warm_scene() -> list[Picture]:
    """Soft colours with some white, panned."""
    wide = np.clip(texture(5, (400, 90)).astype(float) * 0.5 + (90, 60, 20), 0, 255).astype(np.uint8)
    wide[20:40, ::80] = wide[20:40, 1::80] = 255
    wide[50:80, 100:300] = 255
    return [np.ascontiguousarray(wide[:, n * 2 : n * 2 + 160]) for n in range(30)]


@pytest.mark.parametrize("transfer", [odd.HLG, odd.PQ])
@pytest.mark.parametrize("white_nits", [100.0, 203.0])
@pytest.mark.slow_but_first
def test_hdr_is_judged_like_its_sdr_twin(tmp_path: Path, transfer: int, white_nits: float) -> None:
    clip = odd.write_hdr_clip(tmp_path / "hdr.mp4", warm_scene(), transfer, white_nits)
    twin = write_clip(tmp_path / "sdr.mp4", warm_scene(), 25, options={"crf": "12"})
    assert_twins(watch_clip(clip).traits, watch_clip(twin).traits)


def test_what_an_edit_list_hides_is_neither_seen_nor_heard(tmp_path: Path) -> None:
    pictures = [*[flat((250, 30, 30))] * 60, *pan(3, 50, 2)]
    sound = np.concatenate([odd.bursts(2.4, 0.9), odd.bursts(2.0, 0.05)], axis=1)
    whole = write_clip(tmp_path / "w.mp4", pictures, 25, sound=sound, layout="mono", options={"g": "400", "bf": "0"})
    clip = odd.trim_without_encoding(whole, tmp_path / "t.mp4", 2.4, 4.3)
    twin = write_clip(tmp_path / "twin.mp4", pan(3, 50, 2), 25, sound=odd.bursts(2.0, 0.05), layout="mono")
    watched, like = watch_clip(clip).traits, watch_clip(twin).traits
    assert_twins(watched, like, 0.05)
    assert watched.loudness_lufs == pytest.approx(like.loudness_lufs, abs=1.0)


@pytest.mark.parametrize(("suffix", "codec"), [("mp4", "mjpeg"), ("mkv", "mjpeg"), ("mp4", "libx264")])
def test_the_moving_picture_is_watched_not_the_larger_still(tmp_path: Path, suffix: str, codec: str) -> None:
    still = [texture(8, (640, 480))]
    clip = odd.write_tracks(tmp_path / f"c.{suffix}", [(pan(2, 40, 1), "libx264"), (still, codec)])
    traits = watch_clip(clip).traits
    assert (traits.width, traits.height) == (160, 90)
    assert traits.duration_s == pytest.approx(1.6, abs=0.1)
    assert traits.notices == ()


def test_sound_with_a_damaged_still_is_a_song(tmp_path: Path) -> None:
    clip = odd.write_tracks(tmp_path / "s.mp4", [([texture(8, (320, 240))], "mjpeg")], [odd.bursts(2.0)])
    data = bytearray(clip.read_bytes())
    at = data.find(b"\xff\xd8\xff")
    data[at : at + 2000] = bytes(2000)
    clip.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        watch_clip(clip)
    assert refused.value.code == "no-picture"
    assert "no moving picture" in refused.value.message


def test_all_sound_tracks_count(tmp_path: Path) -> None:
    silence = np.zeros((2, 2 * 48_000), np.float32)
    clip = odd.write_tracks(tmp_path / "two.mkv", [(pan(2, 50, 1), "libx264")], [silence, odd.bursts(2.0)])
    twin = odd.write_tracks(tmp_path / "one.mkv", [(pan(2, 50, 1), "libx264")], [odd.bursts(2.0)])
    doubled = odd.write_tracks(tmp_path / "same.mkv", [(pan(2, 50, 1), "libx264")], [odd.bursts(2.0), odd.bursts(2.0)])
    watched, like, same = (watch_clip(path).traits for path in (clip, twin, doubled))
    assert watched.has_sound
    assert watched.loudness_lufs == pytest.approx(like.loudness_lufs, abs=0.5)
    assert same.loudness_lufs == pytest.approx(like.loudness_lufs, abs=0.5)  # the same sound twice is not louder


def test_channels_out_of_phase_are_heard(tmp_path: Path) -> None:
    one = odd.bursts(2.0)
    clip = write_clip(tmp_path / "anti.mp4", pan(2, 50, 1), 25, sound=np.concatenate([one, -one]))
    twin = write_clip(tmp_path / "in.mp4", pan(2, 50, 1), 25, sound=np.concatenate([one, one]))
    heard, like = watch_clip(clip), watch_clip(twin)
    assert heard.sound is not None
    assert like.sound is not None
    assert np.sqrt(np.mean(heard.sound**2)) == pytest.approx(np.sqrt(np.mean(like.sound**2)), rel=0.1)
    assert heard.traits.music == pytest.approx(like.traits.music, abs=0.05)


@pytest.mark.parametrize(
    ("matrix", "size", "white"),
    [
        ((-1, 0, 0, 1), (160, 90), "top"),  # mirrored, as front cameras write it
        ((0, 1, 1, 0), (90, 160), "left"),  # mirrored and turned
        ((0, 1, -1, 0), (90, 160), "right"),  # a quarter turn
        ((1, 0, 0, -1), (160, 90), "bottom"),
        ((0, 0, 0, 0), (160, 90), "top"),  # no angle at all
    ],
)
def test_pictures_are_shown_the_way_their_matrix_says(
    tmp_path: Path, matrix: tuple[int, int, int, int], size: tuple[int, int], white: str
) -> None:
    picture = flat((0, 0, 0))
    picture[:45] = 255
    lying = write_clip(tmp_path / "lying.mp4", [picture] * 8)
    watched = watch_clip(odd.set_matrix(lying, tmp_path / "set.mp4", matrix))
    frame = watched.frames[0].mean(axis=2)
    third = frame.shape[0] // 3, frame.shape[1] // 3
    sides = {
        "top": frame[: third[0]],
        "bottom": frame[-third[0] :],
        "left": frame[:, : third[1]],
        "right": frame[:, -third[1] :],
    }
    assert (watched.traits.width, watched.traits.height) == size
    assert max(sides, key=lambda side: sides[side].mean()) == white


@pytest.mark.parametrize(
    ("name", "codec", "pixels"), [("a.apng", "apng", "rgb24"), ("a.webp", "libwebp_anim", "yuv420p")]
)
def test_animated_pictures_are_clips(tmp_path: Path, name: str, codec: str, pixels: str) -> None:
    clip = write_clip(tmp_path / name, pan(4, 20, 2), 10, codec=codec, pixels=pixels)
    twin = write_clip(tmp_path / "twin.mp4", pan(4, 20, 2), 10)
    watched, like = watch_clip(clip).traits, watch_clip(twin).traits
    assert watched.duration_s == pytest.approx(2.0, abs=0.11)
    assert watched.fps == pytest.approx(10, rel=0.1)
    assert watched.motion == pytest.approx(like.motion, abs=0.06)
    assert watched.brightness == pytest.approx(like.brightness, abs=0.03)
    assert watched.container in ("png", "webp")


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "avi"])
@pytest.mark.slow_but_first
def test_a_cut_upload_is_watched_as_far_as_it_goes_and_told(tmp_path: Path, suffix: str) -> None:
    noisy = [texture(n, cell=2) for n in range(100)]
    whole = write_clip(
        tmp_path / f"whole.{suffix}", noisy, 25, options={"g": "10"}, sound=odd.bursts(4.0), layout="mono"
    )
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert watch_clip(whole).traits.notices == ()
    traits = watch_clip(cut).traits
    told = Notice.from_text(traits.notices[0])
    assert told.code is NoticeCode.UPLOAD_CUT
    assert told.numbers == pytest.approx((traits.duration_s, 4.0), abs=0.2)
    assert traits.duration_s < 3


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        ("whole.gif", "gif", "rgb8"),
        ("whole.webp", "libwebp_anim", "yuv420p"),
        ("whole.apng", "apng", "rgb24"),
        ("whole.ts", "libx264", "yuv420p"),
        ("whole.m2ts", "libx264", "yuv420p"),
        ("whole.ogv", "libvpx", "yuv420p"),
    ],
)
@pytest.mark.slow_but_first
def test_a_file_that_breaks_off_without_a_stated_length_is_told(
    tmp_path: Path, name: str, codec: str, pixels: str
) -> None:
    noisy = [texture(n, cell=2) for n in range(40)]
    whole = write_clip(tmp_path / name, noisy, 10, codec=codec, pixels=pixels)
    cut = tmp_path / f"cut{whole.suffix}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2 - 41])
    assert watch_clip(whole).traits.notices == ()
    traits = watch_clip(cut).traits
    told = Notice.from_text(traits.notices[0])
    assert told.code is NoticeCode.UPLOAD_BROKEN
    assert told.numbers == pytest.approx((traits.duration_s,), abs=0.2)
    assert traits.duration_s < 3


@pytest.mark.parametrize("name", ["whole.gif", "whole.ts"])
def test_a_file_that_only_lacks_its_end_mark_or_goes_on_with_other_bytes_is_whole(tmp_path: Path, name: str) -> None:
    codec, pixels = ("gif", "rgb8") if name.endswith("gif") else ("mpeg4", "yuv420p")
    whole = write_clip(tmp_path / name, pan(2, 20, 1), 10, codec=codec, pixels=pixels)
    data = whole.read_bytes()
    whole.write_bytes(data.removesuffix(b";") if name.endswith("gif") else data + bytes(500))
    assert watch_clip(whole).traits.notices == ()


def test_sound_that_goes_on_after_the_picture_does_not_count(tmp_path: Path) -> None:
    traits = watch_clip(
        write_clip(tmp_path / "long.mp4", pan(1, 50, 1), 25, sound=odd.bursts(20.0), layout="mono")
    ).traits
    assert traits.duration_s == pytest.approx(2.0, abs=0.1)
    assert Notice.from_text(traits.notices[0]).numbers == pytest.approx((2.0, 20.0), abs=0.1)
    assert codes(traits) == [NoticeCode.PICTURE_ENDS]


@pytest.mark.parametrize(("at", "value"), [(2, b"\xff\x00"), (4, b"\xff\xff\xff\xff"), (2, b"\x09\x00")])
def test_sound_that_cannot_be_mixed_is_lost_and_told(tmp_path: Path, at: int, value: bytes) -> None:
    traits = watch_clip(odd.write_pcm_avi(tmp_path / "odd.avi", at, value)).traits
    assert not traits.has_sound
    assert codes(traits) == [NoticeCode.SOUND_LOST]
    assert traits.duration_s == pytest.approx(0.4, abs=0.05)


def test_sound_of_an_unknown_codec_is_lost_and_told(tmp_path: Path) -> None:
    clip = write_clip(
        tmp_path / "u.mkv", pan(1, 20, 1), 25, sound=odd.bursts(0.8), layout="mono", audio_codec="libopus"
    )
    clip.write_bytes(clip.read_bytes().replace(b"A_OPUS", b"A_OPXS"))
    assert codes(watch_clip(clip).traits) == [NoticeCode.SOUND_LOST]


class CrashesOverSound(WarmProcesses):
    """The first process dies by a signal, as some decoders do; those after it are real."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    def take(self) -> DecodingProcess:
        self.taken += 1
        script = "import os, signal, sys; sys.stdin.readline(); os.kill(os.getpid(), signal.SIGABRT)"
        return DecodingProcess([sys.executable, "-c", script]) if self.taken == 1 else DecodingProcess()


def test_one_more_try_without_sound_after_a_child_died_by_a_signal(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.mp4", pan(1, 30, 1), 25, sound=odd.bursts(1.2), layout="mono")
    processes = CrashesOverSound()
    traits = watch_clip(clip, processes=processes).traits
    assert processes.taken == 2
    assert not traits.has_sound
    assert codes(traits) == [NoticeCode.SOUND_LOST]


@pytest.mark.parametrize("name", ["c.mp4", "c.mkv", "c.avi"])
@pytest.mark.slow_but_first
def test_without_sound_the_same_picture_is_watched(tmp_path: Path, name: str) -> None:
    audio = "pcm_s16le" if name.endswith("avi") else "aac"
    clip = write_clip(
        tmp_path / name, pan(1, 30, 1), 25, codec="mpeg4", sound=odd.bursts(1.2), layout="mono", audio_codec=audio
    )
    with_sound = watch_clip(clip).traits
    without = watch_clip(clip, processes=CrashesOverSound()).traits
    assert with_sound.has_sound
    assert not without.has_sound
    assert without.motion == with_sound.motion


def test_sound_that_first_shows_itself_midway_is_heard(tmp_path: Path) -> None:
    traits = watch_clip(odd.write_late_sound(tmp_path / "late.flv")).traits
    assert traits.has_sound
    assert traits.duration_s == pytest.approx(10.0, abs=0.3)
    assert traits.notices == ()


NESTED = odd.box(b"trak", odd.box(b"trak", b""))
BRAND = odd.box(b"ftyp", b"isom\0\0\2\0isommp42")
PACKED = zlib.compress(bytes(100 << 20), 9)
COMPRESSED = odd.box(b"cmov", odd.box(b"dcom", b"zlib") + odd.box(b"cmvd", (100 << 20).to_bytes(4, "big") + PACKED))


@pytest.mark.parametrize(
    ("movie", "code", "words"),
    [
        (NESTED, "no-streams", "neither picture nor sound"),
        (odd.box(b"trak", b"") * 1001, "too-many-tracks", "1001 tracks"),
        (COMPRESSED, "clip-broken", "damaged"),
    ],
)
def test_refusals_say_what_is_true(tmp_path: Path, movie: bytes, code: str, words: str) -> None:
    path = tmp_path / "odd.mp4"
    path.write_bytes(BRAND + odd.box(b"moov", movie))
    with pytest.raises(BadInput) as refused:
        watch_clip(path)
    assert refused.value.code == code
    assert words in refused.value.message


def test_the_budget_counts_pictures_however_small(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "tiny.mp4", [flat((9, 9, 9), (16, 16))] * 30, 25)
    probed = probe_clip(clip, "mov", WatchLimits())
    assert SamplingPlan.make_plan(probed).kind == "whole"
    times = np.arange(10_000) / 1000
    many = replace(probed, times_s=times, sizes=np.ones(10_000, np.int64), keys=np.arange(10_000) % 250 == 0)
    assert SamplingPlan.make_plan(many).kind == "keys"


def test_a_notice_keeps_its_numbers() -> None:
    notice = Notice(NoticeCode.UPLOAD_CUT, (3.93, 8.0))
    assert Notice.from_text(notice.to_text()) == notice
    for text in ("upload-cut", "upload-cut:1:nan", "sound-lost:1", "anything", "picture-ends:-1:2"):
        with pytest.raises(ValueError, match=r".*"):
            Notice.from_text(text)
