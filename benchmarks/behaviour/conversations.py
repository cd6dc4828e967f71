"""What is said: twenty conversations, each one clip and two refinements, over all kinds of wishes that are read."""

from __future__ import annotations

from pathlib import Path

# One conversation each; the clips are dealt to them in the order of their names. Nothing here depends on the date.
CONVERSATIONS: tuple[tuple[str, str], ...] = (
    ("calmer, piano", "no vocals"),
    ("a bit faster and more energetic", "undo"),
    ("more like this", "same vibe, no drums"),
    ("something by Eric Skiff", "nothing by them"),
    ("anything but electronic", "darker"),
    ("around 90 bpm", "10 bpm slower"),
    ("shorter than 20 seconds", "longer"),
    ("I can use it commercially", "no attribution"),
    ("80s", "more modern"),
    ("etwas ruhiger, mit Klavier", "kein Gesang"),
    ("más lento y triste", "sin batería"),
    ("plus calme", "sans voix, avec guitare"),
    ("もう少し速く", "ボーカルなしで"),
    ("like rain on a tin roof at night", "thanks"),
    ("love it", "something else"),
    ("must have bagpipes, at least 230 bpm", "any tempo"),
    ("replace the synths with strings", "not for me"),
    ("the singing is distracting", "back to the first one, but slower"),
    ("jazz, dark but hopeful", "forget the jazz"),
    ("only female vocals", "vocals are fine, no questions please"),
)
# Said about the first clip once more, in a data folder that was kept.
AGAIN = ("happier, no piano", "undo")


def deal_clips(clips: list[Path]) -> list[tuple[Path, tuple[str, str]]]:
    """Give each conversation its clip; where there are fewer clips than conversations, they come round again."""
    return [(clips[number % len(clips)], words) for number, words in enumerate(CONVERSATIONS)]
