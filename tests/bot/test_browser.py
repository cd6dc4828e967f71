"""The page in a real Chromium: a clip goes in, a pick comes out, both play, words change it, and everybody can use it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from musechat.settings import Settings
from store.blobs import BlobStore
from store.database import Database
from tests.bot.house import DRAFTS, QUESTION, REASON, PretendWorker, draw_clip, page_in_thread, stock
from tests.databases import sqlite_url
from tests.e2e.chromium import assert_plays_together, bring_clip, chromium, refine, until

pytestmark = pytest.mark.slow

TITLE = "document.querySelector('#pick-title')?.textContent"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
ZOOMED = {"width": 640, "height": 450}  # what 1280 x 900 leaves at 200 %

# Text whose contrast with what lies behind it is below WCAG AA: [text, ratio] for each.
FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255);
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const behind = (node) => {
    if (!node) return [1, 1, 1];
    const paint = rgba(getComputedStyle(node).backgroundColor);
    return paint[3] === 1 ? paint.slice(0, 3) : over(paint, behind(node.parentElement));
  };
  const faint = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
    const style = getComputedStyle(node);
    if (!text || !node.checkVisibility() || node.closest(".hidden-text, .skip, .frame, :disabled")) continue;
    const ground = behind(node);
    const [low, high] = [light(over(rgba(style.color), ground)), light(ground)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push([text.slice(0, 40), ratio]);
  }
  return faint;
}"""
NAMELESS = """() => [...document.querySelectorAll("button, input, a, select, textarea, video")]
  .filter((n) => n.checkVisibility() && !(n.ariaLabel || n.labels?.length || n.textContent.trim() || n.ariaHidden))
  .map((n) => n.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass
class House:
    """A page that is up, with its worker."""

    url: str
    worker: PretendWorker
    settings: Settings


READY = "[...document.querySelectorAll('audio, video')].every((media) => media.readyState >= 3)"
NOTE_GROWTH = """() => {
  window.grown = [];
  const note = () => {
    const text = document.querySelector(".draft .reason")?.textContent;
    if (text && text !== window.grown.at(-1)) window.grown.push(text);
  };
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, tone: Path, clip: Path) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copyfile(sqlite_template, folder / "musechat.db")
    demo = folder / "demo" / "clips"
    demo.mkdir(parents=True)
    shutil.copy(clip, demo / "tide.mp4")
    (demo / "truth.json").write_text(json.dumps({"clips": [{"file": "tide.mp4", "title": "The tide"}]}))
    settings = Settings(data_dir=folder, _env_file=None)  # type: ignore[call-arg]
    db = Database(sqlite_url(folder / "musechat.db"))
    stock(db, tone)
    with page_in_thread(settings, db) as url, PretendWorker(db, BlobStore(settings.effective_blob_url)) as worker:
        yield House(url, worker, settings)
    db.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab of a fresh visitor; whatever the console complains of fails the test."""
    context = browser.new_context(viewport=DESK, color_scheme="dark")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type == "error" and "Content Security" in m.text else None
    )
    yield page
    context.close()
    assert not complaints


def test_a_clip_goes_in_a_pick_comes_out_both_play_and_words_change_it(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    first = tab.evaluate(TITLE)
    assert_plays_together(tab)
    refine(tab, "calmer")
    assert tab.evaluate(TITLE) != first
    assert_plays_together(tab)
    said = tab.locator(".history .said").all_inner_texts()
    assert said == ["Here is my clip", "“calmer”"]
    assert tab.locator(".standing li").all_inner_texts() == ["calmer"]


def test_seek_pause_and_loop_move_both(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    assert_plays_together(tab)
    tab.locator(".clip-lane input").fill("2.5")
    until(tab, "document.querySelector('video').currentTime >= 2.4")
    assert_plays_together(tab, 3)
    tab.get_by_role("button", name="Pause").click()
    assert tab.evaluate("document.querySelector('video').paused && document.querySelector('audio').paused")
    tab.locator(".clip-lane input").fill("3.8")
    tab.get_by_role("button", name="Play", exact=True).click()
    until(tab, "document.querySelector('video').currentTime < 2")  # came round
    assert_plays_together(tab, 3)


def test_the_music_can_begin_elsewhere_and_come_back(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    tab.locator(".track-lane input").fill("12")
    assert "from 0:12" in tab.locator(".lane-note").inner_text()
    assert_plays_together(tab, 3)
    tab.get_by_role("button", name="Back to the chosen moment").click()
    assert "from 0:06" in tab.locator(".lane-note").inner_text()


def test_an_alternate_plays_at_once_and_can_be_used(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    other = tab.locator(".card").nth(2)
    title = other.locator(".card-title").inner_text()
    other.locator(".card-play").click()
    assert tab.evaluate(TITLE) == title
    assert_plays_together(tab)
    other.get_by_role("button", name="Use").click()
    tab.wait_for_selector(".takeaway")
    assert title in tab.locator(".takeaway-line").inner_text()
    tab.reload()
    tab.wait_for_selector("#pick-title")
    assert tab.locator(".card").nth(2).locator("button.quiet").inner_text().startswith("In use")


def test_the_five_answers(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    first = tab.evaluate(TITLE)
    for answer in ("Not for me", "Another", "More like this"):
        before = tab.locator(".history li").count()
        tab.get_by_role("button", name=answer, exact=True).click()
        until(tab, f"document.querySelectorAll('.history li').length > {before} && !document.querySelector('.leader')")
    assert tab.evaluate(TITLE) != first
    tab.get_by_role("button", name="Love it").click()
    tab.wait_for_selector(".takeaway")
    tab.get_by_role("button", name=f"Back to this {first}").click()
    until(tab, f"{TITLE} === {json.dumps(first)}")
    assert tab.get_by_role("button", name="Back a turn").count() == 0  # the first pick has nothing before it


def test_progress_is_told_and_a_turn_can_be_stopped(tab: Any, house: House, clip: Path):
    house.worker.gate.clear()
    try:
        tab.goto(house.url)
        tab.set_input_files("#clip", str(clip))
        until(tab, "document.querySelector('.leader-line')?.textContent === 'Watching your clip…'")
        assert tab.locator("#announcer").inner_text() == "Watching your clip"
        until(tab, "document.querySelector('video').currentTime > 0.2")  # the clip already runs, silently
        assert tab.evaluate("document.querySelector('video').muted")
        with tab.expect_response("**/cancel"):  # the worker goes on only after the ledger knows of the stop
            tab.get_by_role("button", name="Stop").click()
    finally:
        house.worker.gate.set()
    tab.wait_for_selector(".trouble")
    assert "Stopped, as you asked" in tab.locator(".trouble").inner_text()


def test_a_reason_that_takes_long_is_typed_as_it_is_written(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    first = tab.evaluate(TITLE)
    tab.evaluate(NOTE_GROWTH)
    tab.fill("#words", "calmer, slowly")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".draft")
    assert tab.locator(".draft .title").inner_text() == "Low Tide"
    assert tab.locator("#pick-title").count() == 0  # the last pick makes room
    for text in DRAFTS:
        until(tab, f"document.querySelector('.draft .reason')?.textContent === {json.dumps(text)}")
        house.worker.shown.release()
    tab.wait_for_selector(".draft", state="detached")
    grown: list[str] = tab.evaluate("window.grown")
    assert len(grown) > len(DRAFTS)  # word by word, more often than drafts arrive
    assert all(REASON.startswith(text) for text in grown)
    assert grown == sorted(grown, key=len)
    until(tab, f"{TITLE} && {TITLE} !== {json.dumps(first)}")
    assert tab.locator(".reason").inner_text() == REASON


def test_a_draft_is_not_typed_for_those_who_asked_for_stillness(browser: Any, house: House, clip: Path):
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    tab = context.new_page()
    bring_clip(tab, house.url, clip)
    tab.fill("#words", "slowly")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".draft")
    assert tab.locator(".draft .reason").text_content() == DRAFTS[0]  # a whole draft, as it came
    assert tab.evaluate("document.getAnimations().length") == 0
    house.worker.shown.release(len(DRAFTS))
    context.close()


def test_a_question_beside_the_pick_is_answered_in_one_tap(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip, "ask me")
    assert tab.locator(".asked p").inner_text() == QUESTION.text
    assert tab.locator(".asked button").all_inner_texts() == ["Calm", "Energetic"]
    first = tab.evaluate(TITLE)
    tab.get_by_role("button", name="Energetic", exact=True).click()
    until(tab, f"{TITLE} !== {json.dumps(first)} && !document.querySelector('.leader')")
    assert tab.locator(".history .said").all_inner_texts() == ["“ask me”", "“energetic”"]
    assert tab.locator(".asked").count() == 0


def test_how_the_clip_sounds_is_one_tap_that_shows_what_holds(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    taps = tab.locator(".sound-taps button")
    assert taps.all_inner_texts() == ["Music only", "With my sound", "Voice first"]
    assert [tap.get_attribute("aria-pressed") for tap in taps.all()] == ["false", "true", "false"]
    taps.nth(1).click()  # what holds already asks for nothing
    taps.nth(2).click()
    until(tab, "document.querySelectorAll('.history li').length > 1 && !document.querySelector('.leader')")
    assert tab.locator(".history .said").all_inner_texts() == ["Here is my clip", "“Voice first”"]


def test_a_new_cut_is_brought_into_the_same_conversation(tab: Any, house: House, clip: Path, tmp_path: Path):
    bring_clip(tab, house.url, clip)
    before, address = tab.evaluate("document.querySelector('video').src"), tab.evaluate("location.hash")
    tab.set_input_files("#version", str(draw_clip(tmp_path / "cut.mp4", 5.0)))
    until(tab, "document.querySelectorAll('.history li').length > 1 && !document.querySelector('.leader')")
    assert tab.locator(".history .said").all_inner_texts() == ["Here is my clip", "Here is another cut"]
    assert tab.evaluate("document.querySelector('video').src") != before
    assert tab.evaluate("location.hash") == address
    until(tab, "Math.abs(document.querySelector('video').duration - 5.0) < 0.2")
    tab.reload()
    until(tab, "Math.abs(document.querySelector('video')?.duration - 5.0) < 0.2")


def test_why_is_told_on_demand(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    tab.get_by_text("Why this one?").click()
    until(tab, "document.querySelector('.why-told')?.textContent")
    said = tab.locator(".why-told").inner_text()
    assert any(title in said for title in tab.locator(".card-title").all_inner_texts()[1:3])
    assert said.startswith(("It keeps your clip's pace", "Like “", "“"))


def test_no_match_offers_what_to_let_go_and_a_failure_says_what_to_do(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    title = tab.evaluate(TITLE)
    refine(tab, "impossible")
    assert "41 ruled out by “no vocals”" in " ".join(tab.locator(".no-match").inner_text().split())
    assert tab.evaluate(TITLE) == title  # the last pick stays on the page
    tab.get_by_role("button", name="Let go of “piano”").click()
    until(tab, f"{TITLE} !== {json.dumps(title)}")
    refine(tab, "broken")
    assert "Send it again whole." in tab.locator(".trouble").inner_text()
    assert tab.get_by_role("button", name="Try again").is_visible()


def test_a_clip_the_browser_cannot_show_still_gets_its_music(tab: Any, house: House, tmp_path: Path):
    bring_clip(tab, house.url, draw_clip(tmp_path / "old.avi", 3.0, "mpeg4", None))
    notice = tab.locator(".screen-notice")
    notice.wait_for()
    assert "cannot show" in notice.inner_text()
    if tab.evaluate("document.querySelector('audio').paused"):
        tab.get_by_role("button", name="Play", exact=True).click()
    until(tab, "document.querySelector('audio').currentTime > 7 && !document.querySelector('audio').paused")


def test_a_demo_clip_is_one_tap(tab: Any, house: House):
    tab.goto(house.url)
    tab.get_by_role("button", name="The tide").click()
    tab.wait_for_selector("#pick-title")
    assert_plays_together(tab, 3)


def test_a_conversation_comes_back_by_its_address_and_does_not_play_by_itself(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    title = tab.evaluate(TITLE)
    tab.reload()
    until(tab, f"{TITLE} === {json.dumps(title)}")
    until(tab, READY)  # it could play from here on
    assert tab.evaluate("document.querySelector('audio').paused")
    tab.goto(house.url)
    tab.get_by_role("button", name="waves.mp4").first.click()
    until(tab, f"{TITLE} === {json.dumps(title)}")


def test_the_whole_job_by_keyboard(tab: Any, house: House, clip: Path):
    tab.goto(house.url)
    tab.wait_for_selector("#clip", state="attached")  # the page draws itself after its first answer
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    for _ in range(4):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.id") == "clip":
            break
    assert tab.evaluate("document.activeElement.id") == "clip"
    bring_clip(tab, house.url, clip)
    assert_plays_together(tab, 3)
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("Space")
    assert tab.evaluate("document.querySelector('audio').paused && document.querySelector('video').paused")
    tab.focus("#level-music")
    tab.keyboard.press("Home")
    assert tab.evaluate("document.querySelector('audio').volume") == 0
    tab.keyboard.press("Space")  # on a slider, too
    assert not tab.evaluate("document.querySelector('audio').paused")
    tab.focus("#words")
    tab.keyboard.type("calmer now")  # spaces are letters here
    assert not tab.evaluate("document.querySelector('audio').paused")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelectorAll('.history li').length === 2 && !document.querySelector('.leader')")
    assert tab.evaluate("document.activeElement.id") == "words"
    tab.reload()
    tab.wait_for_selector("#pick-title")
    assert tab.evaluate("document.querySelector('#level-music').value") == "0"  # remembered


def test_focus_can_be_seen(tab: Any, house: House, clip: Path):
    bring_clip(tab, house.url, clip)
    tab.focus("#words")
    for _ in range(14):
        tab.keyboard.press("Tab")
        seen = tab.evaluate(
            "(() => { const n = document.activeElement.closest('.lane') ?? document.activeElement;"
            " return n === document.body || getComputedStyle(n).outlineStyle !== 'none' })()"
        )
        assert seen, tab.evaluate("document.activeElement.outerHTML.slice(0, 100)")


@pytest.mark.parametrize("size", [PHONE, ZOOMED, DESK], ids=["phone", "zoomed", "desk"])
def test_nothing_scrolls_sideways_and_everything_has_a_name(
    browser: Any, house: House, clip: Path, size: dict[str, int]
):
    context = browser.new_context(viewport=size)
    tab = context.new_page()
    tab.goto(house.url)
    tab.wait_for_selector(".frame")
    assert not tab.evaluate(SIDEWAYS)
    assert tab.evaluate(NAMELESS) == []
    bring_clip(tab, house.url, clip)
    refine(tab, "impossible " + "verylongword" * 12)
    tab.get_by_role("button", name="Love it").click()
    tab.wait_for_selector(".takeaway")
    assert not tab.evaluate(SIDEWAYS)
    assert tab.evaluate(NAMELESS) == []
    assert tab.evaluate("document.querySelectorAll('main, header, h1').length") == 3
    context.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_text_stands_out_by_wcag_aa(browser: Any, house: House, clip: Path, scheme: str):
    context = browser.new_context(viewport=DESK, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(house.url)
    tab.wait_for_selector(".frame")
    assert tab.evaluate(FAINT) == []
    bring_clip(tab, house.url, clip)
    refine(tab, "impossible")
    tab.get_by_role("button", name="Love it").click()
    tab.wait_for_selector(".takeaway")
    assert tab.evaluate(FAINT) == []
    context.close()


def test_nothing_moves_by_itself_for_those_who_asked_for_stillness(browser: Any, house: House, clip: Path):
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    tab = context.new_page()
    bring_clip(tab, house.url, clip)
    until(tab, READY)  # they could play from here on
    assert tab.evaluate("document.querySelector('video').paused && document.querySelector('audio').paused")
    assert tab.evaluate("document.getAnimations().length") == 0
    context.close()


def test_without_a_worker_the_page_says_so_and_keeps_the_turn(
    browser: Any, tmp_path: Path, sqlite_template: Path, clip: Path
):
    shutil.copyfile(sqlite_template, tmp_path / "musechat.db")
    db = Database(sqlite_url(tmp_path / "musechat.db"))
    settings = Settings(data_dir=tmp_path, _env_file=None)  # type: ignore[call-arg]
    with page_in_thread(settings, db) as url:
        tab = browser.new_page()
        tab.goto(url)
        tab.wait_for_selector("#banner:not([hidden])")
        assert "No worker is running" in tab.locator("#banner").inner_text()
        tab.set_input_files("#clip", str(clip))
        until(tab, "document.querySelector('.leader-hint')?.textContent.includes('Your turn is kept')")
        tab.close()
    db.close()
