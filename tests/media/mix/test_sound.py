"""The sound of a mix: its loudness, its peaks, and music that makes room for speech."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pystoi import stoi

from media.mix import MixJob, render_mix
from media.mix.balance import balance_sounds, mix_sounds
from media.mix.ducking import HOP, VOICE_BANDS_HZ, duck_music, keep_band
from media.mix.loudness_target import reach_loudness
from media.mix.music_bed import RING_S, find_last_beat, lay_bed
from media.mix.own_sound import find_speech
from media.preview.excerpt import RATE, Floats, read_excerpt
from media.preview.levels import measure_loudness
from musechat.mix_settings import MixSettings
from tests.media.listen.sounds import song, write
from tests.media.mix.clips import (
    click_track,
    find_clicks,
    hum,
    read_sound,
    steady_times,
    write_marked,
)
from tests.media.mix.clips import (
    measure_loudness as measure_file,
)

VOICE = Path(__file__).parents[1] / "watch" / "sounds" / "voice.opus"


@pytest.fixture(scope="module")
def voice() -> Floats:
    """Speech between two seconds and three of nothing."""
    return np.pad(read_excerpt(VOICE, 0.0, 60.0), ((0, 0), (2 * RATE, 3 * RATE)))


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory, voice: Floats) -> Floats:
    path = write(tmp_path_factory.mktemp("music") / "song.flac", song(2, "major", 120, 20.0))
    return read_excerpt(path, 1.0, 1.0 + voice.shape[1] / RATE)


def powers(sound: Floats) -> np.ndarray:
    steps = sound.shape[1] // HOP
    return np.asarray((sound[:, : steps * HOP].reshape(2, steps, HOP) ** 2).mean(axis=(0, 2)))


@pytest.mark.parametrize(("duck", "least"), [(None, 9.0), (True, 15.0)])
@pytest.mark.parametrize("louder", [0.0, 6.0])
def test_music_stays_below_speech_and_comes_back(
    voice: Floats, music: Floats, duck: bool | None, least: float, louder: float
) -> None:
    own, heard = voice.copy(), music.copy()
    spans = find_speech(voice)
    balance_sounds(own, measure_loudness(own), heard, spans, MixSettings(duck_under_speech=duck, music_gain_db=louder))
    spoken, beneath = (powers(keep_band(each, (300, 3400))) for each in (own, heard))
    assert spans
    for start, end in spans:
        during = slice(int(100 * start), int(100 * end))
        assert 10 * np.log10(spoken[during].mean() / beneath[during].mean()) >= least
    gain = powers(heard) / np.maximum(powers(music), 1e-9)
    after = int(100 * (spans[-1][1] + 1.0))
    assert 10 * np.log10(np.median(gain[after : after + 100]) / np.median(gain[:100])) == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("untouched", [False, True])
def test_speech_stays_intelligible(voice: Floats, music: Floats, untouched: bool) -> None:
    own, heard = voice.copy(), music.copy()
    spans = find_speech(voice)
    balance_sounds(own, measure_loudness(own), heard, spans, MixSettings(), untouched=untouched)
    clean, mixed = (
        np.concatenate([each.mean(axis=0)[int(start * RATE) : int(end * RATE)] for start, end in spans])
        for each in (own, own + heard)
    )
    assert stoi(clean, mixed, RATE) >= 0.95


def test_the_bands_of_the_voice_give_way_first() -> None:
    rng = np.random.default_rng(4)
    voice, music = (rng.standard_normal((2, 4 * RATE)).astype(np.float32) for _ in range(2))
    mild, strong = (duck_music(music * np.float32(k), voice, [(1.0, 2.0)], 6.0) for k in (1, 4))
    assert mild.dip_db.min(axis=1) == pytest.approx([-6.0] * len(VOICE_BANDS_HZ), abs=2.0)
    assert mild.cut_db.min() == 0.0
    assert strong.dip_db.min() == -12.0
    assert strong.cut_db.min() < -4.0
    assert (strong.dip_db[:, 80] < -6.0).all()  # ahead of the first word
    assert strong.dip_db[:, [30, 290]] == pytest.approx(np.zeros((len(VOICE_BANDS_HZ), 2)), abs=0.1)


def test_only_the_band_in_which_the_music_is_loud_gives_way() -> None:
    rng = np.random.default_rng(5)
    voice = rng.standard_normal((2, 4 * RATE)).astype(np.float32)
    low = keep_band(rng.standard_normal((2, 4 * RATE)).astype(np.float32), VOICE_BANDS_HZ[0])
    curve = duck_music(low, voice, [(0.5, 3.5)], 10.0)
    assert curve.dip_db[0].min() < -8.0
    assert curve.dip_db[2].min() == 0.0


def test_a_muffled_voice_does_not_silence_the_music_in_bands_that_it_lacks() -> None:
    rng = np.random.default_rng(6)
    voice, music = (rng.standard_normal((2, 4 * RATE)).astype(np.float32) for _ in range(2))
    muffled = keep_band(voice, VOICE_BANDS_HZ[0])
    curve = duck_music(0.05 * music, muffled, [(0.5, 3.5)], 15.0)
    assert curve.cut_db.min() > -8.0  # three times as much where what is missing counts in full


@pytest.mark.parametrize("level", [0.02, 0.1, 0.9])
def test_loudness_is_reached_without_a_peak_above_the_ceiling(music: Floats, level: float) -> None:
    sound = (music * level).astype(np.float32)
    sound[:, 5 * RATE] = 1.0  # a click
    loudness, peak = reach_loudness(sound)
    assert measure_loudness(sound) == pytest.approx(-14.0, abs=0.3) == loudness
    assert peak <= -1.9


def test_silence_stays_silence() -> None:
    sound = np.zeros((2, RATE), np.float32)
    assert reach_loudness(sound)[0] <= -70
    assert not sound.any()


def test_muted_and_silent_clips_have_music_alone(voice: Floats, music: Floats) -> None:
    alone = mix_sounds(None, music.copy(), (), MixSettings())
    muted = mix_sounds(voice.copy(), music.copy(), (), MixSettings(mute_clip=True))
    quiet = mix_sounds(np.zeros_like(music), music.copy(), (), MixSettings())
    assert (alone.own_sound, muted.own_sound, quiet.own_sound) == ("silent", "muted", "silent")
    assert np.array_equal(alone.sound, muted.sound)


def test_ranges_fades_and_loops(tmp_path: Path) -> None:
    track = hum(tmp_path / "hum.flac", 6.0)
    clip = write_marked(tmp_path / "a.mp4", steady_times(8.0, 5), [], sound=None)
    asked = MixSettings(clip_start_s=2.0, clip_end_s=7.0, fade_in_s=1.0, fade_out_s=0.0)
    part = render_mix(MixJob(clip, track, 0.0, asked, music=(tmp_path / "m.flac",)))
    sound, _ = read_sound(tmp_path / "m.flac")
    assert (part.lies_from_s, part.lies_to_s) == (2.0, 7.0)
    assert not sound[:, : 2 * RATE - 10].any()
    assert np.abs(sound[:, 2 * RATE : 2 * RATE + 2400]).max() < 0.1 * np.abs(sound).max()
    assert sound.shape[1] == 8 * RATE
    render_mix(MixJob(clip, track, 1.0, MixSettings(loop=True), music=(tmp_path / "m.wav",)))
    looped, _ = read_sound(tmp_path / "m.wav")
    assert np.abs(looped[:, 5 * RATE : 6 * RATE]).max() > 0.2


def test_it_may_end_on_a_beat(tmp_path: Path) -> None:
    bed = lay_bed(hum(tmp_path / "hum.flac"), 1.0, 4.0, MixSettings(end_on_beat=True), (0.5, 2.0, 4.1, 4.9))
    assert bed.to_s == pytest.approx(4.1 - 1.0 + RING_S, abs=0.001)
    assert not bed.sound[:, round(bed.to_s * RATE) :].any()
    assert find_last_beat((), 1.0, 4.0) is None


def test_music_alone_is_exactly_as_long(tmp_path: Path) -> None:
    track = hum(tmp_path / "hum.flac", 9.0)
    clip = write_marked(tmp_path / "a.mp4", steady_times(3.2, 25), [1.0], sound=click_track(3.2, [1.0]))
    paths = tuple(tmp_path / f"music{suffix}" for suffix in (".wav", ".flac", ".m4a"))
    made = render_mix(MixJob(clip, track, 2.0, music=paths, video=tmp_path / "mix.mp4"))
    for path in paths[:2]:
        sound, _ = read_sound(path)
        assert sound.shape[1] == round(made.duration_s * RATE)
    for path in paths:
        loudness, peak = measure_file(path)
        assert loudness == pytest.approx(-14.0, abs=0.5)
        assert peak <= -1.0
    assert find_clicks(tmp_path / "mix.mp4") == pytest.approx([1.0], abs=0.02)
