"""`musechat train reader`: cross-validates the classifier of intents, fits it to all messages and writes it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.encoders.interface import TextEncoder
from models.reading.intent_classifier import NeuralIntentClassifier
from models.weight_files import READER_FILE, save_weights
from research.training.reader_examples import LABELS, ReaderExamples, load_examples
from research.training.reader_scores import check_labelled, cross_validate, read_labelled
from research.training.reader_trainer import ReaderConfig, fit_reader


@dataclass(frozen=True, slots=True)
class ReaderResult:
    """What came of a run.

    Attributes:
        path: of the weights.
        version: of the weights.
        seconds: that it took.
        held_out: the figures by cross-validation.
        check: those on messages labelled by somebody else; None without them.

    """

    path: Path
    version: str
    seconds: float
    held_out: dict[str, Any]
    check: dict[str, Any] | None


def train_reader(
    encoder: TextEncoder,
    out: Path,
    work: Path,
    config: ReaderConfig,
    tell: Callable[[str, float], None],
    labelled: Path | None = None,
) -> ReaderResult:
    """Train the reader over ``encoder`` and write it to ``out``; sentence vectors are kept in ``work``.

    ``labelled`` is a file of messages that are only compared with, after the weights are written.
    """
    started = time.monotonic()
    examples = load_examples(encoder, work, tell)
    calibration, held_out = cross_validate(examples, config, tell)
    weights = replace(fit_reader(examples, config), calibration=calibration)
    about = {
        "encoder": encoder.name,
        "encoder_version": encoder.version,
        "labels": LABELS,
        "calibration": asdict(calibration),
        "config": asdict(config),
        "messages": _count_languages(examples),
        "held_out": held_out,
    }
    values = {field.name: getattr(weights, field.name) for field in fields(weights)}
    arrays = {name: torch.from_numpy(value) for name, value in values.items() if isinstance(value, np.ndarray)}
    path = out / READER_FILE
    version = save_weights(path, arrays, about)
    check = _check_weights(encoder, out, labelled) if labelled else None
    return ReaderResult(path, version, time.monotonic() - started, held_out, check)


def _check_weights(encoder: TextEncoder, out: Path, labelled: Path) -> dict[str, Any]:
    rows = read_labelled(labelled)
    return check_labelled(rows, NeuralIntentClassifier.load(encoder, out).classify([row["text"] for row in rows]))


def _count_languages(examples: ReaderExamples) -> dict[str, int]:
    languages = [message.language for message in examples.messages]
    return {language: languages.count(language) for language in sorted(set(languages))}


def format_figures(figures: dict[str, Any]) -> str:
    """Format figures of cross-validation or of a check, one a line."""
    lines = [f"{key}: {share:.3f}" for key, share in figures["right"].items()]
    rest = {key: value for key, value in figures.items() if key not in ("right", "wrong")}
    return "\n".join([json.dumps(rest), *lines, *(" ".join(row) for row in figures.get("wrong", ()))])
