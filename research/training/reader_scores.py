"""How well the reader does on messages that it was not fitted to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.reading.intent_scores import IntentScores
from models.reading.intent_classifier import IntentCalibration, score_outputs
from research.training.reader_examples import LABELS, ReaderExamples, draw_folds
from research.training.reader_trainer import ReaderConfig, fit_calibration, fit_reader

SURE = 0.8  # from here on an intent counts as sure, for the share that is and how often that is right
Marks = dict[str, list[bool]]


def cross_validate(
    examples: ReaderExamples, config: ReaderConfig, tell: Callable[[str, float], None]
) -> tuple[IntentCalibration, dict[str, Any]]:
    """Fit without each fold in turn: a calibration of the outputs for what was held out, and what they come to.

    The calibration that is returned is fitted to all of them; the figures of each fold use one fitted to the others.
    """
    folds = draw_folds(examples.messages, config.folds, config.chunk, config.seed)
    outputs: list[NDArray[np.float32]] = []
    rows: list[NDArray[np.intp]] = []
    for fold in range(config.folds):
        held = np.flatnonzero(folds == fold)
        weights = fit_reader(examples.select_rows(np.flatnonzero(folds != fold)), config)
        part = examples.select_rows(held)
        outputs.append(weights.compute_outputs(part.vectors, part.texts))
        rows.append(held)
        tell("folds held out", (fold + 1) / config.folds)
    joined = np.concatenate(outputs)[np.argsort(np.concatenate(rows))]
    calibration = fit_calibration(joined, examples.targets)
    scores: dict[int, IntentScores] = {}
    for fold in range(config.folds):
        others = np.flatnonzero(folds != fold)
        own = fit_calibration(joined[others], {group: values[others] for group, values in examples.targets.items()})
        scores |= {int(i): score_outputs(joined[i], LABELS, own) for i in np.flatnonzero(folds == fold)}
    return calibration, summarise_scores(examples, [scores[i] for i in range(len(joined))])


def summarise_scores(examples: ReaderExamples, scores: Sequence[IntentScores]) -> dict[str, Any]:
    """Summarise how often the likeliest intent, subject and edit are right, and how far the probabilities hold."""
    marks: Marks = defaultdict(list)
    for message, found in zip(examples.messages, scores, strict=True):
        said = {act.intent for act in message.acts}
        name, probability = found.find_likeliest()
        right = name in said
        for key in ("all", f"language {message.language}", f"intent {message.acts[0].intent}"):
            marks[key].append(right)
        if probability >= SURE:
            marks["sure"].append(right)
        if len(said) > 1:
            marks["several acts, all found"].append(set(found.find_intents()) == said)
        for act in message.acts:
            if act.detail:
                values = found.subjects if act.intent == "question" else found.edits
                marks[f"detail of {act.intent}"].append(max(values, key=values.__getitem__) == act.detail)
    shares = {key: round(float(np.mean(values)), 4) for key, values in sorted(marks.items())}
    return {
        "messages": len(scores),
        "right": shares,
        "share_sure": round(len(marks["sure"]) / len(scores), 4),
        "calibration_error": round(measure_calibration(examples.targets["intents"], scores), 4),
    }


def measure_calibration(targets: NDArray[np.float32], scores: Sequence[IntentScores]) -> float:
    """Measure the expected calibration error of the intents' probabilities, in ten bins of equal width."""
    said = np.array([[found.intents[name] for name in LABELS["intents"]] for found in scores]).ravel()
    held = targets.ravel()
    bins = np.minimum((said * 10).astype(int), 9)
    return float(
        sum(abs(said[bins == b].mean() - held[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    )


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """Read messages that were labelled by somebody else, for a check: one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def check_labelled(rows: Iterable[dict[str, Any]], scores: Sequence[IntentScores]) -> dict[str, Any]:
    """Compare ``scores`` with labelled ``rows``; any reading that the labels call fair is right."""
    marks: Marks = defaultdict(list)
    wrong: list[list[str]] = []
    for row, found in zip(rows, scores, strict=True):
        fair = {row["intent"], *(also["intent"] for also in row.get("also", ()))}
        name, probability = found.find_likeliest()
        for key in ("all", f"language {row['lang']}", f"intent {row['intent']}"):
            marks[key].append(name in fair)
        if probability >= SURE:
            marks["sure"].append(name in fair)
        if name not in fair:
            wrong.append([row["id"], row["intent"], name, f"{probability:.2f}"])
        for intent, values in (("question", found.subjects), ("edit", found.edits)):
            wanted = row["slots"].get(intent) if row["intent"] == intent else None
            if wanted:
                likeliest = max(values, key=values.__getitem__)
                marks[f"detail of {intent}"].append(likeliest in ([wanted] if isinstance(wanted, str) else wanted))
    shares = {key: round(float(np.mean(values)), 4) for key, values in sorted(marks.items())}
    share_sure = round(len(marks["sure"]) / max(len(scores), 1), 4)
    return {"messages": len(scores), "right": shares, "share_sure": share_sure, "wrong": wrong}
