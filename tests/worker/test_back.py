"""Going back: to the turn that is named, else to the one before what is shown now."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from musechat.turn import TurnKind
from worker.stages import notes


@pytest.mark.parametrize(
    ("kind", "named", "meant"),
    [
        (TurnKind.BACK, None, 2),
        (TurnKind.BACK, 1, 1),
        (TurnKind.REJECT, None, 4),
        (TurnKind.RELAX, None, 4),
    ],
)
def test_which_turn_is_meant(monkeypatch: pytest.MonkeyPatch, kind: TurnKind, named: int | None, meant: int) -> None:
    views: list[Any] = [
        SimpleNamespace(seq=seq, picks=["pick"] if seq != 3 else [], no_match=None) for seq in (1, 2, 3, 4, 5)
    ]
    monkeypatch.setattr(notes, "thread_views", lambda _session, _thread: views)
    context: Any = SimpleNamespace(job=SimpleNamespace(thread_id=1, seq=5, kind=kind, about_turn=named))
    about = notes._about(None, context)  # type: ignore[arg-type]
    assert about is not None
    assert about.seq == meant
