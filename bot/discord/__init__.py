"""The Discord bot: it asks and shows, and never computes."""
