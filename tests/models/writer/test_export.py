"""An exported writer: one model without LoRA, the projection beside it, a chat template that takes parts."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.writer.base_loading import load_explainer
from models.writer.generate import ProjectedGenerator
from models.writer.prompt import MUSIC
from models.writer.server.projection import Projection
from models.writer.server.writer_export import export_writer
from models.writer.spec import ADAPTER, WriterSpec
from models.writer.write_request import WriteRequest
from models.writer.writer_loading import find_adapter_folder, load_spec
from musechat.errors import BadInput
from tests.models.writer import tiny


@pytest.fixture(scope="module", params=["llama", "qwen"])
def writer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[WriterSpec, Path, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    spec = tiny.trained(folder, request.param)
    export_writer(folder, folder / "out", torch.float32)
    return spec, folder, folder / "out"


def test_a_server_finds_a_plain_model(writer: tuple[WriterSpec, Path, Path]) -> None:
    spec, folder, out = writer
    explainer, tokenizer = load_explainer(spec, folder)
    served = AutoModelForCausalLM.from_pretrained(out)
    ids = torch.tensor([tokenizer("track: a")["input_ids"]])
    with torch.inference_mode():
        assert torch.allclose(served(ids).logits, explainer.llm(ids).logits, atol=1e-4)
    assert not list(out.glob("adapter*"))


def test_what_is_sent_to_a_server_is_what_is_heard_here(writer: tuple[WriterSpec, Path, Path]) -> None:
    spec, folder, out = writer
    explainer, tokenizer = load_explainer(spec, folder)
    sent = Projection.load_projection(out, spec.soft_tokens).project_music(tiny.heard(1))
    music_id = tokenizer.convert_tokens_to_ids(MUSIC)
    here = explainer.embed(torch.full((1, tiny.SOFT), music_id), torch.from_numpy(tiny.heard(1))[None])
    assert torch.allclose(sent, here[0], atol=1e-5)
    assert sent.dtype == torch.float32


def test_content_in_parts_becomes_the_same_tokens(writer: tuple[WriterSpec, Path, Path]) -> None:
    _, _, out = writer
    tokenizer = AutoTokenizer.from_pretrained(out)
    whole = WriteRequest(f"track: a\nmusic: {MUSIC}\nlast: b").messages
    texts = ["track: a\nmusic: ", MUSIC, "\nlast: b"]
    parts = [
        {"role": "system", "content": [{"type": "text", "text": whole[0]["content"]}]},
        {"role": "user", "content": [{"type": "text", "text": text} for text in texts]},
    ]
    for messages in (parts, whole):
        here = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=False)
        there = tiny.tokens().apply_chat_template(whole, add_generation_prompt=True, tokenize=True, return_dict=False)
        assert here == there


def test_an_exported_folder_is_a_writer_itself(writer: tuple[WriterSpec, Path, Path]) -> None:
    spec, folder, out = writer
    again = load_spec(str(out), folder / "elsewhere", tiny.ENCODER)
    assert (again.base, again.soft_tokens, again.naming) == (str(out), spec.soft_tokens, spec.naming)
    assert find_adapter_folder(str(out), folder / "elsewhere") == out
    rows = [tiny.request(n) for n in range(3)]
    there = ProjectedGenerator(*load_explainer(spec, folder)).generate_texts(rows)
    assert ProjectedGenerator(*load_explainer(again, folder / "elsewhere")).generate_texts(rows) == there


def test_it_is_written_in_halves_for_servers(tmp_path: Path) -> None:
    spec = tiny.trained(tmp_path)
    export_writer(tmp_path, tmp_path / "out")
    assert AutoModelForCausalLM.from_pretrained(tmp_path / "out", dtype="auto").dtype == torch.bfloat16
    assert Projection.load_projection(tmp_path / "out", spec.soft_tokens).precision == torch.bfloat16
    assert Projection.load_projection(tmp_path / ADAPTER, spec.soft_tokens).precision == torch.bfloat16
    export_writer(tmp_path, tmp_path / "out")  # again, over what it wrote


def test_nothing_else_is_written_over(tmp_path: Path) -> None:
    tiny.trained(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("dear")
    with pytest.raises(BadInput, match="holds something else"):
        export_writer(tmp_path, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_a_folder_without_an_adapter_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no trained writer"):
        export_writer(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
