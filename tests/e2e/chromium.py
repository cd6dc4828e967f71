"""Chromium for end-to-end tests of the page: launched once per module, skipped with a reason where there is none."""

from __future__ import annotations

import shutil
import statistics
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
PATIENCE_S = 300.0  # only what is broken takes so long, on a busy machine too
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


EVERYTHING = {  # of axe-core: its experimental rules too, which say when a name lacks what is shown
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"],
    }
}


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


def assert_plays_together(page: Any, samples: int = 9) -> None:
    """Both play and are within 60 ms of each other.

    The median of the last looks counts: under load a single look may fall between two steps of a media clock.
    """
    end, drifts, last = time.monotonic() + PATIENCE_S, [], -1.0
    while len(drifts) < samples or statistics.median(drifts[-samples:]) >= TOGETHER_S:
        now = page.evaluate(DRIFT)
        if now["playing"] and now["at"] != last:
            drifts.append(abs(now["drift"]))
        last = now["at"]
        assert time.monotonic() < end, f"clip and music did not come together: {now}, {drifts[-samples:]}"
        time.sleep(0.12)


def assert_accessible(page: Any) -> None:
    """Let axe-core look at the page as it stands; it must find nothing. Skips where axe-core is not installed."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page, options=EVERYTHING)
    assert found.violations_count == 0, found.generate_report()
