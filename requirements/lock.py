"""Write the lock files from what is installed in the running environment.

``python requirements/lock.py`` (or ``make lock``) walks the requirements of MuseChat and its extras and pins
every distribution it meets to the installed version. PyTorch is left out: it is installed first, from
``torch.txt``, because which build fits (CPU, CUDA, ROCm) is the machine's matter.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
SEPARATE = {"torch", "musechat"}
ACCELERATOR = ("nvidia-", "cuda-", "triton")
BUILD = ("setuptools", "wheel", "pip")


def closure(name: str, extras: frozenset[str], pins: dict[str, str]) -> None:
    """Collect ``{canonical name: version}`` of everything that ``name[extras]`` needs here."""
    dist = distribution(name)
    for text in dist.requires or ():
        need = Requirement(text)
        wanted = need.marker is None or any(need.marker.evaluate({"extra": e}) for e in extras | {""})
        key = canonicalize_name(need.name)
        if key == "torch":
            closure("torch", frozenset(), pins)  # what it needs on every machine
        if not wanted or key in SEPARATE or key.startswith(ACCELERATOR):
            continue
        seen = key in pins
        try:
            pins[key] = distribution(key).version
        except PackageNotFoundError:
            continue
        if not seen or need.extras:
            closure(key, frozenset(need.extras), pins)


def write(file: str, extras: set[str], base: dict[str, str], heading: str) -> dict[str, str]:
    """Write one lock file; pins already in ``base`` are left to the file that holds them."""
    pins: dict[str, str] = {}
    closure("musechat", frozenset(extras), pins)
    lines = [f"{name}=={version.split('+')[0]}" for name, version in sorted(pins.items()) if name not in base]
    (HERE / file).write_text(f"# {heading}\n# Written by `make lock`; do not edit.\n" + "\n".join(lines) + "\n")
    return base | pins


if __name__ == "__main__":
    build = {name: distribution(name).version for name in BUILD}
    (HERE / "build.txt").write_text("".join(f"{n}=={v}\n" for n, v in sorted(build.items())))
    runtime = write("runtime.txt", {"worker", "postgres", "redis"}, build, "Everything MuseChat runs on, but PyTorch.")
    write("dev.txt", {"worker", "postgres", "redis", "dev"}, runtime, "What the checks and tests need besides.")
