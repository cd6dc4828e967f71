"""Whatever a title, a name or a wish holds, the cards keep within Discord's limits and do nothing but show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.discord.cards import Card, brief_card, progress_card, turn_card
from bot.discord.cards.escaping import length
from language.texts import LANGUAGES, find_texts
from musechat.brief import Brief
from musechat.no_match import NoMatchReport, RelaxOffer, RuleCount
from musechat.pick import PickDraft
from musechat.turn import Question, Stage, TurnKind, TurnNote, TurnState, TurnView
from tests.bot.discord.made_turns import CC_BY, made_pick, made_thread, made_turn, made_wish

BOMB = (
    "**_~~||`[x](https://e.vil)`||~~_** <@1> <@&2> <#3> @everyone @here <:a:4> <t:0:R> </go:5> # h\n> q\n- l\n```x``` "
)
NASTY = (
    "", " ", "\n\n", "a" * 10_000, BOMB, BOMB * 50, "\u202edesrever\u202c" * 40, "مرحبا بالعالم " * 30, "👩‍👩‍👧‍👦" * 500, "e" + "\u0301" * 3000,
    "\u200b" * 500, "\\" * 500, "*" * 5000, "`" * 999, "日本語の題名" * 100, "@everyone", "https://e.vil/" + "x" * 5000, "-# small", "1. one", "\ud800",
    "{title} {0} {}", "%s", "\x00\x07", "<" * 3000,
)  # fmt: skip
MENTION = re.compile(r"<(?:@[!&]?|#|/[^<>]+:|a?:\w+:)\d+>")
texts_of = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=300), st.text(alphabet="*_~|`<>[]()@#\\-.1 \n", max_size=300)
)
tongues = st.sampled_from(LANGUAGES)
URLS = st.one_of(
    texts_of, st.sampled_from(("javascript:alert(1)", "http://[", "https://a.b/x)y](z", "https://ünï.example/ä ö"))
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        if "accessory" in component:
            yield component["accessory"]


def check(card: Card, *, mentions: frozenset[str] = frozenset()) -> None:
    parts = list(walk(card.layout.to_components()))
    assert len(parts) <= 40
    shown = [part["content"] for part in parts if part["type"] == 10]
    assert shown
    assert all(text.strip() for text in shown)
    assert sum(map(length, shown)) <= 4000
    assert 0 < length(card.plain) <= 2000
    check_controls(parts)
    if card.plain_view is not None:
        rows = card.plain_view.to_components()
        assert len(rows) <= 5
        check_controls(list(walk(rows)))
        assert card.plain_view.timeout is None
    assert card.layout.timeout is None
    for text in (*shown, card.plain):
        bare = re.sub(r"```\n.*?\n```", "", re.sub(r"\\.", "_", text), flags=re.DOTALL)
        assert "@everyone" not in bare
        assert "@here" not in bare
        assert set(MENTION.findall(bare)) <= mentions
        assert text.count("```") in (0, 2)


def check_controls(parts: list[dict[str, Any]]) -> None:
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(set(ids)) == len(ids)
    assert all(len(each) <= 100 for each in ids)
    for part in parts:
        if part["type"] == 1:
            assert 1 <= len(part["components"]) <= 5
        if part["type"] == 2:
            assert 0 < length(part["label"]) <= 80
        if part["type"] == 3:
            assert 1 <= len(part["options"]) <= 25
            assert length(part["placeholder"]) <= 150
            for option in part["options"]:
                assert 0 < length(option["label"]) <= 100
                assert length(option.get("description") or "") <= 100
            values = [option["value"] for option in part["options"]]
            assert len(set(values)) == len(values)


@pytest.mark.slow
@SLOW
@given(texts_of, texts_of, texts_of, texts_of, URLS, tongues, st.booleans(), st.booleans())
@example(BOMB * 50, BOMB * 50, BOMB * 50, BOMB * 50, "https://e.vil/" + "x" * 280, "en", True, True)
@example("*" * 5000, "*" * 5000, "*" * 5000, "*" * 5000, "https://e.vil/" + "x" * 280, "de", True, True)
def test_a_pick_fits(
    title: str, artist: str, other: str, words: str, url: str, language: str, loved: bool, preview: bool
) -> None:
    licence = replace(CC_BY, id=other or "x", url=url)
    picks = [
        made_pick(
            rank,
            title=title,
            artist=artist,
            album=other,
            reason=other,
            source_url=url,
            licence=licence,
            broken=[other, words, title, artist],
        )
        for rank in range(4)
    ]
    question = Question("mood", words or "?", (title or "a", artist or "b"))
    turn = made_turn(id=2**62, seq=123456, kind=TurnKind.REFINE, words=words, picks=picks, question=question)
    draft = PickDraft(title, artist, other)
    check(progress_card(replace(turn, state=TurnState.RUNNING, draft=draft), find_texts(language), estimate_s=None))
    clip = b"mp4" if preview else None
    card = turn_card(turn, find_texts(language), loved=frozenset({40}) if loved else frozenset(), preview=clip)
    check(card)
    assert len(card.files) == preview
    check(turn_card(made_turn(kind=TurnKind.ADD, picks=picks[:1]), find_texts(language)))


@SLOW
@given(st.lists(texts_of, max_size=30), texts_of, tongues)
@example([BOMB * 50] * 30, BOMB * 50, "en")
def test_a_report_of_no_match_fits(labels: list[str], relax: str, language: str) -> None:
    removed = tuple(RuleCount("r", n, None, each) for n, each in enumerate(labels))
    offer = RelaxOffer("r", 10**6, 3, None, relax) if labels else None
    check(turn_card(made_turn(picks=[], no_match=NoMatchReport(removed, offer, 1)), find_texts(language)))


@SLOW
@given(st.lists(st.tuples(texts_of, texts_of), max_size=70), texts_of, tongues)
@example([(BOMB * 50, BOMB * 50)] * 70, BOMB * 50, "en")
@example([("*" * 999, "*" * 999)] * 70, "*" * 999, "en")
def test_a_brief_fits(wishes: list[tuple[str, str]], name: str, language: str) -> None:
    forces, brief = ("must", "never", "prefer"), []
    for n, (value, said) in enumerate(wishes, 1):
        brief.append(
            made_wish(n, forces[n % 3], ("genre", "artist", "mood")[n % 3], {"name": value}, said, author=3 + n % 2)
        )
    turns = [made_turn(id=n, seq=n, words=name, picks=[made_pick(title=name, artist=name)]) for n in range(1, 40)]
    card = brief_card(made_thread(), Brief(tuple(brief)), turns, find_texts(language), names={3: "<@77>", 4: name})
    check(card, mentions=frozenset({"<@77>"}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NASTY)
def test_what_ended_otherwise_fits(text: str, language: str) -> None:
    texts = find_texts(language)
    check(turn_card(made_turn(state=TurnState.FAILED, picks=[], error=text, error_code="clip-broken"), texts))
    check(
        turn_card(
            made_turn(state=TurnState.FAILED, picks=[], error=text, error_code="internal", incident=text or "a1"), texts
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_a_turn_has_a_card(language: str) -> None:
    for card in _all(language):
        check(card)


def _all(language: str) -> Iterator[Card]:
    texts = find_texts(language)
    yield turn_card(made_turn(state=TurnState.CANCELLED, picks=[]), texts)
    for note in (TurnNote.PRAISED, TurnNote.SMALLTALK):
        yield turn_card(made_turn(picks=[], note=note), texts)
    for place in (None, 1, 2, 500):
        yield progress_card(
            made_turn(state=TurnState.QUEUED, stages={}, picks=[], queue_place=place), texts, estimate_s=None
        )
    for turn in _running():
        for estimate_s in (None, 0.0, 4.2, 45.0, 3600.0):
            yield progress_card(turn, texts, estimate_s=estimate_s)
    for kind in TurnKind:
        yield turn_card(made_turn(kind=kind, seq=2), texts)


def _running() -> Iterator[TurnView]:
    for stage in (None, *Stage):
        for progress in (None, 0.0, 0.5, 1.0):
            kind = TurnKind.ADD if stage is Stage.LISTEN else TurnKind.FIRST
            yield made_turn(state=TurnState.RUNNING, stage=stage, progress=progress, stages={}, picks=[], kind=kind)
