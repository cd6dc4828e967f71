"""Report of the writer's evaluation: JSON, a bar chart, and a comparison with its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from language.descriptions import format_clock
from research.evaluation.charts import ChartBar, draw_bars
from research.evaluation.intervals import Interval
from research.evaluation.writer.cases import WriterCase
from research.evaluation.writer.language_model_judge import ReaderFigures
from research.evaluation.writer.metrics import Gain, JudgedText, RowFigures
from research.evaluation.writer.overlap import BACK_END, Overlap
from research.evaluation.writer.written_reasons import RAW, SHOWN

CORRECT_SHOWN, MUSICAL_SHOWN, CORRECT_RAW, MUSICAL_RAW = 1.0, 0.95, 0.9, 0.8


@dataclass(frozen=True)
class CaseSubset:
    """Figures over all cases, or over those with tracks held out from training."""

    name: str
    cases: int
    tracks: int
    rows: Sequence[RowFigures]
    gains: Sequence[Gain]


@dataclass(frozen=True)
class TargetNumber:
    """One target; ``met`` is None if nothing could be measured or the interval includes zero."""

    what: str
    found: str
    met: bool | None


def check_targets(part: CaseSubset) -> list[TargetNumber]:
    """Compare the writer's figures with its targets."""
    rows = {row.name: row for row in part.rows}
    found = []
    for name, correct, musical in ((SHOWN, CORRECT_SHOWN, MUSICAL_SHOWN), (RAW, CORRECT_RAW, MUSICAL_RAW)):
        if row := rows.get(name):
            right = row.correctness
            found.append(
                TargetNumber(
                    f"{name}: names right at least {correct:g}", _format_interval(right), right.mean >= correct
                )
            )
            met = None if row.musicality is None else row.musicality.mean >= musical
            found.append(
                TargetNumber(
                    f"{name}: claims about the music at least {musical:g}", _format_interval(row.musicality), met
                )
            )
    for gain in part.gains:
        # A gain whose interval includes zero is reported as undecided, neither met nor missed.
        clear = gain.gain.low > 0 or gain.gain.high < 0
        difference = f"{gain.gain.mean:+.3f} [{gain.gain.low:+.3f}, {gain.gain.high:+.3f}]"
        difference += "" if clear else ", within chance"
        found.append(
            TargetNumber(f"{RAW}: {gain.what} above {gain.than}", difference, gain.gain.mean > 0 if clear else None)
        )
    return found


def to_json(
    parts: Sequence[CaseSubset],
    overlaps: Mapping[str, Overlap],
    reader: ReaderFigures | None,
    about: Mapping[str, Any],
    texts: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return all results as JSON types."""
    return {
        **about,
        "parts": {part.name: asdict(part) for part in parts},
        "demands": [asdict(demand) for demand in check_targets(parts[0])],
        "overlap": {"back_end": BACK_END, "rows": {name: asdict(found) for name, found in overlaps.items()}},
        "reader": asdict(reader) if reader else None,
        "cases": list(texts),
    }


def case_to_json(case: WriterCase, row: Mapping[str, JudgedText]) -> dict[str, Any]:
    """Convert one case with all its texts and their claims to JSON types."""
    facts = case.facts
    return {
        "clip": case.clip,
        "words": case.words,
        "track": {"id": facts.track.id, "title": facts.track.title, "artist": facts.track.artist},
        "start": format_clock(facts.moment.start_s),
        "texts": {
            name: {
                "text": each.text.text,
                "passed": each.text.passed,
                "outcome": each.text.outcome.value,
                "names_right": each.named_right,
                "claims": [asdict(claim) for claim in each.read.claims],
                "tags_named": list(each.read.named),
            }
            for name, each in row.items()
        },
    }


def draw_figures(part: CaseSubset, path: Path) -> None:
    """Draw right names and right claims of every row into a PNG."""
    bars = [ChartBar(f"{row.name}: names", row.correctness) for row in part.rows]
    bars += [ChartBar(f"{row.name}: claims", row.musicality) for row in part.rows if row.musicality]
    bars += [ChartBar(f"{row.name}: recall", row.recall) for row in part.rows if row.recall]
    draw_bars(path, f"Names, claims about the music, and tags named; {part.cases} reasons", bars, MUSICAL_SHOWN)


def _format_interval(found: Interval | None) -> str:
    return "not judged" if found is None else f"{found.mean:.3f} [{found.low:.3f}, {found.high:.3f}]"
