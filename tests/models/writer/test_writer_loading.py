"""Which writer settings mean, how it is told, and where it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.writer.batcher import Batcher
from models.writer.prompt import NameStyle
from models.writer.request import WriteRequest
from models.writer.server.client import ServerConfig, ServerWriter
from models.writer.writer_loading import (
    EMBEDDED,
    TEMPLATE,
    base_set,
    open_voice,
    server_set,
    spec_for,
    writer_folder,
)
from musechat.errors import BadInput
from musechat.settings import Settings
from tests.models.writer import tiny
from tests.models.writer.chat_server import serving

QWEN = "Qwen/Qwen3-4B-Instruct-2507"
URL = "http://127.0.0.1:9/v1"


def settings(**about: Any) -> Settings:
    return Settings(_env_file=None, **about)


def test_a_profile_has_its_own_writer() -> None:
    assert base_set(settings()) == EMBEDDED
    assert base_set(settings(profile="gpu")) == QWEN
    assert base_set(settings(profile="gpu", writer="template")) == TEMPLATE
    assert base_set(settings(writer="some/model")) == "some/model"


def test_a_server_is_asked_for_the_writer_by_name() -> None:
    found = settings(profile="gpu", writer_url=URL, writer_key="k")
    assert server_set(found, base_set(found)) == ServerConfig(URL, QWEN, "k")
    found = settings(profile="gpu", writer_url=URL, writer_model="voice")
    assert (base_set(found), server_set(found, QWEN)) == (QWEN, ServerConfig(URL, "voice"))


def test_a_server_stands_for_the_embedded_writer_where_its_model_is_named() -> None:
    assert base_set(settings(writer_url=URL, writer_model="llama3.2")) == "llama3.2"
    with pytest.raises(BadInput, match="MUSECHAT_WRITER_MODEL"):
        base_set(settings(writer_url=URL))


def test_plain_sentences_need_no_server() -> None:
    assert server_set(settings(writer="template", writer_url=URL), TEMPLATE) is None
    assert server_set(settings(), EMBEDDED) is None


def test_only_the_embedded_writer_lies_with_the_shipped_weights(tmp_path: Path) -> None:
    assert writer_folder(EMBEDDED, tmp_path / "s", tmp_path / "t") == tmp_path / "s" / "writer"
    assert writer_folder(QWEN, tmp_path / "s", tmp_path / "t").parent == tmp_path / "t" / "writer"


def test_who_does_not_hear_is_told_in_words(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    assert spec_for(EMBEDDED, tmp_path, tiny.ENCODER).soft_tokens == tiny.SOFT
    deaf = spec_for(EMBEDDED, tmp_path, "another/2")
    assert (deaf.soft_tokens, deaf.naming) == (0, NameStyle.SLOT)
    foreign = spec_for("some/model", tmp_path / "none", tiny.ENCODER)
    assert (foreign.soft_tokens, foreign.naming) == (0, NameStyle.TEXT)
    assert min(deaf.styles, foreign.styles) > 0


def test_the_embedded_writer_needs_no_transformers(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    code = (
        "import sys; from pathlib import Path; from models.writer.writer_loading import open_voice;"
        "from models.writer.request import WriteRequest;"
        f"voice = open_voice('embedded', Path({str(tmp_path)!r}), {tiny.ENCODER!r});"
        "assert voice.writes.write([WriteRequest('track: a')])[0].tokens;"
        "assert not {'transformers', 'peft', 'aiohttp'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=240)


def test_the_embedded_writer_is_opened(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    voice = open_voice(EMBEDDED, tmp_path, tiny.ENCODER)
    assert isinstance(voice.writes, Batcher)
    assert voice.name == EMBEDDED
    assert voice.writes.write([tiny.request(0)])[0].tokens > 0


def test_a_base_of_ones_own_is_opened_with_its_adapter(tmp_path: Path) -> None:
    tiny.trained(tmp_path / "folder", "qwen")
    voice = open_voice(str(tmp_path / "folder" / "base"), tmp_path / "none", tiny.ENCODER)
    assert voice.spec.soft_tokens == 0
    assert voice.writes.write([WriteRequest("track: a")])[0].tokens > 0


def test_a_served_writer_hears_by_its_adapter(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    with serving(models=["org/voice"]) as server:
        voice = open_voice("some/base", tmp_path, tiny.ENCODER, ServerConfig(server.url, "org/voice"))
        voice.writes.write([tiny.request(0)])
        assert isinstance(voice.writes, ServerWriter)
        voice.writes.close()
    assert voice.name == "voice"
    assert server.asked[0]["messages"][1]["content"][1]["type"] == "prompt_embeds"


def test_a_server_that_has_another_model_is_not_opened(tmp_path: Path) -> None:
    with serving(models=["other"]) as server, pytest.raises(BadInput) as caught:
        open_voice("some/base", tmp_path, tiny.ENCODER, ServerConfig(server.url, "mine"))
    assert caught.value.code == "writer-server"
