"""Joining what a trained network makes of a message with what the rules read."""
