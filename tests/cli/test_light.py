"""What must start small and fast never brings torch in."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "numpy", "av", "librosa", "transformers", "scipy")


@pytest.mark.slow
@pytest.mark.parametrize(
    "modules",
    [
        "bot.turn_client, bot.web, bot.web.server, worker.notifier",
        "cli.main, cli.ask, cli.doctor, cli.evaluate_commands",
    ],
)
def test_the_page_and_the_command_line_start_without_torch(modules: str) -> None:
    assert run_python(f"import sys, {modules}; print([m for m in {HEAVY!r} if m in sys.modules])") == "[]"


UNUSED = (
    *HEAVY,
    *("aiohttp", "alembic", "celery", "discord", "kombu", "multiprocessing", "psutil", "pydantic", "sqlalchemy"),
    *("structlog", "bot", "media", "models", "store", "worker"),
)


def test_the_version_is_told_without_importing_what_only_commands_need() -> None:
    code = f"""
import sys
sys.argv = ["musechat", "--version"]
from cli.main import main
main()
print([m for m in {UNUSED!r} if m in sys.modules])
"""
    assert run_python(code).splitlines()[1:] == ["[]"]


def test_every_command_can_be_loaded() -> None:
    from cli.main import MuseChatCommands

    for name, source in MuseChatCommands.sources.items():
        assert source.load_command(name).name == name


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240)
    return done.stdout.strip()
