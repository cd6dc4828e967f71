"""Which recording an answer of AcoustID surely means, if any.

One fingerprint is linked with many recordings, in no order, and with wrong ones, too: people send them in. A recording
is named only where the sound agrees, the lengths fit, and nearly all that was sent in says the same work.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from media.sources.record_fields import Record, get_records, read_number, read_text
from musechat.clip_music import ClipRecording
from musechat.concepts import fold_name
from musechat.nobody import names_nobody
from musechat.works import strip_version

SURE_SCORE = 0.9  # measured by benchmarks/acoustid_scores.py
NEAR_S = 7.0  # by which lengths may differ, as AcoustID itself has it
_MOST_ARTISTS = 10
AGREED = 0.8  # share of what was sent in that has to mean one work


@dataclass(frozen=True, slots=True)
class _Linked:
    """A recording that is linked with the sound, and how often it was sent in."""

    title: str
    artists: tuple[str, ...]
    credit: str  # all of them on one line
    weight: float

    @property
    def work(self) -> tuple[str, str]:
        """What it is a recording of: title without the marks of its version, and who is named first."""
        return strip_version(self.title) or fold_name(self.title), fold_name(self.artists[0])


def choose_recording(answer: Record, duration_s: float) -> ClipRecording | None:
    """The recording that an answer surely means.

    Args:
        answer: of :meth:`media.acoustid.lookup.AcoustId.find_recordings`.
        duration_s: of the sound that was asked for.

    """
    scores: list[float] = []
    weights: dict[tuple[str, str], list[_Linked]] = defaultdict(list)
    for result in get_records(answer.get("results") or []):
        score = read_number(result, "score")
        if not SURE_SCORE <= score <= 1.0:
            continue
        scores.append(score)
        for linked in _list_linked(result, duration_s):
            weights[linked.work].append(linked)
    if not weights:
        return None
    total = sum(linked.weight for each in weights.values() for linked in each)
    best = max(weights.values(), key=lambda each: sum(linked.weight for linked in each))
    if sum(linked.weight for linked in best) < AGREED * total:
        return None
    chosen = max(best, key=lambda linked: linked.weight)
    return ClipRecording(chosen.title, chosen.credit, max(scores))


def _list_linked(result: Record, duration_s: float) -> list[_Linked]:
    """The recordings of a result that have a title and an artist, and whose length fits or is not known."""
    found: list[_Linked] = []
    for record in get_records(result.get("recordings") or []):
        length, title = read_number(record, "duration"), read_text(record, "title")
        artists, credit = _read_artists(record)
        if title and artists and (not length or abs(length - duration_s) <= NEAR_S):
            found.append(_Linked(title, artists, credit, max(1.0, read_number(record, "sources"))))
    return found


def _read_artists(record: Record) -> tuple[tuple[str, ...], str]:
    """Who is credited, and the credit line; nobody where that names nobody."""
    names: list[str] = []
    credit = ""
    for artist in get_records(record.get("artists") or [])[:_MOST_ARTISTS]:
        if name := read_text(artist, "name"):
            names.append(name)
            joint = read_text(artist, "joinphrase", most=20)
            # "," stands close to the name before it, "&" and "feat." apart.
            credit += name + (f"{'' if joint.startswith(',') else ' '}{joint} " if joint else " & ")
    credit = credit.strip().removesuffix("&").strip()
    return ((), "") if names_nobody(credit) else (tuple(names), credit)
