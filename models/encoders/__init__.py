"""Encoders, which map music, words and frames to vectors."""
