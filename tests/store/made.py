"""Rows and domain objects for the store's tests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from musechat.brief import Facet, Force, Wish
from musechat.clip import ClipTraits
from musechat.licence_evidence import LicenceEvidence
from musechat.source_track import SourceRights, SourceTrack
from musechat.track import Licence, Section, Tag, Track, TrackTraits
from musechat.wish_values import WordsValue
from store.tables import (
    ApiTokenRow,
    BriefEventRow,
    ClipExcerptRow,
    ClipMusicRow,
    ClipPicturesRow,
    ClipRecordingRow,
    ComparedPickRow,
    ComparisonRow,
    ComparisonVoteRow,
    EventCountRow,
    ExclusionRow,
    FeedbackRow,
    GuildRow,
    InstallationRow,
    KnownFileRow,
    LibrarySourceRow,
    LicenceCheckRow,
    MemberRow,
    PickOrderRow,
    PickRecordRow,
    PickRow,
    SourceTrackRow,
    ThreadRow,
    TrackRow,
    TrackVectorRow,
    TurnReplyRow,
    TurnRow,
    VideoRow,
    VideoVectorRow,
    WatchedFileRow,
    WorkerRow,
)
from tests.musechat.made import wish_of

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
EDGE = (-SECOND, timedelta(0), SECOND)  # from a moment on which something depends
CLIP_HASH = hashlib.sha256(b"clip").hexdigest()

STATED = LicenceEvidence("CC BY 4.0", "a source: licence", datetime(2026, 5, 1, tzinfo=UTC), "https://music.example/1")


def clip_traits(**changes: Any) -> ClipTraits:
    traits = ClipTraits(
        duration_s=12.5,
        width=640,
        height=360,
        fps=25.0,
        container="mp4",
        has_picture=True,
        has_sound=True,
        speech=0.25,
        music=0.0,
        loudness_lufs=-18.5,
        cuts_s=(1.5, 4.0),
        cuts_per_minute=9.6,
        motion=0.4,
        motion_peak=0.8,
        brightness=0.5,
        contrast=0.3,
        saturation=0.2,
        warmth=0.6,
        palette=("#102030", "#ffeedd"),
        energy=0.45,
        energy_curve=(0.1, 0.9),
    )
    return replace(traits, **changes)


def track_traits(**changes: Any) -> TrackTraits:
    traits = TrackTraits(
        duration_s=61.25,
        tempo_bpm=92.0,
        tempo_confidence=0.8,
        beats_s=(0.5, 1.15),
        key="F#",
        mode="minor",
        key_confidence=0.7,
        loudness_lufs=-14.2,
        energy=0.3,
        energy_curve=(0.1, 0.2, 0.3),
        brightness=0.4,
        valence=0.6,
        vocals=None,
        vocal_score=0.5,
        sections=(Section("intro", 0.0, 8.0, 0.2), Section("main", 8.0, 61.25, 0.8)),
    )
    return replace(traits, **changes)


def track(n: int = 1, **changes: Any) -> Track:
    file_hash = hashlib.sha256(f"track {n}".encode()).hexdigest()
    made = Track(
        id=file_hash[:16],
        title=f"Étude № {n}",
        artist="Ōtsuka & the “Quotes”",
        album="",
        genre="ambient",
        year=2021,
        explicit=False,
        licence=Licence("CC-BY-4.0", "https://example.org/by", True, True, True, False),
        source_url="https://example.org/track",
        path=f"/music/{n}.flac",
        file_hash=file_hash,
        traits=track_traits(),
        tags=(Tag("calm", 0.4, "analysis"), Tag("piano", 0.9, "tagger"), Tag("calm", 0.8, "tagger")),
    )
    return replace(made, **changes)


def wish(said: str = "no drums please", **changes: Any) -> Wish:
    return replace(wish_of(Force.NEVER, Facet.INSTRUMENT, {"name": "drums"}, said), **changes)


@dataclass(frozen=True)
class Filled:
    """Ids of what :func:`fill` made."""

    member_id: int
    thread_id: int
    turn_id: int
    pick_id: int
    track_id: str
    guild_id: int


def fill(session: Session, *, secret: str = "", at: datetime = NOON, n: int = 1) -> Filled:
    """At least one row in every table; the member's own texts all contain ``secret``."""
    song = track(n)
    thread_ids: dict[str, Any] = {}

    def put(row: type[Any], **values: Any) -> Any:
        return session.execute(insert(row).values(**values).returning(*row.__mapper__.primary_key)).one()[0]

    member = put(MemberRow, platform="page", external_id=f"someone {secret}{n}", created_at=at)
    guild = put(GuildRow, id=2**53 + n, settings={"links": "off"})
    put(
        VideoRow,
        hash=CLIP_HASH[:-2] + f"{n:02d}",
        size=7,
        blob="clip.mp4",
        traits=clip_traits().to_json(),
        expires_at=at,
    )
    video = CLIP_HASH[:-2] + f"{n:02d}"
    put(VideoVectorRow, video_hash=video, encoder="e", version="1", dim=1, data=b"\0\0\0\0")
    thread_ids |= {"platform": "page", "guild_id": guild, "member_id": member, "video_hash": video}
    thread = put(ThreadRow, **thread_ids, external_id=f"room {n}", name=f"film {secret}", created_at=at)
    said = wish(said=f"said {secret}").to_json()
    free = wish(said=f"free {secret}", facet=Facet.WORDS, value=WordsValue(f"text {secret}")).to_json()
    who: dict[str, Any] = {"thread_id": thread, "member_id": member, "created_at": at}
    turn = put(
        TurnRow,
        **who,
        seq=1,
        asker="page",
        kind="first",
        words=f"words {secret}",
        source_kind="link",
        source=f"https://example.org/{secret}.mp4",
        source_name=f"{secret}.mp4",
        state="done",
        brief=[{"event_seq": 1, "wish": said}, free],
        finished_at=at,
        not_before=at,
    )
    put(BriefEventRow, **who, seq=1, turn_id=turn, turn_seq=1, op="add", wish=said)
    put(BriefEventRow, **who, seq=2, turn_id=turn, turn_seq=1, op="add", wish=free)
    put(BriefEventRow, **who, seq=3, turn_id=turn, turn_seq=1, op="remove", ref=1)
    values = {name: getattr(song, name) for name in ("id", "title", "artist", "path", "file_hash")}
    put(
        TrackRow,
        **values,
        licence={"id": "CC0-1.0"},
        duration_s=61.25,
        traits=song.traits.to_json(),
        traits_version="1",
    )
    put(TrackVectorRow, track_id=song.id, encoder="e", version="1", dim=1, data=b"\0\0\0\0")
    put(ClipExcerptRow, video_hash=video, revision=0, made_at=at, data=b"\0")
    put(ClipPicturesRow, video_hash=video, data=b"hashes")
    put(ClipRecordingRow, video_hash=video, duration_s=213.0, title="Pier", artist="Quays", score=0.97, made_at=at)
    put(ClipMusicRow, video_hash=video, guild_id=0, track_id=song.id, at_s=31.4, score=0.4)
    pick = put(PickRow, turn_id=turn, rank=0, track_id=song.id, score=0.5, start_s=1.0, end_s=13.5)
    put(PickRecordRow, pick_id=pick, record={"title": song.title}, created_at=at)
    put(LicenceCheckRow, pick_id=pick, state="same", place=STATED.page_url, looked_at=at, answered_at=at)
    put(PickOrderRow, pick_id=pick, kind="fit", asked_at=at)
    put(TurnReplyRow, turn_id=turn, token="aW50ZXJhY3Rpb24", until=at)
    looked_at = {"size": 7, "changed_ns": 2**60, "version": "1", "seen_at": at}
    put(KnownFileRow, key=f"{n:032x}", path=song.path, track_id=song.id, file_hash=song.file_hash, **looked_at)
    put(FeedbackRow, pick_id=pick, member_id=member, verdict="accepted", created_at=at)
    compared = put(ComparisonRow, turn_id=turn, thread_id=thread, seed=7, from_s=0.0, to_s=12.5, created_at=at)
    put(ComparedPickRow, comparison_id=compared, place=0, pick_id=pick, blob="a.mp4", loudness_lufs=-14.0)
    put(ComparisonVoteRow, comparison_id=compared, member_id=member, place=0, created_at=at)
    put(ExclusionRow, scope="member", member_id=member, what="artist", value=f"excluded {secret}", created_at=at)
    put(InstallationRow, name=f"fact {n}", value="1")
    put(LibrarySourceRow, name=f"source {n}")
    there = SourceTrack("1", song.title, song.artist, SourceRights(True, True, False), evidence=STATED)
    put(SourceTrackRow, source=f"source {n}", key=f"{n}", record=there.to_json(), track_id=song.id)
    put(WatchedFileRow, key=f"{n}", path=song.path, size=1, changed_ns=1, track_id=song.id)
    put(WorkerRow, name=f"w{n}", host="here", pid=1, queues=["media"], profile="embedded")
    put(ApiTokenRow, name=f"script {n}", hash=hashlib.sha256(f"token {n}".encode()).hexdigest(), member_id=member)
    put(EventCountRow, name=f"retries {n}", value=1)
    return Filled(member, thread, turn, pick, song.id, guild)
