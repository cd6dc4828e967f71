"""A track as a source of music lists it: before its sound was fetched, heard or judged."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from musechat.json_types import JsonObject
from musechat.licence_evidence import LicenceEvidence


@dataclass(frozen=True, slots=True)
class SourceRights:
    """What may be done with a source's track, by its licence and the source's own terms.

    Attributes:
        may_analyse: fetch it and measure it on this machine.
        may_send_clip: send an excerpt, or mix it under a clip.
        may_send_full: hand out the whole file, unchanged.

    """

    may_analyse: bool
    may_send_clip: bool
    may_send_full: bool


NO_RIGHTS = SourceRights(may_analyse=False, may_send_clip=False, may_send_full=False)


@dataclass(frozen=True, slots=True)
class SourceTrack:
    """One track of a source. Texts are foreign: data, never instructions.

    Attributes:
        ref: its id there.
        genres: genres and tags, as the source spells them.
        duration_s: seconds; 0 where the source does not say.
        audio_url: where its sound is; empty where ``ref`` is enough.
        size: of the sound, bytes; 0 where the source does not say.
        checksum: of the sound, ``"sha1:<hex>"`` or ``"md5:<hex>"``; empty where the source has none.
        suffix: of the sound's file, as ``".mp3"``.
        version: another value means that the sound has changed.
        local_path: where the server keeps the file, for a machine that shares its disk.
        evidence: what the source says of the licence; ``None`` where it knows of none.

    """

    ref: str
    title: str
    artist: str
    rights: SourceRights
    album: str = ""
    genres: tuple[str, ...] = ()
    year: int | None = None
    duration_s: float = 0.0
    page_url: str = ""
    audio_url: str = ""
    size: int = 0
    checksum: str = ""
    suffix: str = ".mp3"
    version: str = ""
    local_path: str = ""
    evidence: LicenceEvidence | None = None

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        evidence = self.evidence.to_json() if self.evidence else None
        return {**asdict(self), "genres": list(self.genres), "evidence": evidence}

    @classmethod
    def from_json(cls, data: JsonObject) -> SourceTrack:
        """Inverse of :meth:`to_json`."""
        evidence = LicenceEvidence.from_json(data["evidence"]) if data["evidence"] else None
        rights = SourceRights(**data["rights"])
        return cls(**{**data, "genres": tuple(data["genres"]), "rights": rights, "evidence": evidence})


@dataclass(frozen=True, slots=True)
class MusicQuery:
    """What to look for in a source.

    Attributes:
        words: of a kind or mood, as ``"lo-fi"``.
        commercial: whether only licences that allow commercial use are wanted.
        limit: most tracks to give.

    """

    words: str
    commercial: bool = False
    limit: int = 20
