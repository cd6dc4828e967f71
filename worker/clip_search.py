"""Which tracks are surely in a clip's sound: everyone's, and guilds' own, each of which its guild alone is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy.orm import Session

from media.listen.excerpt_search import Excerpt, ExcerptSearch, FoundExcerpt, find_excerpts
from store.clip_music import save_clip_music

MOST_OWNERS = 4  # that are told of one clip


def find_tracks(
    index: ExcerptSearch, excerpts: Sequence[Excerpt], keys: Sequence[str], owners: Sequence[int | None]
) -> list[FoundExcerpt]:
    """Find the surest track of each owner, until everyone's is found.

    Args:
        index: to search.
        excerpts: of the clip.
        keys: the track of each row of the index; an empty one is not searched.
        owners: of each row: the guild whose own track it is, None: everyone's.

    """
    allowed = np.array([bool(key) for key in keys], np.bool_)
    found: list[FoundExcerpt] = []
    while len(found) < MOST_OWNERS and (best := find_excerpts(index, excerpts, allowed)) is not None:
        found.append(best)
        owner = owners[best.row]
        if owner is None:
            break
        allowed &= np.array([each != owner for each in owners], np.bool_)
    return found


def save_found(
    session: Session,
    video_hash: str,
    found: Sequence[FoundExcerpt],
    keys: Sequence[str],
    owners: Sequence[int | None],
) -> None:
    """Store what :func:`find_tracks` has found."""
    for each in found:
        at_s, score = round(each.at_s, 2), round(each.score, 4)
        save_clip_music(session, video_hash, keys[each.row], owners[each.row], at_s, score)
