"""The fact check: what a reason claims, and whether it was measured."""
