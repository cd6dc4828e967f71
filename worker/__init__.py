"""Celery: takes a turn through its stages."""
