"""``musechat evaluate writer`` from end to end: a small library, drawn clips, a writer of random weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.setup import load_settings, open_database
from models.profiles import ProfileCache, load_profile
from models.writer.spec import ADAPTER, WriterSpec
from musechat.errors import BadInput
from research.evaluation import intervals
from tests.models.ranking.stand_ins import made_library
from tests.models.writer import tiny
from tests.research.datasets.model_server import serving
from tests.worker.talking import put_tracks
from worker.snapshot.serving_snapshot import load_wanted_models

pytestmark = pytest.mark.slow

runner = CliRunner()
COUNT = 4


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a library of thirty made-up tracks."""
    folder = tmp_path_factory.mktemp("writer")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSECHAT_DATA_DIR", str(folder))
        patch.setattr(intervals, "RESAMPLES", 50)
        with open_database(load_settings(quiet=True)) as db:
            put_tracks(db, [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(30))])
        yield folder


def run(*args: object) -> str:
    result = runner.invoke(app, ["evaluate", "writer", *(str(arg) for arg in args)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_template_is_measured_and_shown(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "samples.md"
    printed = run("--writer", "template", "--count", COUNT, "--samples", path)
    assert f"{COUNT} reasons" in printed
    assert "template" in printed
    assert path.read_text("utf-8").count("\n## ") == COUNT


def test_every_way_of_writing_is_measured_and_kept(home: Path, tmp_path: Path) -> None:
    trained(tmp_path / "weights")
    report: dict[str, Any] = json.loads(
        run("--writer", "embedded", "--weights", tmp_path / "weights", "--count", COUNT, "--json", "--out", tmp_path)
    )
    rows = {row["name"]: row for row in report["parts"]["all"]["rows"]}
    assert list(rows) == [
        "template",
        "base without music",
        "title only",
        "music only",
        "full, raw",
        "full, shown",
        "full, another's music",
        "full, silence",
    ]
    assert rows["template"]["correctness"]["mean"] == rows["full, shown"]["correctness"]["mean"] == 1.0
    assert rows["full, raw"]["passes"] == 0.0  # random weights write nonsense
    assert rows["full, shown"]["passes"] == rows["full, shown"]["stored"]["mean"] == 1.0
    assert rows["full, shown"]["outcomes"] == {"passed": 0, "retried": 0, "replaced": COUNT, "late": 0}
    assert rows["template"]["musicality"] is None  # no judges without real material
    assert [case["texts"]["full, shown"]["text"] for case in report["cases"]] == [
        case["texts"]["template"]["text"] for case in report["cases"]
    ]
    assert json.loads((tmp_path / "writer.json").read_text()) == report
    assert (tmp_path / "writer.png").read_bytes().startswith(b"\x89PNG")


def test_a_model_reads_along(home: Path) -> None:
    def answer(body: dict[str, Any]) -> str:
        return json.dumps({"musicality": 3, "clarity": 4, "reason": 5, "better": "same"})

    with serving(answer) as server:
        args = ("--judge-url", server.url, "--judge-model", "reader", "--judge-count", 2)
        report = json.loads(run("--writer", "template", "--count", COUNT, "--json", *args))
    assert report["reader"]["marks"] == {"musicality": 3.0, "clarity": 4.0, "reason": 5.0}
    assert (report["reader"]["wins"], report["reader"]["unread"]) == (0.0, 0)


def test_what_is_missing_is_named(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="train writer"):
        run("--writer", "embedded", "--weights", tmp_path)
    with pytest.raises(BadInput, match="--judge-model"):
        run("--writer", "template", "--judge-url", "http://127.0.0.1:1/v1")


def trained(folder: Path) -> None:
    """A tiny writer that says it hears this installation's encoder, whose vectors it takes."""
    encoder = load_wanted_models(load_settings(quiet=True), ProfileCache()).music
    spec = WriterSpec("base", "/".join(encoder), dim(), tiny.SOFT)
    tiny.base(folder / "base")
    tiny.adapted(folder, spec).save_pretrained(str(folder / ADAPTER))
    spec.write_spec(folder / ADAPTER)


def dim() -> int:
    return load_profile("embedded").music.dim
