"""Evaluation of the reader on labelled messages of a thread: what it read, in the closed list that the labels use.

A row is ``{"id", "text", "before"?}``; a prediction ``{"id", "intent", "slots", "keeps_pick"}``. Words that are not in
the closed list come out under their own id, so that the scorer counts them as spurious.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from language.reading import Reading, read_words
from language.vocabulary.traits import TRAITS
from musechat.brief import Brief
from musechat.concepts import fold_name
from musechat.message import KEEPING, EditKind, Intent, MessageAct, find_main_intent
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LicenceValue, LikeValue, NamedValue, RangeValue, VocalsValue, WordsValue
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

Slots = dict[str, Any]
# What the closed list calls what we call otherwise.
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
    "circus": "circus music",
}
# Our concept and the word that was said for it: the closed list has one of its own.
_FINER = {
    ("epic", "triumph"): "triumphant",
    ("epic", "dramatic"): "dramatic",
    ("dark", "horror"): "horror",
    ("dark", "scary"): "horror",
    ("dark", "creepy"): "horror",
    ("dark", "spooky"): "horror",
    ("dark", "eerie"): "horror",
    ("dark", "不気味"): "horror",
    ("dark", "怖"): "horror",
    ("dark", "grusel"): "horror",
    ("playful", "quirky"): "quirky",
    ("playful", "funny"): "comedy",
    ("playful", "silly"): "comedy",
    ("playful", "comed"): "comedy",
    ("playful", "comic"): "comedy",
    ("playful", "humo"): "comedy",
    ("playful", "lustig"): "comedy",
    ("playful", "witzig"): "comedy",
    ("playful", "drole"): "comedy",
    ("sad", "bittersweet"): "bittersweet",
    ("mysterious", "magic"): "magical",
    ("calm", "gentle"): "soft",
    ("calm", "tender"): "soft",
    ("hip-hop", "rap"): "rap",
    ("hip-hop", "ラップ"): "rap",
    ("soundtrack", "orchestr"): "orchestral",
    ("easy listening", "elevator"): "elevator",
    ("latin", "salsa"): "salsa",
    ("latin", "flamenco"): "flamenco",
    ("dance", "disco"): "disco",
    ("reggae", "reggaeton"): "reggaeton",
    ("electronic", "edm"): "edm",
    ("k-pop", "j pop"): "j-pop",
    ("folk", "celtic"): "celtic",
    ("folk", "irish"): "celtic",
    ("drums", "percussion"): "percussion",
    ("bright", "airy"): "dreamy",
}
_AXES = {
    Facet.TEMPO: "tempo",
    Facet.ENERGY: "energy",
    Facet.BRIGHTNESS: "brightness",
    Facet.VALENCE: "mood",
    Facet.LENGTH: "length",
}


def predict_messages(rows: Iterator[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Read each row through the whole engine."""
    for row in rows:
        reading = read_words(str(row["text"]), LAST, Brief(), NAMES)
        yield {"id": row["id"], **describe_reading(reading)}


