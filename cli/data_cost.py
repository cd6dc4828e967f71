"""What a build will take, estimated before it starts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.setup import out
from musechat.errors import BadInput

if TYPE_CHECKING:
    from research.datasets.cost import Estimate
    from research.datasets.features import FeatureStore
    from research.datasets.pairs import Pair


def tell_plan(
    pairs: Sequence[Pair],
    out_folder: Path,
    features: FeatureStore,
    jobs: int,
    llm: str | None,
    concurrency: int,
    price_in: float | None,
    price_out: float | None,
) -> Estimate:
    """Say what is still to do, how long it takes and what it costs."""
    from research.datasets.builder import find_unbuilt
    from research.datasets.cost import estimate_build

    todo = find_unbuilt(pairs, out_folder)
    clips = sum(not features.has_video(pair) for pair in todo)
    unanalysed = {pair.music.id for pair in pairs if not features.has_music(pair)} if todo else set()
    plan = estimate_build(
        len(todo),
        clips,
        len(unanalysed),
        jobs,
        tagger_s=features.tagger.seconds,
        online=llm is not None,
        concurrency=concurrency,
        price_in=price_in,
        price_out=price_out,
    )
    out.print(
        f"{len(pairs)} pairs: {len(pairs) - len(todo)} items are there, {len(todo)} to make; "
        f"{clips} videos to watch, {len(unanalysed)} pieces of music to hear; about {_span(plan.seconds)}."
    )
    out.print(_cost(plan, llm), markup=False)
    return plan


def agree_to(yes: bool) -> None:
    """Ask whether to go on.

    Raises:
        BadInput: nobody is there to be asked, and ``--yes`` was not given.

    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise BadInput("not-agreed", "A language model would be called, and nobody is here to agree", "Add --yes")
    typer.confirm("Go on?", abort=True)


def _cost(plan: Estimate, llm: str | None) -> str:
    from research.datasets.cost import CALLS_PER_ITEM, COMPLETION_TOKENS

    if llm is None:
        return "Conversations come from the offline grammar: no calls, no cost."
    price = "give --price-in and --price-out for a price" if plan.price is None else f"price about {plan.price:.2f}"
    return (
        f"{llm}: about {plan.calls} calls, {plan.prompt_tokens} prompt and {plan.completion_tokens} completion tokens; "
        f"{price}. Counted as a token for 4 characters of a prompt, {COMPLETION_TOKENS} for an answer, "
        f"and {CALLS_PER_ITEM} calls an item."
    )


def _span(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(1, round(seconds))} s"
