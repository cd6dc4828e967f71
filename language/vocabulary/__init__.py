"""Concepts and their names and inflections, per language."""
