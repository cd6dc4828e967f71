"""Whole conversations through the real stages, as approved: what each message did and what was answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from musechat.track import Section, Track
from musechat.turn import TurnKind, TurnView
from store.database import Database
from tests.approval import compact, compare_with_approved
from tests.models.ranking.stand_ins import made_library
from tests.musechat.made import CREDIT, HOME
from tests.worker.talking import Talk, put_tracks

LICENCES = (CREDIT, HOME, replace(CREDIT, id="CC-BY-ND-4.0", derivatives=False), replace(CREDIT, id="unknown"))


def _furnish(n: int, track: Track) -> Track:
    """Give a made track what can be asked for: an album, a source, a licence of its kind, parts."""
    length = track.traits.duration_s
    parts = (Section("intro", 0.0, 12.0, 0.2), Section("build", 12.0, 30.0, 0.5), Section("main", 30.0, 60.0, 0.9))
    return replace(
        track,
        id=f"{n:016x}",
        file_hash=f"{n:064x}",
        album=f"Album {n // 5}" if n % 2 else "",
        licence=LICENCES[n % 4],
        source_url=f"https://example.org/{n}" if n % 3 else "",
        traits=replace(track.traits, sections=(*parts, Section("ending", 60.0, length, 0.3)) if n % 4 else ()),
    )


LIBRARY = [_furnish(n, track) for n, track in enumerate(made_library(140, seed=5), 1)]
TALKS: dict[str, tuple[str, ...]] = {
    "edits": (
        "start at 0:40", "start a bit later", "start 3 seconds earlier", "two bars later", "use the chorus", "skip the intro", "start at 9:59",
        "the drop at 0:12", "use the guitar solo", "only 0:10 to 0:25", "the first half only", "fit it to my clip", "loop it", "fade out over 4 seconds",
        "louder music please", "mute my clip", "quieter under my voice", "end on the beat", "undo", "undo", "undo", "calmer, and start at 0:05",
    ),
    "questions": (
        "what's the bpm?", "which key is it in?", "who made this?", "what's it called?", "which album is it from?", "how old is it?", "how long is it?",
        "where does it start?", "which instruments are in it?", "has it got lyrics?", "which genre is that?", "is it free on youtube?", "for a client?",
        "must I credit?", "may I cut it?", "where can I download it?", "did somebody use it already?", "why this one?", "what can you do?",
        "what music do you have?", "what do you keep about me?", "are you a bot?", "how's the weather?", "what's the tempo? and something slower",
    ),
    "verdicts": (
        "love it", "perfect, but who made this?", "option 2 pls", "#3", "number 7", "the first one was better", "nah, not feeling this one", "another",
        "too similar to the last one", "👍", "👎", "thanks!", "use the second one but calmer", "option 2, and start at 0:10", "back to the first one", "undo",
        "go back two", "more like this", "great, I'll take it",
    ),
    "wishes": (
        "something calmer", "no vocals", "vocals are fine", "around 90 bpm", "a bit faster", "piano please", "no drums or bass", "anything but jazz",
        "dark but hopeful", "80s", "like Hans Zimmer", "something by Player 3", "something by Nobody Known", "nothing by them", "for a wedding", "I can use it commercially",
        "no attribution", "calm at first, then it explodes", "less cluttered", "only chiptune", "shorter than 1 minute", "blorb the frimsy", "forget all that",
    ),
    "elsewhere": (
        "etwas ruhiger bitte", "ohne Gesang", "wie schnell ist das?", "von wem ist das?", "darf ich das auf YouTube nutzen?", "fang bei 0:20 an", "das gefällt mir",
        "más lento", "sin batería", "¿quién lo hizo?", "¿puedo usarlo gratis?", "otro", "plus calme", "sans voix", "c'est qui ?", "commence plus tard", "j'adore",
        "もう少し静かに", "ボーカルなしで", "テンポは？", "誰の曲ですか？", "次", "最初の曲がよかった", "ありがとう",
    ),
}  # fmt: skip


def say_turn(view: TurnView) -> str:
    """Say what came of a turn, in one line, without what differs from run to run."""
    picks = " ".join(
        f"{int(p.track_id, 16)}@{p.start_s:.1f}-{p.end_s:.1f} {p.rule}{compact(p.broken) if p.broken else ''}"
        f"{compact(p.mix) if p.mix else ''}"
        for p in view.picks
    )
    wishes = ", ".join(f"{s.wish.force} {s.wish.facet} {compact(s.wish.value)}" for s in view.brief.standing)
    told = {
        "note": view.note, "intent": view.intent, "keeps": view.keeps_pick, "answer": view.answer, "edits": compact(view.edits) if view.edits else "",
        "error": f"{view.error_code} {view.error}".strip(), "no match": compact(view.no_match) if view.no_match else "",
        "question": compact(view.question) if view.question else "", "brief": wishes, "reason": view.picks[0].reason if view.picks else "",
    }  # fmt: skip
    return f"{view.kind} [{picks}] " + " | ".join(f"{name}: {value}" for name, value in told.items() if value)


QUICK = ("questions", "verdicts")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in TALKS]
)
def test_conversations_go_as_approved(name: str, sqlite_database: Database, tmp_path: Path) -> None:
    put_tracks(sqlite_database, LIBRARY)
    talk = Talk(sqlite_database, tmp_path)
    lines = [f" => {say_turn(talk.turn(TurnKind.FIRST))}"]
    lines += [f"{words} => {say_turn(talk.say(words))}" for words in TALKS[name]]
    compare_with_approved(f"talk-{name}", lines)
