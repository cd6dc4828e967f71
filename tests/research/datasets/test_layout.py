"""Items as released, as we write them, and as nobody should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from musechat.errors import BadInput
from research.datasets.released_layout import ITEM_FILE, read_all, read_quartet, write_quartet
from research.datasets.training_tuple import Split
from tests.research.datasets.made import TURNS, some_quartet


def put(root: Path, video_id: str, data: object) -> Path:
    path = root / video_id / ITEM_FILE
    path.parent.mkdir(parents=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def turns(**more: Any) -> dict[str, Any]:
    return {"conversations": [{"from": "human", "value": turn} for turn in TURNS]} | more


def test_an_item_comes_back_as_written(tmp_path: Path) -> None:
    from dataclasses import replace

    quartet = replace(some_quartet(), split=Split.TEST, made=True, pool=7, encoders={"music": "ear/1"})
    assert read_quartet(write_quartet(tmp_path, quartet)) == quartet
    assert [p.name for p in (tmp_path / "v").iterdir()] == [ITEM_FILE]


def test_the_keys_are_those_of_the_released_set(tmp_path: Path) -> None:
    data = json.loads(write_quartet(tmp_path, some_quartet()).read_text())
    assert list(data) == ["target_music", "candidate_music", "conversations", "musechat"]
    assert (data["target_music"], data["candidate_music"]) == ("t", "c")
    assert [turn["value"] for turn in data["conversations"]] == list(TURNS)


def test_a_released_item_is_read(tmp_path: Path) -> None:
    quartet = read_quartet(put(tmp_path, "abc", turns(target_music="abc", candidate_music="xyz")))
    assert (quartet.video_id, quartet.target.id, quartet.candidate and quartet.candidate.id) == ("abc", "abc", "xyz")
    assert (quartet.target.title, quartet.target.artist) == ("Night Train to Oslo", "Mira Kay")  # out of its answer
    assert quartet.split is None


def test_odd_items_are_read_all_the_same(tmp_path: Path) -> None:
    bare = {"conversations": [{"value": f"{turn}\n"} for turn in (*TURNS, "and a fifth")], "other": 1}
    quartet = read_quartet(put(tmp_path, "bare", bare))
    assert quartet.conversation.turns == TURNS
    assert quartet.candidate is None
    assert quartet.target.id == "bare"
    odd = turns(target_music={"id": 7, "title": "Seven"}, candidate_music="", musechat={"split": 3, "pool": "x"})
    assert read_quartet(put(tmp_path, "odd", odd)).target.id == "7"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ("{", "the file"),
        ("[]", "the file"),
        ({}, "conversations"),
        ({"conversations": [{"value": "a"}] * 3}, "conversations"),
        ({"conversations": [{"value": "a"}, {"value": "b"}, {"value": " "}, {"value": "d"}]}, "conversations[2].value"),
        ({"conversations": [{"value": "a"}, "b", {"value": "c"}, {"value": "d"}]}, "conversations[1].value"),
        (turns(target_music=["x"]), "target_music"),
        (turns(candidate_music=True), "candidate_music"),
    ],
)
def test_a_broken_item_is_named_with_its_field(tmp_path: Path, data: object, field: str) -> None:
    path = put(tmp_path, "broken", data)
    with pytest.raises(BadInput) as caught:
        read_quartet(path)
    assert caught.value.line.startswith(f"{path}: {field} ")
    assert "\n" not in caught.value.line


def test_broken_items_do_not_hide_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a", turns())
    put(tmp_path, "b", "{")
    put(tmp_path, "deep/a", turns())
    quartets, broken = read_all(tmp_path)
    assert [q.video_id for q in quartets] == ["a"]
    assert len(broken) == 2


def test_an_empty_folder_is_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_all(tmp_path / "nothing")
    assert caught.value.code == "no-data-set"
