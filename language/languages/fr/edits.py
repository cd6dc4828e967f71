"""French: what an edit says beside its kind; expressions on a folded line."""

from __future__ import annotations

from language.languages.edit_words import EditWords
from musechat.edits import TrackPart

EDITS = EditWords(
    small=r"\b(?:un (?:petit )?(?:peu|poil)|legerement)\b",
    large=r"\b(?:beaucoup|nettement|bien plus)\b",
    counts={
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        8: "huit",
        10: "dix",
        15: "quinze",
        20: "vingt",
        30: "trente",
    },
    seconds=r"secondes?",
    bars=r"mesures?",
    parts={
        TrackPart.QUIET: r"calme|doux|douce|tranquille",
        TrackPart.BREAK: r"\b(?:pont|interlude)\b",
        TrackPart.BUILD: r"\b(?:crescendo|montee)\b",
        TrackPart.BEAT: r"\b(?:batterie|percus?sions?|tambours?|rythme)\b",
        TrackPart.MAIN: r"\brefrain\b",
        TrackPart.ENDING: r"\b(?:la fin|fin)\b",
        TrackPart.INTRO: r"\bdebut\b",
        TrackPart.MIDDLE: r"\bmilieu\b",
        TrackPart.LOUD: r"\b(?:forte?|puissante?|energique|intense)\b",
    },
    fade_in=r"fondu d'entree|a l'entree|au debut",
    fade_out=r"sortie|\bfin\b",
    of_track=r"\b(?:morceau|chanson|musique|titre)\b",
    of_clip=r"\b(?:clip|video|film|plan)\b",
    first_half=r"premiere moitie",
    second_half=r"seconde moitie",
    first=r"\bpremier\w*\b",
    last=r"\bdernier\w*\b",
    louder=(
        r"(?:un (?:peu|poil) |beaucoup |encore |mets |mets ca |mets le |mets la )*plus fort|monte (?:le|ca|"
        r"la)?(?: son)?|(?:c'est |il est |elle est |un peu |vraiment )*(?:pas assez fort|trop bas)"
    ),
    quieter=(
        r"(?:un (?:peu|poil) |beaucoup |encore |mets |mets ca |mets le |mets la )*moins fort|baisse (?:le|ca|"
        r"la)?(?: son)?|(?:c'est |il est |elle est |ca joue |un peu |vraiment |beaucoup )*trop fort"
    ),
    level=r"\bentend\w*\b",
    sounds={
        "drums": r"batterie",
        "vocals": r"\bchante\w*\b",
    },
)
