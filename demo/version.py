"""Version of the generator: it changes when the same seed would give other sound or pictures."""

DEMO_VERSION = "1"
