"""Japanese refusals of numbers ("nothing faster than 110 bpm"), said again as the bounds that they are."""

_UNIT = r"(\d[\d.:]*\s?(?:bpm|分半?|秒))"
_THING = r"(?:の|曲|やつ|もの|テンポ|長さ)*(?:は|が|も)?(?:絶対(?:に)?)?"
_REFUSED = r"(?:なし|無し|ナシ|ダメ|だめ|駄目|ng|嫌|いや|やだ|いらない|要らない|やめて|避けて|入れないで|禁止)"

NEGATED_BOUNDS = (
    (rf"{_UNIT}(?:以上|超え|を超える|越え|より(?:速|早|長)い){_THING}{_REFUSED}", r"\1以下で"),
    (rf"{_UNIT}(?:以下|未満|より(?:遅|短)い){_THING}{_REFUSED}", r"\1以上で"),
    (rf"{_UNIT}(?:より(?:速|早|長)く(?:し|なら)ない|を(?:超|越)え(?:ない|ん))(?:で|ように|程度)?", r"\1以下で"),
    (rf"{_UNIT}(?:より(?:遅|短)く(?:し|なら)ない|を下回らない)(?:で|ように)?", r"\1以上で"),
)
