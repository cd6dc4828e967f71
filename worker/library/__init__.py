"""Bringing music into the library."""

from worker.library.import_run import AddReport, FileDone, add, reembed

__all__ = ["AddReport", "FileDone", "add", "reembed"]
