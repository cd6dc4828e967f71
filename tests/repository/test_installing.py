"""The recipes of ``docs/installing.md``, tried from a clean folder: what a role needs is there, and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cli.missing_parts import DEMO, RESEARCH, WORKER
from tests.localdiscord.conftest import forgiven, local_discord, world, world_options
from tests.repository.recipes import read_recipes, run_line

__all__ = ["forgiven", "local_discord", "world", "world_options"]  # fixtures

ROOT = Path(__file__).resolve().parents[2]
RECIPES = read_recipes(ROOT / "docs/installing.md")
ABSENT_FROM_FRONTENDS = ("av", "demo", "numpy", "research", "scipy", "torch", "transformers", "yt_dlp")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


class Installation:
    """A virtual environment in a clone, and a working directory elsewhere."""

    def __init__(self, clone: Path, elsewhere: Path) -> None:
        self.clone = clone
        self.elsewhere = elsewhere
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MUSECHAT_", "DISCORD_", "PYTHON"))}
        python3 = Path(sys.executable).resolve().parent  # the recipes say python3; mean the Python of these tests
        self.environment = kept | {
            "MUSECHAT_DATA_DIR": str(elsewhere / "data"),
            "COLUMNS": "300",
            "PATH": f"{python3}{os.pathsep}{os.environ['PATH']}",
        }

    def follow(self, recipe: str, *, skip: int = 0) -> str:
        """Run the commands of a recipe, without the first ``skip``; what the last one printed."""
        printed = ""
        for line in RECIPES[recipe][skip:]:
            printed = run_line(line, self.clone, self.environment)
        return printed

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``musechat`` outside of the clone."""
        return subprocess.run(
            self.command(*words),
            cwd=self.elsewhere,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def command(self, *words: str) -> list[str]:
        return [str(self.clone / ".venv/bin/musechat"), *words]

    def python(self, code: str) -> str:
        return run_line(f"{self.clone}/.venv/bin/python -P -c '{code}'", self.elsewhere, self.environment).strip()


@pytest.fixture(scope="module")
def frontend(registry: None, clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The bot's and the page's installation, everything in it from the package registry."""
    folder = tmp_path_factory.mktemp("frontend")
    installation = Installation(copy_of(clone, folder), folder)
    assert installation.follow("frontend").startswith("musechat ")
    return installation


def copy_of(clone: Path, folder: Path) -> Path:
    subprocess.run(["cp", "-r", str(clone), str(folder / "clone")], check=True)
    return folder / "clone"


def test_a_frontend_is_installed_without_what_only_a_worker_needs(frontend: Installation) -> None:
    code = f"import importlib.util as u; print([n for n in {list(ABSENT_FROM_FRONTENDS)} if u.find_spec(n)])"
    assert frontend.python(code.replace("'", '"')) == "[]"
    assert "No broken requirements" in run_line(".venv/bin/python -m pip check", frontend.clone, frontend.environment)


def test_the_page_of_a_frontend_answers(frontend: Installation) -> None:
    assert frontend.run("db", "upgrade").returncode == 0
    with running(frontend, "web", "--port", "0") as process:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://[\d.]+:\d+", line)))
        with urllib.request.urlopen(f"{address}/api/health", timeout=30) as answer:
            assert isinstance(json.load(answer), dict)


async def test_the_bot_of_a_frontend_registers_its_commands(frontend: Installation, world: Any) -> None:
    environment = {k: v for k, v in frontend.environment.items() if k.startswith("MUSECHAT_")}
    await world.run_bot(frontend.command("bot"), env=environment, cwd=frontend.elsewhere, ready_timeout=120)
    await world.wait_commands("recommend", timeout=60)


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["worker"], WORKER.remedy),
        (["up", "--port", "0"], WORKER.remedy),
        (["data", "show", "."], RESEARCH.remedy),
        (["demo"], DEMO.remedy),
    ],
)
def test_what_a_frontend_lacks_is_one_line(frontend: Installation, words: list[str], remedy: str) -> None:
    done = frontend.run(*words)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.endswith(f"{remedy}.")


def test_the_doctor_of_a_frontend_finds_nothing_broken(frontend: Installation) -> None:
    done = frontend.run("doctor")
    assert done.returncode == 0, done.stdout
    assert "runs the bot and the page, but no worker" in done.stdout


def test_reports_are_installed_beside_a_frontend(frontend: Installation) -> None:
    frontend.follow("observe")
    assert "No broken requirements" in run_line(".venv/bin/python -m pip check", frontend.clone, frontend.environment)
    frontend.environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9"
    try:
        assert re.search(r"fine +observation +spans to 127.0.0.1", frontend.run("doctor").stdout)
    finally:
        del frontend.environment["OTEL_EXPORTER_OTLP_ENDPOINT"]


def test_worker_hub_and_research_are_installed_by_their_recipes(registry: None, clone: Path, tmp_path: Path) -> None:
    """To spare some gigabytes, the environment sees the packages of the running one; pip takes what fits from there."""
    packages = Path(pytest.importorskip("torch", reason="PyTorch is not installed").__file__).parents[1]
    worker = Installation(copy_of(clone, tmp_path), tmp_path)
    create, *_ = RECIPES["worker"]
    run_line(create, worker.clone, worker.environment)
    site = Path(worker.python('import sysconfig; print(sysconfig.get_path("purelib"))'))
    (site / "heavy.pth").write_text(f"{packages}\n")
    doctor = worker.follow("worker", skip=1)
    assert re.search(rf"fine +packages +all from {site}", doctor)
    assert re.search(r"fine +models", doctor)
    worker.follow("hub")
    worker.follow("research")
    assert worker.python("import demo, research; print(research.__file__)").startswith(str(site))
    assert worker.run("data", "show", "nowhere").returncode == 2


@contextmanager
def running(installation: Installation, *words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        installation.command(*words),
        cwd=installation.elsewhere,
        env=installation.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout is not None:
            process.stdout.close()
