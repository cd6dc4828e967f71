"""What is said of edits: in five languages, every kind and every reason why not, and only what is true."""

from __future__ import annotations

import pytest

from language.edit_answers import describe_edit, describe_edits, describe_mix
from language.reading.edit_details import read_edit_details
from language.texts import LANGUAGES, find_texts
from musechat.edits import EditFailure, EditResult, TrackPart
from musechat.message import EditKind, Intent, MessageAct
from musechat.mix_edits import change_mix
from musechat.mix_settings import MOST_GAIN_DB, MixSettings

PLACED = (EditKind.START_LATER, EditKind.START_EARLIER, EditKind.START_AT, EditKind.USE_DROP_AT)
MIXED = tuple(
    kind for kind in EditKind if kind not in (*PLACED, EditKind.USE_CHORUS, EditKind.USE_PART, EditKind.STEMS)
)


def every_result() -> list[EditResult]:
    moved = [EditResult(kind, was_s=4.0, start_s=64.0, value=12.0) for kind in PLACED]
    parts = [EditResult(EditKind.USE_PART, was_s=4.0, start_s=64.0, part=p) for p in TrackPart if p.value != "unheard"]
    mixed = [EditResult(kind, value=3.0, start_s=0.0, end_s=5.0) for kind in MIXED]
    failed = [EditResult(EditKind.START_AT, failure, value=90.0) for failure in EditFailure]
    return [*moved, *parts, *mixed, *failed, EditResult(EditKind.ONLY_RANGE, start_s=3.0)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_is_said_in_every_language(language: str) -> None:
    texts = find_texts(language)
    for result in every_result():
        said = describe_edit(result, texts)
        assert said
        assert "{" not in said, said


def test_only_what_the_mix_is_yet_to_do_is_said_to_come() -> None:
    english = find_texts("en")
    assert "will" not in describe_edit(EditResult(EditKind.START_AT, was_s=1.0, start_s=40.0), english)
    assert "will" in describe_edit(EditResult(EditKind.MUTE_CLIP), english)


def test_a_step_back_to_the_beginning_and_a_gap_at_the_end_are_said() -> None:
    english = find_texts("en")
    first = EditResult(EditKind.START_EARLIER, was_s=8.0, start_s=0.0)
    assert describe_edit(first, english) == "It now starts at its very beginning."
    short = EditResult(EditKind.START_AT, was_s=0.0, start_s=80.0, missing_s=4.5)
    assert "4.5 s before your clip" in describe_edits([first, short, short], english)
    assert describe_edits([], english) == ""


def test_a_mix_is_said_on_the_cards_that_follow() -> None:
    english = find_texts("en")
    assert describe_mix(MixSettings(), english) == ""
    said = describe_mix(MixSettings(mute_clip=True, music_gain_db=-3.0, fade_out_s=4.0), english)
    assert said == (
        "In the mix, the music will lie 3 dB below its usual level. In the mix, the music will fade out over 4 s. "
        "In the mix, your clip's own sound will be left out."
    )


def test_gains_stay_within_what_can_be_heard_as_music() -> None:
    louder = MessageAct(Intent.EDIT, "much louder", edit=EditKind.LOUDER_MUSIC)
    settings = MixSettings()
    for _ in range(9):
        changed = change_mix(settings, louder, read_edit_details(louder))
        assert changed is not None
        settings = changed[0]
    assert settings.music_gain_db == MOST_GAIN_DB


def test_results_survive_json() -> None:
    for result in every_result():
        assert EditResult.from_json(result.to_json() | {"later": 1}) == result


@pytest.mark.parametrize(("gain", "said"), [(3.0, "3 dB above"), (0.0, "usual level"), (-3.0, "3 dB below")])
def test_a_level_is_told_from_the_usual_one(gain: float, said: str) -> None:
    assert said in describe_edit(EditResult(EditKind.LOUDER_MUSIC, value=gain), find_texts("en"))
