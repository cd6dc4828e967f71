"""Estimates the time and cost of a data set's build before it starts."""

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
    """Print and return the estimate of a build: items left to make, seconds, calls and price.

    Args:
        pairs: all pairs of the build.
        out_folder: of the data set; items in it are not made again.
        features: knows which files are analysed already.
        jobs: files analysed at a time.
        llm: address of the language model's API; None for the grammar.
        concurrency: calls of the model at a time.
        price_in: price of a million prompt tokens.
        price_out: price of a million completion tokens.

    """
    from research.datasets.cost import estimate_build
    from research.datasets.dataset_builder import find_unbuilt

    todo = find_unbuilt(pairs, out_folder)
    clips = sum(not features.has_video(pair) for pair in todo)
    # By id, of all pairs: several pairs share a piece of music, which is analysed once.
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
    """Ask whether to go on, unless ``yes``.

    Raises:
        BadInput: ``not-agreed``: standard input is no terminal, and ``--yes`` was not given.
        typer.Abort: the answer is no.

    """
    if yes:
        return
    # In a script a prompt would wait for ever.
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
        if seconds >= 2 * size:  # "90 minutes" says more than "2 hours", and no singular is needed
            return f"{seconds / size:.0f} {unit}"
    return f"{max(1, round(seconds))} s"
