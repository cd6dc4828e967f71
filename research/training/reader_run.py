"""`musechat train reader`: fits the reader to most of the written messages, tries it on the others, and writes it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.reading.message_classifier import LayeredEncoder, MessageClassifier, ReaderCalibration, score_outputs
from models.weight_files import READER_FILE, save_weights
from research.training.member_messages import LabelledMessage
from research.training.reader_examples import (
    ReaderExamples,
    draw_held_out,
    encode_examples,
    load_all_messages,
)
from research.training.reader_scores import check_labelled, read_labelled, summarise_scores
from research.training.reader_trainer import FittedReader, ReaderConfig, fit_calibration, fit_reader, predict_all

Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class ReaderResult:
    """What came of a run.

    Attributes:
        path: of the weights.
        version: of the weights.
        seconds: that it took.
        held_out: the figures on what was held out.
        check: those on messages labelled by somebody else; None without them.

    """

    path: Path
    version: str
    seconds: float
    held_out: dict[str, Any]
    check: dict[str, Any] | None


def train_reader(
    encoder: LayeredEncoder, out: Path, config: ReaderConfig, tell: Tell, labelled: Path | None = None
) -> ReaderResult:
    """Train the reader over ``encoder`` and write it to ``out``.

    ``labelled`` is a file of messages that are only compared with, after the weights are written.
    """
    started = time.monotonic()
    examples = encode_examples(encoder, load_all_messages(), config.layers, tell)
    held = draw_held_out(examples.messages[: examples.written], config.held_out, config.chunk, config.seed)
    fitted = fit_reader(encoder, examples, np.flatnonzero(~held).tolist(), config, tell)
    calibration, figures = try_reader(fitted, examples, np.flatnonzero(held).tolist())
    about = {
        "encoder": encoder.name,
        "encoder_version": encoder.version,
        "labels": examples.labels,
        "layers": config.layers,
        "adapter_scale": 1.0,
        "calibration": asdict(calibration),
        "config": asdict(config),
        "messages": count_languages(examples.messages[: examples.written]),
        "held_out": figures,
    }
    path = out / READER_FILE
    version = save_weights(path, fitted.list_arrays(), about)
    check = _check_weights(encoder, out, labelled) if labelled else None
    return ReaderResult(path, version, time.monotonic() - started, figures, check)


def try_reader(
    fitted: FittedReader, examples: ReaderExamples, rows: Sequence[int]
) -> tuple[ReaderCalibration, dict[str, Any]]:
    """Try what was fitted on rows that were held out: a calibration, and the figures with it."""
    outputs = predict_all(fitted.network, examples, rows)
    targets = examples.targets.select_rows(torch.tensor(rows))
    calibration = fit_calibration(outputs, targets, examples.labels)
    scores = score_outputs(outputs, examples.labels, calibration)
    return calibration, summarise_scores([examples.messages[row] for row in rows], scores)


def _check_weights(encoder: LayeredEncoder, out: Path, labelled: Path) -> dict[str, Any]:
    rows = read_labelled(labelled)
    return check_labelled(rows, MessageClassifier.load(encoder, out).classify([row["text"] for row in rows]))


def count_languages(messages: Sequence[LabelledMessage]) -> dict[str, int]:
    """Count the messages of each language."""
    languages = [message.language for message in messages]
    return {language: languages.count(language) for language in sorted(set(languages))}


def format_figures(figures: dict[str, Any]) -> str:
    """Format figures of what was held out or of a check, one a line."""
    lines = [f"{key}: {share:.3f}" for key, share in figures["right"].items()]
    rest = {key: value for key, value in figures.items() if key not in ("right", "wrong")}
    return "\n".join([json.dumps(rest), *lines, *(" ".join(row) for row in figures.get("wrong", ()))])
