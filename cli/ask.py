"""``musechat ask``: runs one conversation, and prints it as text or JSON."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias, TypedDict

import typer

from cli.conversation_run import clip_source, conversing
from cli.conversation_view import StageProgress, show_clip, show_turn
from cli.setup import load_settings, open_database, out
from language.recut_answers import describe_use
from language.texts import ENGLISH
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import ClipSource, TurnKind, TurnView
from store.database import Database
from store.track_library import get_library_revision, list_tracks

# Listed, not all fields: scripts read this output, and a new field of a pick must not change it by itself.
PICK_KEYS = (
    *("track_id", "title", "artist", "licence", "score", "start_s", "end_s"),
    *("traits", "tags", "reason", "reason_source"),
)

# Any on purpose: it is printed, and no code here reads it.
JsonObject: TypeAlias = dict[str, Any]


class TurnJson(TypedDict):
    """A turn of :class:`ConversationJson`. A pick has :data:`PICK_KEYS`."""

    words: str
    brief: list[JsonObject]
    picks: list[JsonObject]
    stages: dict[str, float]
    no_match: JsonObject | None
    question: JsonObject | None
    intent: str | None
    answer: str | None
    keeps_pick: bool


class ConversationJson(TypedDict):
    """The object that ``--json`` prints; its keys are decided in the design and others build on them."""

    video: JsonObject
    turns: list[TurnJson]


def ask(
    video: str = typer.Argument(help="A video file, or a link to one."),
    words: list[str] = typer.Argument(
        None, help="Refinements, one turn each: 'calmer, piano'; or a video file, such as a new cut of it."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object."),
) -> None:
    """Recommend music for a clip, then refine the pick once per WORDS."""
    source = clip_source(video)  # first: a mistyped name must not wait for a database
    settings = load_settings(quiet=True)
    with open_database(settings) as db:
        require_library(db)
        turns = asyncio.run(converse(settings, db, source, words or [], quiet=as_json))
    if as_json:
        out.print_json(json.dumps(conversation_json(turns)))


def require_library(db: Database) -> None:
    """Check that there is music to choose from.

    Raises:
        BadInput: ``library-empty``.

    """
    with db.read() as session:
        # The revision is cheap to read, but a library whose tracks were all removed has one as well.
        if not get_library_revision(session) or not list_tracks(session):
            raise BadInput("library-empty", "The library is empty", "Add music with: musechat library add FOLDER")


async def converse(
    settings: Settings, db: Database, source: ClipSource, words: list[str], *, quiet: bool
) -> list[TurnView]:
    """Submit a first turn about a clip, and one turn per item of ``words``; print each turn unless ``quiet``.

    Raises:
        BadInput, MuseChatError: a turn failed; the turns before it are printed.

    """
    turns: list[TurnView] = []
    async with conversing(settings, db, source.name) as conversation:
        for number, text in enumerate(["", *words]):
            brought = _find_named_clip(text) if number else source
            with StageProgress(enabled=not quiet) as progress:
                turn = await conversation.say(
                    TurnKind.FIRST if brought else TurnKind.REFINE, "" if brought else text, brought, progress.update
                )
            turns.append(turn)
            if not quiet:
                if brought is not None:
                    show_clip(brought.name, turn)
                show_turn(turn)
    return turns


def _find_named_clip(text: str) -> ClipSource | None:
    """The file that one of the WORDS names, such as a new cut of the clip; None for words."""
    try:
        return clip_source(text) if Path(text).expanduser().is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long for a name, or nobody's home
        return None


def conversation_json(turns: list[TurnView]) -> ConversationJson:
    """Build what ``--json`` prints for a conversation of at least one turn."""
    return {"video": turns[0].video.to_json() if turns[0].video else {}, "turns": [_turn_json(turn) for turn in turns]}


def _turn_json(turn: TurnView) -> TurnJson:
    return {
        "words": turn.words,
        "brief": turn.brief.to_json(),
        "picks": [{key: data[key] for key in PICK_KEYS} for data in (pick.to_json() for pick in turn.picks)],
        "stages": turn.stages,
        "no_match": turn.no_match.to_json() if turn.no_match else None,
        "question": asdict(turn.question) if turn.question else None,
        "intent": turn.intent.value if turn.intent else None,
        "answer": turn.answer or describe_use(turn, ENGLISH) or None,
        "keeps_pick": turn.keeps_pick,
    }
