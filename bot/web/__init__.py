"""The page: an aiohttp application on loopback, and the static files it serves."""
