"""The mix as rendered, the fit card and the files on the page, in a real Chromium with the real makers; and axe-core."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from media.fit_card.card_process import FitCardMaker
from media.mix.mix_process import MixMaker
from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from tests.bot.house import PretendWorker, draw_clip, page_in_thread, stock
from tests.databases import sqlite_url
from tests.e2e.chromium import assert_accessible, bring_clip, chromium, refine, until
from worker.pick_orders import PickOrders

pytestmark = pytest.mark.slow

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
FILES = ["clip-with-music.mp4", "music.wav", "music.m4a", "for-editors.zip", "credit.txt", "cue-sheet.csv"]
RENDERED = "document.querySelector('video').src.includes('/media/picks/')"
FIT_THERE = "document.querySelector('.fit img')?.complete && document.querySelector('.fit img').naturalWidth > 0"
HEARD = """() => {
  const video = document.querySelector("video"), audio = document.querySelector("audio");
  return { clip: !video.paused && !video.muted && video.volume > 0, music: !audio.paused };
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, tone: Path) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copyfile(sqlite_template, folder / "musechat.db")
    settings = Settings(data_dir=folder, _env_file=None)  # type: ignore[call-arg]
    db, blobs = Database(sqlite_url(folder / "musechat.db")), BlobStore(settings.effective_blob_url)
    stock(db, tone)
    mixes, fits = MixMaker(), FitCardMaker()
    orders = PickOrders(db, settings, blobs, mixes, fits)
    orders.start()
    with page_in_thread(settings, db) as url, PretendWorker(db, blobs):
        yield url
    orders.close()
    mixes.close()
    fits.close()
    db.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=request.param, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def test_the_mix_plays_as_rendered_by_keyboard_and_back(tab: Any, url: str, clip: Path) -> None:
    bring_clip(tab, url, clip)
    tab.wait_for_selector("#as-rendered")  # a hidden switch cannot be focused
    tab.locator("#as-rendered").focus()
    tab.keyboard.press("Space")
    until(tab, RENDERED)
    assert tab.locator(".level input:enabled").count() == 0
    assert tab.locator(".track-lane input").is_disabled()
    tab.get_by_role("button", name="Play", exact=True).click()
    until(tab, "document.querySelector('video').currentTime > 0.3")
    assert tab.evaluate(HEARD) == {"clip": True, "music": False}
    tab.locator("#as-rendered").uncheck()
    until(tab, f"!({RENDERED}) && !document.querySelector('audio').paused")
    assert tab.locator(".level input:enabled").count() == 2


def test_how_both_meet_is_shown_and_said_and_every_file_can_be_had(tab: Any, url: str, clip: Path) -> None:
    narrow = tab.viewport_size == PHONE
    bring_clip(tab, url, clip, "calmer" if narrow else "more energy")  # a pick of which nothing was made yet
    tab.wait_for_selector(".fit img")
    tab.locator(".fit img").scroll_into_view_if_needed()
    until(tab, FIT_THERE)
    described = tab.locator(".fit img").get_attribute("alt")
    assert described.startswith("Your clip of 0:04 with “")
    assert "2 cuts: 0:01 and 0:02." in described
    assert tab.locator(".meetings li").count() >= 1
    tab.get_by_role("button", name="Make the files").click()
    until(tab, f"document.querySelectorAll('.files a').length >= {len(FILES)}")
    links = {link.get_attribute("download"): link.get_attribute("href") for link in tab.locator(".files a").all()}
    assert list(links)[: len(FILES)] == FILES
    got = {name: tab.request.get(url + links[name]) for name in FILES}
    assert all(answer.ok for answer in got.values())
    assert got["music.wav"].body()[:4] == b"RIFF"
    assert got["clip-with-music.mp4"].body()[4:8] == b"ftyp"
    assert "timeline.edl" in zipfile.ZipFile(io.BytesIO(got["for-editors.zip"].body())).namelist()
    assert "Licence: CC-BY-4.0" in got["credit.txt"].text()


def test_axe_finds_nothing(tab: Any, url: str, clip: Path, tmp_path: Path) -> None:
    tab.goto(url)
    tab.wait_for_selector("#first-words")
    assert_accessible(tab)
    bring_clip(tab, url, clip, "ask me")
    tab.wait_for_selector(".fit img")
    tab.get_by_text("Why this one?").click()
    tab.get_by_text("In words").click()
    tab.get_by_role("button", name="Love it").click()
    tab.wait_for_selector(".takeaway")
    assert_accessible(tab)
    tab.get_by_role("button", name="Voice first").click()
    until(tab, "document.querySelectorAll('.history li').length > 1 && !document.querySelector('.leader')")
    tab.set_input_files("#version", str(draw_clip(tmp_path / "cut.mp4", 5.0)))
    until(tab, "document.querySelectorAll('.history li').length > 2 && !document.querySelector('.leader')")
    assert_accessible(tab)


def test_axe_finds_nothing_where_nothing_fits_and_where_a_turn_failed(tab: Any, url: str, clip: Path) -> None:
    bring_clip(tab, url, clip)
    refine(tab, "impossible")
    tab.wait_for_selector(".no-match")
    assert_accessible(tab)
    refine(tab, "broken")
    tab.wait_for_selector(".trouble")
    assert_accessible(tab)
