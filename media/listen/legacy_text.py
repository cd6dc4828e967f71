"""Tags that say Latin-1 and hold another encoding: repaired where that is certain, left out where it is not.

Programs of the days before Unicode wrote the bytes of their own code page into fields that are Latin-1 by definition.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_LEAST_HIGH = 0.5  # share of high bytes among the letters of a text in a script without Latin letters
_LONG_RUN = 4
_COMMON_CYRILLIC = frozenset("оеаинтсрвл")
_CLEARLY = 0.15
_GB_LEVEL_1 = range(0xB0, 0xD8)  # first bytes of the 3,755 characters that nearly all Chinese is written with


def repair_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of one tag as they were meant; "" for one that cannot be told for certain, never with controls.

    All fields of a tag were written by one program, so they are judged together: a short title is not enough.
    """
    doubtful = [text for text in texts if _may_be_legacy(text)]
    if not doubtful:
        return tuple(_refuse_controls(text) for text in texts)
    encoding = find_encoding(b"\n".join(text.encode("latin-1") for text in doubtful))
    return tuple(_decode_again(text, encoding) if _may_be_legacy(text) else _refuse_controls(text) for text in texts)


def find_encoding(data: bytes) -> str:
    """The encoding of bytes that were taken for Latin-1: one of Python's names; "" where several are as likely."""
    if _decodes(data, "utf-8"):
        return "utf-8"
    likely = [
        name for name, is_likely in _JUDGES.items() if _decodes(data, name) and is_likely(data, data.decode(name))
    ]
    if len(likely) > 1 and set(likely) == {"cp1251", "koi8-r"}:
        likely = _weigh_cyrillic(data)
    if likely:
        return likely[0] if len(likely) == 1 else ""
    if _is_mostly_high(data) and any(len(run) >= _LONG_RUN for run in _HIGH_RUN.findall(data)):
        return ""  # words without a Latin letter, in no script that we can tell
    # Windows wrote its curly quotes where Latin-1 has controls.
    return "cp1252" if _decodes(data, "cp1252") and any(0x80 <= byte < 0xA0 for byte in data) else "latin-1"


def _may_be_legacy(text: str) -> bool:
    return any("\x80" <= char <= "\xff" for char in text) and all(char <= "\xff" for char in text)


def _decode_again(text: str, encoding: str) -> str:
    if not encoding:
        return ""
    try:
        return _refuse_controls(text.encode("latin-1").decode(encoding))
    except UnicodeDecodeError:
        return ""


def _refuse_controls(text: str) -> str:
    return "" if _CONTROLS.search(text) else text


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_high(data: bytes) -> bool:
    letters = [byte for byte in data if byte >= 0x80 or chr(byte).isalpha()]
    return bool(letters) and sum(byte >= 0x80 for byte in letters) >= _LEAST_HIGH * len(letters)


def _is_japanese(_data: bytes, text: str) -> bool:
    scripts = [_name_script(char) for char in text if not char.isascii()]
    wide = scripts.count("kana") + scripts.count("han")
    # Half-width kana are single bytes, as accented letters are: what is full of them is something else.
    return wide >= 2 and wide >= 0.9 * len(scripts) and (scripts.count("kana") > 0 or _has_c1(_data))


def _has_c1(data: bytes) -> bool:
    return any(0x81 <= byte <= 0x9F for byte in data)


def _is_chinese(data: bytes, text: str) -> bool:
    if not _is_mostly_high(data) or _has_c1(data) or any(len(run) % 2 for run in _HIGH_RUN.findall(data)):
        return False
    han = [char for char in text if _name_script(char) == "han"]
    common = sum(char.encode("gbk")[0] in _GB_LEVEL_1 for char in han)
    return len(han) >= 2 and common >= 0.9 * len(han) and len(han) >= 0.8 * sum(not char.isascii() for char in text)


def _is_korean(data: bytes, text: str) -> bool:
    wide = [char for char in text if not char.isascii()]
    return _is_mostly_high(data) and len(wide) >= 2 and all("가" <= char <= "힣" for char in wide)


def _is_cyrillic(data: bytes, text: str) -> bool:
    """Words of Cyrillic letters, written as words are: small, with a capital in front at most."""
    if not _is_mostly_high(data):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    cyrillic = [word for word in words if all(_name_script(char) == "cyrillic" for char in word)]
    fine = [word for word in cyrillic if word[1:].islower() or word.isupper() or len(word) == 1]
    return sum(map(len, cyrillic)) >= 4 and len(cyrillic) == len([w for w in words if not w.isascii()]) == len(fine)


def _weigh_cyrillic(data: bytes) -> list[str]:
    """The code page under which the letters are those that Russian is mostly written with."""
    shares = {}
    for name in ("cp1251", "koi8-r"):
        letters = [char for char in data.decode(name).lower() if char.isalpha()]
        shares[name] = sum(char in _COMMON_CYRILLIC for char in letters) / len(letters)
    best, other = sorted(shares, key=lambda name: -shares[name])
    return [best] if shares[best] - shares[other] >= _CLEARLY else [best, other]


def _name_script(char: str) -> str:
    name = unicodedata.name(char, "")
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return "kana"
    if name.startswith("CJK UNIFIED"):
        return "han"
    return "cyrillic" if name.startswith("CYRILLIC") else "other"


_JUDGES = {
    "shift_jis": _is_japanese,
    "gbk": _is_chinese,
    "euc_kr": _is_korean,
    "cp1251": _is_cyrillic,
    "koi8-r": _is_cyrillic,
}
