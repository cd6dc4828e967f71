"""Prints the progress and the reports of ``musechat data``."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.setup import err, out
from musechat.errors import BadInput

if TYPE_CHECKING:
    from research.datasets.dataset_builder import BuildReport
    from research.datasets.import_set import ImportReport
    from research.datasets.summary import Summary
    from research.datasets.training_tuple import Quartet
    from research.datasets.tuple_facts import Author

_MOST_NAMED = 5  # problems that are listed one by one


class BuildProgress:
    """Prints progress on standard error: a line at the end of each step, and at most one every ``every_s`` seconds."""

    def __init__(self, every_s: float = 5.0) -> None:
        self._every = every_s
        self._last = time.monotonic()

    def __call__(self, what: str, share: float) -> None:
        """Report that ``share`` (0 to 1) of a step is done."""
        now = time.monotonic()
        if share >= 1.0 or now - self._last >= self._every:
            self._last = now
            err.print(f"{100 * share:3.0f} % {what}", markup=False)


def print_built(report: BuildReport, author: Author) -> None:
    """Print what a build did."""
    from research.datasets.chat_model import LlmAuthor

    written = ", ".join(f"{n} by {name}" for name, n in report.writing.written.items())
    out.print(f"{report.finished} items made{f' ({written})' if written else ''}, {report.kept} kept.", markup=False)
    if report.writing.rejected:
        out.print(
            f"Texts that failed a check: {_counts(report.writing.rejected)}; {report.writing.retried} asked for again, "
            f"{report.writing.replaced} replaced by the grammar.",
            markup=False,
        )
    if isinstance(author, LlmAuthor):
        used = author.usage
        out.print(
            f"The model was called {used.calls} times ({used.tries_again} after a failure): "
            f"{used.prompt_tokens} prompt and {used.completion_tokens} completion tokens, as it counts them."
        )
    if report.skipped:
        # Counted by reason first: a wrong folder gives the same error for every pair.
        out.print(f"Left out: {_counts(report.count_skipped)}.", markup=False)
        for video_id, error in list(report.skipped.items())[:_MOST_NAMED]:
            out.print(f"  {video_id}: {error.line}", markup=False)


def print_imported(imported: ImportReport, folder: Path) -> None:
    """Print what an import read and wrote."""
    from research.datasets.finalisation import PAIRS_FOLDER
    from research.datasets.split import measure_artist_overlap
    from research.datasets.training_tuple import Split

    _print_broken(imported.broken)
    out.print(f"{len(imported.quartets)} items read, {len(imported.missing)} lack features or a candidate.")
    for video_id in imported.missing[:_MOST_NAMED]:
        out.print(f"  {video_id}", markup=False)
    if imported.pairs is None:
        return
    parts = Counter(imported.pairs.split.tolist())
    out.print(
        f"Pair set: {folder / PAIRS_FOLDER}, {len(imported.pairs.quartet)} quartets: "
        + ", ".join(f"{parts[part.value]} {part.name.lower()}" for part in Split)
        + f"; {len(imported.pairs.music_ids)} pieces of music.",
        markup=False,
    )
    split = {quartet.video_id: quartet.split for quartet in imported.quartets if quartet.split is not None}
    # The released split is by video: an artist in both parts makes test figures look better than they are.
    out.print(
        f"Artists of the test part who are in training too: {measure_artist_overlap(imported.quartets, split):.1%}."
    )


def print_summary(summary: Summary, broken: Sequence[BadInput], samples: Sequence[Quartet]) -> None:
    """Print what a data set holds, and some of its conversations."""
    _print_broken(broken)
    noted = "" if summary.split_noted else " (the documented split; the items name none)"
    made = f", {summary.made} with pairs made by rule" if summary.made else ""
    rows = {
        "items": f"{summary.items}{made}",
        "split": ", ".join(f"{n} {name}" for name, n in summary.split.items()) + noted,
        "written by": ", ".join(f"{name or 'unnamed'} {n}" for name, n in summary.generators.items()),
        "leaks": _counts(summary.leaks) or "none",
        "artist overlap": f"{summary.overlap:.1%} of test items have an artist of the training part",
        "known artists": f"{summary.known_artists} items",
        "candidates": f"{summary.candidates} for {summary.targets} targets ({summary.hubness:.2f}), "
        f"the busiest in {summary.busiest} items" + (f"; {summary.same} are the target" if summary.same else ""),
        "tags in t3": f"{summary.tags_named:.1f} on average",
    }
    for turn, length in summary.lengths.items():
        rows[f"words of {turn}"] = f"{length.least} to {length.most}, median {length.median:g}, mean {length.mean:.1f}"
    for name, text in rows.items():
        out.print(f"{name:<16}{text}", markup=False)
    for quartet in samples:
        _print_sample(quartet)


def _print_sample(quartet: Quartet) -> None:
    candidate = quartet.candidate.id if quartet.candidate else "none"
    out.print(f"\n{quartet.video_id}: target {quartet.target.id}, candidate {candidate}", style="bold", markup=False)
    for number, turn in enumerate(quartet.conversation.turns, start=1):
        out.print(f"  t{number}  {turn}", markup=False)


def _print_broken(broken: Sequence[BadInput]) -> None:
    if broken:
        out.print(f"{len(broken)} items cannot be read:")
    for error in broken[:_MOST_NAMED]:
        out.print(f"  {error.message}", markup=False)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items())
