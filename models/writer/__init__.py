"""Writing the reason for a pick."""
