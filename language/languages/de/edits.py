"""German: what an edit says beside its kind; expressions on a folded line."""

from __future__ import annotations

from language.languages.edit_words import EditWords
from musechat.edits import TrackPart

EDITS = EditWords(
    small=r"\b(?:bisschen|bissl|bissel|etwas|wenig|leicht|tick)\b",
    large=r"\b(?:viel|deutlich|wesentlich|erheblich)\b",
    counts={
        2: "zwei",
        3: "drei",
        4: "vier",
        5: "funf",
        6: "sechs",
        8: "acht",
        10: "zehn",
        15: "funfzehn",
        20: "zwanzig",
        30: "dreissig",
    },
    seconds=r"sek|sekunden?",
    bars=r"takte?n?",
    parts={
        TrackPart.QUIET: r"leise|ruhig|sanft|still",
        TrackPart.BREAK: r"\b(?:zwischenteil|zwischenspiel)\b",
        TrackPart.BUILD: r"\b(?:aufbau|steigerung)\b",
        TrackPart.BEAT: r"\b(?:schlagzeug|trommeln?)\b",
        TrackPart.MAIN: r"\b(?:refrain|hauptteil)\b",
        TrackPart.ENDING: r"\b(?:ende|schluss|schlussteil|finale)\b",
        TrackPart.INTRO: r"\b(?:anfang|beginn|vorspiel)\b",
        TrackPart.MIDDLE: r"\bmitte\b",
        TrackPart.LOUD: r"\b(?:lauten?|lauteste\w*|heftig\w*|intensiv\w*|krass\w*|hohepunkt|fett\w*|wilde\w*)\b",
    },
    fade_in=r"einblend|einfad|ein ?und ?aus|am anfang",
    fade_out=r"ausblend|ausfad|ein ?und ?aus|am ende",
    of_track=r"\b(?:lied|stuck|musik)\b",
    of_clip=r"\b(?:clip|video|film)\b",
    first_half=r"erste\w* halfte",
    second_half=r"(?:zweite|letzte)\w* halfte",
    first=r"\berste\w*\b",
    last=r"\bletzte\w*\b",
    louder=(
        r"(?:mach\w* |dreh\w* |stell\w* |es |das |doch |etwas |ein (?:bisschen|wenig) |bisschen |bissl |"
        r"n bisschen |viel |noch |bitte |mal )*(?:lauter|laut)(?: (?:machen|drehen|stellen))?|(?:das |es |"
        r"ist |ist mir |mir |viel |etwas |noch |ein bisschen )*(?:zu leise|nicht laut genug)"
    ),
    quieter=(
        r"(?:mach\w* |dreh\w* |stell\w* |es |das |doch |etwas |ein (?:bisschen|wenig) |bisschen |bissl |"
        r"n bisschen |viel |noch |bitte |mal )*(?:leiser|weniger laut|nicht so laut)(?: (?:machen|drehen|"
        r"stellen))?|(?:das |es |ist |ist mir |mir |viel |etwas |noch |ein bisschen )*zu laut"
    ),
    level=r"\b(?:lautstarke|hor\w*)\b",
    sounds={
        "drums": r"schlagzeug",
        "vocals": r"\b(?:gesang\w*|sing\w*)\b",
        "guitar": r"gitarre",
        "piano": r"klavier",
    },
)
