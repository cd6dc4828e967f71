"""Words and domain can be imported from any module of theirs: no circle of imports that only one order survives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# One process for each module, forked from one interpreter; so it takes seconds, not minutes.
SCRIPT = """
import importlib, os, sys
import pydantic_settings, rich, structlog
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(f"{name}: {error}", flush=True)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("package", ["language", "musechat"])
def test_every_module_can_be_imported_first(package: str) -> None:
    files = (file.relative_to(ROOT).with_suffix("") for file in (ROOT / package).rglob("*.py"))
    names = sorted(".".join(file.parts).removesuffix(".__init__") for file in files)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *names], cwd=ROOT, capture_output=True, text=True, timeout=170, check=True
    )
    assert done.stdout == ""
