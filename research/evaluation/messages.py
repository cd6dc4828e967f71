"""Evaluation of the reader on labelled messages of a thread: what it read, in the closed list that the labels use.

A row is ``{"id", "text", "before"?}``; a prediction ``{"id", "intent", "slots", "keeps_pick"}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from language.reading import LastPick, read_words
from language.reading.message_scores import MessageScorer
from language.reading.model_reading import ReadingModel, read_with_model
from language.reading.thread_context import BOT
from musechat.brief import Brief, BriefEvent
from research.evaluation.message_labels import describe_reading
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

_TEMPO = re.compile(r"(\d+) ?bpm", re.IGNORECASE)


def predict_messages(
    rows: Iterable[Mapping[str, Any]],
    scorer: MessageScorer | None = None,
    model: ReadingModel | None = None,
) -> Iterator[dict[str, Any]]:
    """Read each row through the whole engine, after what was said before it; without the other two by rules alone."""
    for row in rows:
        before = [str(said) for said in row.get("before", ())]
        brief, last = _replay_messages(before)
        text = str(row["text"])
        bot_said = next((said for said in reversed(before) if said.startswith(BOT)), "").removeprefix(BOT).strip()
        reading = read_with_model(
            text, last, brief, NAMES, model=model, scorer=scorer, before=before, bot_said=bot_said
        )
        yield {"id": row["id"], **describe_reading(reading)}


def _replay_messages(before: Sequence[str]) -> tuple[Brief, LastPick]:
    """What earlier messages come to: the brief of the member's own, and the pick that the bot's last one names."""
    events: list[BriefEvent] = []
    last: LastPick | None = None
    for turn, said in enumerate(before, 1):
        if said.startswith(BOT):
            last = _parse_pick(said)
            continue
        changes = read_words(said, last, Brief.replay_events(events), NAMES).events
        events += [BriefEvent(len(events) + n, turn, 1, *change) for n, change in enumerate(changes, 1)]
    return Brief.replay_events(events), last or LAST


def _parse_pick(said: str) -> LastPick:
    """Parse a message of the bot, "bot: TITLE – 88 bpm, …": its pick, as the last one but for what is said of it."""
    tempo = _TEMPO.search(said)
    return replace(LAST, tempo_bpm=float(tempo[1])) if tempo else LAST


def load_messages(path: Path) -> Iterator[dict[str, Any]]:
    """Load the rows of a file, one JSON object a line."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def write_predictions(
    rows: Sequence[Mapping[str, Any]],
    path: Path,
    scorer: MessageScorer | None = None,
    done: Callable[[], None] | None = None,
    *,
    model: ReadingModel | None = None,
) -> None:
    """Read all rows and write a prediction for each."""
    with path.open("w", encoding="utf-8") as file:
        for prediction in predict_messages(rows, scorer, model):
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            if done is not None:
                done()
