"""The closed list in which a language model says what it read, as JSON schema for structured output.

All properties are required and no others allowed, as the servers' strict modes want it. Sizes are not limited here,
since some servers refuse such keywords: :mod:`.answer` reads so many events and no more. Names of artists and works,
licences and scenes are not in the list: the rules read those from tables that a prompt has no room for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from language.vocabulary.traits import TRAITS
from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.json_types import JsonObject
from musechat.message import EditKind, Intent, QuestionSubject
from musechat.wish import Facet

NONE = "none"
FORCES = ("wish", "less", "must", "never", "lift")
AMOUNTS = ("a bit", "plain", "much")
DIRECTIONS = ("up", "down")
SCALES: Mapping[str, Facet] = {
    facet.value: facet
    for facet in (Facet.TEMPO, Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE, Facet.LENGTH, Facet.ERA)
}
NUMBERED: Mapping[str, Facet] = {"bpm": Facet.TEMPO, "seconds": Facet.LENGTH, "years": Facet.ERA}
VOICES = ("any", "female", "male")
COURSES = ("rise", "fall")


@cache
def list_vocabulary() -> Mapping[str, tuple[str, ...]]:
    """List the values of each facet that is named by a word."""
    return {
        "instrument": tuple(INSTRUMENTS),
        "genre": tuple(GENRES),
        "mood": tuple(MOODS),
        "trait": tuple(TRAITS),
        "voice": VOICES,
        "course": COURSES,
    }


@cache
def build_answer_schema() -> JsonObject:
    """Build the JSON schema of an answer: acts and wishes, each in the order in which they are said."""
    return _make_object({"acts": _make_list(_describe_act()), "wishes": _make_list({"anyOf": _describe_wishes()})})


def _describe_act() -> JsonObject:
    number = {"type": ["number", "null"]}
    return _make_object(
        {
            "intent": _make_choice(intent.value for intent in Intent if intent is not Intent.COMPARE),
            "subject": _make_choice((*(subject.value for subject in QuestionSubject), NONE)),
            "edit": _make_choice((*(edit.value for edit in EditKind), NONE)),
            "at_s": number,
            "end_s": number,
            "length_s": number,
            "span": {"type": "string"},
        }
    )


def _describe_wishes() -> list[JsonObject]:
    said = {"force": _make_choice(FORCES), "span": {"type": "string"}}
    number = {"type": ["number", "null"]}
    named = [
        _make_object({"facet": _make_choice((facet,)), "value": _make_choice(values), **said})
        for facet, values in list_vocabulary().items()
    ]
    scale = {"facet": _make_choice(SCALES), "value": _make_choice(DIRECTIONS), "amount": _make_choice(AMOUNTS)}
    bounds = {"facet": _make_choice(NUMBERED), "low": number, "high": number}
    return [*named, _make_object(scale | said), _make_object(bounds | said)]


def _make_object(properties: JsonObject) -> JsonObject:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _make_list(items: JsonObject) -> JsonObject:
    return {"type": "array", "items": items}


def _make_choice(values: Iterable[str]) -> JsonObject:
    return {"type": "string", "enum": list(values)}
