"""Ablations of the writer: the same reasons written with parts of the writer or of its input removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from language.claims.catalogue_names import Catalogue
from models.writer.fact_check.checker import check_reason
from models.writer.interface import Reason, ReasonFacts
from models.writer.model_writer import LanguageWriter
from models.writer.template import TemplateWriter
from models.writer.write_request import GeneratedText, TextGenerator, WriteRequest
from models.writer.writer_loading import LoadedWriter, load_writer, without_music
from musechat.pick import ReasonCheck
from research.evaluation.writer.cases import WriterCase

BATCH = 16
TEMPLATE, BARE, TITLE_ONLY, MUSIC_ONLY = "template", "base without music", "title only", "music only"
RAW, SHOWN, SHUFFLED, SILENT = "full, raw", "full, shown", "full, another's music", "full, silence"
ABOUT = {
    TEMPLATE: "the plain sentences, which need no model",
    BARE: "the base alone, told in words: no adapter, no soft tokens",
    TITLE_ONLY: "the whole writer, told the names' line and nothing else",
    MUSIC_ONLY: "the whole writer, hearing the music and told nothing else",
    RAW: "the whole writer, before the check",
    SHOWN: "what a member reads: checked, written again where it was wrong, else replaced by the template",
    SHUFFLED: "as raw, hearing another track",
    SILENT: "as raw, with no music in the prompt",
}
Told = Callable[[str, float], None]


@dataclass(frozen=True)
class WrittenReason:
    """A text, whether it passes the fact check, and for a shown one its outcome (see :class:`ReasonCheck`)."""

    text: str
    passed: bool
    outcome: ReasonCheck = ReasonCheck.NONE


@dataclass(frozen=True)
class PromptSubset:
    """A model whose prompts are reduced to some of their lines."""

    writes: TextGenerator
    kept: tuple[str, ...]  # names of lines

    def generate_texts(self, requests: Sequence[WriteRequest]) -> list[GeneratedText]:
        """Generate texts from the reduced prompts."""
        return self.writes.generate_texts(
            [replace(request, prompt=self._narrow_prompt(request.prompt)) for request in requests]
        )

    def _narrow_prompt(self, prompt: str) -> str:
        return "\n".join(line for line in prompt.split("\n") if line.partition(":")[0] in self.kept)


def load_bare_base(base: str, folder: Path) -> LoadedWriter:
    """Load a base without its adapter, with a prompt that names no more of the sound than the full writer's."""
    writer = load_writer(base, folder, encoder="")
    return replace(writer, spec=replace(writer.spec, sounds=2, styles=0))


def write_rows(
    cases: Sequence[WriterCase],
    voice: LoadedWriter | None,
    without: LoadedWriter | None,
    catalogue: Catalogue,
    told: Told = lambda *_: None,
    seed: int = 0,
) -> dict[str, list[WrittenReason]]:
    """Write every case with every method; rows are in the order of :data:`ABOUT`.

    Args:
        cases: the cases.
        voice: the writer that is evaluated; None for the template alone.
        without: the same base without its adapter; None leaves the row out.
        catalogue: the library's names.
        told: called with the row and its share done, 0..1.
        seed: of the shuffled music.

    """
    facts = [case.facts for case in cases]
    rows = {TEMPLATE: _write_by_template(facts, catalogue)}
    if voice is None:
        return rows
    ways: dict[str, tuple[LoadedWriter, list[ReasonFacts]]] = {BARE: (without, facts)} if without else {}
    ways |= {TITLE_ONLY: (_narrow_prompts(voice, "track"), facts)}
    has_music = voice.spec.soft_tokens > 0
    ways |= {MUSIC_ONLY: (_narrow_prompts(voice, "music"), facts)} if has_music else {}
    ways |= {RAW: (voice, facts)}
    ways |= {SHUFFLED: (voice, shuffle_tracks(facts, seed)), SILENT: (without_music(voice), facts)} if has_music else {}
    for name, (writer, about) in ways.items():
        rows[name] = list(_write_raw(_make_writer(writer, catalogue), about, name, told))
    rows[SHOWN] = list(_write_shown(_make_writer(voice, catalogue), facts, told))
    return {name: rows[name] for name in ABOUT if name in rows}


def shuffle_tracks(facts: Sequence[ReasonFacts], seed: int) -> list[ReasonFacts]:
    """Replace each track's music vector by another track's, consistently over all facts."""
    music = {each.track.id: each.music for each in facts}
    order = [str(track_id) for track_id in np.random.default_rng(seed).permutation(sorted(music))]
    # A cycle through a random order: no track keeps its own music, which a plain permutation allows.
    other = dict(zip(order, [*order[1:], *order[:1]], strict=True))
    return [replace(each, music=music[other[each.track.id]]) for each in facts]


def count_outcomes(texts: Iterable[WrittenReason]) -> Mapping[str, int]:
    """Count the shown texts by outcome of the fact check."""
    outcomes = [text.outcome.value for text in texts]
    return {check.value: outcomes.count(check.value) for check in ReasonCheck if check is not ReasonCheck.NONE}


def _narrow_prompts(writer: LoadedWriter, *kept: str) -> LoadedWriter:
    return replace(writer, writes=PromptSubset(writer.writes, kept))


def _make_writer(writer: LoadedWriter, catalogue: Catalogue) -> LanguageWriter:
    return LanguageWriter(writer.writes, writer.spec, writer.name, catalogue, float("inf"), writer.words)


def _write_by_template(facts: Sequence[ReasonFacts], catalogue: Catalogue) -> list[WrittenReason]:
    written = [(each, TemplateWriter().write_reason(each).text) for each in facts]
    return [WrittenReason(text, check_reason(text, each, catalogue).ok) for each, text in written]


def _write_raw(
    writer: LanguageWriter, facts: Sequence[ReasonFacts], name: str, progress: Told
) -> Iterator[WrittenReason]:
    for at in range(0, len(facts), BATCH):
        progress(name, at / len(facts))
        yield from (
            WrittenReason(draft.text, draft.verdict.ok) for draft in writer.draft_reasons(facts[at : at + BATCH])
        )


def _write_shown(writer: LanguageWriter, facts: Sequence[ReasonFacts], progress: Told) -> Iterator[WrittenReason]:
    for at in range(0, len(facts), BATCH):
        progress(SHOWN, at / len(facts))
        part = facts[at : at + BATCH]
        reasons: list[Reason] = writer.write_reasons(part)
        for each, reason in zip(part, reasons, strict=True):
            yield WrittenReason(reason.text, check_reason(reason.text, each, writer.catalogue).ok, reason.check)
