"""Previews come out of a process of their own, and nothing that happens to it reaches ours."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from media.preview.preview_process import PreviewMaker
from musechat.clock import Clock
from musechat.errors import BadInput, Cancelled, MuseChatError
from tests.clock import HeldClock
from tests.media.listen.sounds import song, write
from tests.worker.processes import ROOT, until

PLENTY = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("music") / "piece.flac", song(0, "major", 120, 6.0))


@pytest.fixture
def maker() -> Iterator[PreviewMaker]:
    maker = PreviewMaker()
    yield maker
    maker.close()


OTHERS: set[int] = set()  # processes that earlier tests of other files left running, such as a spare decoder


@pytest.fixture(autouse=True)
def only_ours() -> None:
    OTHERS.clear()
    OTHERS.update(child.pid for child in psutil.Process().children())


def children() -> list[psutil.Process]:
    """Those that this test has started."""
    return [child for child in psutil.Process().children() if child.pid not in OTHERS]


def playing(code: str, *, clock: Clock = time.monotonic, note: Path | None = None) -> PreviewMaker:
    """A maker whose process does something else: ``code`` runs once it has said that it is ready and has its job.

    It leaves ``note`` when it has it.
    """
    start = "import os, sys, time\nfrom media.watch import ipc\nos.write(1, ipc.encode_message(ipc.PROGRESS, b''))\n"
    job = f"sys.stdin.readline(); open({str(note)!r}, 'w').close()\n" if note else "sys.stdin.readline()\n"
    return PreviewMaker([sys.executable, "-c", start + job + code], clock)


def make(maker: PreviewMaker, piece: Path, seconds: float = 30.0, **more: object) -> bytes:
    return maker.make_preview(piece, 1.0, 4.0, max_bytes=PLENTY, seconds=seconds, **more)  # type: ignore[arg-type]


def test_one_process_makes_them_all(maker: PreviewMaker, piece: Path) -> None:
    first = make(maker, piece)
    assert first[4:8] == b"ftyp"
    (process,) = children()
    assert make(maker, piece) == first
    assert [child.pid for child in children()] == [process.pid]
    maker.close()
    assert not process.is_running()


def test_what_cannot_be_made_is_said(maker: PreviewMaker, piece: Path) -> None:
    with pytest.raises(BadInput) as refused:
        make(maker, piece.with_name("gone.mp3"))
    assert refused.value.code == "no-such-file"
    assert make(maker, piece)


def test_a_process_that_died_is_replaced(maker: PreviewMaker, piece: Path) -> None:
    make(maker, piece)
    (process,) = children()
    os.kill(process.pid, signal.SIGSEGV)
    until(lambda: process.status() == psutil.STATUS_ZOMBIE, "it is dead")
    assert make(maker, piece)


def test_a_crash_over_a_file_is_a_fault(piece: Path) -> None:
    maker = playing("os.kill(os.getpid(), 11)")
    with pytest.raises(MuseChatError) as fault:
        make(maker, piece)
    assert fault.value.code == "preview-fault"
    maker.close()


def test_one_that_hangs_is_given_up_in_time_and_ended(piece: Path, tmp_path: Path) -> None:
    clock, note = HeldClock(), tmp_path / "has its job"

    def pass_the_limit() -> None:
        if note.exists():
            clock.advance(1.6)

    maker = playing("time.sleep(3600)", clock=clock, note=note)
    with pytest.raises(MuseChatError) as late:
        make(maker, piece, 1.5, check=pass_the_limit)
    assert late.value.code == "preview-late"
    assert not children()


def test_one_that_starts_slowly_is_not_ended(piece: Path) -> None:
    maker = PreviewMaker([sys.executable, "-c", "import time; time.sleep(600)"])
    with pytest.raises(MuseChatError):
        make(maker, piece, 0.3)
    assert len(children()) == 1
    maker.close()


def test_an_interruption_ends_it(piece: Path, tmp_path: Path) -> None:
    note = tmp_path / "has its job"
    maker = playing("time.sleep(3600)", note=note)

    def check() -> None:
        if note.exists():
            raise Cancelled

    with pytest.raises(Cancelled):
        make(maker, piece, check=check)
    assert not children()


def test_whoever_waits_for_another_waits_no_longer_than_allowed(piece: Path, tmp_path: Path) -> None:
    clock, note = HeldClock(), tmp_path / "has its job"
    maker = playing("time.sleep(3600)", clock=clock, note=note)

    def wait() -> None:
        with pytest.raises(MuseChatError):
            make(maker, piece, 1000.0)

    first = threading.Thread(target=wait)
    first.start()
    until(note.exists, "the first is at work")
    with pytest.raises(MuseChatError) as late:
        make(maker, piece, 0.1)
    assert late.value.code == "preview-late"
    assert first.is_alive()
    clock.advance(1001.0)
    first.join()
    maker.close()


def test_an_answer_that_is_too_long_is_refused(piece: Path) -> None:
    maker = playing("os.write(1, ipc.HEAD.pack(ipc.RESULT, 1 << 31)); time.sleep(600)")
    with pytest.raises(MuseChatError) as fault:
        make(maker, piece)
    assert fault.value.code == "preview-fault"


def test_it_leaves_when_nothing_is_wanted(piece: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom media.preview import child\nchild.IDLE_S = 0.2\nchild.main()"
    maker = PreviewMaker([sys.executable, "-c", code])
    assert make(maker, piece)
    (process,) = children()
    until(lambda: process.status() == psutil.STATUS_ZOMBIE, "it has left")
    assert make(maker, piece)
    maker.close()
