"""``musechat data`` as a person meets it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from cli.data import app
from musechat.errors import BadInput
from research.datasets.pair_set import PairSet
from research.datasets.released_layout import ITEM_FILE
from tests.research.datasets.material import MUSIC, VIDEOS
from tests.research.datasets.model_server import good, serving

runner = CliRunner()


def run(*args: object, said: str = "") -> str:
    result = runner.invoke(app, [str(a) for a in args], input=said)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("MUSECHAT_LLM_KEY", "secret")


@pytest.fixture
def table(shared_data: Path, tmp_path: Path) -> Path:
    rows = zip(VIDEOS, MUSIC, strict=True)
    lines = [f"{shared_data}/videos/{v}.mp4,{shared_data}/music/{m}.opus" for v, m in rows]
    path = tmp_path / "pairs.csv"
    path.write_text("\n".join(["video,music", *lines]))
    return path


@pytest.mark.slow
def test_from_videos_and_music_to_a_pair_set_and_on(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    first = run("build", "--pairs", table, "--out", out, "--made", "--limit", 2)
    assert "2 pairs: 0 items are there, 2 to make; 2 videos to watch, 2 pieces of music to hear" in first
    assert "no calls, no cost" in first
    assert "2 items made (2 by grammar/1), 0 kept." in first
    again = run("build", "--pairs", table, "--out", out, "--made")
    assert "4 pairs: 2 items are there, 2 to make; 2 videos to watch, 2 pieces of music to hear" in again
    assert "2 items made (2 by grammar/1), 2 kept." in again
    assert "split           3 train, 0 validation, 1 test" in again
    assert len(PairSet.load(out / "pairs").quartet) == 4

    shown = run("show", out)
    assert "items           4, 4 with pairs made by rule" in shown
    assert "leaks           none" in shown
    assert shown.count("  t4  ") == 3
    assert not any(line != line.rstrip() for line in shown.splitlines())
    told = json.loads(run("show", out, "--json"))
    assert (told["items"], told["split"], told["broken"]) == (4, {"train": 3, "validation": 0, "test": 1}, 0)
    assert told["lengths"]["t3"]["least"] >= 14


@pytest.mark.slow
def test_videos_alone_give_their_own_sound(shared_data: Path, tmp_path: Path) -> None:
    videos = tmp_path / "videos"
    videos.mkdir()
    for name, artist in (("bear_zoo", "Bear"), ("bbb_bunny_wakes", "Bunny")):
        (videos / f"{artist} - {name}.mp4").symlink_to(shared_data / "videos" / f"{name}.mp4")
    shown = run("build", "--videos", videos, "--out", tmp_path / "set", "--leaks", 1)
    assert "items made (2 by grammar/1)" in shown
    assert "leaks           t3 artist 2" in shown


def test_a_model_is_called_only_after_it_was_agreed_to(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(good) as server:
        asked = ["build", "--pairs", table, "--out", tmp_path / "set", "--llm", server.url, "--limit", 2]
        with pytest.raises(BadInput, match="--model"):
            run(*asked)
        asked += ["--model", "some-model", "--price-in", 1, "--price-out", 2]
        with pytest.raises(BadInput, match="--yes"):
            run(*asked)
        assert server.asked == []
        shown = run(*asked, "--yes")
        assert "about 2 calls" in shown
        assert "price about 0.00" in shown
        assert "2 by llm/some-model" in shown
        assert re.search(r"called \d+ times \(\d+ after a failure\): \d+ prompt and \d+ completion tokens", shown)
        assert set(server.keys) == {"Bearer secret"}
        assert "secret" not in shown


@pytest.mark.slow
def test_a_killed_build_goes_on(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    with serving(good, holds_after=2) as server:
        asked = [
            "build",
            "--pairs",
            table,
            "--out",
            out,
            "--llm",
            server.url,
            "--model",
            "m",
            "--yes",
            "--concurrency",
            1,
        ]
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "data", *map(str, asked)], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 240
        while len(list(out.glob(f"*/{ITEM_FILE}"))) < 2 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait(120)
        before = {path: path.read_bytes() for path in out.glob(f"*/{ITEM_FILE}")}
        assert len(before) == 2
        server.holds_after = None
        shown = run(*asked)
    assert f"{len(before)} items are there" in shown
    assert "0 videos to watch, 0 pieces of music to hear" in shown
    assert f"{4 - len(before)} items made" in shown
    for path, content in before.items():
        assert json.loads(path.read_text())["conversations"] == json.loads(content)["conversations"]


@pytest.mark.slow
def test_an_import_reads_items_and_features(table: Path, tmp_path: Path) -> None:
    run("build", "--pairs", table, "--out", tmp_path / "set")
    (tmp_path / "features").mkdir()
    rng = np.random.default_rng(0)
    for video in VIDEOS:
        np.savez(tmp_path / "features" / f"{video}.npz", video_features_all=rng.normal(size=(12, 16)))
    for music in MUSIC:
        np.savez(tmp_path / "features" / f"{music}.npz", target_music_all_cls=rng.normal(size=(12, 6)))
    shown = run("import", tmp_path / "set", "--features", tmp_path / "features", "--out", tmp_path / "in")
    assert "4 items read, 0 lack features or a candidate." in shown
    assert "4 quartets: 3 train, 0 validation, 1 test; 4 pieces of music." in shown
    assert PairSet.load(tmp_path / "in" / "pairs").video.shape == (4, 8, 16)
    (tmp_path / "features" / f"{MUSIC[0]}.npz").unlink()
    assert "lack features" in run(
        "import", tmp_path / "set", "--features", tmp_path / "features", "--out", tmp_path / "in"
    )


def test_a_build_of_nothing_usable_says_why(tmp_path: Path) -> None:
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "a.mp4").write_text("no video")
    with pytest.raises(BadInput) as caught:
        run("build", "--videos", tmp_path / "videos", "--out", tmp_path / "set")
    assert caught.value.code == "nothing-built"


def test_what_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    wrong = {
        "build-from": ("build", "--out", tmp_path),
        "no-such-folder": ("build", "--out", tmp_path, "--videos", tmp_path / "none"),
        "import-from": ("import", tmp_path, "--out", tmp_path),
        "no-data-set": ("show", tmp_path),
    }
    for code, asked in wrong.items():
        with pytest.raises(BadInput) as caught:
            run(*asked)
        assert caught.value.code == code
        assert "\n" not in caught.value.line
