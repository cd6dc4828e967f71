"""Traits: what music can be said to be that no tag and no measure tells; the text encoder hears them by their name.

Each has its plain English name, by which it goes to the encoder. What is said for it stands in each language's folder.
"""

from __future__ import annotations

TRAITS = (
    "cheesy",
    "serious",
    "emotional",
    "elegant",
    "modern",
    "childish",
    "boring",
    "magical",
    "raw",
    "distorted",
    "cold",
    "minimal",
    "layered",
    "build",
    "bittersweet",
    "triumphant",
    "dramatic",
    "catchy",
    "quirky",
    "kazoo",
    "claps",
    "whistling",
    "humming",
    "screaming",
    "autotune",
)
