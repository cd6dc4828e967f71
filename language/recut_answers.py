"""Says what moved with a new version of a clip: what was cut, where the music starts now, whether it still fits."""

from __future__ import annotations

from collections.abc import Iterator

from language.descriptions import format_clock
from language.edit_answers import describe_edits, say_seconds
from language.texts import Texts
from musechat.recut import LEAST_CHANGE_S, CutChange, RecutDoubt, RecutHit, RecutNews
from musechat.turn import TurnView


def describe_use(turn: TurnView, texts: Texts) -> str:
    """Say how a turn's pick is used now: what moved with a new cut, then what came of edits; "" without either."""
    told = (describe_recut(turn.recut, texts) if turn.recut else "", describe_edits(turn.edits, texts))
    return _join([each for each in told if each], texts)


def describe_recut(news: RecutNews, texts: Texts) -> str:
    """Say what moved with a new cut, in a few sentences."""
    return _join(list(_iter_sentences(news, texts)), texts)


def _join(sentences: list[str], texts: Texts) -> str:
    said = sentences[0] if sentences else ""
    for more in sentences[1:]:
        said = texts("edits.and", first=said, last=more)
    return said


def _iter_sentences(news: RecutNews, texts: Texts) -> Iterator[str]:
    yield _describe_changes(news, texts)
    yield _describe_start(news, texts)
    if news.begins_s >= LEAST_CHANGE_S:
        yield texts("recut.more.begins", moment=format_clock(news.begins_s))
    if news.together_s is not None:
        first, last = (format_clock(at) for at in news.together_s)
        yield texts("recut.more.stretch", **{"from": first, "to": last})
    yield from (_describe_doubt(doubt, news, texts) for doubt in news.doubts)


def _describe_changes(news: RecutNews, texts: Texts) -> str:
    if not news.changes:
        return texts("recut.same")
    if len(news.changes) > 1:
        return texts("recut.places", n=len(news.changes))
    (change,) = news.changes
    if min(change.removed_s, change.added_s) >= LEAST_CHANGE_S:
        return texts("recut.middle.replaced", moment=format_clock(change.at_s), by=say_seconds(change.added_s, texts))
    way = "shorter" if change.removed_s > change.added_s else "longer"
    by = say_seconds(abs(change.removed_s - change.added_s), texts)
    place = _name_place(change, news)
    return texts(f"recut.{place}.{way}", by=by, **({"moment": format_clock(change.at_s)} if place == "middle" else {}))


def _name_place(change: CutChange, news: RecutNews) -> str:
    if change.at_s < LEAST_CHANGE_S:
        return "start"
    return "end" if change.at_s + change.added_s > news.new_s - LEAST_CHANGE_S else "middle"


def _describe_start(news: RecutNews, texts: Texts) -> str:
    way, values = ("moved" if news.moved else "stays"), {"at": format_clock(news.start_s)}
    if news.hit is None:
        return texts(f"recut.{way}.together", **values)
    on_cut = "-cut" if news.hit is RecutHit.RISE and news.on_cut else ""
    return texts(f"recut.{way}.{news.hit}{on_cut}", **values, moment=format_clock(news.hit_s))


def _describe_doubt(doubt: RecutDoubt, news: RecutNews, texts: Texts) -> str:
    match doubt:
        case RecutDoubt.TOO_SHORT if news.instead:
            return texts("recut.doubt.too-short-instead", by=say_seconds(news.missing_s, texts), n=news.instead)
        case RecutDoubt.TOO_SHORT:
            return texts("recut.doubt.too-short", by=say_seconds(news.missing_s, texts))
        case RecutDoubt.MOMENT_GONE:
            return texts("recut.doubt.moment-gone")
        case _:
            return texts(f"recut.doubt.{doubt}", another=texts("cards.button.another"))
