"""Two members of one guild, with conversations, clips and verdicts: for tests of what is kept and forgotten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from musechat.brief import Brief, BriefChange, BriefEvent, Wish
from musechat.pick import ChosenTrack
from musechat.track import Track
from musechat.turn import ClipSource, NewTurn, SourceKind, TurnKind, TurnOutcome
from store import leases, ledger
from store.blobs import BlobStore
from store.database import Database
from store.members import get_member
from store.thread_history import load_brief_events, load_picks_by_turn, put_feedback
from store.threads import open_thread
from store.track_library import put_track
from store.videos import DERIVED, put_video, save_traits, save_video_vector
from tests.store.asked import claimed
from tests.store.made import DAY, NOON, clip_traits, track

GUILD = 2**53 + 7


@dataclass
class Past:
    """What happened in a database, and short names for making more of it happen."""

    db: Database
    blobs: BlobStore
    members: dict[str, int] = field(default_factory=dict)
    guild_id: int = GUILD

    def member(self, user_id: str) -> int:
        with self.db.write() as session:
            return get_member(session, "discord", user_id)

    def tracks(self, *tracks: Track) -> None:
        with self.db.write() as session:
            for made in tracks:
                put_track(session, made, "1")

    def thread(self, member_id: int, *, name: str = "", external_id: str | None = None, channel: str = "55") -> int:
        with self.db.write() as session:
            more = {"external_id": external_id, "name": name, "channel_id": channel, "guild_id": self.guild_id}
            return open_thread(session, platform="discord", member_id=member_id, open_to_all=True, **more)

    def ask(self, thread_id: int, member_id: int, words: str = "", **more: Any) -> int:
        new = NewTurn(thread_id, member_id, "discord", more.pop("kind", TurnKind.REFINE), words, **more)
        with self.db.write() as session:
            return ledger.submit_turn(session, new)

    def answer(
        self,
        turn_id: int,
        *picks: Track,
        wishes: tuple[Wish, ...] = (),
        clip: bytes = b"",
        reason: str = "",
        **more: Any,
    ) -> list[int]:
        """Do the turn as a worker would; the ids of its picks."""
        job = claimed(self.db, turn_id)
        if clip:
            self.watch(turn_id, job.attempt, clip, job.source.name)
        chosen = [ChosenTrack(t.id, 0.9, 1.0, 9.0, "fit+words", (reason,), reason) for t in picks]
        with self.db.write() as session:
            told = load_brief_events(session, job.thread_id)
            last = max((event.seq for event in told), default=0)
            new = [BriefEvent(last + n, job.seq, job.member_id, "add", w) for n, w in enumerate(wishes, 1)]
            brief = Brief.replay_events([*told, *new])
            outcome = TurnOutcome(
                [BriefChange("add", w) for w in wishes], brief, chosen, query=b"\1\2\3\4", space="f/1", **more
            )
            assert leases.finish_turn(session, turn_id, job.attempt, outcome)
            ledger.mark_delivered(session, turn_id, f"{turn_id}000")
            return [pick.id for pick in load_picks_by_turn(session, [turn_id]).get(turn_id, [])]

    def watch(self, turn_id: int, attempt: int, clip: bytes, name: str) -> str:
        with self.blobs.open_writer() as writer:
            writer.write(clip)
            stored = writer.commit(".mp4")
        for suffix in DERIVED:
            with self.blobs.open_writer() as writer:
                writer.write(b"measured " + clip)
                writer.commit_as(stored.sha256 + suffix)
        with self.db.write() as session:
            put_video(session, stored.sha256, stored.size, stored.name, NOON + DAY)
            save_traits(session, stored.sha256, clip_traits(), "1")
            save_video_vector(session, stored.sha256, "e", "1", 1, b"\0\0\0\0")
            assert leases.attach_video(session, turn_id, attempt, stored.sha256), name
        return stored.sha256

    def watch_new(self, member_id: int, clip: bytes, name: str) -> str:
        """Let a member ask about a clip in a new thread; the name of its file."""
        turn_id = self.ask(self.thread(member_id), member_id, kind=TurnKind.FIRST, source=posted(name))
        self.answer(turn_id, clip=clip)
        return sha(clip) + ".mp4"

    def judge(self, pick_id: int, member_id: int, verdict: Any) -> None:
        with self.db.write() as session:
            put_feedback(session, pick_id, member_id, verdict)


def posted(name: str) -> ClipSource:
    return ClipSource(SourceKind.ATTACHMENT, f"https://cdn.example.org/{name}", name)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def songs(n: int) -> list[Track]:
    return [track(i, title=f"Song {i}", artist=f"Artist {i % 3}") for i in range(1, n + 1)]
