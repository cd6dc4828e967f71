"""The web page: an aiohttp application on loopback, and the static files that it serves."""
