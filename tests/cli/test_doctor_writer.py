"""What the doctor says of the writer: which is set, whether it is here or answers, whether it hears."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import constants

from cli.doctor_writer import writer_health
from models.profiles import load_profile, trained_folder
from models.writer.spec import ADAPTER, WriterSpec
from models.writer.writer_loading import find_writer_folder
from musechat.errors import BadInput
from musechat.settings import Settings
from tests.models.writer import tiny
from tests.models.writer.chat_server import serving

LLM = "org/model"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))


def settings(tmp_path: Path, **about: Any) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", **about)


def adapter(tmp_path: Path, encoder: str) -> None:
    folder = find_writer_folder(LLM, tmp_path, trained_folder(tmp_path / "data", "embedded")) / ADAPTER
    folder.mkdir(parents=True)
    WriterSpec(LLM, encoder, tiny.DIM, tiny.SOFT).write_spec(folder)


def test_plain_sentences_need_nothing(tmp_path: Path) -> None:
    assert writer_health(settings(tmp_path, writer="template")) == (True, "plain sentences, no model")


def test_a_model_that_is_not_here_will_be_fetched(tmp_path: Path) -> None:
    well, said = writer_health(settings(tmp_path, writer=LLM))
    assert well
    assert said == f"{LLM}, which a worker will fetch; does not hear, is told in words"


def test_a_folder_is_looked_into(tmp_path: Path) -> None:
    tiny.base(tmp_path / "model")
    assert writer_health(settings(tmp_path, writer=str(tmp_path / "model")))[0]
    well, said = writer_health(settings(tmp_path, writer=str(tmp_path)))
    assert not well
    assert "which is no model's folder" in said


def test_an_adapter_must_have_learnt_to_hear_this_encoder(tmp_path: Path) -> None:
    music = load_profile("embedded").music
    adapter(tmp_path, f"{music.name}/{music.version}")
    assert writer_health(settings(tmp_path, writer=LLM))[1].endswith(f"; hears {music.name}/{music.version}")
    adapter(tmp_path / "other", "another/1")
    well, said = writer_health(settings(tmp_path / "other", writer=LLM))
    assert not well
    assert "learnt to hear another/1" in said
    assert "musechat train writer" in said


def test_a_server_is_asked(tmp_path: Path) -> None:
    with serving(models=["voice"]) as server:
        found = settings(tmp_path, writer_url=server.url, writer_model="voice")
        well, said = writer_health(found)
    assert well
    assert f"served as voice by {server.url}, which answers" in said
    with pytest.raises(BadInput, match="does not answer"):
        writer_health(found)


def test_of_a_profile_that_is_not_here_it_is_not_known_what_it_hears(tmp_path: Path) -> None:
    well, said = writer_health(settings(tmp_path, profile="gpu"))
    assert well
    assert "what it hears is known when" in said
