"""What the owner of a clip should be told about the file, as codes with numbers; words are in language/languages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class NoticeCode(StrEnum):
    """What there is to tell."""

    UPLOAD_CUT = "upload-cut"  # numbers: where the file ends, how long it should be (seconds)
    UPLOAD_BROKEN = "upload-broken"  # number: where the file ends (seconds); how long it should be is not known
    PICTURE_ENDS = "picture-ends"  # numbers: where the picture ends, how long the sound is (seconds)
    SOUND_LOST = "sound-lost"  # it has sound that cannot be decoded


_NUMBERS = {
    NoticeCode.UPLOAD_CUT: 2,
    NoticeCode.UPLOAD_BROKEN: 1,
    NoticeCode.PICTURE_ENDS: 2,
    NoticeCode.SOUND_LOST: 0,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell, kept in :attr:`musechat.clip.ClipTraits.notices` as ``"upload-cut:3.93:8"``."""

    code: NoticeCode
    numbers: tuple[float, ...] = ()

    def to_text(self) -> str:
        """The form that is stored."""
        return ":".join([self.code.value, *(f"{number:.2f}" for number in self.numbers)])

    @classmethod
    def from_text(cls, text: str) -> Notice:
        """Inverse of :meth:`to_text`.

        Raises:
            ValueError: an unknown code, or numbers that do not belong to it.

        """
        name, *numbers = text.split(":")
        code, values = NoticeCode(name), tuple(float(number) for number in numbers)
        if len(values) != _NUMBERS[code] or not all(math.isfinite(v) and v >= 0 for v in values):
            raise ValueError(text)
        return cls(code, values)
