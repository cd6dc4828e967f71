"""Fusion: clip, words and previous pick to one query."""
