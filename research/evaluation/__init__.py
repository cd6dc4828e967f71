"""Evaluation: what the reading and the choosing are worth, measured on cases with a known answer."""
