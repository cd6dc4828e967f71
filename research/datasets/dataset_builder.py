"""The dataset builder: from pairs of video and music to checked training tuples on disk.

Each result is written to a file of its own as soon as it is complete: features first, then one item per video. A build
that is interrupted resumes from those files; an existing item is never rewritten.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from musechat.errors import BadInput, MuseChatError
from research.datasets.dialogue import GrammarAuthor
from research.datasets.dialogue_check import Titles
from research.datasets.dialogue_writing import CheckedAuthor, WritingCount
from research.datasets.features import FeatureStore
from research.datasets.music_catalogue import Progress, analyse_music, watch_videos
from research.datasets.pairs import Pair
from research.datasets.released_layout import make_item_path, write_quartet
from research.datasets.training_tuple import Dialogue, Quartet
from research.datasets.tuple_facts import Author, DialogueFacts


@dataclass(frozen=True)
class BuildConfig:
    """Settings of a build.

    Attributes:
        made: the pairs are synthetic (made by rule); every item records it.
        jobs: files decoded and encoded in parallel.
        concurrency: conversations written in parallel.
        seed: of the sampled tags.

    """

    made: bool = False
    jobs: int = 2
    concurrency: int = 4
    seed: int = 0


@dataclass
class BuildReport:
    """Result of a build.

    Attributes:
        finished: items written by this build.
        kept: items that existed before.
        skipped: the error for each pair without an item, by video id.
        writing: counts of accepted and rejected texts.

    """

    finished: int = 0
    kept: int = 0
    skipped: dict[str, MuseChatError] = field(default_factory=dict)
    writing: WritingCount = field(default_factory=WritingCount)

    @property
    def count_skipped(self) -> Counter[str]:
        """Number of skipped pairs by error code."""
        return Counter(error.code for error in self.skipped.values())


def find_unbuilt(pairs: Iterable[Pair], out: Path) -> list[Pair]:
    """Return the pairs without an item below ``out``."""
    return [pair for pair in pairs if not make_item_path(out, pair.video_id).is_file()]


def build_items(
    pairs: Sequence[Pair],
    out: Path,
    features: FeatureStore,
    author: Author,
    grammar: GrammarAuthor,
    config: BuildConfig,
    progress: Progress,
) -> BuildReport:
    """Build the items of ``pairs`` below ``out``.

    Args:
        pairs: all pairs of the build; candidates are retrieved from the music of all of them.
        out: the data set's folder.
        features: computes features and stores them.
        author: writes the conversations; entered and exited if it is an async context manager.
        grammar: writes the conversations that ``author`` fails at; may be the same object.
        config: settings.
        progress: called with the current step and its share done, 0..1.

    """
    report = BuildReport()
    unbuilt = find_unbuilt(pairs, out)
    report.kept = len(pairs) - len(unbuilt)
    if unbuilt:
        # All music is analysed even if few items are missing: the candidate pool must not depend on where
        # an earlier run stopped.
        catalogue = analyse_music(pairs, features, config.jobs, config.seed, report.skipped, progress)
        facts = dict(watch_videos(unbuilt, catalogue, features, config.jobs, report.skipped, progress))
        checked = CheckedAuthor(author, grammar, Titles(catalogue.musics))
        report.writing = checked.count
        run = _BuildRun(out, features, len(catalogue.musics), checked, config, report, progress)
        asyncio.run(run.write_items([(pair, facts[pair.video_id]) for pair in unbuilt if pair.video_id in facts]))
    return report


@dataclass
class _BuildRun:
    """Writes conversations concurrently and stores each item when its conversation is accepted."""

    out: Path
    features: FeatureStore
    pool: int
    author: CheckedAuthor
    config: BuildConfig
    report: BuildReport
    progress: Progress

    async def write_items(self, known: Sequence[tuple[Pair, DialogueFacts]]) -> None:
        """Write the items, ``concurrency`` at a time; items finished before an error stay on disk."""
        # One iterator shared by all workers is the queue: on a single event loop no two take the same pair.
        queue = iter(known)
        async with AsyncExitStack() as stack:
            if isinstance(self.author.author, AbstractAsyncContextManager):
                await stack.enter_async_context(self.author.author)
            try:
                async with asyncio.TaskGroup() as group:
                    for _ in range(self.config.concurrency):
                        group.create_task(self._run_worker(queue, len(known)))
            except ExceptionGroup as errors:
                # The caller reports one error in one line; workers that fail together fail for the same reason.
                raise errors.exceptions[0] from errors

    async def _run_worker(self, known: Iterator[tuple[Pair, DialogueFacts]], total: int) -> None:
        for pair, facts in known:
            written = await self.author.write_turns(facts)
            if written is None:
                self.report.skipped[pair.video_id] = BadInput("no-passing-text", "No conversation passed the checks")
                continue
            self._keep_item(pair, facts, *written)
            self.report.finished += 1
            self.progress("writing conversations", self.report.finished / total)

    def _keep_item(self, pair: Pair, facts: DialogueFacts, turns: tuple[str, str, str, str], author: str) -> None:
        write_quartet(
            self.out,
            Quartet(
                video_id=pair.video_id,
                target=facts.target,
                candidate=facts.candidate,
                conversation=Dialogue(turns, facts.target),
                generator=author,
                made=self.config.made,
                video_licence=pair.video_licence,
                video_source=pair.video_source,
                pool=self.pool,
                encoders=self.features.encoder_versions | {"tags": self.features.tagger.name},
            ),
        )
