"""Encoders out of published checkpoints: pictures, sound and words, for the profiles beside ``embedded``."""
