"""Fusion models: a clip, words and the previous pick become one query vector."""
