"""Write ``uv.lock`` and the requirement files that pip installs, or check that they are up to date.

``make lock`` resolves the dependencies in ``pyproject.toml`` once for every supported Python and platform. Versions
that are locked already stay unless they no longer fit; ``make lock LOCK_FLAGS=--upgrade`` takes the newest ones.
``python requirements/lock.py --check`` changes nothing, needs no network, and exits with 1 where a file is stale.

PyTorch is left out of the exported files, with the accelerator libraries that only it needs: which build fits (CPU,
CUDA, ROCm) depends on the machine, so ``torch.txt`` installs it on its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ACCELERATOR = re.compile(r"torch|triton|(nvidia|cuda)-[a-z0-9-]+")
SERVERS = ("--extra=postgres", "--extra=redis")


@dataclass(frozen=True, slots=True)
class Export:
    """One requirement file: what it is for, the file it builds on, and what `uv export` is asked for."""

    file: str
    purpose: str
    base: str
    selection: tuple[str, ...]


EXPORTS = (
    Export("build.txt", "What installs the rest", "", ("--only-group=build",)),
    Export("frontend.txt", "The bot, the page and the command line, without numpy, PyAV and PyTorch", "", SERVERS),
    Export("worker.txt", "A worker, but PyTorch: see torch.txt", "frontend.txt", (*SERVERS, "--extra=worker")),
    Export("hub.txt", "A worker with models from the hub", "worker.txt", ("--extra=worker", "--extra=hub")),
    Export("mcp.txt", "The MCP server", "frontend.txt", ("--extra=mcp",)),
    Export("observe.txt", "Errors to Sentry, spans by OpenTelemetry", "frontend.txt", (*SERVERS, "--extra=observe")),
    Export("research.txt", "Data sets, training and evaluation", "hub.txt", ("--package=musechat-research",)),
    Export("dev.txt", "Checks, tests and documentation", "worker.txt", (*SERVERS, "--extra=worker", "--extra=dev")),
)


def find_uv() -> str:
    """Path of the uv of this environment, else of the one on the PATH.

    Raises:
        SystemExit: there is none.

    """
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("uv")
    if found is None:
        raise SystemExit("lock.py needs uv; run `make setup-dev`, or: pip install uv")
    return found


def run_uv(*arguments: str, root: Path) -> str:
    """What uv prints on its standard output.

    Raises:
        SystemExit: uv failed; its own words.

    """
    done = subprocess.run([find_uv(), *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"uv {' '.join(arguments)} failed:\n{done.stderr.strip()}")
    return done.stdout


def split_blocks(exported: str) -> dict[str, str]:
    """Map each requirement (name, version, marker) to its lines with hashes, in the order of the export."""
    blocks: dict[str, str] = {}
    current = ""
    for line in exported.splitlines():
        if line and not line.startswith((" ", "#")):
            current = line.removesuffix("\\").strip()
            blocks[current] = line
        elif current:
            blocks[current] += f"\n{line}"
    return blocks


def export_all(root: Path) -> dict[str, str]:
    """Name and text of each requirement file, exported from ``root/uv.lock``."""
    locked = re.findall(r'^name = "([^"]+)"', (root / "uv.lock").read_text(), re.MULTILINE)
    left_out = [f"--no-emit-package={name}" for name in sorted(set(locked)) if ACCELERATOR.fullmatch(name)]
    texts: dict[str, str] = {}
    covered: dict[str, set[str]] = {"": set()}
    for export in EXPORTS:
        blocks = split_blocks(
            run_uv(
                "export", "--frozen", "--offline", "--no-emit-workspace", "--no-header", *left_out, *export.selection,
                root=root,
            )
        )  # fmt: skip
        own = [text for requirement, text in blocks.items() if requirement not in covered[export.base]]
        covered[export.file] = covered[export.base] | set(blocks)
        heading = f"# {export.purpose}.\n# Written by `make lock`; do not edit.\n"
        include = f"-r {export.base}\n" if export.base else ""
        texts[export.file] = heading + include + "\n".join(own) + "\n"
    return texts


def stale_files(root: Path) -> list[str]:
    """Names of the lock and requirement files under ``root`` that do not follow from ``pyproject.toml``."""
    checked = subprocess.run(
        [find_uv(), "lock", "--check", "--offline"], cwd=root, capture_output=True, text=True, check=False
    )
    if checked.returncode:
        return ["uv.lock"]
    present = {file.name: file.read_text() for file in (root / "requirements").glob("*.txt")}
    return [name for name, text in export_all(root).items() if present.get(name) != text]


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` compare them; other arguments go to ``uv lock``."""
    root = HERE.parent
    if arguments == ["--check"]:
        stale = stale_files(root)
        if stale:
            print(f"Stale: {', '.join(stale)}. Run `make lock` and commit what it changes.", file=sys.stderr)
        return bool(stale)
    run_uv("lock", *arguments, root=root)
    for name, text in export_all(root).items():
        (HERE / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
