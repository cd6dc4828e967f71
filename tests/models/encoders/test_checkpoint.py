"""Checkpoints: folders and the hub's cache; what is missing or damaged is said in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from huggingface_hub import constants

from models.encoders.hub.checkpoint import RECIPE, find_checkpoint, is_here
from models.encoders.hub.pictures import ClipPictures
from models.encoders.hub.sound import AstSound, ClapSound
from models.encoders.hub.text import HubText
from musechat.errors import BadInput, MuseChatError
from tests.models.encoders.checkpoints import put
from tests.models.encoders.conftest import Make

COMMIT, OLDER = "1234567890abcdef1234567890abcdef12345678", "abcdefabcdefabcdefabcdefabcdefabcdefabcd"
NAME = "openai/clip-vit-base-patch32"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty Hugging Face cache."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_the_cache_is_used_without_asking_the_hub(made: Make, cache: Path) -> None:
    put(cache, NAME, made("clip"), COMMIT)
    tower = ClipPictures.load(NAME)
    assert (tower.name, tower.version) == (NAME, f"{COMMIT[:12]}-{RECIPE}")
    assert is_here(NAME)


def test_a_revision_can_be_named(made: Make, cache: Path) -> None:
    put(cache, NAME, made("clip"), COMMIT)
    put(cache, NAME, made("clip", seed=1), OLDER, "v0")
    assert find_checkpoint(f"{NAME}@v0").version.startswith(OLDER[:12])
    assert find_checkpoint(f"{NAME}@v0").name == NAME


def test_a_folders_version_follows_its_weights_and_settings(made: Make, tmp_path: Path) -> None:
    first = find_checkpoint(str(made("bert")))
    assert first.version == find_checkpoint(str(shutil.copytree(made("bert"), tmp_path / "moved"))).version
    assert first.version != find_checkpoint(str(made("bert", seed=1))).version
    changed = shutil.copytree(made("bert"), tmp_path / "changed")
    (changed / "1_Pooling" / "config.json").write_text('{"pooling_mode_lasttoken": true}')
    assert first.version != find_checkpoint(str(changed)).version
    assert len(first.version) <= 16


@pytest.mark.parametrize("left", ["nothing", "no weights", "no processor"])
def test_what_is_not_here_is_said_in_one_line(made: Make, cache: Path, left: str) -> None:
    if left != "nothing":
        folder = put(cache, NAME, made("clip"), COMMIT)
        (folder / {"no weights": "model.safetensors", "no processor": "preprocessor_config.json"}[left]).unlink()
    with pytest.raises(BadInput) as caught:
        ClipPictures.load(NAME)
    line = caught.value.line
    assert caught.value.code == "model-not-here"
    assert NAME in line and "MUSECHAT_PROFILE=embedded" in line and "Connect once" in line
    assert "\n" not in line


@pytest.mark.slow
def test_offline_is_honoured(tmp_path: Path) -> None:
    code = (
        "from models.encoders.hub.sound import ClapSound\n"
        "try: ClapSound.load('laion/larger_clap_music')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    env = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert ran.stdout.startswith("BadInput The model laion/larger_clap_music is not on this machine")
    assert ran.stdout.count("\n") == 1


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is no model's folder"):
        AstSound.load(str(tmp_path))
    assert not is_here(str(tmp_path))
    assert not is_here("nobody/nothing and no name")


def test_weights_of_another_model_are_refused_and_not_made_up(made: Make, tmp_path: Path) -> None:
    folder = shutil.copytree(made("clip"), tmp_path / "mixed")
    shutil.copy(made("bert") / "model.safetensors", folder)
    with pytest.raises(MuseChatError, match="it lacks") as caught:
        ClipPictures.load(str(folder))
    assert caught.value.code == "model-broken"


def test_damaged_weights_are_said_in_one_line(made: Make, tmp_path: Path) -> None:
    folder = shutil.copytree(made("qwen"), tmp_path / "damaged")
    (folder / "model.safetensors").write_bytes(b"\x00" * 100)
    with pytest.raises(MuseChatError) as caught:
        HubText.load(str(folder))
    assert caught.value.code == "model-broken"
    assert "\n" not in caught.value.line


@pytest.mark.slow
def test_weights_of_before_safetensors_load_too(made: Make, tmp_path: Path) -> None:
    import numpy as np
    import torch
    from safetensors.torch import load_file

    folder = shutil.copytree(made("clap"), tmp_path / "pickled")
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    old, new = ClapSound.load(str(folder)), ClapSound.load(str(made("clap")))
    np.testing.assert_allclose(old.encode_captions(["calm"]), new.encode_captions(["calm"]), rtol=0, atol=1e-6)
