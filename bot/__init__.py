"""Shows and asks, never computes: the page, and what every asker shares."""
