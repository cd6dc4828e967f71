"""Encoders: music, words and frames to vectors."""
