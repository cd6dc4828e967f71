"""How well the reader does on messages that it was not fitted to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from language.reading.message_scores import MessageScores
from research.training.member_messages import LabelledMessage

SURE = 0.8  # from here on an intent counts as sure, for the share that is and how often that is right
LIKELY = 0.5  # from here on a wish counts as read
Marks = dict[str, list[bool]]


def summarise_scores(messages: Sequence[LabelledMessage], scores: Sequence[MessageScores]) -> dict[str, Any]:
    """Summarise how often the likeliest intent, subject and edit are right, and how far the probabilities hold."""
    marks: Marks = defaultdict(list)
    for message, found in zip(messages, scores, strict=True):
        said = {act.intent for act in message.acts}
        name, probability = found.find_likeliest()
        right = name in said
        for key in ("all", f"language {message.language}", f"intent {message.acts[0].intent}"):
            marks[key].append(right)
        if probability >= SURE:
            marks["sure"].append(right)
        for act in message.acts:
            values = {"question": found.subjects, "edit": found.edits}.get(act.intent)
            if values and act.detail:
                marks[f"detail of {act.intent}"].append(max(values, key=values.__getitem__) == act.detail)
    shares = {key: round(float(np.mean(values)), 4) for key, values in sorted(marks.items())}
    return {
        "messages": len(scores),
        "right": shares,
        "share_sure": round(len(marks["sure"]) / max(len(scores), 1), 4),
        "calibration_error": round(measure_calibration(messages, scores), 4),
        **summarise_wishes(messages, scores),
    }


def summarise_wishes(messages: Sequence[LabelledMessage], scores: Sequence[MessageScores]) -> dict[str, float]:
    """Summarise what was read of wishes where they are labelled: precision, recall, and how many were turned round."""
    read = right = meant = turned = 0
    for message, found in zip(messages, scores, strict=True):
        if message.wishes is None:
            continue
        wanted = {wish.name: wish.sign for wish in message.wishes}
        likely = {s.name: 1 if s.more > s.less else -1 for s in found.wishes if max(s.more, s.less) >= LIKELY}
        meant += len(wanted)
        read += len(likely)
        right += sum(wanted.get(name) == sign for name, sign in likely.items())
        turned += sum(wanted.get(name) == -sign for name, sign in likely.items())
    return {
        "wish_precision": round(right / max(read, 1), 4),
        "wish_recall": round(right / max(meant, 1), 4),
        "wishes_turned": round(turned / max(meant, 1), 4),
    }


def measure_calibration(messages: Sequence[LabelledMessage], scores: Sequence[MessageScores]) -> float:
    """Measure the expected calibration error of the intents' probabilities, in ten bins of equal width."""
    names = list(scores[0].intents)
    said = np.array([[found.intents[name] for name in names] for found in scores]).ravel()
    acts = [{act.intent for act in message.acts} for message in messages]
    held = np.array([[name in intents for name in names] for intents in acts], np.float64).ravel()
    bins = np.minimum((said * 10).astype(int), 9)
    return float(
        sum(abs(said[bins == b].mean() - held[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    )


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """Read messages that were labelled by somebody else, for a check: one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def check_labelled(rows: Iterable[dict[str, Any]], scores: Sequence[MessageScores]) -> dict[str, Any]:
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
