"""Spanish: what an edit says beside its kind; expressions on a folded line."""

from __future__ import annotations

from language.languages.edit_words import EditWords
from musechat.edits import TrackPart

EDITS = EditWords(
    small=r"\b(?:un (?:poco|poquito|pelin)|poquito|ligeramente|algo)\b",
    large=r"\b(?:mucho|bastante|muy)\b",
    counts={
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        8: "ocho",
        10: "diez",
        15: "quince",
        20: "veinte",
        30: "treinta",
    },
    seconds=r"seg|segundos?",
    bars=r"compas(?:es)?",
    parts={
        TrackPart.QUIET: r"tranquil|suave|calmad|silencios",
        TrackPart.BREAK: r"\b(?:puente|interludio)\b",
        TrackPart.BUILD: r"\b(?:subida|crescendo)\b",
        TrackPart.BEAT: r"\b(?:bateria|percusion|tambor(?:es)?|ritmo)\b",
        TrackPart.MAIN: r"\b(?:estribillo|coro)\b",
        TrackPart.ENDING: r"\b(?:final|cierre)\b",
        TrackPart.INTRO: r"\b(?:principio|inicio|comienzo)\b",
        TrackPart.MIDDLE: r"\b(?:mitad|medio)\b",
        TrackPart.LOUD: r"\b(?:fuertes?|intens[oa]s?|potentes?|climax|subidon|movid[oa])\b",
    },
    fade_in=r"fundido de entrada|entrada|al principio",
    fade_out=r"salida|final",
    of_track=r"\b(?:cancion|tema|musica|pista)\b",
    of_clip=r"\b(?:clip|video|plan)\b",
    first_half=r"primera mitad",
    second_half=r"segunda mitad",
    first=r"\bprimer[oa]s?\b",
    last=r"\bultim[oa]s?\b",
    louder=(
        r"(?:un poco |un poquito |mucho |algo |ponl[oa] |hazl[oa] |todavia |aun )*mas (?:alto|alta|fuerte)|"
        r"subel[oea](?: un (?:poco|poquito))?|(?:esta |suena |se oye |muy |demasiado )+baj(?:o|a|ito|ita)"
    ),
    quieter=(
        r"(?:un poco |un poquito |mucho |algo |ponl[oa] |hazl[oa] |todavia |aun )*(?:mas baj(?:o|a|ito|ita)|"
        r"menos (?:alto|alta|fuerte))|bajal[oea](?: un (?:poco|poquito))?|(?:esta |suena |es |"
        r"muy )*(?:demasiado|muy) (?:alto|alta|fuerte)"
    ),
    level=r"\b(?:volumen|oye)\b",
    sounds={
        "drums": r"bateria",
        "vocals": r"\bcanta\w*\b",
    },
)
