"""A writer on a server: asking it, what goes with the request, and the model that is exported for it."""
