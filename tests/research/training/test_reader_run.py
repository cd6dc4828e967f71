"""The reader's training: what is held out, targets, calibration, and a whole run on few messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from language.reading.message_scores import MessageScores
from models.reading.message_classifier import MessageClassifier, score_outputs
from models.reading.message_network import MessageOutputs
from models.weight_files import READER_FILE
from research.training import reader_run
from research.training.member_messages import LabelledMessage, parse_line, parse_section
from research.training.reader_examples import (
    UNKNOWN,
    ReaderExamples,
    ReaderTargets,
    draw_held_out,
    encode_examples,
    list_labels,
    mark_targets,
)
from research.training.reader_scores import check_labelled, measure_calibration, summarise_wishes
from research.training.reader_trainer import ReaderConfig, fit_calibration, fit_reader, predict_all
from tests.models.reading.tiny_encoder import make_encoder

FEW = [
    "next | | another one",
    "question | q:tempo | what tempo is it",
    "edit | e:fade | fade it out",
    "verdict_up+thanks | | lovely thanks",
    "wish | +piano | a piano please",
    "wish | --drums | no drums",
    "wish | -drums energy:down | fewer drums and calmer",
    "wish | ++piano | only piano",
    "wish | +drums | drums are good",
    "wish | -piano | less piano",
]
CONFIG = ReaderConfig(layers=2, rank=4, epochs=60, rate=1e-2, head_rate=2e-2, gram_rate=1e-2, dropout=0.0,
                      word_dropout=0.0, respelt=0.0, batch=5, held_out=0.2, chunk=1)  # fmt: skip


def list_messages() -> tuple[LabelledMessage, ...]:
    written = tuple(parse_line(line, language) for language in ("en", "de") for line in FEW)
    return (*written, LabelledMessage("skip", "en", parse_section("[next]"), 1))


def silent(*_: object) -> None: ...


@pytest.fixture(scope="module")
def examples() -> ReaderExamples:
    return encode_examples(make_encoder(), list_messages(), CONFIG.layers, silent)


def test_a_line_says_what_its_message_does_and_wants() -> None:
    message = parse_line("verdict_up+question | q:artist --drums +boss_fight mood:up | who? | ".rstrip(" |"), "en")
    assert [(act.intent, act.detail) for act in message.acts] == [("verdict_up", ""), ("question", "artist")]
    assert message.wishes is not None
    assert [(w.name, w.sign, w.firm) for w in message.wishes] == [
        ("drums", -1, True), ("boss fight", 1, False), ("mood", 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["wish | +piano", "wish | piano | x", "sing | | x", "wish | wind:up | x", "edit | e:sing | x"]
)
def test_a_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"of three parts|no such|neither wanted"):
        parse_line(line, "en")


def test_targets_name_every_act_and_wish_and_know_what_nobody_labelled() -> None:
    messages = list_messages()
    labels = list_labels(messages)
    assert labels["concepts"] == ("drums", "piano")
    targets = mark_targets(messages, labels)
    named = [*labels["intents"], *labels["subjects"], *labels["edits"]]
    assert {named[n] for n in torch.nonzero(targets.acts[3])[:, 0]} == {"verdict_up", "thanks"}
    assert {named[n] for n in torch.nonzero(targets.acts[1])[:, 0]} == {"question", "tempo"}
    drums, energy = 0, 2 + labels["scales"].index("energy")
    assert targets.wishes[6, [drums, energy]].tolist() == [2, 2]
    assert (targets.wishes[5, drums], targets.firm[5, drums], targets.firm[6, drums]) == (2, 1, 0)
    assert (targets.wishes[-1] == UNKNOWN).all()


def test_neighbours_are_held_out_together_and_drawn_by_the_seed() -> None:
    messages = [LabelledMessage(str(n), "en", parse_section("[wish]"), n // 30) for n in range(300)]
    held = draw_held_out(messages, 0.2, 10, 0)
    assert all(len(set(held[i : i + 10].tolist())) == 1 for i in range(0, 300, 10))
    assert held.sum() == 60
    assert held.tolist() == draw_held_out(messages, 0.2, 10, 0).tolist()
    assert held.tolist() != draw_held_out(messages, 0.2, 10, 1).tolist()


def test_each_message_stands_beside_itself_in_another_spelling(examples: ReaderExamples) -> None:
    count = examples.written
    assert count == len(list_messages()) == len(examples.messages) / 2
    for written, other in zip(examples.messages[:count], examples.messages[count:], strict=True):
        assert (other.acts, other.wishes, other.language) == (written.acts, written.wishes, written.language)
    assert any(a.text != b.text for a, b in zip(examples.messages, examples.messages[count:], strict=False))
    assert torch.equal(examples.targets.acts[:count], examples.targets.acts[count:])


def test_training_is_seeded_and_learns(examples: ReaderExamples) -> None:
    rows = list(range(examples.written))
    short = replace(CONFIG, epochs=2)
    one, same, other = (
        fit_reader(make_encoder(), examples, rows, config, silent).list_arrays()
        for config in (short, short, replace(short, seed=1, respelt=0.5))
    )
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not torch.equal(one["mentions"], other["mentions"])
    fitted = fit_reader(make_encoder(), examples, rows, CONFIG, silent)
    outputs = predict_all(fitted.network, examples, rows)
    targets = examples.targets.select_rows(torch.tensor(rows))
    labelled = targets.wishes != UNKNOWN
    assert (outputs.wishes.argmax(2) == targets.wishes)[labelled].all()
    intents = len(examples.labels["intents"])
    best = outputs.acts[:, :intents].argmax(1)
    assert targets.acts[torch.arange(len(rows)), best].all()


def test_calibration_undoes_outputs_that_claim_too_much() -> None:
    labels = {"intents": ("a", "b", "c"), "subjects": ("d", "e"), "edits": ("f", "g"), "concepts": ("h",), "scales": ()}
    rng = np.random.default_rng(0)
    true = rng.normal(size=(6000, 7)).astype(np.float32)
    acts = np.zeros_like(true)
    acts[:, :3] = rng.random((6000, 3)) < 1 / (1 + np.exp(-true[:, :3]))
    for a, b in ((3, 5), (5, 7)):
        acts[:, a:b] = np.eye(2)[(true[:, a:b] + rng.gumbel(size=(6000, 2))).argmax(1)]
    wishes = np.concatenate([np.zeros((6000, 1)), rng.normal(size=(6000, 2))], 1).astype(np.float32)
    drawn = (wishes + rng.gumbel(size=wishes.shape)).argmax(1)
    firm = rng.normal(size=(6000, 1)).astype(np.float32)
    bound = (rng.random((6000, 1)) < 1 / (1 + np.exp(-firm))).astype(np.float32)
    outputs = MessageOutputs(
        torch.from_numpy(4 * true), torch.from_numpy(2 * wishes[:, None]), torch.from_numpy(2 * firm), torch.empty(0)
    )
    targets = ReaderTargets(torch.from_numpy(acts), torch.from_numpy(drawn)[:, None], torch.from_numpy(bound))
    found = fit_calibration(outputs, targets, labels)
    assert (found.slope, found.subjects, found.edits) == pytest.approx((0.25, 0.25, 0.25), abs=0.03)
    assert (found.wishes, found.firm) == pytest.approx((0.5, 0.5), abs=0.06)


def test_a_whole_run_writes_weights_that_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_run, "load_all_messages", list_messages)
    labelled = tmp_path / "labelled.jsonl"
    row = {"id": "m1", "lang": "en", "text": "what tempo is it", "intent": "question", "slots": {"question": "tempo"}}
    labelled.write_text(json.dumps(row) + "\n")
    result = reader_run.train_reader(make_encoder(), tmp_path, CONFIG, silent, labelled)
    assert result.path == tmp_path / READER_FILE
    assert result.held_out["messages"] > 0
    assert result.check is not None
    assert "question" in reader_run.format_figures(result.check)
    served = MessageClassifier.load(make_encoder(), tmp_path)
    assert served.version == result.version
    (scores,) = served.classify(["next please"])
    assert set(scores.intents) == set(served.labels["intents"])


def test_what_is_served_is_what_was_trained(tmp_path: Path, examples: ReaderExamples) -> None:
    rows = list(range(examples.written))
    fitted = fit_reader(make_encoder(), examples, rows, replace(CONFIG, epochs=3), silent)
    monkeyed = [examples.messages[row].text for row in rows]
    about: dict[str, Any] = {
        "encoder": "multilingual-e5-small", "labels": examples.labels, "layers": CONFIG.layers,
        "adapter_scale": 1.0, "calibration": {},
    }  # fmt: skip
    reader_run.save_weights(tmp_path / READER_FILE, fitted.list_arrays(), about)
    served = MessageClassifier.load(make_encoder(), tmp_path).classify(monkeyed)
    trained = score_outputs(
        predict_all(fitted.network, examples, rows), examples.labels, reader_run.ReaderCalibration()
    )
    for one, other in zip(served, trained, strict=True):  # stored in half precision
        assert one.intents == pytest.approx(other.intents, abs=0.02)


def make_scores(intent: str) -> MessageScores:
    return MessageScores({"wish": 0.1, "next": 0.1, intent: 0.9}, {"tempo": 1.0}, {"fade": 1.0})


def test_a_check_counts_every_fair_reading_and_lists_what_is_wrong() -> None:
    rows: Sequence[dict[str, Any]] = [
        {"id": "a", "lang": "en", "intent": "wish", "also": [{"intent": "next"}], "slots": {}},
        {"id": "b", "lang": "en", "intent": "wish", "slots": {}},
    ]
    scores = [make_scores("next"), make_scores("next")]
    found = check_labelled(rows, scores)
    assert found["right"]["all"] == 0.5
    assert [row[:3] for row in found["wrong"]] == [["b", "wish", "next"]]
    messages = [parse_line("next | | x", "en"), parse_line("next | +piano | y", "en")]
    assert measure_calibration(messages, scores) == pytest.approx(0.1)
    assert summarise_wishes(messages, scores) == {"wish_precision": 0, "wish_recall": 0, "wishes_turned": 0}
