"""Signing in and setting up in a real Chromium, on a desk and on a phone: legible, named, and without a sideways scroll."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from musechat.settings import Settings
from store.database import Database
from tests.bot.house import page_in_thread
from tests.bot.test_browser import FAINT, NAMELESS, SIDEWAYS
from tests.e2e.chromium import assert_accessible, chromium, until

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery"
WIDTHS = (900, 390)


def assert_usable(page: Any, screen: str) -> None:
    assert page.evaluate(FAINT) == [], screen
    assert page.evaluate(NAMELESS) == [], screen
    assert not page.evaluate(SIDEWAYS), screen
    assert_accessible(page)
    if folder := os.environ.get("MUSECHAT_TEST_SHOTS"):
        page.screenshot(path=f"{folder}/{screen}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_set_up_is_offered_tries_and_writes(
    settings: Settings, sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.chdir(tmp_path)
    music = tmp_path / "music"
    music.mkdir()
    (music / "song.mp3").touch()
    with page_in_thread(settings, sqlite_database) as url, chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(url)
        page.click("#set-up")
        page.wait_for_selector("#token")
        assert_usable(page, "setup")
        page.fill("#token", "a" * 64)
        page.click("text=Test connection")
        page.wait_for_selector(".tried.failed >> text=public key")
        page.fill("#folder", str(music))
        page.click("text=Look inside")
        page.wait_for_selector("text=1 music file.")
        assert_usable(page, "setup-tried")
        page.fill("#token", "")
        page.click("text=Save and start")
        page.wait_for_selector(".setup-end >> text=Written to")
        until(page, "document.querySelector('.setup-end').textContent.includes('.env')")
    assert (tmp_path / ".env").read_text().splitlines() == ["MUSECHAT_PROFILE=embedded"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_stranger_signs_in_and_out(settings: Settings, sqlite_database: Database, width: int) -> None:
    public = Settings.model_validate({**settings.model_dump(), "web_host": "0.0.0.0", "web_password": PASSWORD})
    with page_in_thread(public, sqlite_database) as url, chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(url)
        page.wait_for_selector("#password")
        assert_usable(page, "signin")
        page.fill("#password", "not this one, no")
        page.keyboard.press("Enter")
        page.wait_for_selector(".refusal:visible")
        until(page, f"({FAINT})().length === 0")  # the button fades in again
        assert_usable(page, "signin-wrong")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".drop")
        assert page.locator("#set-up:visible").count() == 0  # never over a network
        page.click("#sign-out")
        page.wait_for_selector("#password")
