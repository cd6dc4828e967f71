"""References and scenes through the real stages: understood, shown, owned up to, and added by an operator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from language.wish_labels import describe_wish
from musechat.turn import TurnKind, TurnState
from musechat.wish import Facet
from store.database import Database
from tests.models.ranking.stand_ins import made_library
from tests.worker.talking import Talk, put_tracks

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(40), 1)]


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    return Talk(sqlite_database, tmp_path)


def labels_of(talk: Talk, words: str, kind: TurnKind = TurnKind.FIRST) -> list[str]:
    turn = talk.turn(kind, words=words)
    assert turn.state is TurnState.DONE
    assert not any(standing.wish.hard for standing in turn.brief.standing)
    return [describe_wish(standing.wish) for standing in turn.brief.standing]


def test_a_brief_shows_what_was_understood(talk: Talk) -> None:
    assert labels_of(talk, "Daft Punk but sad") == ["like Daft Punk: house, dance, groovy", "sad"]
    assert labels_of(talk, "für eine Hochzeit", TurnKind.REFINE)[-1] == "wedding"


def test_who_is_asked_for_and_not_held_is_owned_up_to(talk: Talk) -> None:
    known = talk.turn(TurnKind.FIRST, words="something by Daft Punk")
    assert list(known.picks[0].broken) == ["nothing by Daft Punk here, so this goes by how they sound"]
    unknown = talk.turn(TurnKind.REFINE, words="in the style of Zorbo Quill")
    assert list(unknown.picks[0].broken) == [
        "nothing by Zorbo Quill here, and how they sound is not known; say in words how it should sound"
    ]


@pytest.mark.slow
def test_an_operators_reference_is_read_by_the_worker(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "references.toml"
    file.write_text('["The Harbour Choir"]\nkind = "band"\nstyles = ["gospel"]\n', "utf-8")
    talk.settings = talk.settings.model_copy(update={"references": str(file)})
    turn = talk.turn(TurnKind.FIRST, words="like the Harbour Choir")
    (liked,) = turn.brief.list_wishes(Facet.LIKE)
    assert describe_wish(liked.wish) == "like The Harbour Choir: gospel, soul, uplifting"
