"""Choosing: candidates, scores, variety, the last filter, and where in a track to start."""
