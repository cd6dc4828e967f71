"""The worker: claims turns over Celery, runs them through their stages, and ends each in one final state."""