def load_messages(path: Path) -> Iterator[dict[str, Any]]:
    """Load the rows of a file, one JSON object a line."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def describe_reading(reading: Reading) -> dict[str, Any]:
    """Say a reading as the labels do."""
    intent = _find_intent(reading)
    slots: Slots = {}
    for change in reading.events:
        if change.op == "add" and change.wish is not None:
            _add_wish(slots, change.wish)
    for act in reading.acts:
        _add_act(slots, act)
    if intent is Intent.BACK:
        slots["back_to"] = -1 if reading.back_to is None else reading.back_to
    if any(act.intent is Intent.EDIT for act in reading.acts) and intent is Intent.EDIT:
        slots = {key: value for key, value in slots.items() if key in ("edit", "at_s", "length")}
    return {"intent": intent.value, "slots": slots, "keeps_pick": intent in KEEPING}


def _find_intent(reading: Reading) -> Intent:
    main = find_main_intent(reading.acts)
    if main is not None:
        return main
    if reading.back:
        return Intent.BACK
    if reading.rejected and not reading.events:
        return Intent.VERDICT_DOWN
    if reading.smalltalk:
        return Intent.VERDICT_UP if reading.praised else Intent.THANKS
    return Intent.NEXT if reading.another and not reading.events else Intent.WISH


def _add_act(slots: Slots, act: MessageAct) -> None:
    if act.subject is not None and act.intent is Intent.QUESTION:
        _add_name(slots, "question", act.subject.value)
    if act.edit is not None:
        _add_name(slots, "edit", act.edit.value)
        if act.at_s is not None and act.edit is not EditKind.ONLY_RANGE:
            slots["at_s"] = act.at_s
        if act.length_s is not None:
            slots["length"] = {"about": act.length_s}
    if act.choose is not None:
        slots["choose"] = act.choose


def _add_name(slots: Slots, key: str, name: str) -> None:
    names = slots.setdefault(key, [])
    if name not in names:
        names.append(name)


def _add_wish(slots: Slots, wish: Wish) -> None:
    value = wish.value
    if isinstance(value, RangeValue):
        if wish.facet is Facet.ERA and value.than is None:
            _add_era(slots, wish)
        else:
            _add_range(slots, wish, value)
    elif isinstance(value, NamedValue):
        _add_named(slots, wish)
    else:
        _add_other(slots, wish)


def _add_named(slots: Slots, wish: Wish) -> None:
    if wish.facet is Facet.ARTIST:
        _add_name(slots, "like_artist" if wish.wanted else "not_artist", wish.name)
    elif wish.facet is Facet.SHAPE:
        if wish.name == "rise":
            _add_name(slots, _name_force(wish), "build")
    elif wish.facet is Facet.SCENE:
        _add_name(slots, _name_force(wish), _SCENES.get(wish.name, wish.name.replace("-", " ")))
    else:
        _add_name(slots, _name_force(wish), _name_concept(wish))


def _add_other(slots: Slots, wish: Wish) -> None:
    match wish.value:
        case VocalsValue(present=False):
            _add_name(slots, "never" if wish.hard else "avoid", "vocals")
        case VocalsValue(voice=voice):
            _add_name(slots, _name_force(wish), f"{voice} vocals" if voice else "vocals")
        case LicenceValue(use=use):
            _add_name(slots, "licence", use)
        case LikeValue() as value:
            _add_like(slots, wish, value)
        case WordsValue(text):
            for said in text.split(", "):  # the rest is shown as not understood: no wish of the closed list
                if said == "layered":
                    slots.setdefault("direction", {})["density"] = "down" if wish.avoid else "up"
                elif said in TRAITS:
                    _add_name(slots, "avoid" if wish.avoid else "prefer", said)


def _name_concept(wish: Wish) -> str:
    """Name a concept as the closed list does, which tells apart some that we have one concept for."""
    said = fold_name(wish.said)
    finer = next(
        (name for (concept, pattern), name in _FINER.items() if concept == wish.name and pattern in said), None
    )
    return finer or _NAMES.get(wish.name, wish.name)


def _name_force(wish: Wish) -> str:
    if wish.force is Force.PREFER:
        return "prefer" if wish.wanted else "avoid"
    return wish.force.value


def _add_era(slots: Slots, wish: Wish) -> None:
    low, high = wish.range.min, wish.range.max
    if not wish.wanted:
        return
    if low is not None and high is not None:
        for decade in range(int(low) // 10 * 10, int(high) + 1, 10):
            _add_name(slots, "era", f"{decade}s")


def _add_like(slots: Slots, wish: Wish, value: LikeValue) -> None:
    if value.track_id is not None:
        return
    name = value.name or value.artist or ""
    if wish.less:
        return
    _add_name(slots, "like_artist" if value.artist or value.missing else "like_track", name)


def _add_range(slots: Slots, wish: Wish, value: RangeValue) -> None:
    name = _AXES.get(wish.facet)
    if name is None:
        return
    if wish.facet in (Facet.TEMPO, Facet.LENGTH) and value.than is None and not _is_pace(wish):
        _add_bounds(slots, name, value)
        return
    low, high = value.min, value.max
    than = value.than
    upward = low is not None and (high is None or (than is not None and low >= than))
    if low is not None and high is not None and than is None:
        return
    slots.setdefault("direction", {})[name] = "up" if upward else "down"


def _is_pace(wish: Wish) -> bool:
    return wish.facet is Facet.TEMPO and not any(c.isdigit() for c in wish.said) and wish.force is Force.PREFER


def _add_bounds(slots: Slots, name: str, value: RangeValue) -> None:
    bounds = slots.setdefault(name, {})
    if value.min is not None and value.max is not None:
        middle = (value.min + value.max) / 2
        if value.max - value.min <= 0.35 * middle:
            bounds["about"] = middle
        else:
            bounds["min"], bounds["max"] = value.min, value.max
    elif value.min is not None:
        bounds["min"] = value.min
    elif value.max is not None:
        bounds["max"] = value.max


def write_predictions(rows: Sequence[Mapping[str, Any]], path: Path, done: Callable[[], None] | None = None) -> None:
    """Read all rows and write a prediction for each."""
    with path.open("w", encoding="utf-8") as file:
        for prediction in predict_messages(iter(rows)):
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            if done is not None:
                done()
