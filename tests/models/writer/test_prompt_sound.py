"""What a language model is told of a clip's own sound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.writer.prompt import NameStyle, PromptStyle, list_fact_lines
from tests.models.writer.made_facts import made_facts
from tests.musechat.made import made_clip


@pytest.mark.parametrize(
    ("naming", "speech", "music", "told"),
    [
        (NameStyle.TEXT, 0.9, 0.0, ["clip sound: speech"]),
        (NameStyle.TEXT, 0.9, 0.9, ["clip sound: speech and music"]),
        (NameStyle.TEXT, 0.0, 0.0, []),
        (NameStyle.SLOT, 0.9, 0.9, []),  # a form that it was not trained on
    ],
)
def test_speech_and_music_are_told(naming: NameStyle, speech: float, music: float, told: list[str]) -> None:
    facts = next(made_facts("en", 1))
    clip = made_clip(has_sound=True, speech=speech, music=music)
    lines = list_fact_lines(replace(facts, clip=clip), PromptStyle(naming))
    assert [line for line in lines if line.startswith("clip sound")] == told
