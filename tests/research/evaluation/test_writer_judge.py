"""A language model as reader, over the wire of a server on this machine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from musechat.errors import BadInput
from research.datasets.chat_model import LlmConfig
from research.evaluation.writer.language_model_judge import (
    RUBRIC,
    find_model_family,
    parse_better,
    parse_marks,
    read_by_model,
)
from research.evaluation.writer.written_reasons import SHOWN, TEMPLATE
from tests.research.datasets.model_server import ModelServer, serving
from tests.research.evaluation.test_writer_figures import CASES

pytestmark = pytest.mark.usefixtures("fixed_certainty")

MARKS = dict.fromkeys(RUBRIC, 4)
TEXTS, OTHERS = ["a good reason"] * 2, ["a plain one"] * 2


def config(server: ModelServer, **more: Any) -> LlmConfig:
    return LlmConfig(server.url, "reader", backoff_s=0.01, options=("--judge-url", "--judge-model"), **more)


def asked(body: dict[str, Any]) -> str:
    return str(body["messages"][1]["content"])


def prefers_good(body: dict[str, Any]) -> str:
    """Marks, and likes the good reason best wherever it stands."""
    if "A: " not in asked(body):
        return f"<think>hm {{}}</think>```json\n{json.dumps(MARKS)}\n```"
    return json.dumps({"better": "A" if "A: «a good" in asked(body) else "B"})


def prefers_first(body: dict[str, Any]) -> str:
    return json.dumps(MARKS if "A: " not in asked(body) else {"better": "A"})


async def test_marks_and_preference_come_in_both_orders() -> None:
    with serving(prefers_good) as server:
        found = await read_by_model(CASES[:2], TEXTS, OTHERS, (SHOWN, TEMPLATE), config(server))
    assert found.marks == dict.fromkeys(RUBRIC, 4.0)
    assert (found.wins, found.losses, found.swayed, found.unread) == (1.0, 0.0, 0.0, 0)
    assert len(server.asked) == 6
    assert "heard: piano" in asked(server.asked[0])
    assert "5 plain, correct and pleasant" in server.asked[0]["messages"][0]["content"]


async def test_a_reader_that_always_takes_the_first_decides_nothing() -> None:
    with serving(prefers_first) as server:
        found = await read_by_model(CASES[:2], TEXTS, OTHERS, (SHOWN, TEMPLATE), config(server))
    assert (found.wins, found.losses, found.swayed) == (0.0, 0.0, 1.0)


async def test_answers_that_cannot_be_read_are_counted() -> None:
    with serving(lambda _: "I like it.") as server:
        found = await read_by_model(CASES[:1], TEXTS[:1], OTHERS[:1], (SHOWN, TEMPLATE), config(server))
    assert (found.marks, found.wins, found.unread) == ({}, 0.0, 3)


async def test_a_refusal_names_the_options_of_this_command() -> None:
    with serving(404) as server, pytest.raises(BadInput, match="--judge-url"):
        await read_by_model(CASES[:1], TEXTS[:1], OTHERS[:1], (SHOWN, TEMPLATE), config(server))


@pytest.mark.parametrize(
    "answer",
    ["", "{}", json.dumps(MARKS | {"clarity": 6}), json.dumps(MARKS | {"clarity": "5"}), "[4, 4, 4]", "{" * 3000],
)
def test_marks_outside_the_rubric_are_none(answer: str) -> None:
    assert parse_marks(answer) == {}


def test_what_is_better_is_read_strictly() -> None:
    assert [parse_better(f'{{"better": "{said}"}}') for said in ("A", "B", "same", "both")] == ["A", "B", "same", ""]


def test_a_models_family_is_known_by_its_name() -> None:
    assert find_model_family("Qwen/Qwen3-4B-Instruct-2507") == find_model_family("qwen2.5-72b") == "qwen"
    assert find_model_family("lmsys/vicuna-7b-v1.5") == find_model_family("meta-llama/Llama-3.1-8B") == "llama"
    assert find_model_family("embedded") != find_model_family("gpt-4o")
