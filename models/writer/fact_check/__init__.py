"""The fact check: whether the claims of a reason are true to the measurements."""
