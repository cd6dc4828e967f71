"""Messages as quick fingers spell them: still the same messages, with the same numbers."""

from __future__ import annotations

import re
import tomllib
from difflib import SequenceMatcher

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.training.chat_spelling import SPELLINGS, respell
from research.training.member_messages import LANGUAGES, load_wishes


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_messages_change_and_stay_alike(language: str) -> None:
    random = np.random.default_rng(3)
    texts = [message.text for message in load_wishes(language)[:400]]
    pairs = [(text, respell(text, language, random)) for text in texts]
    assert sum(a != b for a, b in pairs) > 0.75 * len(pairs)
    alike = [SequenceMatcher(None, a.lower(), b.lower()).ratio() for a, b in pairs]
    assert np.median(alike) > 0.8
    assert min(len(b) for _, b in pairs) >= 1


@given(st.text(max_size=80), st.sampled_from(LANGUAGES), st.integers(0, 2**32 - 1))
def test_any_text_can_be_respelt(text: str, language: str, seed: int) -> None:
    assert isinstance(respell(text, language, np.random.default_rng(seed)), str)


@pytest.mark.parametrize("text", ["around 120 bpm, not 95.5", "start it at 1:25 please", "2015 to 2,500"])
def test_numbers_stay(text: str) -> None:
    numbers = re.findall(r"\d+(?:[:.,]\d+)?", text)
    for seed in range(40):
        said = respell(text, "de", np.random.default_rng(seed))
        assert [n for n in numbers if n in said] == numbers


def test_the_same_seed_spells_alike() -> None:
    first, second = (respell("can you make it a bit slower", "en", np.random.default_rng(7)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_spellings(language: str) -> None:
    table = tomllib.loads(SPELLINGS.read_text(encoding="utf-8"))[language]
    assert len(table) >= 20
    assert all(forms and all(form for form in forms) for forms in table.values())
