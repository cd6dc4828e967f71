"""``musechat up`` for real: the page in Chromium over the real worker; a clip goes in, a pick comes out, words change it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.chromium import assert_plays_together, bring_clip, chromium, refine
from tests.e2e.conftest import Home
from tests.ports import reserved_port
from tests.worker.processes import PATIENCE_S

pytestmark = pytest.mark.slow


@contextlib.contextmanager
def up(home: Home) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a running installation, and its supervisor."""
    with reserved_port() as port:
        environment = home.environment | {"MUSECHAT_WEB_PORT": str(port)}
        process = subprocess.Popen(home.command("up"), env=environment, cwd=home.folder, stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address, process
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0


def _wait_for(address: str) -> None:
    end = time.monotonic() + 2 * PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(f"{address}/api/health", timeout=PATIENCE_S) as answer:
                if b'"worker": true' in answer.read().replace(b'":true', b'": true'):
                    return
        except (urllib.error.URLError, OSError):
            pass
        assert time.monotonic() < end, "the page or the worker did not come up"
        time.sleep(0.3)


def test_a_clip_goes_in_a_pick_comes_out_both_play_and_words_change_it(home: Home, tmp_path: Path) -> None:
    with up(home) as (address, _), chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        bring_clip(page, address, min(home.clips.glob("*.mp4")))
        first = page.text_content("#pick-title")
        assert first
        page.wait_for_selector("video")
        if page.evaluate("document.querySelector('video').paused"):
            page.keyboard.press("Space")
        assert_plays_together(page)
        refine(page, "calmer")
        assert page.text_content("#pick-title") != first
        assert broken == []
        page.screenshot(path=str(tmp_path / "page.png"), full_page=True)


def test_ctrl_c_ends_everything_and_leaves_no_process(home: Home) -> None:
    psutil = pytest.importorskip("psutil")
    with up(home) as (_, process):
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) >= 2
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
    _, alive = psutil.wait_procs(children, timeout=PATIENCE_S)
    assert alive == []
