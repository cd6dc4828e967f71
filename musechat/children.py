"""Starting of Python child processes with our own code, whatever the working directory is.

Python puts the working directory (``-c``, ``-m``) in front of everything else on its path, so that a folder named
``media`` there, or a file ``random.py``, would run as ours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

INSTALL_ROOT = Path(__file__).resolve().parents[1]  # a clone, or the folder that packages are installed in
_SITE_FOLDERS = {"site-packages", "dist-packages"}  # Python finds these by itself, behind its own library


def make_module_command(module: str) -> list[str]:
    """Build the command line that runs a module of ours; start it with :func:`make_child_environment`."""
    return [sys.executable, "-P", "-m", module]


def make_child_environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Build the environment of a child: ``environ`` (this process's by default), with our own code first on its path.

    Relative entries of ``PYTHONPATH``, an empty one included, would name the working directory: they are dropped.
    """
    kept = dict(os.environ if environ is None else environ)
    paths = [path for path in kept.pop("PYTHONPATH", "").split(os.pathsep) if Path(path).is_absolute()]
    if INSTALL_ROOT.name not in _SITE_FOLDERS:
        paths = [str(INSTALL_ROOT), *(path for path in paths if path != str(INSTALL_ROOT))]
    return kept | {"PYTHONSAFEPATH": "1"} | ({"PYTHONPATH": os.pathsep.join(paths)} if paths else {})


def spawn_context() -> SpawnContext:
    """Give multiprocessing's spawn context; its children import nothing from the working directory either."""
    from multiprocessing import get_context

    environment = make_child_environment()
    os.environ.pop("PYTHONPATH", None)
    os.environ.update(environment)  # they inherit it; this process has read it long ago
    return get_context("spawn")
