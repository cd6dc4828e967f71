"""A writer on a server: its client, its request body, and the export of a model for it."""
