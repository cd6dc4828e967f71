"""What page, cards and summaries say of tracks is as sure as it proved to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.discord.cards.trait_labels import traits_line
from bot.discord.commands.taste_summary import summarise_taste
from bot.web.payload import _pick_json
from language.certainty import Calibration, CalibrationStep, use_calibration
from language.texts import ENGLISH, load_texts
from musechat.pick import Pick
from musechat.track import Tag
from tests.musechat.made import FREE, made_track, made_traits

TABLE = Calibration(
    {
        ("tagger", "instrument", "piano"): (CalibrationStep(0.2, 0.8, 0.75), CalibrationStep(0.5, 0.98, 0.96)),
        ("analysis", "tempo", "exact"): (CalibrationStep(0.4, 0.8, 0.75), CalibrationStep(0.8, 0.99, 0.96)),
        ("analysis", "vocals", "none"): (CalibrationStep(0.7, 0.8, 0.75), CalibrationStep(0.9, 0.99, 0.96)),
    }
)


@pytest.fixture(autouse=True)
def _own_table() -> Iterator[None]:
    with use_calibration(TABLE):
        yield


def _make_pick(**changed: object) -> Pick:
    return Pick(
        id=1, rank=0, track_id="a", title="Blue Door", artist="Mira Sol", album="", licence=FREE, score=1.0,
        start_s=0.0, end_s=20.0, traits=made_traits(energy=0.1, **changed), tags=["piano"], reason="", reason_source="",
        source_url="", rule="", likely_tags=["harp"],
    )  # fmt: skip


def test_a_card_guesses_where_it_is_not_sure() -> None:
    pick = _make_pick(tempo_bpm=84.0, tempo_confidence=0.5, vocal_score=0.2)
    assert traits_line(pick, ENGLISH) == "calm · perhaps 84 bpm · perhaps no vocals"
    assert traits_line(pick, load_texts("de")) == "ruhig · vielleicht 84 bpm · vielleicht ohne Gesang"
    sure = _make_pick(tempo_bpm=84.0, vocal_score=0.05)
    assert traits_line(sure, ENGLISH) == "calm · 84 bpm · no vocals"
    assert traits_line(_make_pick(tempo_confidence=0.1, vocals=True), ENGLISH) == "calm"


def test_the_page_gets_words_as_sure_as_the_card() -> None:
    said = _pick_json(_make_pick(tempo_bpm=84.0, tempo_confidence=0.5, vocal_score=0.2), str)["said"]
    assert said == {
        "tempo": "perhaps 84 bpm", "key": "", "vocals": "perhaps no vocals", "guesses": ["sounds like harp"]
    }  # fmt: skip


def test_a_taste_is_summarised_by_what_is_sure() -> None:
    track = made_track("a", tempo_bpm=84.0, vocal_score=0.2, tags={"piano": 0.6, "guitar": 0.9})
    lines = "\n".join(summarise_taste([track] * 3, ENGLISH))
    assert "piano" in lines
    assert "guitar" not in lines
    assert "84" in lines
    assert ENGLISH("commands.taste.voice.without") in lines  # likely of all of them
    unsure = replace(
        track,
        traits=made_traits(tempo_confidence=0.5, vocals=False, vocal_score=0.5),
        tags=(Tag("piano", 0.3, "tagger"),),
    )
    lines = "\n".join(summarise_taste([unsure] * 3, ENGLISH))
    assert "piano" not in lines
    assert "bpm" not in lines
    for name in ("with", "without", "both"):
        assert ENGLISH(f"commands.taste.voice.{name}") not in lines
