"""Bringing music into the library."""

from worker.library.adding import AddReport, FileDone, add, reembed

__all__ = ["AddReport", "FileDone", "add", "reembed"]
