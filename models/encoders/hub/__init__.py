"""Encoders of pictures, sound and words from published checkpoints, for the profiles other than ``embedded``."""
