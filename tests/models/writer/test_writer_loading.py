"""Which writer settings mean, how it is told, and where it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.writer.batcher import Batcher
from models.writer.prompt import NameStyle
from models.writer.server.server_writer import ServerConfig, ServerWriter
from models.writer.write_request import WriteRequest
from models.writer.writer_loading import (
    EMBEDDED,
    TEMPLATE,
    find_configured_base,
    find_configured_server,
    find_writer_folder,
    load_spec,
    load_writer,
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
    assert find_configured_base(settings()) == EMBEDDED
    assert find_configured_base(settings(profile="gpu")) == QWEN
    assert find_configured_base(settings(profile="gpu", writer="template")) == TEMPLATE
    assert find_configured_base(settings(writer="some/model")) == "some/model"


def test_a_server_is_asked_for_the_writer_by_name() -> None:
    found = settings(profile="gpu", writer_url=URL, writer_key="k")
    assert find_configured_server(found, find_configured_base(found)) == ServerConfig(URL, QWEN, "k")
    found = settings(profile="gpu", writer_url=URL, writer_model="voice")
    assert (find_configured_base(found), find_configured_server(found, QWEN)) == (QWEN, ServerConfig(URL, "voice"))


def test_a_server_stands_for_the_embedded_writer_where_its_model_is_named() -> None:
    assert find_configured_base(settings(writer_url=URL, writer_model="llama3.2")) == "llama3.2"
    with pytest.raises(BadInput, match="MUSECHAT_WRITER_MODEL"):
        find_configured_base(settings(writer_url=URL))


def test_plain_sentences_need_no_server() -> None:
    assert find_configured_server(settings(writer="template", writer_url=URL), TEMPLATE) is None
    assert find_configured_server(settings(), EMBEDDED) is None


def test_only_the_embedded_writer_lies_with_the_shipped_weights(tmp_path: Path) -> None:
    assert find_writer_folder(EMBEDDED, tmp_path / "s", tmp_path / "t") == tmp_path / "s" / "writer"
    assert find_writer_folder(QWEN, tmp_path / "s", tmp_path / "t").parent == tmp_path / "t" / "writer"


def test_who_does_not_hear_is_told_in_words(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    assert load_spec(EMBEDDED, tmp_path, tiny.ENCODER).soft_tokens == tiny.SOFT
    deaf = load_spec(EMBEDDED, tmp_path, "another/2")
    assert (deaf.soft_tokens, deaf.naming) == (0, NameStyle.SLOT)
    foreign = load_spec("some/model", tmp_path / "none", tiny.ENCODER)
    assert (foreign.soft_tokens, foreign.naming) == (0, NameStyle.TEXT)
    assert min(deaf.styles, foreign.styles) > 0


@pytest.mark.slow
def test_the_embedded_writer_needs_no_transformers(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    code = (
        "import sys; from pathlib import Path; from models.writer.writer_loading import load_writer;"
        "from models.writer.write_request import WriteRequest;"
        f"writer = load_writer('embedded', Path({str(tmp_path)!r}), {tiny.ENCODER!r});"
        "assert writer.writes.generate_texts([WriteRequest('track: a')])[0].tokens;"
        "assert not {'transformers', 'peft', 'aiohttp'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=240)


def test_the_embedded_writer_is_opened(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    voice = load_writer(EMBEDDED, tmp_path, tiny.ENCODER)
    assert isinstance(voice.writes, Batcher)
    assert voice.name == EMBEDDED
    assert voice.writes.generate_texts([tiny.request(0)])[0].tokens > 0


def test_a_base_of_ones_own_is_opened_with_its_adapter(tmp_path: Path) -> None:
    tiny.trained(tmp_path / "folder", "qwen")
    voice = load_writer(str(tmp_path / "folder" / "base"), tmp_path / "none", tiny.ENCODER)
    assert voice.spec.soft_tokens == 0
    assert voice.writes.generate_texts([WriteRequest("track: a")])[0].tokens > 0


def test_a_served_writer_hears_by_its_adapter(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    with serving(models=["org/voice"]) as server:
        voice = load_writer("some/base", tmp_path, tiny.ENCODER, ServerConfig(server.url, "org/voice"))
        voice.writes.generate_texts([tiny.request(0)])
        assert isinstance(voice.writes, ServerWriter)
        voice.writes.close()
    assert voice.name == "voice"
    assert server.asked[0]["messages"][1]["content"][1]["type"] == "prompt_embeds"


def test_a_server_that_has_another_model_is_not_opened(tmp_path: Path) -> None:
    with serving(models=["other"]) as server, pytest.raises(BadInput) as caught:
        load_writer("some/base", tmp_path, tiny.ENCODER, ServerConfig(server.url, "mine"))
    assert caught.value.code == "writer-server"
