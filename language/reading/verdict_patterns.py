"""Regular expressions for a verdict behind what it is about ("the drums are too loud") and for how much of a change."""

from __future__ import annotations

import re

from language.reading.clause import Sense

_BE = r"(?:is |are |was |were |sounds? |feels? |seems? )?"
_VERY = r"(?:a (?:little |bit |tad )|way |far |just |really |so |kind of |kinda |quite )*"
_TOO_MUCH = (
    r"(?:too (?:much|many|loud|prominent|present|strong|dominant|busy|dense|repetitive)|distracting|annoying|"
    r"overpowering|over the top|irritating|in the way|(?:get|annoy|bother|ruin|kill|drive)s? (?:on )?(?:me|it|"
    r"my nerves|the mood|the video)|do(?:es)? not (?:fit|work|suit))"
)
VERDICTS = (
    (Sense.LESS, re.compile(rf" {_BE}{_VERY}{_TOO_MUCH}\b")),
    (Sense.LESS, re.compile(r" (?:(?:to )?be |get )?(?=(?:replaced|swapped|exchanged) (?:by|with|for)\b)")),
    (Sense.NO, re.compile(r" (?:off|out)(?=\s*(?:$|[.,!?]|please))")),
)
EXTENT = re.compile(
    r" (?:just )?(?:(?P<large>a lot|by a lot|a whole lot|quite a bit)|(?:by )?a (?:little|bit|tad|touch|lil)(?: bit)?|"
    r"slightly|somewhat)\b(?! (?:more|less|too|\w+er)\b)"
)

BOUND_AFTER = re.compile(r"\s*(?:の音|の曲)?(?:だけ|のみ|オンリー|一本)(?!じゃ|で(?:は|なく))[でのにが]*")
# Japanese refuses after the noun; another noun may be refused with it ("ギターとドラムなし").
_PARTICLES = r"[\sはがをもの系音とか、]*?"
_FURTHER_NOUN = r"(?:\s*(?:と|や)\s*[^\s、。]+)?"
REFUSED_AFTER = re.compile(
    rf"{_FURTHER_NOUN}{_PARTICLES}(?:(?P<no>なし|無し|ナシ|抜き|ぬき|いらな|要らな|いりませ|不要|なくて|じゃなく|ではなく|"
    r"じゃな|以外|やめ|嫌|いや|ng|使わな|入れな|入ってな|禁止|ダメ|だめ|消し|外し|除い)|"
    r"(?P<less>(?:っぽ|みたい|に似|似)すぎ|控えめ|ひかえめ|少なめ|弱め|抑えめ|減らし|多すぎ|強すぎ|うるさ|苦手|すぎ|くな))[ぁ-ん]*"
)
