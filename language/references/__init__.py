"""References: what people liken music to ("like Hans Zimmer", "phonk"), said in the closed vocabulary."""

from __future__ import annotations

from language.references.table import Reference, ReferenceTable, load_references

__all__ = ["Reference", "ReferenceTable", "load_references"]
