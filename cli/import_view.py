"""What an import left out, for a terminal: by kind, with names."""

from __future__ import annotations

from collections.abc import Iterator

from musechat.library_paths import show_path
from worker.library import AddReport

_NAMED = 3  # files of one kind that are named


def list_left_out(report: AddReport) -> Iterator[str]:
    """One line for each kind of file that was left out, each unreadable folder and each faulty list."""
    for kind, paths in sorted(report.left_out.items()):
        names = ", ".join(show_path(path.name) for path in paths[:_NAMED])
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        yield f"left out: {len(paths)} {kind}: {names}{more}"
    for folder, reason in report.unreadable:
        yield f"left out: the folder {show_path(folder)} cannot be read ({reason})"
    yield from (f"list: {note}" for note in report.notes)
