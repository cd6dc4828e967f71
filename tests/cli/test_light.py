"""What must start small and fast never brings torch in."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "numpy", "av", "librosa", "transformers", "scipy")


@pytest.mark.parametrize("modules", ["bot.turn_client, bot.web, bot.web.server, worker.notifier", "cli.main"])
def test_the_page_and_the_command_line_start_without_torch(modules: str) -> None:
    code = f"import sys, {modules}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240)
    assert done.stdout.strip() == "[]"
