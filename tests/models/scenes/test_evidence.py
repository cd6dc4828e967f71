"""From labels to concepts: sure only where frames agree and one label leads."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from models.scenes.concept_table import load_concept_table
from models.scenes.efficientnet import LABELS
from models.scenes.evidence import KEPT, LEAST, collect_evidence, estimate_probabilities, list_scenes
from musechat.clip import SURE_SCENE

SEASHORE, STOVE, WOK, HUSKY, MALAMUTE, COUCH, BED = 978, 827, 909, 250, 249, 831, 564
TABLE = load_concept_table()


def labels(*frames: dict[int, float]) -> NDArray[np.float32]:
    """Label probabilities of frames: what is given, and the rest spread evenly."""
    rows = np.zeros((len(frames), LABELS), np.float32)
    for row, given in zip(rows, frames, strict=True):
        row[:] = (1 - sum(given.values())) / LABELS
        for label, probability in given.items():
            row[label] += probability
    return rows


def told(*frames: dict[int, float]) -> dict[str, float]:
    probabilities = estimate_probabilities(collect_evidence(labels(*frames)))
    return {scene.name: scene.probability for scene in list_scenes(TABLE.names, probabilities)}


def sure(*frames: dict[int, float]) -> set[str]:
    return {name for name, probability in told(*frames).items() if probability >= SURE_SCENE}


def test_what_all_frames_show_is_sure() -> None:
    assert sure(*[{SEASHORE: 0.9}] * 8) == {"coast"}
    assert sure(*[{STOVE: 0.8}] * 6) == {"kitchen"}


def test_one_frame_is_not_enough() -> None:
    found = told({SEASHORE: 0.9}, *[{}] * 7)
    assert not sure({SEASHORE: 0.9}, *[{}] * 7)
    assert found.get("coast", 0.0) < 0.5
    assert not sure(*[{SEASHORE: 0.9}] * 5, *[{}] * 3)  # five of eight frames are less than three quarters


def test_one_dark_frame_is_no_veto() -> None:
    assert sure(*[{SEASHORE: 0.9}] * 7, {}) == {"coast"}


def test_many_small_labels_are_not_sure() -> None:
    monkeys = dict.fromkeys(range(365, 376), 0.055)
    found = told(*[monkeys] * 8)
    assert 0.7 < found["monkey"] < SURE_SCENE


def test_breeds_of_one_kind_are_sure_together() -> None:
    assert sure(*[{HUSKY: 0.25, MALAMUTE: 0.25, 207: 0.2, 208: 0.2}] * 8) == {"dog"}


def test_a_thing_is_named_itself() -> None:
    # A lab coat is often found with people, and is no person.
    assert not sure(*[{617: 0.95}] * 8)
    assert told(*[{617: 0.95}] * 8)["people"] > 0.5


def test_one_place_at_a_time() -> None:
    found = sure(*[{COUCH: 0.45, BED: 0.5}] * 8)
    assert found == {"bedroom"}


def test_more_of_it_is_more_probable() -> None:
    chances = [told(*[{WOK: share}] * 8).get("kitchen", 0.0) for share in (0.05, 0.2, 0.5, 0.9)]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_the_list_is_short_and_sorted() -> None:
    scenes = list_scenes(TABLE.names, np.linspace(0, 1, len(TABLE.names)))
    assert len(scenes) == KEPT
    assert [s.probability for s in scenes] == sorted((s.probability for s in scenes), reverse=True)
    assert list_scenes(TABLE.names, np.full(len(TABLE.names), LEAST / 2)) == ()


def test_the_table_is_whole() -> None:
    assert TABLE.shows.shape == TABLE.stands.shape == (LABELS, len(TABLE.names))
    assert (TABLE.stands | ~TABLE.shows).all()
    assert TABLE.stands.any(axis=0).all()


@pytest.mark.parametrize("row", ['[nowhere]\nshows = ["1"]', '[coast]\nshows = ["1000"]'])
def test_a_wrong_table_is_refused(row: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    from models.scenes import concept_table

    path = Path(str(tmp_path)) / "labels.toml"
    path.write_text(row)
    monkeypatch.setattr(concept_table, "TABLE", path)
    with pytest.raises(ValueError, match=r"unknown concepts|beyond 999"):
        concept_table.load_concept_table.__wrapped__()
