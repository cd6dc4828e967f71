"""The reader's training: folds that keep neighbours apart, targets, calibration, and a whole run on few messages."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.reading.intent_classifier import NeuralIntentClassifier, score_outputs
from models.weight_files import READER_FILE
from research.training import reader_examples, reader_run
from research.training.member_messages import LabelledMessage, parse_section
from research.training.reader_examples import LABELS, ReaderExamples, draw_folds, encode_texts, mark_targets
from research.training.reader_scores import check_labelled, measure_calibration
from research.training.reader_trainer import ReaderConfig, fit_calibration, fit_reader

DIM = 16
FEW = {
    "[next]": ["next", "another", "next one", "skip", "something else"],
    "[question tempo]": ["what tempo is it", "which tempo", "tempo?", "how fast is it", "bpm?"],
    "[edit fade]": ["fade out", "fade it at the end", "please fade", "fade in slowly", "a fade"],
    "[verdict_up+thanks]": ["lovely, thanks", "great, thank you", "perfect thanks", "thanks, love it", "nice, ty"],
}


class LetterEncoder:
    """Counts letters: no model, but the same text has the same vector and like texts have like ones."""

    name, version, dim = "letters", "1", DIM

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        found = np.zeros((len(texts), DIM), np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.split():
                row[zlib.crc32(word.encode()) % DIM] += 1
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
        return found

    def encode_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        return [self.encode(text.split()) for text in texts]


def list_messages() -> tuple[LabelledMessage, ...]:
    return tuple(
        LabelledMessage(text, language, parse_section(head), section)
        for language in ("en", "de")
        for section, (head, texts) in enumerate(FEW.items())
        for text in texts
    )


def make_examples() -> ReaderExamples:
    messages = list_messages()
    vectors = LetterEncoder().encode([m.text for m in messages])
    return ReaderExamples(messages, vectors, {group: mark_targets(messages, group) for group in LABELS})


def silent(*_: object) -> None: ...


def test_targets_name_every_act_and_only_details_that_are_said() -> None:
    messages = [LabelledMessage("x", "en", parse_section(head), 0) for head in FEW]
    intents = mark_targets(messages, "intents")
    assert [sorted(np.array(LABELS["intents"])[row > 0]) for row in intents] == [
        ["next"], ["question"], ["edit"], ["thanks", "verdict_up"],
    ]  # fmt: skip
    assert mark_targets(messages, "subjects").sum(1).tolist() == [0, 1, 0, 0]
    assert mark_targets(messages, "edits").sum(1).tolist() == [0, 0, 1, 0]


def test_neighbours_stay_in_one_fold_and_folds_are_drawn_by_the_seed() -> None:
    messages = [LabelledMessage(str(n), "en", parse_section("[wish]"), n // 30) for n in range(300)]
    folds = draw_folds(messages, 5, 10, 0)
    assert all(len(set(folds[i : i + 10].tolist())) == 1 for i in range(0, 300, 10))
    assert np.bincount(folds).tolist() == [60] * 5
    assert draw_folds(messages, 5, 10, 0).tolist() == folds.tolist()
    assert draw_folds(messages, 5, 10, 1).tolist() != folds.tolist()


def test_a_text_is_encoded_once_over_all_runs(tmp_path: Path) -> None:
    encoder = LetterEncoder()
    first = encode_texts(["b c", "a", "a"], encoder, tmp_path, silent)
    again = encode_texts(["a", "d", "b c"], encoder, tmp_path, silent)
    assert sorted(encoder.encoded) == ["a", "b c", "d"]
    assert first[1].tolist() == first[2].tolist() == again[0].tolist()


def test_training_is_seeded_and_learns() -> None:
    examples, config = make_examples(), ReaderConfig(epochs=8, batch=8)
    one, same, other = (fit_reader(examples, c) for c in (config, config, ReaderConfig(epochs=8, batch=8, seed=1)))
    assert np.array_equal(one.grams, same.grams)
    assert not np.array_equal(one.grams, other.grams)
    outputs = one.compute_outputs(examples.vectors, examples.texts)[:, : len(LABELS["intents"])]
    right = examples.targets["intents"][np.arange(len(outputs)), outputs.argmax(1)]
    assert right.mean() == 1


def test_calibration_undoes_outputs_that_claim_too_much() -> None:
    rng = np.random.default_rng(0)
    true = rng.normal(size=(4000, sum(map(len, LABELS.values())))).astype(np.float32)
    ends = np.cumsum([len(names) for names in LABELS.values()])[:-1]
    intents, subjects, edits = np.split(true, ends, axis=1)
    targets = {"intents": (rng.random(intents.shape) < 1 / (1 + np.exp(-intents))).astype(np.float32)}
    for group, values in (("subjects", subjects), ("edits", edits)):
        drawn = (values + rng.gumbel(size=values.shape)).argmax(1)
        targets[group] = np.eye(values.shape[1], dtype=np.float32)[drawn]
    found = fit_calibration(4 * true + np.float32(2), targets)
    assert found.slope == pytest.approx(0.25, abs=0.02)
    assert found.offset == pytest.approx(-0.5, abs=0.06)
    assert (found.subjects, found.edits) == pytest.approx((0.25, 0.25), abs=0.02)


def test_a_whole_run_writes_weights_that_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_examples, "load_messages", lambda language: [
        m for m in list_messages() if m.language == language
    ])  # fmt: skip
    labelled = tmp_path / "labelled.jsonl"
    row = {"id": "m1", "lang": "en", "text": "which tempo", "intent": "question", "slots": {"question": "tempo"}}
    labelled.write_text(json.dumps(row) + "\n")
    config = ReaderConfig(epochs=8, batch=8, folds=2, chunk=2)
    result = reader_run.train_reader(LetterEncoder(), tmp_path, tmp_path / "work", config, silent, labelled)
    assert result.path == tmp_path / READER_FILE
    assert result.held_out["messages"] == len(list_messages())
    assert result.check is not None
    assert result.check["right"]["detail of question"] == 1
    assert "question" in reader_run.format_figures(result.held_out)
    (scores,) = NeuralIntentClassifier.load(LetterEncoder(), tmp_path).classify(["which tempo"])
    assert scores.find_likeliest()[0] == "question"


def test_a_check_counts_every_fair_reading_and_lists_what_is_wrong() -> None:
    examples = make_examples()
    weights = fit_reader(examples, ReaderConfig(epochs=8, batch=8))
    scores = [score_outputs(r, LABELS, weights.calibration) for r in weights.compute_outputs(
        examples.vectors[:2], examples.texts[:2])]  # fmt: skip
    rows: list[dict[str, Any]] = [
        {"id": "a", "lang": "en", "intent": "wish", "also": [{"intent": "next"}], "slots": {}},
        {"id": "b", "lang": "en", "intent": "wish", "slots": {}},
    ]
    found = check_labelled(rows, scores)
    assert found["right"]["all"] == 0.5
    assert [row[:3] for row in found["wrong"]] == [["b", "wish", "next"]]
    assert 0 <= measure_calibration(examples.targets["intents"][:2], scores) <= 1
