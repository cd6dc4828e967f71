"""Profiles of published models: whole with tiny checkpoints in their places, bridged until a fusion is trained."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from models.encoders.frames import DIM
from models.encoders.interface import AudioEncoding
from models.fusion.mvt import MvtConfig, MvtNet
from models.fusion.scene_phrases import MUSIC
from models.hub_profiles import FUSION_FILE, MODEL_IDS
from models.profiles import Profile, load_profile, trained_folder
from models.weight_files import save_weights
from musechat.errors import BadInput
from tests.models.encoders.conftest import Make

DIMS = {"base": (24, 384, 24 + DIM), "gpu": (24, 32, 32 + DIM), "paper": (32, 24, 24)}  # music, words, frames


def tiny(made: Make, name: str) -> dict[str, str]:
    kinds = {
        "base": {"frames": "clip", "music": "clap"},
        "gpu": {"frames": "siglip", "music": "clap", "text": "qwen"},
        "paper": {"frames": "clip", "music": "ast"},
    }
    assert kinds[name].keys() == MODEL_IDS[name].keys()
    return {part: str(made(kind)) for part, kind in kinds[name].items()}


def write_fusion(folder: Path, profile: Profile, encoders: dict[str, str] | None = None) -> str:
    torch.manual_seed(0)
    config = MvtConfig(profile.frames.dim, profile.text.dim, profile.music.dim, width=16)
    about = {"net": json.dumps(vars(config))} | ({"encoders": json.dumps(encoders)} if encoders else {})
    return save_weights(folder / FUSION_FILE, dict(MvtNet(config).state_dict()), about)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["base", "gpu"])
def test_works_without_training(made: Make, name: str) -> None:
    profile = load_profile(name, ids=tiny(made, name))
    profile.warm_up()
    assert (profile.music.dim, profile.text.dim, profile.frames.dim) == DIMS[name]
    assert profile.fusion.name == "bridge"
    heard: AudioEncoding = profile.music.encode_track(
        np.random.default_rng(0).normal(size=48_000).astype(np.float32) / 9, 16_000
    )
    tracks = profile.fusion.encode_music(heard.vector[None])
    assert np.array_equal(tracks[0], heard.vector)
    assert "guitar" in heard.tags
    words = profile.text.encode_tokens(["calm piano"])[0]
    assert np.linalg.norm(profile.fusion.encode_query(None, words, heard.vector)) == pytest.approx(1, abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["base", "gpu"])
def test_a_phrase_asked_for_is_near_its_own_sound(made: Make, name: str) -> None:
    profile = load_profile(name, ids=tiny(made, name))
    library = profile.fusion.encode_music(profile.music.tower.encode_captions(MUSIC))  # type: ignore[attr-defined]
    say = profile.text.encode_documents if name == "gpu" else profile.text.encode  # type: ignore[attr-defined]
    scores = np.stack([library @ profile.fusion.encode_query(None, vector, None) for vector in say(MUSIC)])
    places = (scores > scores.diagonal()[:, None]).sum(axis=1)  # of each phrase among all, in 24 random dimensions
    assert np.median(places) <= 3
    assert places.mean() < len(MUSIC) / 10


@pytest.mark.slow
def test_a_trained_fusion_takes_the_bridges_place(made: Make, tmp_path: Path) -> None:
    ids, folder = tiny(made, "base"), trained_folder(tmp_path, "base")
    bridged = load_profile("base", trained=folder, ids=ids)
    assert bridged.fusion.name == "bridge"
    version = write_fusion(folder, bridged)
    profile = load_profile("base", trained=folder, ids=ids)
    profile.warm_up()
    assert (profile.fusion.name, profile.fusion.version, profile.fusion.dim) == ("mvt", version, 16)


@pytest.mark.slow
def test_a_fusion_of_other_encoders_is_refused(made: Make, tmp_path: Path) -> None:
    ids = tiny(made, "base")
    profile = load_profile("base", ids=ids)
    known = {part: f"{e.name}/{e.version}" for part, e in (("music", profile.music), ("frames", profile.frames))}
    write_fusion(tmp_path, profile, known)
    assert load_profile("base", trained=tmp_path, ids=ids).fusion.name == "mvt"
    others = ids | {"music": str(made("clap", seed=1))}
    with pytest.raises(BadInput, match="another encoder of music") as caught:
        _ = load_profile("base", trained=tmp_path, ids=others).fusion
    assert "\n" not in caught.value.line


def test_paper_wants_a_trained_fusion(made: Make, tmp_path: Path) -> None:
    profile = load_profile("paper", trained=tmp_path, ids=tiny(made, "paper"))
    assert (profile.music.dim, profile.text.dim, profile.frames.dim) == DIMS["paper"]
    assert profile.text is profile.frames.tower.words  # type: ignore[attr-defined]
    with pytest.raises(BadInput, match="musechat train fusion --profile paper") as caught:
        profile.warm_up()
    assert "\n" not in caught.value.line
    write_fusion(tmp_path, profile)
    load_profile("paper", trained=tmp_path, ids=tiny(made, "paper")).warm_up()


@pytest.mark.slow
def test_versions_change_with_any_encoder(made: Make) -> None:
    ids = tiny(made, "base")
    first = load_profile("base", ids=ids)
    again = load_profile("base", ids=ids)
    assert first.fusion.version == again.fusion.version
    for part, kind in (("music", "clap"), ("frames", "clip")):
        other = load_profile("base", ids=ids | {part: str(made(kind, seed=1))})
        assert getattr(other, part).version != getattr(first, part).version
        assert other.fusion.version != first.fusion.version
    for part in ("music", "frames", "text"):
        assert len(getattr(first, part).version) <= 32  # what the tables hold
        assert len(getattr(first, part).name) <= 64
    assert all(len(model_id) <= 64 for ids in MODEL_IDS.values() for model_id in ids.values())


@pytest.mark.slow
def test_parts_asked_for_by_many_threads_are_loaded_once(made: Make) -> None:
    profile = load_profile("base", ids=tiny(made, "base"))
    found: list[object] = []
    parts = ["fusion", "music", "frames", "text"] * 2
    threads = [threading.Thread(target=lambda part=part: found.append(getattr(profile, part))) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(f) for f in found}) == 4
