"""What an import left out, for a terminal: by kind, with names."""

from __future__ import annotations

from collections.abc import Iterator

from musechat.library_paths import show_path
from worker.library import AddReport

_NAMED = 3  # files of one kind that are named


def list_left_out(report: AddReport) -> Iterator[str]:
    """One line for each kind of file that was left out, each unreadable folder and each faulty list."""
    for kind, paths in sorted(report.left_out.items()):
        yield f"left out: {len(paths)} {kind}: {_name_some([path.name for path in paths])}"
    if report.system_folders:
        names = sorted({folder.name for folder in report.system_folders})
        yield f"left out: {len(report.system_folders)} of the system's own folders: {_name_some(names)}"
    for folder, reason in report.unreadable:
        yield f"left out: the folder {show_path(folder)} cannot be read ({reason})"
    yield from (f"list: {note}" for note in report.notes)


def _name_some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(map(show_path, names[:_NAMED])) + more
