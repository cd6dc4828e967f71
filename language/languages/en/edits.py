"""English: what an edit says beside its kind; expressions on a folded line."""

from __future__ import annotations

from language.languages.edit_words import EditWords
from musechat.edits import TrackPart

EDITS = EditWords(
    small=r"\b(?:(?:a|lil) (?:\w+ )?(?:bit|little|touch|tad|smidge|hair)|a tad|slightly|little bit)\b",
    large=r"\b(?:much|way|a lot|lots|far)\b",
    counts={
        2: "two couple",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        8: "eight",
        10: "ten",
        15: "fifteen",
        20: "twenty",
        30: "thirty",
    },
    seconds=r"s|secs?|seconds?",
    bars=r"bars?|measures?",
    parts={
        TrackPart.QUIET: r"quiet|calm|soft|silent|gentle|mellow|chill|peaceful|slow(?:er|est)? (?:part|bit|section)",
        TrackPart.BREAK: r"\b(?:break|breakdown|bridge|interlude)\b",
        TrackPart.BUILD: r"\b(?:build ?up|riser|crescendo)\b",
        TrackPart.BEAT: r"\b(?:drums?|drumming|beats?|percussion|kicks?|drumbeat)\b",
        TrackPart.MAIN: r"\b(?:chorus|refrain|hook|drop|main (?:part|section|theme))\b",
        TrackPart.ENDING: r"\b(?:outro|ending|finale?|last (?:part|bit|section|verse)|end (?:part|bit|section)|the (?:very )?end)\b",
        TrackPart.INTRO: r"\b(?:intro|opening|beginning)\b",
        TrackPart.MIDDLE: r"\b(?:middle|halfway)\b",
        TrackPart.LOUD: r"\b(?:loud(?:er|est)?|big(?:gest)?|intense|energetic|heavy|heaviest|hard(?:er|est)?|wild(?:est)?|epic|climax|peak|hype|explo\w+|goes (?:off|hard)|kicks in|picks up|takes off)\b",
    },
    fade_in=r"fade ?(?:\w+ ){0,2}in\b|at the (?:start|beginning)",
    fade_out=r"fade ?(?:\w+ ){0,2}out\b|at the end|end(?:ing)?\b|in and out",
    of_track=r"\b(?:song|track|tune|piece|music|songs)\b",
    of_clip=r"\b(?:clip|video|vid|footage|film|reel|videos?)\b",
    first_half=r"\b(?:first|1st) half",
    second_half=r"\b(?:second|last|final|2nd) half",
    first=r"\bfirst\b",
    last=r"\b(?:last|final)\b",
    louder=(
        r"(?:(?:can|could) (?:you|it|we) |(?:it |this )?(?:could|should|needs to) be |make (?:it|this|that) |"
        r"turn (?:it|this|that) |go |a (?:tiny |little )?(?:bit|little|touch|tad|smidge) |bit |tad |slightly |"
        r"much |way |even |lot )*(?:louder|(?<=it )up|(?<=this )up|(?<=that )up)(?: (?:a (?:tiny |"
        r"little )?(?:bit|little|touch|tad|lot)|now|still|more))?|(?:crank|pump|bump) (?:it|this|"
        r"that)(?: up)?|turn up|(?:it is |its |that is |this is |is |still |way |a bit |far |"
        r"much )*(?:too quiet|not loud enough)|(?:i )?(?:can not|cant|can hardly|can barely) hear it|🔊+"
    ),
    quieter=(
        r"(?:(?:can|could) (?:you|it|we) |(?:it |this )?(?:could|should|needs to) be |make (?:it|this|that) |"
        r"turn (?:it|this|that) |go |a (?:tiny |little )?(?:bit|little|touch|tad|smidge) |bit |tad |slightly |"
        r"much |way |even |lot )*(?:quieter|less loud|not so loud|(?<=it )down|(?<=this )down|"
        r"(?<=that )down)(?: (?:a (?:tiny |little )?(?:bit|little|touch|tad|lot)|now|still|more))?|turn down|"
        r"(?:it is |its |that is |this is |is |still |way |a bit |far |much )*too loud|🔉+|🔈+"
    ),
    level=r"\b(?:volume|mix|bgm|hear)\b",
    sounds={
        "drums": r"\bbeat\b",
        "vocals": r"\b(?:sings?|singer|she|he|they)\b",
        "guitar": r"guitar",
        "piano": r"piano",
    },
)
