"""What is known to answer from."""

from __future__ import annotations

from dataclasses import dataclass

from musechat.clip import ClipTraits
from musechat.clip_music import ClipMusic, ClipRecording
from musechat.pick import Pick
from musechat.track import Track
from musechat.turn import TurnView


@dataclass(frozen=True, slots=True)
class PickFacts:
    """What is known of the pick that is asked about.

    Attributes:
        pick: as it was shown.
        track: as the library has it.
        shown_in: the turn that showed it, with its alternates.
        clip: that it is for; None where there is none, or it was not watched.
        clip_music: the track of the library that is in the clip already.
        clip_recording: what the clip's own sound is likely to be, where that is none of them.
        licence_uses: what the guild wants every licence to allow, as in :class:`musechat.guild.GuildSettings`.
        other_uses: clips of other threads here that it was taken for.

    """

    pick: Pick
    track: Track
    shown_in: TurnView | None = None
    clip: ClipTraits | None = None
    licence_uses: frozenset[str] = frozenset()
    other_uses: int = 0
    clip_music: ClipMusic | None = None
    clip_recording: ClipRecording | None = None


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """The music that may be picked here: how many tracks, and their commonest genres, commonest first."""

    tracks: int
    genres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """All that an answer may be made of; ``pick`` is None before the first one."""

    pick: PickFacts | None
    library: LibrarySummary
