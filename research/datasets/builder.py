"""The builder: from pairs of video and music to checked quartets on disk.

Everything that is finished lies in a file of its own: features, then one item per video. A build that is stopped at any
moment goes on from there, and an item that exists is left as it is.
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
    """How a build is done.

    Attributes:
        made: the pairs are made by rule; every item says so.
        jobs: files watched and heard at a time.
        concurrency: conversations written at a time.
        seed: of drawn tags.

    """

    made: bool = False
    jobs: int = 2
    concurrency: int = 4
    seed: int = 0


@dataclass
class BuildReport:
    """What a build did.

    Attributes:
        finished: items written now.
        kept: items that were there before.
        skipped: what could not become an item, by video id.
        writing: what became of the texts.

    """

    finished: int = 0
    kept: int = 0
    skipped: dict[str, MuseChatError] = field(default_factory=dict)
    writing: WritingCount = field(default_factory=WritingCount)

    @property
    def count_skipped(self) -> Counter[str]:
        """How many were skipped for what, by the errors' codes."""
        return Counter(error.code for error in self.skipped.values())


def find_unbuilt(pairs: Iterable[Pair], out: Path) -> list[Pair]:
    """Those pairs that have no item yet."""
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
        pairs: all of them; candidates are found among all their music.
        out: the data set's folder.
        features: encodes and keeps.
        author: writes conversations; opened and closed where it is an async context manager.
        grammar: writes those that ``author`` fails at; may be the same.
        config: how.
        progress: told what is done and its share so far.

    """
    report = BuildReport()
    todo = find_unbuilt(pairs, out)
    report.kept = len(pairs) - len(todo)
    if todo:
        shelf = analyse_music(pairs, features, config.jobs, config.seed, report.skipped, progress)
        facts = dict(watch_videos(todo, shelf, features, config.jobs, report.skipped, progress))
        checked = CheckedAuthor(author, grammar, Titles(shelf.musics))
        report.writing = checked.count
        run = _BuildRun(out, features, len(shelf.musics), checked, config, report, progress)
        asyncio.run(run.write_items([(pair, facts[pair.video_id]) for pair in todo if pair.video_id in facts]))
    return report


@dataclass
class _BuildRun:
    """Has conversations written and writes the items."""

    out: Path
    features: FeatureStore
    pool: int
    author: CheckedAuthor
    config: BuildConfig
    report: BuildReport
    progress: Progress

    async def write_items(self, known: Sequence[tuple[Pair, DialogueFacts]]) -> None:
        """Write items, a few at a time; an error that stops the build takes no finished item with it."""
        waiting_for = iter(known)
        async with AsyncExitStack() as stack:
            if isinstance(self.author.author, AbstractAsyncContextManager):
                await stack.enter_async_context(self.author.author)
            try:
                async with asyncio.TaskGroup() as group:
                    for _ in range(self.config.concurrency):
                        group.create_task(self._run_worker(waiting_for, len(known)))
            except ExceptionGroup as errors:
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
