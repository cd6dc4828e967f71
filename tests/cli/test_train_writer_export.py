"""``musechat train export-writer`` finds the writer that was trained, and says how to serve it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.train_writer_export import export_writer
from models.writer.server.projection import EXPORTED
from models.writer.spec import SPEC_FILE
from tests.models.writer import tiny

pytestmark = pytest.mark.slow


def test_the_writer_of_a_profile_is_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path))
    tiny.trained(tmp_path / "weights" / "gpu" / "writer" / "org--model")
    app = typer.Typer()
    app.command()(export_writer)
    done = CliRunner().invoke(app, ["--llm", "org/model", "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert f"vllm serve {tmp_path / 'out'} --enable-prompt-embeds" in done.output
    assert {EXPORTED, SPEC_FILE, "model.safetensors", "tokenizer.json"} <= {
        p.name for p in (tmp_path / "out").iterdir()
    }
