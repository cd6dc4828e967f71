"""What the doctor says of a profile's models: which are here, and what joins them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from huggingface_hub import constants

from cli.doctor import HealthLevel, _models
from models.hub_profiles import FUSION_FILE, MODEL_IDS
from models.profiles import SHIPPED_WEIGHTS, trained_folder
from musechat.settings import Settings
from tests.models.encoders import checkpoints

COMMIT = "1234567890abcdef1234567890abcdef12345678"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def settings(tmp_path: Path, profile: str) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", profile=profile)


def test_absent_models_are_named_and_not_fetched(tmp_path: Path, cache: Path) -> None:
    checkpoints.put(cache, MODEL_IDS["base"]["frames"], checkpoints.clip(tmp_path / "clip"), COMMIT)
    health, said = _models(settings(tmp_path, "base"))
    assert health is HealthLevel.NOTE
    assert "a worker will fetch laion/larger_clap_music;" in said
    assert "openai/clip" not in said
    assert "musechat train fusion --profile base" in said


@pytest.mark.slow
def test_a_profile_whose_models_are_here_is_loaded(tmp_path: Path, cache: Path) -> None:
    for part, make in (("frames", checkpoints.clip), ("music", checkpoints.clap)):
        checkpoints.put(cache, MODEL_IDS["base"][part], make(tmp_path / part), COMMIT)
    health, said = _models(settings(tmp_path, "base"))
    assert health is HealthLevel.NOTE
    assert f"laion/larger_clap_music {COMMIT[:12]}" in said
    assert "phrases stand in for it" in said


def test_paper_is_broken_until_its_fusion_is_trained(tmp_path: Path, cache: Path) -> None:
    health, said = _models(settings(tmp_path, "paper"))
    assert health is HealthLevel.BROKEN
    assert "musechat train fusion --profile paper" in said
    folder = trained_folder(tmp_path / "data", "paper")
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED_WEIGHTS / "fusion.safetensors", folder / FUSION_FILE)
    health, said = _models(settings(tmp_path, "paper"))
    assert health is HealthLevel.NOTE  # its models are still to be fetched
    assert str(folder / FUSION_FILE) in said


def test_the_embedded_profile_speaks_of_no_hub(tmp_path: Path) -> None:
    assert _models(settings(tmp_path, "embedded"))[0] is HealthLevel.FINE
