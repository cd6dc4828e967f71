"""Recognises a new cut of a clip by its pictures: which stretches of it were in the earlier version, and where."""
