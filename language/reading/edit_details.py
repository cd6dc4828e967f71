"""What an edit says beside its kind: how much, how long, which part, which end; in five languages."""

from __future__ import annotations

import re

from language.reading.intents.folded_line import fold_line
from musechat.edits import EditDetails, TrackPart
from musechat.message import EditKind, MessageAct

SMALL, LARGE = 0.5, 2.0  # of a step

_SMALL = re.compile(
    r"\b(?:(?:a|lil) (?:\w+ )?(?:bit|little|touch|tad|smidge|hair)|a tad|slightly|little bit|bisschen|bissl|bissel|"
    r"etwas|wenig|leicht|tick|un (?:poco|poquito|pelin)|poquito|ligeramente|algo|un (?:petit )?(?:peu|poil)|"
    r"legerement)\b|"
    r"少し|すこし|ちょっと|ちょい|わずか"
)
_LARGE = re.compile(
    r"\b(?:much|way|a lot|lots|far|viel|deutlich|wesentlich|erheblich|mucho|bastante|muy|beaucoup|nettement|"
    r"bien plus)\b|"
    r"ずっと|かなり|だいぶ|大幅|めっちゃ|すごく"
)
_NUMBER_WORDS = {
    **dict.fromkeys(("two", "couple", "zwei", "dos", "deux", "二"), 2),
    **dict.fromkeys(("three", "drei", "tres", "trois", "三"), 3),
    **dict.fromkeys(("four", "vier", "cuatro", "quatre", "四"), 4),
    **dict.fromkeys(("five", "funf", "cinco", "cinq", "五"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "六"), 6),
    **dict.fromkeys(("eight", "acht", "ocho", "huit", "八"), 8),
    **dict.fromkeys(("ten", "zehn", "diez", "dix", "十"), 10),
    **dict.fromkeys(("fifteen", "funfzehn", "quince", "quinze"), 15),
    **dict.fromkeys(("twenty", "zwanzig", "veinte", "vingt", "二十"), 20),
    **dict.fromkeys(("thirty", "dreissig", "treinta", "trente", "三十"), 30),
}
_COUNT = rf"(?P<count>\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
_SECONDS = re.compile(rf"(?<![\w:.]){_COUNT} ?(?:of )?(?:s|secs?|seconds?|sek|sekunden?|seg|segundos?|secondes?)\b")
_BARS = re.compile(rf"(?<![\w:.]){_COUNT} ?(?:bars?|measures?|takte?n?|compas(?:es)?|mesures?)\b")
_UNSPACED_SECONDS = re.compile(rf"{_COUNT}秒")
_UNSPACED_BARS = re.compile(rf"{_COUNT}小節")

