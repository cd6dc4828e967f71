"""What is not mutated, and why: changes there cannot be seen by a test, or are another tool's to catch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

Place = tuple[int, int]  # line from 1, column from 0 in characters
Span = tuple[Place, Place]

_LOGS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
_LOGGERS = frozenset({"log", "logger", "_log"})
_CACHES = frozenset({"cache", "lru_cache"})
_BUILT_IN = frozenset({"bool", "bytes", "dict", "float", "frozenset", "int", "list", "object", "set", "str", "tuple"})
_DECLARED = frozenset({"slots", "frozen", "repr", "kw_only"})


def exempt_spans(source: str) -> list[Span]:
    """Stretches of a module in which nothing is changed.

    - annotations: never evaluated here (``from __future__ import annotations``); mypy checks them;
    - aliases of types (``Check = Callable[..] | None``): mypy's too;
    - what is logged: texts and figures for people, which no test should pin down;
    - ``slots``, ``frozen``, ``repr`` and ``kw_only`` of dataclasses: mypy refuses code that breaks them;
    - ``@cache``: without it the same is computed more often;
    - ``if TYPE_CHECKING`` and overloads: never run.

    Strings, docstrings among them, are changed by no operator.
    """
    lines = source.splitlines()
    return [_span(node, lines) for found in ast.walk(ast.parse(source)) for node in _exempt(found)]


def _exempt(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    match node:
        case ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation):
            yield annotation
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            if node.returns is not None:
                yield node.returns
            yield from (d for d in node.decorator_list if _name(d) in _CACHES)
            if any(_name(d) == "overload" for d in node.decorator_list):
                yield node
        case ast.ClassDef():
            yield from (k.value for d in node.decorator_list for k in _keywords(d) if k.arg in _DECLARED)
        case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=name))) if attr in _LOGS and name in _LOGGERS:
            yield node
        case ast.If(test=test) if _name(test) == "TYPE_CHECKING":
            yield node
        case ast.Assign(value=ast.BinOp() as value) if _is_union(value):
            yield value


def _name(node: ast.expr) -> str:
    match node:
        case ast.Call(func=func):
            return _name(func)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _keywords(node: ast.expr) -> list[ast.keyword]:
    return node.keywords if isinstance(node, ast.Call) and _name(node) == "dataclass" else []


def _is_union(node: ast.expr) -> TypeGuard[ast.BinOp]:
    """Whether this is a union of types by the look of it: names that begin with a capital, built-in ones, or None."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _is_type(node.left) and _is_type(node.right)
    return False


def _is_type(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value is None
    if isinstance(node, ast.Subscript):
        return _is_type(node.value)
    name = _name(node)
    return _is_union(node) or name in _BUILT_IN or (name[:1].isupper() and not name.isupper())


def _span(node: ast.expr | ast.stmt, lines: list[str]) -> Span:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    start = (node.lineno, _characters(lines, node.lineno, node.col_offset))
    # A decorator is removed from its "@" on, which stands before what is decorated with.
    if lines[node.lineno - 1][: start[1]].strip() == "@":
        start = (node.lineno, start[1] - 1)
    return start, (node.end_lineno, _characters(lines, node.end_lineno, node.end_col_offset))


def _characters(lines: list[str], line: int, offset: int) -> int:
    """Columns are counted in bytes by ``ast`` and in characters by parso."""
    return len(lines[line - 1].encode()[:offset].decode())
