"""No module may import itself through others: files that form a circle can only be understood and changed together."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = (
    "bot",
    "cli",
    "demo",
    "language",
    "media",
    "migrations",
    "models",
    "musechat",
    "research",
    "store",
    "worker",
)


@pytest.mark.slow
def test_no_modules_import_each_other_in_a_circle() -> None:
    cycles = find_cycles(build_import_graph())
    assert not cycles, describe(cycles)


@pytest.mark.slow
def test_no_more_than_two_modules_know_each_others_types_in_a_circle() -> None:
    cycles = find_cycles(build_import_graph(with_types=True))
    large = {cycle for cycle in cycles if len(cycle) > 2}
    assert not large, describe(large)


def test_a_cycle_is_found_also_through_a_function() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set[str]()}
    assert find_cycles(graph) == {frozenset("abc")}
    tree = ast.parse(
        "import typing\nif typing.TYPE_CHECKING:\n    import a\nelse:\n    import b\ndef load():\n    import c"
    )
    names = [alias.name for node in find_imports(tree, with_types=False) for alias in node.names]
    assert names == ["typing", "b", "c"]
    assert len(list(find_imports(tree, with_types=True))) == 4


def test_relative_imports_are_resolved() -> None:
    (node,) = find_imports(ast.parse("from ..cards import layout"), with_types=False)
    expected = [("bot.discord.cards.layout", "bot.discord.cards")]
    assert list(imported_names(node, "bot.discord.buttons.why", is_package=False)) == expected


def build_import_graph(*, with_types: bool = False) -> dict[str, set[str]]:
    """Each module of ours and the modules of ours that it imports at run time, also from inside functions.

    ``with_types`` adds what is imported for a type checker alone.
    """
    files = {module_name(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        graph[module] = set()
        for node in find_imports(ast.parse(path.read_text(encoding="utf-8")), with_types=with_types):
            for names in imported_names(node, module, is_package=path.name == "__init__.py"):
                # "from bot import web" means the module bot.web, "from bot.web import serve" the module bot.web.
                graph[module].update([name for name in names if name in files][:1])
    return graph


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def find_imports(node: ast.AST, *, with_types: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements below a node, in order."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif not with_types and isinstance(child, ast.If) and is_type_checking(child.test):
            yield from find_imports(ast.Module(child.orelse, []), with_types=with_types)
        else:
            yield from find_imports(child, with_types=with_types)


def is_type_checking(test: ast.expr) -> bool:
    """Whether a condition is ``TYPE_CHECKING``, under whatever name its module goes."""
    name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
    return name == "TYPE_CHECKING"


def imported_names(node: ast.Import | ast.ImportFrom, module: str, *, is_package: bool) -> Iterator[tuple[str, ...]]:
    """What each name of a statement may stand for, as dotted names: a module itself, else something within one."""
    if isinstance(node, ast.Import):
        yield from ((alias.name,) for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        parents = module.split(".")
        parents = parents[: len(parents) - node.level + is_package]
        base = ".".join([*parents, base] if base else parents)
    yield from ((f"{base}.{alias.name}", base) for alias in node.names)


def describe(cycles: set[frozenset[str]] | frozenset[frozenset[str]]) -> str:
    return "\n".join(" <-> ".join(sorted(cycle)) for cycle in cycles)


def find_cycles(graph: dict[str, set[str]]) -> frozenset[frozenset[str]]:
    """Strongly connected components of more than one module, and modules that import themselves (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    cycles: set[frozenset[str]] = set()

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in sorted(graph.get(module, ())):
            if other not in index:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], index[other])
        if low[module] == index[module]:
            component = set(stack[stack.index(module) :])
            del stack[stack.index(module) :]
            if len(component) > 1 or module in graph.get(module, ()):
                cycles.add(frozenset(component))

    for module in graph:
        if module not in index:
            visit(module)
    return frozenset(cycles)
