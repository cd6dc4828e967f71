"""What YouTube needs beside yt-dlp: found where it is, and named with its remedy where it is not."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from cli.doctor_media import check_links
from cli.health_level import HealthLevel
from media.fetch import js_runtimes
from media.fetch.js_runtimes import find_js_runtimes, find_youtube_problem
from musechat.children import make_child_environment, make_module_command
from musechat.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("media.fetch.js_runtimes.sysconfig.get_path", lambda _: str(tmp_path / "scripts"))
    return folder


def install(folder: Path, name: str, says: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return program


def test_runtimes_are_found_by_the_names_that_yt_dlp_has_for_them(programs: Path) -> None:
    qjs, deno = install(programs, "qjs", "QuickJS version 2025-04-26"), install(programs, "deno", "deno 2.9.8")
    assert find_js_runtimes() == {"deno": str(deno), "quickjs": str(qjs)}
    import yt_dlp

    assert set(js_runtimes.PROGRAMS) == set(yt_dlp.globals.supported_js_runtimes.value)


def test_one_that_pip_installed_comes_first_and_none_of_the_working_directory(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(programs, "deno", "deno 2.9.8")
    (tmp_path / "scripts").mkdir()
    ours = install(tmp_path / "scripts", "deno", "deno 2.9.8")
    assert find_js_runtimes() == {"deno": str(ours)}
    here = tmp_path / "here"
    here.mkdir()
    install(here, "node", "v25.0.0")
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", f".:{programs}")
    assert find_js_runtimes() == {"deno": str(ours)}


@pytest.mark.parametrize(
    ("program", "says", "told"),
    [
        ("deno", "deno 2.9.8 (stable)", ""),
        ("node", "v22.1.0", ""),
        ("node", "v20.20.2", "and node here is too old; run: "),
        (None, "", "and there is none; run: "),
    ],
)
def test_the_doctor_says_what_runtime_is_missing(
    programs: Path, tmp_path: Path, program: str | None, says: str, told: str
) -> None:
    if program:
        install(programs, program, says)
    health, detail = check_links(Settings(_env_file=None, data_dir=tmp_path))
    assert (health is HealthLevel.FINE) == (not told)
    assert told in detail
    if told:
        assert "-m pip install deno" in detail
        assert "\n" not in detail


@pytest.mark.parametrize(
    ("installed", "told"), [(None, "yt-dlp-ejs is missing"), ("0.3.1", "yt-dlp-ejs 0.3.1 does not fit")]
)
def test_the_doctor_says_what_challenge_scripts_are_missing(
    programs: Path, monkeypatch: pytest.MonkeyPatch, installed: str | None, told: str
) -> None:
    def version(name: str) -> str:
        if installed is None:
            raise importlib.metadata.PackageNotFoundError(name)
        return installed

    install(programs, "deno", "deno 2.9.8")
    assert find_youtube_problem() == ""
    monkeypatch.setattr(js_runtimes, "version", version)
    assert told in find_youtube_problem()
    assert f"-m pip install yt-dlp-ejs=={js_runtimes._find_wanted_version()}" in find_youtube_problem()


def test_the_downloader_may_run_the_runtimes_and_nothing_else(programs: Path, tmp_path: Path) -> None:
    """In the child's own limits: what it offers yt-dlp runs, another program of the same name does not."""
    runtime, other = install(programs, "deno", "deno 2.9.8"), install(tmp_path, "deno", "deno 2.9.8")
    code = (
        "import json, subprocess, sys\nfrom media.fetch import site_child\n"
        "job = json.load(sys.stdin)\nsite_child._limit_resources(job)\nimport yt_dlp\n"
        "site_child._confine_process(9, frozenset(job['js_runtimes'].values()))\n"
        "ydl = yt_dlp.YoutubeDL(site_child._build_options(yt_dlp, job))\n"
        "answer = {name: r.info.version for name, r in ydl._js_runtimes.items()}\n"
        "answer['components'] = sorted(ydl.params['remote_components'])\n"
        "try: subprocess.run([job['other']])\n"
        "except PermissionError as error: answer['other'] = str(error)\n"
        "print(json.dumps(answer))\n"
    )
    job = {
        "js_runtimes": {"deno": str(runtime)}, "other": str(other), "extractors": ["youtube"], "max_bytes": 10**7,
        "seconds": 60, "stall_seconds": 3, "proxy": "http://127.0.0.1:9", "folder": str(tmp_path),
    }  # fmt: skip
    command = [*make_module_command("x")[:2], "-c", code]
    done = subprocess.run(
        command, input=json.dumps(job), text=True, capture_output=True, env=make_child_environment(), check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"deno": "2.9.8", "components": [], "other": f"no program {other}"}


@pytest.mark.skipif(sys.platform != "linux", reason="asks for memory in Linux's way")
def test_memory_that_is_only_reserved_does_not_count() -> None:
    """A JavaScript runtime reserves tens of gigabytes of addresses when it starts (0x4000: MAP_NORESERVE)."""
    code = (
        "import mmap\nfrom media.fetch import site_child\n"
        "site_child._limit_resources({'max_bytes': 10**7, 'seconds': 60})\n"
        "mmap.mmap(-1, 40 << 30, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, mmap.PROT_READ)\n"
        "try: bytearray(3 << 30)\nexcept MemoryError: print('limited')\n"
    )
    command = [*make_module_command("x")[:2], "-c", code]
    done = subprocess.run(command, text=True, capture_output=True, env=make_child_environment(), check=False)
    assert done.stdout == "limited\n", done.stderr


def test_what_yt_dlp_asks_for_by_default_is_asked_for_here_but_mutagen() -> None:
    needs = [Requirement(text) for text in importlib.metadata.requires("yt-dlp") or ()]
    default = {n.name: n for n in needs if n.marker and n.marker.evaluate({"extra": "default"}) and n.name != "mutagen"}
    worker = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["worker"]
    ours = {Requirement(text).name: Requirement(text) for text in worker}
    assert default.keys() <= ours.keys()
    for name, need in default.items():
        assert need.specifier.contains(importlib.metadata.version(name)), name
