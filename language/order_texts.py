"""Says why something that was ordered of a pick could not be made."""

from __future__ import annotations

import re

from language.texts import Texts
from musechat.pick_order import OrderKind

_CODE = re.compile(r"[a-z0-9-]+")


def describe_failed_order(error: str, kind: OrderKind, texts: Texts) -> str:
    """Say why an order failed, in the language of ``texts``.

    Args:
        error: the code of what went wrong; "" where that is not known. Older orders hold a line of English instead,
            which is said in general words.
        kind: what was ordered.
        texts: of the language to say it in.

    """
    code = error if _CODE.fullmatch(error) else ""
    keys = (f"orders.{code}", f"errors.{code}", f"errors.turn.{code}") if code else ()
    lines = (texts(key) for key in keys if texts.has_key(key))
    # A line with placeholders cannot be said: an order stores no values.
    return next((line for line in lines if "{" not in line), texts(f"orders.failed.{kind.value}"))
