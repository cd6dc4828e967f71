"""Bringing music into the library."""

from worker.library.import_report import AddReport, FileDone
from worker.library.import_run import add_files, reembed_tracks

__all__ = ["AddReport", "FileDone", "add_files", "reembed_tracks"]
