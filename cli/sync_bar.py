"""A progress bar for syncs with sources of music."""

from __future__ import annotations

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from cli.setup import err
from worker.library.import_report import FileDone
from worker.library.source_report import SourceProgress

_STAGES = {"list": "Listing", "check": "Checking", "fetch": "Fetching", "listen": "Listening"}


class SyncBar:
    """A progress bar for syncs, where standard error is a terminal."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}"),
        )
        self._bar = Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> SyncBar:
        self._bar.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def note(self, event: SourceProgress) -> None:
        """Show how far a source is."""
        if event.received:
            return
        label = f"{_STAGES[event.stage]} {event.source}"
        self._show(label, event.done, event.total, event.name)

    def note_file(self, done: FileDone) -> None:
        """Show how far the reading of files is."""
        self._show("Listening", done.done, done.total, done.path.name)

    def _show(self, label: str, done: int, total: int, name: str) -> None:
        if label not in self._tasks:
            self._tasks[label] = self._bar.add_task(label, total=None, name="")
        self._bar.update(self._tasks[label], completed=done, total=total or None, name=escape(name[:40]))
