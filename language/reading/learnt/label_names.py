"""What the closed list of labels calls the concepts and scenes that we call otherwise."""

from __future__ import annotations

from language.languages import list_languages
from language.languages.vocabulary_table import split_phrases
from musechat.concepts import fold_name
from musechat.wish import Wish

_NAMES = {
    "rnb": "r&b",
    "hip-hop": "hip hop",
    "lo-fi": "lofi",
    "soundtrack": "cinematic",
    "orchestra": "orchestral",
    "chill": "calm",
    "mellow": "calm",
    "quiet": "calm",
    "intense": "energetic",
    "upbeat": "energetic",
    "uplifting": "hopeful",
    "loud": "energetic",
    "chillout": "calm",
    "boom bap": "hip hop",
    "8-bit music": "chiptune",
    "retrowave": "synthwave",
    "march": "marching",
    "lounge music": "elevator",
    "easy listening": "elevator",
    "volksmusik": "folk",
    "deathcore": "metal",
    "death metal": "metal",
    "heavy metal": "metal",
    "taiko": "traditional japanese",
    "afrobeats": "afrobeat",
    "library music": "corporate",
    "soundscape": "ambient",
    "lullaby music": "sleep",
    "christmas music": "christmas",
    "children's music": "kids",
    "comedy music": "comedy",
    "horror score": "horror",
    "epic trailer": "trailer",
    "scary": "horror",
    "funny": "comedy",
}
_SCENES = {
    "boss-fight": "boss fight",
    "battle": "boss fight",
    "funeral": "memorial",
    "travel-vlog": "travel vlog",
    "holiday": "travel vlog",
    "product-demo": "product demo",
    "yoga": "meditation",
    "game": "gaming",
    "kids-birthday": "birthday",
    "coast": "beach",
    "mountain-biking": "sports",
    "motocross": "sports",
    "parkour": "sports",
    "boxing": "sports",
    "ball-game": "sports",
    "football": "sports",
    "sports-highlights": "sports",
    "martial-arts": "sports",
    "night-drive": "car",
    "drifting": "car",
    "makeup": "fashion",
    "podcast-intro": "voiceover",
    "dog": "pets",
    "cat": "pets",
    "sleeping": "sleep",
    "thunderstorm": "rain",
    "city-night": "city night",
    "city-street": "city night",
    "drone-footage": "drone footage",
    "forest": "nature",
    "nightclub": "party",
    "wedding-ceremony": "wedding",
    "wedding-party": "wedding",
    "first-dance": "wedding",
    "bodybuilding": "gym",
    "crossfit": "gym",
    "baking": "cooking",
    "horror-game": "horror",
    "social-ad": "advert",
    "sci-fi": "sci-fi",
    "cyberpunk": "sci-fi",
    "space": "sci-fi",
    "spacecraft": "sci-fi",
    "mountains": "nature",
    "hiking": "nature",
    "camping": "nature",
    "road-trip": "travel vlog",
    "explainer": "tutorial",
    "diy": "tutorial",
    "medieval": "fantasy",
    "dragon": "fantasy",
    "rpg-adventure": "fantasy",
    "thriller": "tense",
    "victory": "triumphant",
    "victory-fanfare": "triumphant",
    "japan-traditional": "traditional japanese",
    "basketball": "sports",
    "baseball": "sports",
    "tennis": "sports",
    "surfing": "sports",
    "climbing": "sports",
    "winter-sport": "sports",
    "ice-hockey": "sports",
    "american-football": "sports",
    "motorsport": "car",
    "farewell": "memorial",
    "prom": "graduation",
    "fairy-tale": "magical",
    "food": "cooking",
    "esports": "gaming",
    "outro": "credits",
    "tokyo-night": "city night",
    "skyline": "city night",
    "anime-opening": "anime",
}
# Our concept, a part of a word that was said for it, and the label that the closed list has for that.
_FINER = tuple(
    (concept, part, label)
    for language in list_languages()
    for concept, label, words in language.reading.finer_labels
    for part in split_phrases(words)
)


def name_concept(wish: Wish) -> str:
    """Name a concept as the closed list does, which tells apart some that we have one concept for."""
    said = fold_name(wish.said)
    finer = next((label for concept, part, label in _FINER if concept == wish.name and part in said), None)
    return finer or _NAMES.get(wish.name, wish.name)


def name_scene(scene: str) -> str:
    """Name a scene as the closed list does."""
    return _SCENES.get(scene, scene.replace("-", " "))
