"""Batches of texts: each row as if it were alone, ended in time, and heard while it grows."""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import torch

from models.writer.base_loading import load_explainer
from models.writer.generate import ProjectedGenerator
from models.writer.write_request import MAX_TOKENS, GeneratedText, WriteRequest
from tests.models.writer import tiny


@pytest.fixture(scope="module", params=["llama", "qwen"])
def generator(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ProjectedGenerator:
    folder = tmp_path_factory.mktemp(request.param)
    return ProjectedGenerator(*load_explainer(tiny.trained(folder, request.param), folder))


def ask(n: int, **about: object) -> WriteRequest:
    return tiny.request(n, **about)


def texts(written: list[GeneratedText]) -> list[str]:
    return [each.text for each in written]


@pytest.mark.parametrize("temperature", [0.0, 0.7])
@pytest.mark.slow_but_first
def test_a_row_does_not_depend_on_its_batch(generator: ProjectedGenerator, temperature: float) -> None:
    rows = [ask(n, temperature=temperature) for n in range(3)]
    together = generator.generate_texts(rows)
    assert together == [generator.generate_texts([row])[0] for row in rows]
    assert generator.generate_texts(rows[::-1]) == together[::-1]


def test_the_seed_settles_the_text(generator: ProjectedGenerator) -> None:
    one, again, other = generator.generate_texts([ask(0, seed=7), ask(0, seed=7), ask(0, seed=8)])
    assert one == again
    assert one.text != other.text


def test_music_changes_the_text(generator: ProjectedGenerator) -> None:
    heard = generator.generate_texts([ask(0, temperature=0.0, music=tiny.heard(n)) for n in range(4)])
    assert len(set(texts(heard))) > 1


def test_texts_are_as_long_as_they_may_be(generator: ProjectedGenerator) -> None:
    for written in generator.generate_texts([ask(n) for n in range(3)]):
        assert written.tokens <= MAX_TOKENS
        assert written.whole == (written.tokens < MAX_TOKENS)


def test_a_text_whose_time_is_over_ends_and_is_not_whole(generator: ProjectedGenerator) -> None:
    late, free = generator.generate_texts([ask(1, until=time.monotonic()), ask(2)])
    assert late.tokens == 1
    assert not late.whole
    assert free == generator.generate_texts([ask(2)])[0]


def test_a_listener_hears_the_text_grow(generator: ProjectedGenerator) -> None:
    said: list[str] = []
    written = generator.generate_texts([ask(0), ask(1, heard=said.append)])[1]
    assert said[-1] == written.text
    assert len(set(said)) > 1
    assert all(len(one) <= len(more) for one, more in itertools.pairwise(said))


def test_the_end_token_ends_a_text(generator: ProjectedGenerator) -> None:
    end = generator.tokenizer.eos_token_id
    with _always_says(generator, end):
        written = generator.generate_texts([ask(0)])[0]
    assert written == GeneratedText("", 0, True)


def test_shapes_of_a_compiled_step_change_no_text(
    generator: ProjectedGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The GPU's way, here without a compiler: a cache of one size, rows and prompts filled up."""
    rows = [ask(n) for n in range(3)]
    expected = generator.generate_texts(rows)
    monkeypatch.setattr(generator, "_compiled", True)
    assert [len(batch) for batch in generator.make_warm_ups()] == [1, 4, 16]
    assert generator.generate_texts(rows) == expected
    late = [dataclasses.replace(row, until=time.monotonic()) for row in rows]
    assert [each.tokens for each in generator.generate_texts(late)] == [1, 1, 1]


@contextmanager
def _always_says(generator: ProjectedGenerator, token: int) -> Iterator[None]:
    head = generator.explainer.llm.get_output_embeddings()

    def only(_: object, __: object, logits: torch.Tensor) -> torch.Tensor:
        return torch.full_like(logits, -1e4).index_fill(-1, torch.tensor(token), 0)

    hook = head.register_forward_hook(only)
    yield
    hook.remove()
