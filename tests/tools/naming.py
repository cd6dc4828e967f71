"""How the code's names read, in figures: ``python -m tests.tools.naming``.

Counted are all functions and methods of the packages but dunder methods. A leading underscore is no part of a name.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    *("bot", "cli", "demo", "language", "media", "migrations", "models", "musechat", "research", "store", "worker"),
)
# First words that are verbs, or stand for one (is_, to_, from_). The list is what the tree uses; a new verb is added.
VERBS = frozenset(
    """
    accent acknowledge add analyse append apply ask assemble attach average await balance begin bind blend blur
    bootstrap break build call cancel cap change check choose classify clean clear clip close collect combine commit
    compare compile complete compose compress compute confine confirm connect convert copy correlate count create
    crop cut darken decide declare decode defer delete deliver deploy derive describe design detect dispatch distil
    downgrade download draw drop duck edit embed empty encode end enqueue ensure escape estimate evaluate exclude
    expect expire explain export expose fade fail fetch fill filter find finish fit fold follow forget format
    forward freeze from gather generate get go guess handle has hash hide hold hyphenate ignore import infer inflect
    insert interpret invent is iter iterate join judge keep kill label launch lay leave lift limit link list listen
    load lock log look make map mark mask match may measure meets merge mine mirror mix move name narrow needs
    normalise note notify offer on open order pad paint parse pass pause perform phrase pick place play pluck pool
    post prefer prepare press print process project publish put quote raise rank read rebuild receive recognise
    recommend record redact reduce reembed refine refuse release reload remember remove render reorder repair
    replace reply report request require resample reset reshape resolve restore restrict resume retry return reveal rewind
    ring roll round run sample save say scale scan schedule score scrub search seed select send separate serve set
    shake share shift shoot shorten should show shrink shuffle sing smooth snap soften sort spawn split spread
    standardise start stop store stream stretch strike strip submit subscribe subtract suggest sum summarise
    supports sweep switch sync take tell terminate test tilt to toggle tokenise trace train transform translate
    transpose trim try tune turn undo unpack update upgrade upsert use validate verify vibrate visit voice vote wait wake
    walk warm warn watch weigh widen withdraw wrap write yield
    """.split()  # noqa: SIM905 - one word a line would hide that this is a list of words
)


@dataclass(frozen=True, slots=True)
class NamingFigures:
    """Shares 0..1 of all functions; comments per 100 lines of the packages."""

    functions: int
    one_word: float
    verb_first: float
    repeated_classes: tuple[str, ...]
    comments: float


def measure_naming() -> NamingFigures:
    """Read every module of the packages."""
    functions: list[list[str]] = []
    classes: Counter[str] = Counter()
    lines = comments = 0
    for source in iter_sources():
        lines += source.count("\n")
        comments += count_comments(source)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                classes[node.name] += 1
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
                functions.append(node.name.strip("_").split("_"))
    return NamingFigures(
        functions=len(functions),
        one_word=sum(len(words) == 1 for words in functions) / len(functions),
        verb_first=sum(words[0] in VERBS for words in functions) / len(functions),
        repeated_classes=tuple(sorted(name for name, count in classes.items() if count > 1)),
        comments=100 * comments / lines,
    )


def iter_sources() -> Iterator[str]:
    """The text of each module of the packages."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


def count_comments(source: str) -> int:
    """Comments that are there for people: directives to tools are none."""
    directives = ("# noqa", "# type:", "# fmt:", "#!")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sum(token.type == tokenize.COMMENT and not token.string.startswith(directives) for token in tokens)


def main() -> None:
    """Print the figures."""
    figures = measure_naming()
    print(f"functions {figures.functions}: one word {figures.one_word:.1%}, verb first {figures.verb_first:.1%}")
    print(f"class names that stand more than once: {', '.join(figures.repeated_classes) or 'none'}")
    print(f"comments {figures.comments:.1f} per 100 lines")


if __name__ == "__main__":
    main()
