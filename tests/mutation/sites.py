"""Every place in a module at which something can be changed, and one change for each."""

from __future__ import annotations

import ast
import difflib
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutation.exemptions import exempt_spans

# These need arguments per project; the others change what is there.
_WITH_ARGUMENTS = ("core/VariableReplacer", "core/VariableInserter")
# What is compared by identity here is None, a boolean or a member of an enum: equality says the same of those.
_SAME = ("core/ReplaceComparisonOperator_Is_Eq", "core/ReplaceComparisonOperator_IsNot_NotEq")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one file. ``occurrence`` counts the operator's places in the file, as cosmic-ray does."""

    file: str
    line: int
    column: int
    operator: str
    occurrence: int

    @property
    def id(self) -> str:
        """A name that stays the same while the file does."""
        return f"{self.file}:{self.line}:{self.column}:{self.operator.removeprefix('core/')}:{self.occurrence}"

    def to_json(self) -> dict[str, object]:
        """Every field by its name."""
        return asdict(self)

    def apply(self, source: str) -> str | None:
        """The changed source; None where the change does not compile or changes nothing."""
        changed = mutate_code(source, get_operator(self.operator)(), self.occurrence)
        try:
            same = changed is None or ast.dump(ast.parse(changed)) == ast.dump(ast.parse(source))
        except SyntaxError:
            return None
        return None if same else changed


def find_sites(file: str, source: str) -> list[list[Mutant]]:
    """All places of a module that may be changed, each with its possible changes.

    The dozen ways to replace one ``+`` are one place: a sample over changes would be one of arithmetic mostly.
    """
    exempt = exempt_spans(source)
    nodes = list(ast_nodes(get_ast(source)))
    sites: dict[tuple[tuple[int, int], str], list[Mutant]] = {}
    for name in operator_names():
        if name in _WITH_ARGUMENTS or name in _SAME:
            continue
        operator = get_operator(name)()
        places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        for occurrence, start in enumerate(places):
            if not any(first <= start < last for first, last in exempt):
                kind = name.partition("_")[0]
                sites.setdefault((start, kind), []).append(Mutant(file, start[0], start[1], name, occurrence))
    return [sites[key] for key in sorted(sites)]


def sample_mutants(root: Path, files: Sequence[str], count: int, seed: int) -> Iterator[Mutant]:
    """Yield ``count`` mutants, each at another place, in a random order that depends on code and seed alone."""
    sites = [site for file in files for site in find_sites(file, (root / file).read_text())]
    rng = random.Random(seed)
    rng.shuffle(sites)
    given = 0
    for site in sites:
        mutant = rng.choice(site)
        if given < count and mutant.apply((root / mutant.file).read_text()) is not None:
            given += 1
            yield mutant


def diff_of(file: str, before: str, after: str) -> str:
    """The change as a unified diff with one line around it."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{file}", f"b/{file}", n=1, lineterm="")
    return "\n".join(lines)
