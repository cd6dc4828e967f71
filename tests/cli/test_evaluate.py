"""``musechat evaluate obedience`` and ``words`` from end to end on a handful of real clips and tracks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from musechat.errors import BadInput
from research.evaluation import text_requests

pytestmark = pytest.mark.slow

runner = CliRunner()
TRACKS = 5
CLIPS = ("bottle_table.mp4", "muybridge_horse.mp4", "coffee_pour.mp4")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Path]:
    """A folder of material with some tracks and clips of the shared one; what is found in it is kept between tests."""
    home = tmp_path_factory.mktemp("evaluate")
    folder = home / "data"
    for part in ("music", "videos"):
        (folder / part).mkdir(parents=True)
    for part in ("tables", "weights", "LICENSES.csv"):
        (folder / part).symlink_to(shared_data / part)
    for path in sorted((shared_data / "music").iterdir())[::31][:TRACKS]:
        (folder / "music" / path.name).symlink_to(path)
    for name in CLIPS:
        (folder / "videos" / name).symlink_to(shared_data / "videos" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSECHAT_DATA_DIR", str(home / "own"))
        yield folder


def run(*args: object) -> str:
    result = runner.invoke(app, ["evaluate", *(str(arg) for arg in args)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_obedience_says_everything_as_json_and_draws_it(data: Path, tmp_path: Path) -> None:
    report: dict[str, Any] = json.loads(run("obedience", "--data", data, "--json", "--out", tmp_path / "out"))
    assert report["tracks"] == TRACKS
    assert [kind["kind"] for kind in report["kinds"]][-1] == "all"
    assert len(report["cases"]) == 12 * len(CLIPS) == report["kinds"][-1]["cases"]
    assert set(report["kinds"][0]["right"]) == {"mean", "low", "high"}
    assert sum(rule["broken"] for rule in report["rules"]) == 0
    assert set(report["pace"]["by"]) == {"our watching", "a person's word", "the table's motion"}
    assert report["agreements"]["energy"]["halves"] > 0
    assert json.loads((tmp_path / "out" / "obedience.json").read_text()) == report
    assert (tmp_path / "out" / "obedience.png").read_bytes().startswith(b"\x89PNG")


def test_words_say_every_way_as_json_and_few_tracks_are_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_requests, "MOST", 1)
    with pytest.raises(BadInput, match="5 tracks are too few"):
        run("words", "--data", data)
    monkeypatch.setattr(text_requests, "LEAST", 1)
    monkeypatch.setattr(text_requests, "LEAST_LEFT", 1)
    report: dict[str, Any] = json.loads(run("words", "--data", data, "--json", "--out", tmp_path / "out"))
    assert report["all"]["tracks"] == TRACKS
    kinds = {kind["kind"]: kind for kind in report["all"]["kinds"]}
    assert set(kinds) == {
        "tag words",
        "paraphrases",
        "requests on Reddit",
        "MusicCaps aspects",
        "tag words and paraphrases",
    }
    assert all(0 <= way["mean"] <= 1 for kind in kinds.values() for way in kind["ways"].values())
    assert (tmp_path / "out" / "words.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path))
    with pytest.raises(BadInput, match="--data"):
        run("words", "--data", tmp_path / "nowhere")
