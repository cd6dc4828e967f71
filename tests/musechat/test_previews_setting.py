"""What cards play, also as it was once set."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from musechat.settings import Settings


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mix", "mix"),
        ("excerpt", "excerpt"),
        ("off", "off"),
        ("true", "mix"),
        ("1", "mix"),
        ("False", "off"),
        ("0", "off"),
    ],
)
def test_words_old_and_new_are_taken(monkeypatch: pytest.MonkeyPatch, said: str, meant: str) -> None:
    monkeypatch.setenv("MUSECHAT_PREVIEWS", said)
    assert Settings(_env_file=None).previews == meant


def test_others_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSECHAT_PREVIEWS", "waveform")
    with pytest.raises(ValidationError):
        Settings(_env_file=None)
