"""JSON that earlier versions stored opens, and is written again, letter by letter as it was."""

from __future__ import annotations

import json

import pytest

from musechat.brief import Brief
from musechat.no_match import NoMatchReport
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue, NamedValue, PeriodValue, RangeValue, VocalsValue, WishValue, WordsValue

# As they stand in the ledger of earlier versions: facet, value.
VALUES: list[tuple[str, str, WishValue]] = [
    ("tempo", '{"min": null, "max": 100.0, "than": null, "by": null}', RangeValue(max=100.0)),
    ("energy", '{"min": null, "max": 0.41, "than": 0.51, "by": 0.1}', RangeValue(None, 0.41, 0.51, 0.1)),
    ("era", '{"min": 1980, "max": 1989}', PeriodValue(1980, 1989)),
    ("era", '{"min": 1980, "max": 1989, "less": true}', PeriodValue(1980, 1989, less=True)),
    ("era", '{"min": 2010, "max": null, "than": 2004, "by": 6}', RangeValue(2010, None, 2004, 6)),
    ("vocals", '{"present": true, "voice": "female"}', VocalsValue(True, "female")),
    ("instrument", '{"name": "piano", "less": true}', NamedValue("piano", less=True)),
    ("genre", '{"name": "jazz", "instead": true}', NamedValue("jazz", instead=True)),
    ("like", '{"track_id": "0123456789abcdef"}', LikeValue(track_id="0123456789abcdef")),
    ("like", '{"artist": "Mira Sol"}', LikeValue(artist="Mira Sol")),
    ("words", '{"text": "rain"}', WordsValue("rain")),
    ("words", '{"text": "screaming", "avoid": true}', WordsValue("screaming", avoid=True)),
    ("words", '{"text": ""}', WordsValue("")),  # blanked by retention
]
STORED_REPORT = (
    '{"removed": [{"rule": "must-tempo", "label": "at least 230 bpm", "count": 157, "about": {"wish": {"force": "must", '
    '"facet": "tempo", "value": {"min": 230.0, "max": null, "than": null, "by": null}, "said": ""}}}, '
    '{"rule": "shown", "label": "already shown in this thread", "count": 4, "about": {"shown": true}}, '
    '{"rule": "member-artist-tarn", "label": "never again (artist: Tarn)", "count": 3, '
    '"about": {"exclusion": {"scope": "member", "what": "artist", "value": "Tarn"}}}, '
    '{"rule": "guild-explicit", "label": "this server: nothing explicit", "count": 1, '
    '"about": {"guild": {"what": "explicit", "value": ""}}}], '
    '"relax": {"rule": "must-tempo", "label": "at least 230 bpm", "would_pass": 153, "event_seq": 1, "about": {"wish": '
    '{"force": "must", "facet": "tempo", "value": {"min": 230.0, "max": null, "than": null, "by": null}, "said": ""}}}, '
    '"total": 157}'
)
# Before rules said what they are about.
FIRST_REPORT = (
    '{"removed": [{"rule": "must-vocals", "label": "no vocals", "count": 41}], "relax": {"rule": "must-vocals", '
    '"label": "no vocals", "would_pass": 12, "event_seq": 2}, "total": 60}'
)
# What is left of a report when a member's data was deleted.
EMPTY_REPORT = '{"removed": [], "relax": null, "total": 60}'


@pytest.mark.parametrize(("facet", "stored", "value"), VALUES)
def test_a_stored_wish_opens_unchanged(facet: str, stored: str, value: WishValue) -> None:
    line = f'{{"force": "prefer", "facet": "{facet}", "value": {stored}, "said": "so"}}'
    wish = Wish.from_json(json.loads(line))
    assert wish == Wish(Force.PREFER, Facet(facet), value, "so")
    assert json.dumps(wish.to_json()) == line


def test_a_stored_brief_opens_unchanged() -> None:
    wish = '"force": "never", "facet": "genre", "value": {"name": "jazz"}, "said": "no jazz"'
    stored = f'[{{"event_seq": 3, "turn_seq": 2, "author": 7, {wish}}}]'
    assert json.dumps(Brief.from_json(json.loads(stored)).to_json()) == stored


@pytest.mark.parametrize("stored", [STORED_REPORT, FIRST_REPORT, EMPTY_REPORT])
def test_a_stored_report_opens_unchanged(stored: str) -> None:
    assert json.dumps(NoMatchReport.from_json(json.loads(stored)).to_json()) == stored


def test_a_value_of_another_facet_is_refused() -> None:
    with pytest.raises(TypeError, match="tempo"):
        Wish(Force.MUST, Facet.TEMPO, NamedValue("piano"), "")
