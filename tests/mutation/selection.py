"""Which tests may kill a mutant: those that ran the changed statement, the nearest first, then the broadest, then the fastest."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from tests.mutation.options import Options
from tests.mutation.recording import Recording

_APPROVED = "approved_"
_MANY = 40  # tests that use a module, from which those of its importers are not needed
_FEW = 5  # tests that ran a line: perhaps only because its result is kept, and the first of them ran first
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Selection:
    """Chooses tests by a recording of the tree at ``root``."""

    def __init__(self, root: Path, options: Options, recording: Recording) -> None:
        self._root = root
        self._options = options
        self._recording = recording

    def tests_for(self, file: str, line: int) -> list[str]:
        """Node ids to try on a change in this line, at most as many as the options allow."""
        tree = ast.parse((self._root / file).read_text())
        found = self._recording.tests_of(file, _statement(tree, line))
        owner = _decorated(tree, line)
        if owner is not None:
            found |= self._recording.tests_of(file, range(owner.body[0].lineno, (owner.end_lineno or 0) + 1))
        elif not _is_in_function(tree, line):
            # It ran at import, for no test or for whichever was first: whatever uses the module may notice.
            named = (test for test in self._recording.seconds if not _distance(test, file)[0])
            found = found.union(self._users_of(file), named)
        elif len(found) < _FEW and any(at in self._recording.lines.get(file, {}) for at in _statement(tree, line)):
            found |= self._users_of(file)  # it ran once for all of them, or in a child that does not know its test
        return self._cut(sorted(found, key=lambda test: (*_distance(test, file), self._recording.seconds[test])))

    def _users_of(self, file: str, passed: frozenset[str] = frozenset()) -> frozenset[str]:
        """Tests that run a function of a module; where they are few, of the modules that import or start it too."""
        tree = ast.parse((self._root / file).read_text())
        inside = [line for line in self._recording.lines.get(file, {}) if _is_in_function(tree, line)]
        own = self._recording.tests_of(file, inside)
        if len(own) >= _MANY:
            return own
        passed |= {file}
        importers = self._importers.get(file, set()) - passed
        return own.union(*(self._users_of(importer, passed) for importer in importers))

    @cached_property
    def _importers(self) -> Mapping[str, set[str]]:
        """Modules that import each module or name it as the one to start, by file."""
        found: dict[str, set[str]] = {}
        for file in self._options.sources(self._root):
            for name in _imported(ast.parse((self._root / file).read_text())):
                path = name.replace(".", "/")
                for imported in (f"{path}.py", f"{path}/__init__.py"):
                    found.setdefault(imported, set()).add(file)
        return found

    def _cut(self, tests: Iterable[str]) -> list[str]:
        kept: list[str] = []
        spent = 0.0
        for test in tests:
            spent += self._recording.seconds[test]
            if kept and (spent > self._options.most_seconds or len(kept) >= self._options.most_tests):
                break
            kept.append(test)
        return kept


def _distance(test: str, file: str) -> tuple[bool, bool]:
    """How far a file of tests is from a module: named after it or not; of approved output, which notices most, or not."""
    tested, stem = Path(test.partition("::")[0]).stem.removeprefix("test_"), Path(file).stem
    approves = tested.startswith(_APPROVED)
    tested = tested.removeprefix(_APPROVED)
    return not (tested.startswith(stem) or stem.startswith(tested)), not approves


def _statement(tree: ast.Module, line: int) -> range:
    """Lines of the smallest statement around a line; of a compound one its head alone, which runs as one."""
    best = range(line, line + 1)
    size = None
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case) and not isinstance(
            node, _Function | ast.ClassDef
        ):
            first, last = _head(node)
            if first <= line <= last and (size is None or last - first < size):
                best, size = range(first, last + 1), last - first
    return best


def _head(node: ast.stmt | ast.ExceptHandler | ast.match_case) -> tuple[int, int]:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, max(node.pattern.end_lineno or 0, node.guard.end_lineno or 0 if node.guard else 0)
    body = getattr(node, "body", None)
    last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    return node.lineno, last


def _decorated(tree: ast.Module, line: int) -> _Function | None:
    """The function of whose decorators, defaults or name this line is a part."""
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            if first <= line < max(node.body[0].lineno, first + 1):
                return node
    return None


def _is_in_function(tree: ast.Module, line: int) -> bool:
    return any(first <= line <= last for first, last in _bodies(tree))


def _bodies(tree: ast.Module) -> Iterator[tuple[int, int]]:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield node.body[0].lineno, node.end_lineno or node.lineno


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str() as module, names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Constant(value=str() as text) if text.replace(".", "").replace("_", "").isalnum() and "." in text:
                yield text  # python -m …
