"""Data sets, training and evaluation. Nothing that serves imports this package."""
