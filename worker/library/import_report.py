"""What an import of music came to, file by file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Outcome = Literal["added", "renewed", "retagged", "known", "twice", "broken"]


@dataclass(frozen=True, slots=True)
class FileDone:
    """Progress of an import: the outcome of one file, and how many of all are done."""

    path: Path
    outcome: Outcome
    reason: str = ""  # why it is broken, or which file it repeats
    sound_s: float = 0.0  # seconds of sound analysed
    done: int = 0
    total: int = 0
    track_id: str = ""  # the track that the file is; empty where it is broken


Progress = Callable[[FileDone], None]


@dataclass(slots=True)
class AddReport:
    """The outcome of an import: paths of the files by outcome, with the reason for broken and repeated ones."""

    added: list[Path] = field(default_factory=list)
    renewed: list[Path] = field(
        default_factory=list
    )  # analysed again: a new version of the analysis, or of the encoder
    retagged: list[Path] = field(default_factory=list)  # the track of before: moved, with other tags, or encoded anew
    known: list[Path] = field(default_factory=list)
    twice: list[tuple[Path, str]] = field(default_factory=list)
    broken: list[tuple[Path, str]] = field(default_factory=list)
    left_out: dict[str, list[Path]] = field(default_factory=dict)  # files of other kinds, by suffix
    unreadable: list[tuple[Path, str]] = field(default_factory=list)  # folders
    system_folders: list[Path] = field(default_factory=list)  # that systems keep for themselves, passed over
    notes: list[str] = field(default_factory=list)  # what was wrong with lists beside the music, one line each
    sound_s: float = 0.0

    def record(self, path: Path, outcome: Outcome, reason: str) -> None:
        """Add the outcome of one file."""
        match outcome:
            case "added":
                self.added.append(path)
            case "renewed":
                self.renewed.append(path)
            case "retagged":
                self.retagged.append(path)
            case "known":
                self.known.append(path)
            case "twice":
                self.twice.append((path, reason))
            case "broken":
                self.broken.append((path, reason))

    @property
    def usable(self) -> int:
        """Number of files whose track is now in the library."""
        paths = (self.added, self.renewed, self.retagged, self.known)
        return sum(len(each) for each in paths) + len(self.twice)
