import hashlib
from pathlib import Path

import av
import numpy as np
import pytest

from demo import DEMO_VERSION, DemoTrack, compose_library, load_truth
from demo.synth.effects import measure_true_peak
from media.listen.id3_frames import read_id3v2

Wave = np.ndarray


def hear(path: Path) -> tuple[Wave, int]:
    with av.open(str(path)) as box:
        frames = [f.to_ndarray() for f in box.decode(audio=0)]
        return np.concatenate(frames, axis=1).astype(np.float32), box.streams.audio[0].rate


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[DemoTrack]]:
    folder = tmp_path_factory.mktemp("demo") / "library"
    return folder, compose_library(folder, count=2, workers=1)


@pytest.mark.slow
def test_files_sound_as_long_as_the_truth_says(made: tuple[Path, list[DemoTrack]]) -> None:
    folder, tracks = made
    for track in tracks:
        wave, rate = hear(folder / track.file)
        assert wave.shape[0] == 2
        assert wave.shape[1] / rate == pytest.approx(track.duration_s, abs=0.1)
        assert track.sections[0].start_s == 0 and track.sections[-1].end_s == pytest.approx(track.duration_s, abs=0.01)
        assert all(a.end_s == b.start_s for a, b in zip(track.sections, track.sections[1:], strict=False))


@pytest.mark.slow
def test_files_are_clean(made: tuple[Path, list[DemoTrack]]) -> None:
    folder, tracks = made
    for track in tracks:
        wave, _ = hear(folder / track.file)
        assert np.isfinite(wave).all()
        assert measure_true_peak(wave) <= 10 ** (-1 / 20)
        assert abs(float(wave.mean())) < 1e-3
        assert np.abs(wave[:, -800:]).max() < 1e-3, "it ends in silence"
        assert np.abs(wave[0] - wave[1]).max() > 0.01, "it is stereo"


@pytest.mark.slow
def test_the_tempo_is_in_the_sound(made: tuple[Path, list[DemoTrack]]) -> None:
    """Onsets repeat at the stated beat (or half, or two), more than at times beside it."""
    folder, tracks = made
    for track in tracks:
        wave, rate = hear(folder / track.file)
        hop = 256
        blocks = wave.mean(axis=0)[: wave.shape[1] // hop * hop].reshape(-1, hop)
        spectrum = np.abs(np.fft.rfft(blocks * np.hanning(hop), axis=1))
        onset = np.maximum(np.diff(np.log1p(50 * spectrum), axis=0), 0).sum(axis=1)
        onset -= onset.mean()
        full = np.correlate(onset, onset, "full")[onset.size - 1 :]
        beat = 60 / track.tempo_bpm * rate / hop

        def repeats(lag: float, full: Wave = full) -> float:
            return float(full[round(lag) - 2 : round(lag) + 3].max() / full[0])

        assert max(repeats(beat), repeats(beat * 2)) > 0.12
        assert max(repeats(beat), repeats(beat * 2)) > max(repeats(beat * 0.87), repeats(beat * 1.14))


@pytest.mark.slow
def test_tags_tell_all(made: tuple[Path, list[DemoTrack]]) -> None:
    folder, tracks = made
    for track in tracks:
        tags = {name: texts[0] for name, texts in read_id3v2((folder / track.file).read_bytes())}
        assert (tags["TIT2"], tags["TPE1"]) == (track.title, track.artist)
        assert (tags["TALB"], tags["TCON"]) == (track.album, track.genre)
        assert tags["WCOP"] == "https://creativecommons.org/publicdomain/zero/1.0/"
        assert "CC0-1.0" in tags["TCOP"]
        assert DEMO_VERSION in tags["COMM"]


@pytest.mark.slow
def test_truth_is_beside_the_files(made: tuple[Path, list[DemoTrack]]) -> None:
    folder, tracks = made
    known, clips = load_truth(folder)
    assert list(known) == tracks and clips == ()
    for track in tracks:
        assert hashlib.sha256((folder / track.file).read_bytes()).hexdigest() == track.sha256


@pytest.mark.slow
def test_a_second_run_keeps_what_is_whole_and_mends_the_rest(made: tuple[Path, list[DemoTrack]]) -> None:
    folder, tracks = made
    broken, whole = (folder / t.file for t in tracks)
    kept = whole.stat().st_mtime_ns
    broken.write_bytes(broken.read_bytes()[:5000])
    heard: list[str] = []
    again = compose_library(folder, count=2, workers=1, progress=lambda done, total, title: heard.append(title))
    assert heard == [tracks[0].title], "only the broken one is made again"
    assert again == tracks, "and it is the same, bit for bit"
    assert whole.stat().st_mtime_ns == kept
    assert not list(folder.glob(".*")), "nothing is left behind"


def test_no_truth_without_a_folder(tmp_path: Path) -> None:
    assert load_truth(tmp_path / "nowhere") == ((), ())
    (tmp_path / "truth.json").write_text("{not json")
    assert load_truth(tmp_path) == ((), ())
