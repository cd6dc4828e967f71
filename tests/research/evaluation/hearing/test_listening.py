"""Hearing files as the library does: once each, and alike at other levels and through codecs; the whole command."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from language.certainty import load_calibration
from media.listen import LISTEN_VERSION, decode_track
from models.encoders.audio_encoder import EmbeddedAudioEncoder
from models.profiles import SHIPPED_WEIGHTS
from models.weight_files import EAR_FILE
from musechat.track import Tag
from research.evaluation.hearing.listening import HeardLibrary
from research.evaluation.hearing.variants import CODECS, LEVELS, measure_variants, write_sound
from tests.musechat.made import made_track
from worker.library.analysis_job import AnalysedTrack, EncoderStamp, FileTask

RATE = 22_050


def _make_library(folder: Path, seen: list[str]) -> HeardLibrary:
    def analyse(task: FileTask) -> AnalysedTrack:
        seen.append(Path(task.path).name)
        level = 1 + decode_track(Path(task.path)).loudness_lufs / 60
        track = made_track(task.known_id, path=task.path, energy=max(0.0, level))
        return AnalysedTrack(track, np.ones(4, np.float32).tobytes())

    return HeardLibrary(analyse, EncoderStamp("stand-in", "1", 4), folder)


def _make_wave() -> NDArray[np.float32]:
    at = np.arange(4 * RATE) / RATE
    return np.asarray(0.2 * np.sin(2 * np.pi * 220 * at) * (1 + np.sin(2 * np.pi * 2 * at)), np.float32)


def test_a_file_is_analysed_once_whatever_its_name(tmp_path: Path) -> None:
    seen: list[str] = []
    library = _make_library(tmp_path / "cache", seen)
    one = write_sound(tmp_path / "one.wav", _make_wave(), RATE)
    two = tmp_path / "two.wav"
    shutil.copy(one, two)
    first, second = library.hear_files([one, two])
    assert seen == ["one.wav"]
    assert second.track.path == str(two)
    assert second.track.traits == first.track.traits
    assert second.track.tags == first.track.tags
    assert np.array_equal(first.vector, second.vector)
    assert library.version.startswith(LISTEN_VERSION)


def test_every_variant_is_written_at_its_level_and_compared(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "one.wav", _make_wave(), RATE)
    figures = measure_variants(_make_library(tmp_path / "cache", []), [path], tmp_path / "work")
    assert [row.name for row in figures] == [*(f"{level:g} LUFS" for level in LEVELS), *CODECS]
    for level in LEVELS[:-1]:  # at the highest the peaks are cut off
        written = decode_track(tmp_path / "work" / f"one{level:g}.wav")
        assert written.loudness_lufs == pytest.approx(level, abs=0.3)
    assert all(row.files == 1 and row.likeness == pytest.approx(4.0) for row in figures)
    assert figures[0].energy > 0.1  # this stand-in goes by the loudness, which is what the figure is there to show


def test_the_shipped_table_was_made_for_this_listening() -> None:
    version = EmbeddedAudioEncoder.load_weights(SHIPPED_WEIGHTS / EAR_FILE).version
    assert load_calibration().about["listening"] == f"{LISTEN_VERSION}, ear {version}", (
        "listening has changed: run `musechat evaluate hearing --data PATH --calibrate`"
    )


def test_a_tag_keeps_its_probability_in_the_cache(tmp_path: Path) -> None:
    tag = Tag("piano", 0.5, "analyser", probability=0.9)

    def analyse(task: FileTask) -> AnalysedTrack:
        return AnalysedTrack(made_track(task.known_id, tags=None), b"")

    library = HeardLibrary(analyse, EncoderStamp("stand-in", "1", 4), tmp_path)
    path = write_sound(tmp_path / "one.wav", _make_wave(), RATE)
    library.hear_file(path)
    (kept,) = tmp_path.glob("*/*.json")
    row = json.loads(kept.read_text())
    row["tags"] = [{"name": tag.name, "score": tag.score, "source": tag.source, "probability": tag.probability}]
    kept.write_text(json.dumps(row))
    assert library.hear_file(path).track.tags == (tag,)


@pytest.mark.slow
def test_the_command_judges_real_files(shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cli.main import app

    pytest.importorskip("matplotlib")
    wanted = {"music/openmsx_city-blues.opus", "music/freedoom_workout.opus", "music/tuxemon_ascending.opus"}
    data = tmp_path / "data"
    (data / "music").mkdir(parents=True)
    shutil.copytree(shared_data / "tables", data / "tables")
    with (shared_data / "LICENSES.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] in wanted]
    with (data / "LICENSES.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    for row in rows:
        shutil.copy(shared_data / row["file"], data / row["file"])
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "home"))
    command = ["evaluate", "hearing", "--data", str(data), "--no-composed", "--json", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "out" / "hearing.json").read_text())
    assert (report["tracks"], report["projects"]) == (3, 3)
    tempo = {row["kind"]: row for row in report["claims"]["fixed thresholds"]["all"]["card"]}["tempo"]
    assert tempo["known"] == 2
    assert (tmp_path / "out" / "reliability.png").is_file()
    assert (tmp_path / "out" / "findings.csv").is_file()
