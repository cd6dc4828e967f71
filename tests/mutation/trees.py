"""Scratch copies of the working tree, each with an environment that imports from the copy and nowhere else."""

from __future__ import annotations

import py_compile
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

from tests.mutation.options import ROOT


def make_tree(target: Path, root: Path = ROOT, start_up: str = "") -> Path:
    """Copy what git tracks or does not ignore from ``root`` to ``target``, where it differs; returns the Python there.

    A mutant is written into such a copy, never into the tree in which a person works. The copy has an environment of
    its own because children that tests start with ``-P`` import from ``site-packages`` only. ``start_up`` is a line of
    code that every Python of that environment runs first.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    names = {name for name in listed.stdout.decode().split("\0") if name and (root / name).is_file()}
    for old in [file for file in target.rglob("*") if file.is_file() and _is_stale(file.relative_to(target), names)]:
        old.unlink()
    for name in names:
        copy = target / name
        if not copy.exists() or copy.read_bytes() != (root / name).read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy)
            if copy.suffix == ".py":
                # By its hash and not by its time: a mutant and its original are often of one size and of one second.
                py_compile.compile(str(copy), quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    return _make_environment(target, start_up)


def _is_stale(file: Path, names: set[str]) -> bool:
    return str(file) not in names and not {".venv", "__pycache__"} & set(file.parts)


def _make_environment(tree: Path, start_up: str) -> Path:
    home = tree / ".venv"
    venv.create(home, symlinks=True)
    packages = home / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    # Files are read in the order of their names: the copy comes before an editable installation of the original.
    (packages / "00_tree.pth").write_text(f"{tree}\n")
    outer = "".join(f"site.addsitedir({path!r}); " for path in site.getsitepackages())
    (packages / "10_packages.pth").write_text(f"import site; {outer}\n")
    if start_up:
        (packages / "20_start_up.pth").write_text(f"{start_up}\n")
    return home / "bin" / "python"
