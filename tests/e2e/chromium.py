"""Chromium for end-to-end tests of the page: launched once per module, skipped with a reason where there is none."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
)
PATIENCE_S = 20.0
TOGETHER_S = 0.060
DRIFT = """() => {
  const video = document.querySelector("video"), audio = document.querySelector("audio");
  const start = Number(document.querySelector(".track-lane input").value);
  return { drift: audio.currentTime - start - video.currentTime, playing: !video.paused && !audio.paused, at: video.currentTime };
}"""


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser (``playwright.sync_api.Browser``)."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def until(page: Any, expression: str, patience_s: float = PATIENCE_S) -> Any:
    """Wait until a JavaScript expression is true. (The page's own policy forbids Playwright's ``wait_for_function``.)"""
    end = time.monotonic() + patience_s
    while not (value := page.evaluate(expression)):
        assert time.monotonic() < end, f"never true: {expression}"
        time.sleep(0.05)
    return value


def bring_clip(page: Any, url: str, clip: Path, words: str = "") -> None:
    """Open the page, give it a clip, wait for the pick."""
    page.goto(url)
    if words:
        page.fill("#first-words", words)
    page.set_input_files("#clip", str(clip))
    page.wait_for_selector("#pick-title")


def refine(page: Any, words: str) -> None:
    """Say something and wait for what comes of it."""
    turns = page.locator(".history li").count()
    page.fill("#words", words)
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.history li').length > {turns} && !document.querySelector('.leader')")


def assert_plays_together(page: Any, samples: int = 6) -> None:
    """Both play, and come within 60 ms of each other and stay there."""
    end, close, last = time.monotonic() + PATIENCE_S, 0, -1.0
    while close < samples:
        now = page.evaluate(DRIFT)
        moved, last = now["at"] != last, now["at"]
        close = close + 1 if now["playing"] and moved and abs(now["drift"]) < TOGETHER_S else 0
        assert time.monotonic() < end, f"clip and music did not come together: {now}"
        time.sleep(0.12)
