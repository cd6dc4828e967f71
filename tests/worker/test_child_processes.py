"""No process of ours runs what lies in the folder that the person happens to stand in."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.supervisor import child_command
from media.fetch import FetchLimits, Guard, fetch_link
from media.fetch.sites import Site
from media.preview.preview_process import PreviewMaker
from media.watch import watch_clip
from musechat import children
from musechat.children import make_child_environment
from musechat.errors import BadInput
from tests.media.fetch.servers import answer, serving
from tests.media.listen.sounds import tone, write
from tests.media.watch.making import pan, write_clip
from worker.library.process_pool import ProcessPool

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("bot", "cli", "language", "media", "models", "musechat", "store", "worker")
EVIL = "from pathlib import Path\nPath({!r}).touch()\n"


@pytest.fixture(params=[None, "", "."], ids=["no path", "empty path", "relative path"])
def planted(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with packages of our names, and one of Python's, that leave a mark when they are run."""
    folder, mark = tmp_path / "here", tmp_path / "mark"
    for name in (*NAMES, "pickle"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(EVIL.format(str(mark)))
    monkeypatch.chdir(folder)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if request.param is None:
        monkeypatch.delenv("PYTHONPATH", raising=False)
    else:
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([request.param, str(ROOT)]))
    return mark


def test_the_decoder(planted: Path, tmp_path: Path) -> None:
    assert watch_clip(write_clip(tmp_path / "clip.mp4", pan(1, 20, 1), 25)).traits.motion is not None
    assert not planted.exists()


def test_the_preview_maker(planted: Path, tmp_path: Path) -> None:
    maker = PreviewMaker()
    try:
        piece = write(tmp_path / "piece.flac", tone(440, 3.0))
        assert maker.make_preview(piece, 0.0, 2.0, max_bytes=10 << 20, seconds=60)
    finally:
        maker.close()
    assert not planted.exists()


def test_the_downloader(planted: Path, tmp_path: Path) -> None:
    async def page(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"<html><title>No video</title></html>", "text/html"))

    limits = FetchLimits(max_bytes=1_000_000, max_seconds=60, max_clip_seconds=60, stall_seconds=10)
    site = Site("here", ("127.0.0.1",), ("generic", "html5"))
    with serving(page) as port, pytest.raises(BadInput) as refused:
        guard = Guard(frozenset({("127.0.0.1", port)}))
        link = f"http://127.0.0.1:{port}/"
        fetch_link(link, tmp_path, limits, frozenset({"here"}), lambda: None, guard=guard, sites=(site,))
    assert refused.value.code == "no-video-there"
    assert not planted.exists()


def doubling() -> tuple[Callable[[int], int], str]:
    return (lambda number: 2 * number), "doubles"


def test_the_analysis(planted: Path) -> None:
    with ProcessPool(doubling, 1, 60.0) as crew:
        assert list(crew.run_tasks(iter([21]))) == [(21, 42)]
    assert not planted.exists()


def test_the_supervisors_children(planted: Path) -> None:
    done = subprocess.run(
        child_command("--version"), env=make_child_environment(), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not planted.exists()


def test_packages_that_are_installed_need_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Named on PYTHONPATH, site-packages would come before Python's own library."""
    monkeypatch.setattr(children, "INSTALL_ROOT", Path("/opt/lib/python3.11/site-packages"))
    assert "PYTHONPATH" not in make_child_environment({"PATH": "/bin", "PYTHONPATH": ":."})
    assert make_child_environment({"PYTHONPATH": "/a:.:/b"})["PYTHONPATH"] == "/a:/b"


def test_every_child_is_started_by_the_one_way() -> None:
    """Another ``sys.executable`` at the head of a command, or another context of multiprocessing, would be unsafe."""
    allowed = {ROOT / "musechat" / "children.py", ROOT / "cli" / "supervisor.py"}
    rooms = [p for p in ROOT.iterdir() if (p / "__init__.py").exists() and p.name not in {"tests", "benchmarks"}]
    found = [
        file.relative_to(ROOT)
        for room in rooms
        for file in room.rglob("*.py")
        if file not in allowed and any(word in file.read_text() for word in ("[sys.executable", "get_context("))
    ]
    assert found == []
