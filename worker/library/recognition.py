"""Which track of the library a file is, whatever it is called, tagged or encoded as."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy.orm import Session

from musechat.concepts import fold_name
from musechat.track import Track
from store import track_identity
from store.track_library import get_track
from worker.library.analysis_job import AnalysedTrack

# Words of a title that make it another track, though all but the voice is the same sound.
_OTHER_SOUND = re.compile(
    r"\b(instrumental|karaoke|acapella|a cappella|acappella|clean|explicit|censored|uncensored|vocals?|minus one)\b"
)


_CURVE = 0.05  # mean difference of two energy curves of one recording, analysed by neighbouring versions


def find_same_track(session: Session, analysed: AnalysedTrack) -> Track | None:
    """The track of the library that an analysed file is: by its encoded sound, its fingerprint, or its old place.

    Listed tracks come before removed ones, older before newer.
    """
    track = analysed.track
    found = track_identity.find_by_sound(session, track.sound_hash, track.guild_id)
    return found or _find_by_fingerprint(session, analysed) or _find_unmigrated(session, analysed)


def _find_by_fingerprint(session: Session, analysed: AnalysedTrack) -> Track | None:
    import numpy as np  # here: commands without a worker's packages import this module

    from media.listen.fingerprint import are_same_recording, get_length_margin

    track, ours = analysed.track, np.frombuffer(analysed.fingerprint, np.uint32)
    length = track.traits.duration_s
    if not len(ours):
        return None
    near = list(track_identity.iter_fingerprints(session, length, get_length_margin(length), track.guild_id))
    for track_id, data, _ in near:
        if are_same_recording(ours, np.frombuffer(data, np.uint32)):
            other = get_track(session, track_id)
            if other is not None and is_same_version(track, other):
                return other
    return None


def is_same_version(one: Track, other: Track) -> bool:
    """Whether nothing in titles and ratings says that two tracks of one length and backing differ in the voice."""
    words = [frozenset(_OTHER_SOUND.findall(fold_name(track.title))) for track in (one, other)]
    return words[0] == words[1] and one.explicit == other.explicit


def _find_unmigrated(session: Session, analysed: AnalysedTrack) -> Track | None:
    """A row of an older version, without a hash of its sound, whose file was retagged in its place."""
    import numpy as np

    from media.listen.fingerprint import is_near_length

    track = analysed.track
    found = track_identity.find_unhashed_at(session, track.path, track.guild_id)
    if found is None or not is_near_length(found.traits.duration_s, track.traits.duration_s):
        return None
    curves = [np.asarray(each.traits.energy_curve) for each in (found, track)]
    is_alike = curves[0].shape == curves[1].shape and float(np.abs(curves[0] - curves[1]).mean()) < _CURVE
    return found if is_alike else None


def is_better_file(one: Path, other: Path) -> bool:
    """Whether a file keeps its sound better than another: lossless before lossy, more bits before fewer."""
    from media.listen.encoding import rate_encoding

    return rate_encoding(one) > rate_encoding(other)
