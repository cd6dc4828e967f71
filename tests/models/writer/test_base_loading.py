"""A base and its adapter come back as they were, from one adapter file."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from models.writer.base_loading import load_base, load_explainer
from models.writer.prompt import ARTIST, MUSIC, TITLE
from models.writer.spec import ADAPTER, BASE, WriterSpec
from musechat.errors import BadInput
from tests.models.writer import tiny


def inputs(tokenizer: object) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    ids = torch.tensor([tokenizer(tiny.PROMPTS[1])["input_ids"]])  # type: ignore[operator]
    return ids, torch.ones_like(ids), torch.from_numpy(tiny.heard(1))[None]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["llama", "qwen"])
def test_an_adapter_file_holds_all_that_was_learnt(tmp_path: Path, kind: str) -> None:
    spec = tiny.trained(tmp_path, kind)
    explainer, tokenizer = load_explainer(spec, tmp_path)
    ids, mask, music = inputs(tokenizer)
    with torch.inference_mode():
        there = tiny.adapted(tmp_path, spec)(ids, mask, music).logits
        here = explainer(ids, mask, music).logits
    assert [path.name for path in (tmp_path / ADAPTER).glob("*.safetensors")] == ["adapter_model.safetensors"]
    assert torch.allclose(here, there, atol=1e-4)


def test_what_was_learnt_is_needed(tmp_path: Path) -> None:
    spec = tiny.trained(tmp_path)
    explainer, tokenizer = load_explainer(spec, tmp_path)
    bare, _ = load_base(BASE, tmp_path)
    ids, mask, music = inputs(tokenizer)
    with torch.inference_mode():
        assert not torch.allclose(explainer(ids, mask, music).logits, bare(ids).logits, atol=0.1)


def test_the_music_is_heard(tmp_path: Path) -> None:
    explainer, tokenizer = load_explainer(tiny.trained(tmp_path), tmp_path)
    ids, mask, music = inputs(tokenizer)
    with torch.inference_mode():
        one, other = (explainer(ids, mask, m).logits[:, -1] for m in (music, -music))
        plain = torch.tensor([tokenizer("track: a")["input_ids"]])
        deaf, deaf_too = (explainer(plain, torch.ones_like(plain), m).logits for m in (music, -music))
    assert not torch.allclose(one, other, atol=0.1)
    assert torch.equal(deaf, deaf_too)


def test_a_base_that_lacks_our_marks_learns_them(tmp_path: Path) -> None:
    from tests.models.encoders.checkpoints import write_tokenizer

    write_tokenizer(tmp_path / "words", ("", "<eos>"), "<pad>")
    tiny.base(tmp_path / "foreign")
    for file in (tmp_path / "words").iterdir():
        file.replace(tmp_path / "foreign" / file.name)
    llm, tokenizer = load_base("foreign", tmp_path)
    marks = [tokenizer.convert_tokens_to_ids(mark) for mark in (MUSIC, TITLE, ARTIST)]
    assert len({*marks, tokenizer.unk_token_id}) == 4
    assert llm.get_input_embeddings().num_embeddings >= len(tokenizer)  # type: ignore[union-attr,operator]
    assert tokenizer(MUSIC * 2, add_special_tokens=False)["input_ids"] == [marks[0]] * 2


def test_a_base_without_a_chat_template_is_asked_as_vicuna_is(tmp_path: Path) -> None:
    tiny.base(tmp_path / "base")
    (tmp_path / "base" / "chat_template.jinja").unlink()
    _, tokenizer = load_base("base", tmp_path)
    asked = [{"role": "system", "content": "Be true."}, {"role": "user", "content": "Why?"}]
    told = [*asked, {"role": "assistant", "content": "So."}]
    before = tokenizer.apply_chat_template(asked, tokenize=False, add_generation_prompt=True)
    assert before == "Be true. USER: Why? ASSISTANT:"
    assert tokenizer.apply_chat_template(told, tokenize=False).endswith(f"ASSISTANT: So.{tokenizer.eos_token}")


def test_a_base_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(BadInput) as caught:
        load_base(str(tmp_path / "nothing"), tmp_path)
    assert caught.value.code == "no-base"
    assert "\n" not in caught.value.line


def test_a_writer_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no trained writer"):
        WriterSpec.read_spec(tmp_path)
