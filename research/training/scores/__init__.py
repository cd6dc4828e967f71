"""Scores whose truth is exact, rendered by fluidsynth: what teaches and judges the music analyser."""
