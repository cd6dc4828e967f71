"""Says what the reader made of a message in the closed list that the labels use.

Words that are not in the closed list come out under their own id, so that the scorer counts them as spurious.
"""

from __future__ import annotations

from typing import Any

from language.reading import Reading
from language.reading.learnt.label_names import name_concept, name_scene
from language.references import load_references
from language.vocabulary.traits import TRAITS
from musechat.concepts import fold_name
from musechat.message import KEEPING, EditKind, Intent, MessageAct, find_main_intent
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LicenceValue, LikeValue, NamedValue, RangeValue, VocalsValue, WordsValue

Slots = dict[str, Any]
_TELLING = 4  # letters of a name that is no abbreviation
_NEAR, _EXACT = 0.35, 0.11  # width of a range, as a share of its middle: "around 90 bpm", "exactly 90 bpm"
_AXES = {
    Facet.TEMPO: "tempo",
    Facet.ENERGY: "energy",
    Facet.BRIGHTNESS: "brightness",
    Facet.VALENCE: "mood",
    Facet.LENGTH: "length",
}


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
    # Where the pick is asked about, it stays until that is answered.
    return {"intent": intent.value, "slots": slots, "keeps_pick": intent in KEEPING or reading.unsure}


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
        _add_name(slots, "like_artist" if wish.wanted else "not_artist", _name_as_said(wish.name, wish.said))
    elif wish.facet is Facet.SHAPE:
        if wish.name == "rise":
            _add_name(slots, _name_force(wish), "build")
    elif wish.facet is Facet.SCENE:
        _add_name(slots, _name_force(wish), name_scene(wish.name))
    else:
        _add_name(slots, _name_force(wish), name_concept(wish))


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


def _name_force(wish: Wish) -> str:
    if wish.force is Force.PREFER:
        return "prefer" if wish.wanted else "avoid"
    return wish.force.value


def _add_era(slots: Slots, wish: Wish) -> None:
    low, high = wish.range.min, wish.range.max
    if not wish.wanted:
        return
    if (low is None) is not (high is None) and not any(c.isdigit() for c in wish.said):
        _add_name(slots, "prefer", "nostalgic" if low is None else "modern")  # "retro", "contemporary"
    if low is not None and high is not None:
        for decade in range(int(low) // 10 * 10, int(high) + 1, 10):
            _add_name(slots, "era", f"{decade}s")


def _add_like(slots: Slots, wish: Wish, value: LikeValue) -> None:
    if value.track_id is not None:
        return
    name = _name_as_said(value.name or value.artist or "", wish.said)
    if wish.less:
        return
    _add_name(slots, "like_artist" if value.artist or value.missing else "like_track", name)


def _name_as_said(name: str, said: str) -> str:
    """Name a reference as it was said ("ジブリ"); by its first name where that was short or misspelt."""
    reference = load_references().by_name.get(fold_name(name))
    line = fold_name(said)
    names = reference.list_names() if reference is not None else ()
    return max((each for each in names if _is_telling(each) and fold_name(each) in line), key=len, default=name)


def _is_telling(name: str) -> bool:
    return not name.isascii() or len(name) >= _TELLING


def _add_range(slots: Slots, wish: Wish, value: RangeValue) -> None:
    name = _AXES.get(wish.facet)
    if name is None:
        return
    if wish.facet in (Facet.TEMPO, Facet.LENGTH) and value.than is None and not _is_pace(wish):
        _add_bounds(slots, name, value, near=not wish.hard)
        return
    low, high = value.min, value.max
    than = value.than
    upward = low is not None and (high is None or (than is not None and low >= than))
    if low is not None and high is not None and than is None:
        return
    slots.setdefault("direction", {})[name] = "up" if upward else "down"


def _is_pace(wish: Wish) -> bool:
    return wish.facet is Facet.TEMPO and not any(c.isdigit() for c in wish.said) and wish.force is Force.PREFER


def _add_bounds(slots: Slots, name: str, value: RangeValue, *, near: bool) -> None:
    """Add a range; one that is only ``near`` a value, or as narrow as one that was said exactly, is that value."""
    bounds = slots.setdefault(name, {})
    if value.min is not None and value.max is not None:
        middle = (value.min + value.max) / 2
        if value.max - value.min <= (_NEAR if near else _EXACT) * middle:
            bounds["about"] = middle
        else:
            bounds["min"], bounds["max"] = value.min, value.max
    elif value.min is not None:
        bounds["min"] = value.min
    elif value.max is not None:
        bounds["max"] = value.max