# In the order in which they are asked: "the quiet part before the drop" is quiet.
_PARTS: tuple[tuple[TrackPart, str], ...] = (
    (
        TrackPart.QUIET,
        r"quiet|calm|soft|silent|gentle|mellow|chill|peaceful|slow(?:er|est)? (?:part|bit|section)|leise|ruhig|sanft|"
        r"still|tranquil|suave|calmad|silencios|calme|doux|douce|tranquille|静か|しずか|落ち着|穏やか|やさしい",
    ),
    (
        TrackPart.BREAK,
        r"\b(?:break|breakdown|bridge|interlude|zwischenteil|zwischenspiel|puente|interludio|pont|interlude)\b|間奏|"
        r"落ちサビ|ブリッジ|ブレイク",
    ),
    (
        TrackPart.BUILD,
        r"\b(?:build ?up|riser|aufbau|steigerung|subida|crescendo|montee)\b|ビルドアップ|盛り上がる前",
    ),
    (
        TrackPart.BEAT,
        r"\b(?:drums?|drumming|beats?|percussion|kicks?|schlagzeug|trommeln?|drumbeat|bateria|percusion|tambor(?:es)?|"
        r"ritmo|batterie|percus?sions?|tambours?|rythme)\b|ドラム|ビート|打楽器",
    ),
    (
        TrackPart.MAIN,
        r"\b(?:chorus|refrain|hook|drop|main (?:part|section|theme)|hauptteil|estribillo|coro)\b|サビ|ドロップ",
    ),
    (
        TrackPart.ENDING,
        r"\b(?:outro|ending|finale?|last (?:part|bit|section|verse)|end (?:part|bit|section)|the (?:very )?end|ende|"
        r"schluss|schlussteil|final|cierre|la fin|fin)\b|アウトロ|終わり|エンディング|最後",
    ),
    (
        TrackPart.INTRO,
        r"\b(?:intro|opening|beginning|anfang|beginn|vorspiel|principio|inicio|comienzo|debut)\b|イントロ|前奏|冒頭|出だし",
    ),
    (TrackPart.MIDDLE, r"\b(?:middle|halfway|mitte|mitad|medio|milieu)\b|真ん中|中盤|途中|後半"),
    (
        TrackPart.LOUD,
        r"\b(?:loud(?:er|est)?|big(?:gest)?|intense|energetic|heavy|heaviest|hard(?:er|est)?|wild(?:est)?|epic|climax|peak|"
        r"hype|explo\w+|goes (?:off|hard)|kicks in|picks up|takes off|lauten?|lauteste\w*|heftig\w*|intensiv\w*|"
        r"krass\w*|hohepunkt|fett\w*|wilde\w*|fuertes?|intens[oa]s?|potentes?|climax|subidon|movid[oa]|forte?|puissante?|"
        r"energique|intense)\b|激し|盛り上が|山場|クライマックス|うるさい|派手",
    ),
)
_COMPILED = tuple((part, re.compile(pattern)) for part, pattern in _PARTS)
_FADE_IN = re.compile(
    r"fade ?(?:\w+ ){0,2}in\b|einblend|einfad|ein ?und ?aus|fundido de entrada|entrada|fondu d'entree|a l'entree|"
    r"au debut|al principio|at the (?:start|beginning)|am anfang|フェードイン|最初"
)
_FADE_OUT = re.compile(
    r"fade ?(?:\w+ ){0,2}out\b|ausblend|ausfad|ein ?und ?aus|salida|final|sortie|\bfin\b|at the end|am ende|"
    r"end(?:ing)?\b|in and out|フェードアウト|最後|終わ"
)
_OF_TRACK = re.compile(
    r"\b(?:song|track|tune|piece|music|lied|stuck|musik|songs|cancion|tema|musica|pista|morceau|chanson|musique|titre)\b|"
    r"曲|音楽|トラック"
)
_OF_CLIP = re.compile(r"\b(?:clip|video|vid|footage|film|reel|videos?|plan)\b|動画|クリップ|映像|ビデオ")
_FIRST_HALF = re.compile(
    r"\b(?:first|1st) half|erste\w* halfte|primera mitad|premiere moitie|前半",
)
_SECOND_HALF = re.compile(
    r"\b(?:second|last|final|2nd) half|(?:zweite|letzte)\w* halfte|segunda mitad|seconde moitie|後半"
)
_FIRST = re.compile(r"\b(?:first|erste\w*|primer[oa]s?|premier\w*)\b|最初")
_LAST = re.compile(r"\b(?:last|final|letzte\w*|ultim[oa]s?|dernier\w*)\b|最後")


def read_edit_details(act: MessageAct) -> EditDetails:
    """Read what the words of an edit say beside its kind; never raises."""
    line = fold_line(act.text)
    seconds = _find_count(line, _SECONDS, _UNSPACED_SECONDS)
    bars = _find_count(line, _BARS, _UNSPACED_BARS)
    fades_in = _FADE_IN.search(line) is not None
    halves = (_FIRST_HALF, (0.0, 0.5)), (_SECOND_HALF, (0.5, 1.0))
    return EditDetails(
        amount=_find_amount(line),
        seconds=seconds,
        bars=None if bars is None else int(bars),
        part=find_track_part(line),
        fade_in=fades_in,
        fade_out=not fades_in or _FADE_OUT.search(line) is not None,
        of_track=_find_owner(line),
        share=next((share for pattern, share in halves if pattern.search(line)), None),
        from_end=_find_end(line) if act.edit is EditKind.ONLY_RANGE and seconds is not None else None,
    )


def find_track_part(line: str) -> TrackPart:
    """Find the part of a track that a folded line names; ``UNHEARD`` where it is told by what nobody measured."""
    return next((part for part, pattern in _COMPILED if pattern.search(line)), TrackPart.UNHEARD)


def _find_amount(line: str) -> float:
    if _SMALL.search(line):
        return SMALL
    return LARGE if _LARGE.search(line) else 1.0


def _find_count(line: str, *patterns: re.Pattern[str]) -> float | None:
    found = next((match for pattern in patterns if (match := pattern.search(line))), None)
    if found is None:
        return None
    said = found["count"]
    return float(_NUMBER_WORDS[said]) if said in _NUMBER_WORDS else float(said)


def _find_owner(line: str) -> bool | None:
    """Whether a range is said to be one of the track or of the clip; None where neither is named."""
    if _OF_CLIP.search(line):
        return False
    return True if _OF_TRACK.search(line) else None


def _find_end(line: str) -> bool | None:
    if _LAST.search(line):
        return True
    return False if _FIRST.search(line) else None
