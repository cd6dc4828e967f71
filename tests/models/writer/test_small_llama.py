"""The embedded writer's network says what transformers' own says of the same weights."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import torch

from models.writer.base_loading import load_explainer
from models.writer.generate import ProjectedGenerator
from models.writer.small_llama import SmallLlama
from models.writer.small_writer import SmallWriter
from models.writer.spec import ADAPTER, BASE, WriterSpec
from tests.models.writer import tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("writer")
    tiny.trained(found)
    return found


def both(folder: Path, *, hears: bool) -> tuple[SmallWriter, ProjectedGenerator]:
    adapter = folder / ADAPTER if hears else None
    spec = WriterSpec(BASE, tiny.ENCODER, tiny.DIM, tiny.SOFT) if hears else WriterSpec(BASE)
    return SmallWriter.load_writer(folder / BASE, adapter, tiny.DIM), ProjectedGenerator(*load_explainer(spec, folder))


@pytest.mark.parametrize("hears", [True, False])
def test_logits_are_those_of_transformers(folder: Path, hears: bool) -> None:
    small, large = both(folder, hears=hears)
    row = large.tokenizer(tiny.PROMPTS[1])["input_ids"]
    ids, music = torch.tensor([row, row]), np.stack([tiny.heard(1), tiny.heard(2)])
    length = len(row)
    with torch.inference_mode():
        embedded = small.model.embed_tokens(ids, large.explainer.music_id, music)
        places = torch.arange(length).expand(2, -1)
        mask = torch.ones(2, length, length, dtype=torch.bool).tril()
        here = small.model.compute_logits(embedded, places, mask, [])
        if hears:
            there = large.explainer(ids, torch.ones_like(ids), torch.from_numpy(music)).logits[:, -1]
        else:
            there = large.explainer.llm(ids).logits[:, -1]
    assert torch.allclose(here, there, atol=1e-3)


@pytest.mark.parametrize("hears", [True, False])
@pytest.mark.parametrize("temperature", [0.0, 0.7])
def test_texts_are_those_of_transformers(folder: Path, hears: bool, temperature: float) -> None:
    small, large = both(folder, hears=hears)
    music = {} if hears else {"music": np.zeros(1, np.float32)}
    rows = [tiny.request(n, temperature=temperature) for n in range(3)]
    there = large.generate_texts([tiny.request(n, temperature=temperature, **music) for n in range(3)])
    assert small.generate_texts(rows) == there


def test_a_row_does_not_depend_on_its_batch(folder: Path) -> None:
    small, _ = both(folder, hears=True)
    rows = [tiny.request(n) for n in range(3)]
    together = small.generate_texts(rows)
    assert together == [small.generate_texts([row])[0] for row in rows]


def test_music_changes_the_text(folder: Path) -> None:
    small, _ = both(folder, hears=True)
    rows = [tiny.request(0, temperature=0.0, music=tiny.heard(n)) for n in range(4)]
    assert len({each.text for each in small.generate_texts(rows)}) > 1


@pytest.mark.slow
def test_a_text_whose_time_is_over_ends_and_is_not_whole(folder: Path) -> None:
    small, _ = both(folder, hears=True)
    late, free = small.generate_texts([tiny.request(1, until=time.monotonic()), tiny.request(2)])
    assert (late.tokens, late.whole) == (1, False)
    assert free == small.generate_texts([tiny.request(2)])[0]


def test_a_listener_hears_the_text_grow(folder: Path) -> None:
    small, _ = both(folder, hears=True)
    said: list[str] = []
    written = small.generate_texts([tiny.request(0), tiny.request(1, heard=said.append)])[1]
    assert said[-1] == written.text
    assert len(set(said)) > 1


def test_half_precision_weights_are_read(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    tiny.base(tmp_path / BASE)
    path = tmp_path / BASE / "model.safetensors"
    whole = SmallLlama.load_model(tmp_path / BASE).embeddings
    save_file({name: value.half() for name, value in load_file(path).items()}, path)
    assert torch.allclose(SmallLlama.load_model(tmp_path / BASE).embeddings, whole, atol=1e-2)
