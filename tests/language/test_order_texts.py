"""Why an order of a pick failed, in five languages; never a line of English in another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from language.languages import list_codes
from language.order_texts import describe_failed_order
from language.texts import load_texts
from musechat.pick_order import OrderKind
from tests.language.text_keys import ROOT

MAKERS = ("media/mix", "media/fit_card", "worker/pick_orders.py", "worker/mix_making.py", "worker/fit_making.py")
RAISED = re.compile(r"(?:BadInput|MuseChatError)\(\s*\"([a-z-]+)\"")
OF_COMPARISONS = {"compare-not-level"}


def list_codes_raised() -> set[str]:
    files = [
        file for place in MAKERS for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).glob("*.py"))
    ]
    return {code for file in files for code in RAISED.findall(Path(file).read_text("utf-8"))} - OF_COMPARISONS


@pytest.mark.parametrize("code", list_codes())
def test_every_reason_is_said_in_every_language(code: str) -> None:
    texts = load_texts(code)
    general = {texts(f"orders.failed.{kind.value}") for kind in OrderKind}
    assert len(list_codes_raised()) > 8
    for error in list_codes_raised():
        said = describe_failed_order(error, OrderKind.MIX, texts)
        assert said not in general, error
        assert code == "en" or said not in set(load_texts("en").catalogue.values()), error


@pytest.mark.parametrize("error", ["", "never-heard-of", "No mix of this clip fits into 8.0 MB: Shorten the clip"])
def test_what_is_not_known_is_said_in_general(error: str) -> None:
    texts = load_texts("de")
    assert describe_failed_order(error, OrderKind.FIT, texts) == texts("orders.failed.fit")
