"""What a language says of the pick, or of a thing in it, behind it: "the drums are too much", "vocals off"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """Expressions on a normalised line (lower case, plain apostrophes), "" or () standing for none.

    Attributes:
        less_after: directly behind a thing and its space: that there is too much of it.
        no_after: the same: that it is to go.
        large_after: behind a change: that it is to be a large one.
        small_after: the same of a small one.
        liked: whole sentences that praise the pick.
        disliked: whole sentences that refuse it.

    """

    less_after: str = ""
    no_after: str = ""
    large_after: str = ""
    small_after: str = ""
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
