"""What yt-dlp needs for YouTube beside itself: a JavaScript runtime, and the scripts that solve its challenges."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

PROGRAMS = {"deno": "deno", "node": "node", "bun": "bun", "quickjs": "qjs"}  # by yt-dlp's names, its favourite first
SCRIPTS = "yt-dlp-ejs"


def find_js_runtimes() -> dict[str, str]:
    """yt-dlp's name and path of each runtime on this machine; one installed by pip comes before one on the PATH."""
    scripts = sysconfig.get_path("scripts")
    found = {name: shutil.which(program, path=scripts) or shutil.which(program) for name, program in PROGRAMS.items()}
    return {name: path for name, path in found.items() if path and Path(path).is_absolute()}


def find_youtube_problem() -> str:
    """Say what is missing for YouTube and how to install it, in one line; empty where nothing is."""
    wanted = _find_wanted_version()
    try:
        installed = version(SCRIPTS)
    except PackageNotFoundError:
        installed = ""
    if installed.split(".")[:2] != wanted.split(".")[:2]:
        state = f"{SCRIPTS} {installed} does not fit it" if installed else f"{SCRIPTS} is missing"
        return f"YouTube needs yt-dlp's challenge scripts, and {state}; run: {_pip_command(f'{SCRIPTS}=={wanted}')}"
    runtimes = find_js_runtimes()
    if any(_is_supported(name, path) for name, path in runtimes.items()):
        return ""
    state = f"{' and '.join(runtimes)} here is too old" if runtimes else "there is none"
    return f"YouTube needs a JavaScript runtime (deno, node, bun or quickjs), and {state}; run: {_pip_command('deno')}"


def _find_wanted_version() -> str:
    """The version of the scripts that the installed yt-dlp names in its extra ``default``."""
    named = [need for need in requires("yt-dlp") or () if need.startswith(f"{SCRIPTS}==")]
    return named[0].partition("==")[2].partition(";")[0].strip() if named else ""


def _is_supported(name: str, path: str) -> bool:
    import yt_dlp  # slow to import

    runtime = yt_dlp.globals.supported_js_runtimes.value.get(name)
    info = runtime(path=path).info if runtime else None
    return info is not None and info.supported


def _pip_command(package: str) -> str:
    return f"{sys.executable} -m pip install {package}"
