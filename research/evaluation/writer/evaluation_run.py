"""Evaluation of the writer: from the texts of all methods to the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from language.claims.catalogue_names import shorten_name
from models.encoders.interface import TextEncoder
from models.writer.prompt import ARTIST, TITLE
from research.evaluation.writer.cases import WriterCase
from research.evaluation.writer.judge_tags import JudgedTrack
from research.evaluation.writer.language_model_judge import ReaderFigures
from research.evaluation.writer.metrics import Gain, JudgedText, compute_figures, compute_gain, judge_texts
from research.evaluation.writer.name_accuracy import KnownNames
from research.evaluation.writer.overlap import Overlap, TokenStates, measure_overlap
from research.evaluation.writer.report import CaseSubset, case_to_json, to_json
from research.evaluation.writer.written_reasons import BARE, RAW, SHUFFLED, SILENT, TEMPLATE, WrittenReason
from research.training.reason_grammar import write_by_grammar

COMPARED = (BARE, SHUFFLED, SILENT)
MEASURED = ("musicality", "by ear", "recall", "F1")


@dataclass(frozen=True)
class WriterRun:
    """Texts of every method about the same cases, with the judges' results.

    Attributes:
        cases: the cases.
        rows: the texts of each method, one per case.
        heard: the judges' results by track id; empty without judges.
        guessed: the same, with verdicts where the judges are not sure.
        names: names of the library.
        unheard: file names of tracks held out from all training.
        seed: of the bootstrap and of the grammar's references.

    """

    cases: Sequence[WriterCase]
    rows: Mapping[str, Sequence[WrittenReason]]
    heard: Mapping[str, JudgedTrack]
    guessed: Mapping[str, JudgedTrack]
    names: KnownNames
    unheard: Collection[str] = ()
    seed: int = 0

    @cached_property
    def judged_rows(self) -> dict[str, list[JudgedText]]:
        """Judged texts of every method."""
        return {name: judge_texts(self.cases, texts, self.names, self.heard) for name, texts in self.rows.items()}

    @cached_property
    def guessed_rows(self) -> dict[str, list[JudgedText]]:
        """Judged texts of every method, with verdicts where the judges are not sure."""
        return {name: judge_texts(self.cases, texts, self.names, self.guessed) for name, texts in self.rows.items()}

    @cached_property
    def case_subsets(self) -> list[CaseSubset]:
        """Figures over all cases and, if there are any, over those with held-out tracks."""
        apart = [n for n, case in enumerate(self.cases) if Path(case.facts.track.path).name in self.unheard]
        found = [self._make_subset("all", range(len(self.cases)))]
        return [*found, self._make_subset("unheard", apart)] if apart else found

    def measure_overlaps(self, encoder: TextEncoder) -> dict[str, Overlap]:
        """Measure each method's overlap with the template's and the grammar's texts for the same facts."""
        rng = np.random.default_rng(self.seed)
        by_grammar = [_insert_names(write_by_grammar(case.facts, rng), case) for case in self.cases]
        plain = [text.text for text in self.rows[TEMPLATE]]
        both = [list(pair) for pair in zip(plain, by_grammar, strict=True)]
        grammar = [[text] for text in by_grammar]
        states = TokenStates(encoder)
        return {
            # The template is not compared with itself, which would score 1.
            name: measure_overlap([text.text for text in texts], grammar if name == TEMPLATE else both, states)
            for name, texts in self.rows.items()
        }

    def make_report(
        self, encoder: TextEncoder, reader: ReaderFigures | None, about: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return all results as JSON types."""
        texts = [
            case_to_json(case, {name: row[n] for name, row in self.judged_rows.items()})
            for n, case in enumerate(self.cases)
        ]
        return to_json(self.case_subsets, self.measure_overlaps(encoder), reader, about, texts)

    def _make_subset(self, name: str, places: Sequence[int]) -> CaseSubset:
        cases = [self.cases[n] for n in places]
        rows = {way: [row[n] for n in places] for way, row in self.judged_rows.items()}
        tracks = len({case.facts.track.id for case in cases})
        guesses = {way: [row[n] for n in places] for way, row in self.guessed_rows.items()}
        found = [compute_figures(way, cases, row, guesses[way], self.seed) for way, row in rows.items()]
        return CaseSubset(name, len(cases), tracks, found, self._compute_gains(rows))

    def _compute_gains(self, rows: Mapping[str, Sequence[JudgedText]]) -> list[Gain]:
        found = [
            compute_gain(what, than, rows[RAW], rows[than], self.seed)
            for than in COMPARED
            for what in MEASURED
            if RAW in rows and than in rows
        ]
        return [each for each in found if each is not None]


def _insert_names(text: str, case: WriterCase) -> str:
    track = case.facts.track
    return text.replace(TITLE, shorten_name(track.title)).replace(ARTIST, shorten_name(track.artist))
