"""Speech and music in a sound: what is claimed, when, and that no level changes it."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from media.watch import sound_classes, watch_clip
from media.watch.audio_features import AUDIBLE_MUSIC_LUFS, SoundtrackTraits, measure_soundtrack
from media.watch.sound_classes import NOTHING_HEARD, SpanRule, classify_sound, find_spans
from media.watch.sound_network import STEP_SECONDS
from media.watch.speech_detector import find_weights_file
from musechat.clip import SURE_MUSIC, SURE_SPEECH
from tests.media.watch.making import pan, write_clip
from tests.media.watch.sounds import RATE, make_melody, read_voice

Floats = NDArray[np.float32]
SENTENCES = Path(__file__).resolve().parents[3] / "research" / "training" / "spoken_sentences.toml"
RULE = SpanRule(enter=0.6, stay=0.4, bridge_s=0.3, least_s=0.2)
needs_detector = pytest.mark.skipif(find_weights_file() is None, reason="silero-vad is not installed")


def hear(wave: Floats) -> SoundtrackTraits:
    return measure_soundtrack(wave[None], wave)


def mix(voice: Floats, music: Floats, level_db: float) -> Floats:
    """Voice and music, the voice ``level_db`` above the music by root mean square."""
    ratio = float(np.sqrt(np.mean(voice**2) / np.mean(music**2)))
    return np.asarray(voice + music * ratio * 10 ** (-level_db / 20), dtype=np.float32) * np.float32(0.3)


def at_level(wave: Floats, dbfs: float) -> Floats:
    """The wave with a root mean square of ``dbfs``."""
    return np.asarray(wave * 10 ** (dbfs / 20) / np.sqrt(np.mean(wave**2)), dtype=np.float32)


@needs_detector
def test_a_voice_alone_is_speech_and_no_music() -> None:
    heard = hear(read_voice(8.0))
    assert heard.speech > 0.7
    assert heard.music < SURE_MUSIC


def test_a_melody_is_music_and_no_speech() -> None:
    heard = hear(make_melody(8.0))
    assert heard.music > 0.9
    assert heard.speech < SURE_SPEECH


@needs_detector
@pytest.mark.parametrize("level_db", [9, 6])
def test_both_are_found_where_somebody_speaks_over_music(level_db: float) -> None:
    heard = hear(mix(read_voice(8.0), make_melody(8.0), level_db))
    assert heard.speech >= SURE_SPEECH
    assert heard.music >= SURE_MUSIC


def test_noise_is_neither() -> None:
    rng = np.random.default_rng(2)
    for wave in (rng.normal(size=8 * RATE), np.cumsum(rng.normal(size=8 * RATE)) / 50):
        heard = hear(at_level((wave - wave.mean()).astype(np.float32), -25.0))
        assert max(heard.speech, heard.music) < 0.1


@needs_detector
def test_speech_is_found_where_it_is() -> None:
    wave = np.concatenate([make_melody(4.0), mix(read_voice(4.0), make_melody(4.0, 5), 6.0), make_melody(4.0, 7)])
    (first, *_), (*_, last) = (classify_sound(wave, -20.0).speech_spans_s,) * 2
    assert 3.5 < first[0] < 4.8
    assert 7.0 < last[1] < 8.6


SOUNDS = {
    "voice": read_voice(6.0),
    "melody": make_melody(6.0),
    "both": mix(read_voice(6.0), make_melody(6.0), 3.0),
    "noise": np.random.default_rng(0).normal(size=6 * RATE).astype(np.float32),
}


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(SOUNDS)), st.floats(-40.0, 0.0))
@pytest.mark.slow
def test_no_level_changes_what_is_heard(name: str, dbfs: float) -> None:
    quiet, loud = hear(at_level(SOUNDS[name], dbfs)), hear(at_level(SOUNDS[name], -20.0))
    assert quiet.speech == pytest.approx(loud.speech, abs=0.02)
    assert quiet.music == pytest.approx(loud.music, abs=0.02)
    assert len(quiet.speech_spans_s) == len(loud.speech_spans_s)


@needs_detector
def test_what_can_hardly_be_heard_is_not_claimed_to_be_music() -> None:
    both = SOUNDS["both"]
    quiet, faint = hear(at_level(both, -40.0)), hear(at_level(both, -54.0))
    assert quiet.loudness_lufs is not None
    assert faint.loudness_lufs is not None
    assert quiet.loudness_lufs > AUDIBLE_MUSIC_LUFS > faint.loudness_lufs
    assert (quiet.music > 0.9, faint.music) == (True, 0.0)
    assert faint.speech == pytest.approx(quiet.speech, abs=0.02)


def test_spans_begin_with_certainty_and_end_with_doubt() -> None:
    scores = np.array([0.5] * 5 + [0.7] * 5 + [0.5] * 5 + [0.1] * 20 + [0.5] * 10, np.float32)
    assert find_spans(scores, RULE, 9.0) == ((0.0, pytest.approx(15 * STEP_SECONDS, abs=1e-3)),)


def test_short_gaps_are_bridged_and_short_spans_left_out() -> None:
    def scores(*runs: tuple[float, int]) -> Floats:
        return np.concatenate([np.full(count, value, np.float32) for value, count in runs])

    assert len(find_spans(scores((0.9, 10), (0.0, 4), (0.9, 10)), RULE, 9.0)) == 1
    assert len(find_spans(scores((0.9, 10), (0.0, 6), (0.9, 10)), RULE, 9.0)) == 2
    assert find_spans(scores((0.0, 5), (0.9, 2), (0.0, 5)), RULE, 9.0) == ()
    assert find_spans(scores((0.9, 10)), RULE, 0.5) == ((0.0, 0.5),)
    assert find_spans(np.zeros(0, np.float32), RULE, 1.0) == ()


def test_nothing_is_heard_in_next_to_no_sound() -> None:
    assert classify_sound(np.ones(100, np.float32), -10.0) == NOTHING_HEARD
    assert hear(np.zeros(RATE, np.float32)).speech_spans_s == ()


def test_without_the_package_our_network_hears_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_classes, "load_speech_detector", lambda: None)
    assert hear(read_voice(8.0)).speech >= SURE_SPEECH
    assert hear(make_melody(8.0)).speech < SURE_SPEECH


@needs_detector
def test_a_watched_clip_says_when_somebody_speaks(tmp_path: Path) -> None:
    voice = np.repeat(np.concatenate([np.zeros(2 * RATE, np.float32), read_voice(3.0)]), 3)  # 48 kHz
    clip = write_clip(tmp_path / "talk.mp4", pan(1, 125, 1), 25, sound=np.stack([voice, 0 * voice]))
    traits = watch_clip(clip).traits
    assert traits.has_speech
    assert traits.speech_spans_s[0][0] == pytest.approx(2.0, abs=0.6)
    assert traits.speech == pytest.approx(sum(b - a for a, b in traits.speech_spans_s) / traits.duration_s, abs=0.03)


@needs_detector
@pytest.mark.parametrize(("layout", "channels", "at", "gain"), [("5.1", 6, 2, 1.0), ("stereo", 2, 1, 0.01)])
def test_a_voice_on_one_channel_and_a_quiet_one_are_found(
    layout: str, channels: int, at: int, gain: float, tmp_path: Path
) -> None:
    sound = np.zeros((channels, 3 * 4 * RATE), np.float32)
    sound[at] = gain * np.repeat(read_voice(4.0), 3)
    traits = watch_clip(write_clip(tmp_path / "t.mkv", pan(1, 100, 1), 25, sound=sound, layout=layout)).traits
    assert traits.has_speech
    assert not traits.has_music


@pytest.mark.slow
@needs_detector
@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_synthetic_voices_of_four_languages_are_found_over_music(language: str, tmp_path: Path) -> None:
    words = " ".join(tomllib.loads(SENTENCES.read_text("utf-8"))[language][:3])
    subprocess.run(["espeak-ng", "-v", f"{language}+m1", "-w", str(tmp_path / "v.wav"), words], check=True)
    resampler = av.AudioResampler("flt", "mono", RATE)
    with av.open(str(tmp_path / "v.wav")) as container:
        parts = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    voice = np.concatenate([part.to_ndarray()[0] for part in parts])[: 10 * RATE]
    heard = hear(mix(voice, make_melody(len(voice) / RATE)[: len(voice)], 6.0))
    assert heard.speech >= SURE_SPEECH
    assert heard.music >= SURE_MUSIC
