"""What methods of a manager return, as their source or their annotations say."""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compat.foreign._source import parse_function

_NONE: Final = "None"
_SENT_AS: Final[Mapping[str, str]] = {
    "tuple": "list",
    "set": "list",
    "frozenset": "list",
    "List": "list",
    "Tuple": "list",
    "Sequence": "list",
    "Dict": "dict",
    "Mapping": "dict",
    "OrderedDict": "dict",
    "NoneType": _NONE,
}
"""What is the same in a message, by the name of its type."""
_NODES: Final[Mapping[type, str]] = {
    ast.JoinedStr: "str",
    ast.List: "list",
    ast.Tuple: "list",
    ast.Set: "list",
    ast.ListComp: "list",
    ast.SetComp: "list",
    ast.DictComp: "dict",
    ast.Compare: "bool",
}
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def result_of(function: Any) -> str:
    """Return the types that a function returns, such as ``dict(level, unit) | None``.

    A dictionary whose keys are all texts of the source has them in brackets. Empty where some
    result is not known from the source, and there is no annotation.
    """
    kinds = _of_source(function)
    if not kinds:
        kinds = _of_annotation(inspect.signature(function).return_annotation)
    return " | ".join(sorted(kinds))


def kinds_of(text: str) -> dict[str, frozenset[str] | None]:
    """Return the types in a text of ``result_of()``, each with its keys; None if not all are known.

    A dictionary of several forms has the keys that all of them have.
    """
    found: dict[str, frozenset[str] | None] = {}
    for kind in text.split(" | "):
        name, bracket, keys = kind.rstrip(")").partition("(")
        known = frozenset(filter(None, keys.split(", "))) if bracket else None
        before = found.get(name, known)
        found[name] = None if known is None or before is None else known & before
    return found


def _of_source(function: Any) -> set[str]:
    node = parse_function(function)
    own = [] if node is None else [*_own(node)]
    if node is None or any(map(_yields, own)):
        return set()
    known = _locals(own, function.__globals__)
    kinds = [
        _kind(each.value, function.__globals__, known)
        for each in own
        if isinstance(each, ast.Return)
    ]
    return {*kinds} if all(kinds) else set()


def _locals(own: list[ast.AST], names: Mapping[str, Any]) -> dict[str, str]:
    """The types of variables that are set once; a dictionary may get keys after that."""
    stores = [
        each.id for each in own if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    ]
    return {
        target.id: _kind(each.value, names, {}).partition("(")[0]
        for each in own
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name) and stores.count(target.id) == 1
    }


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, without those of functions inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _SCOPES):
            yield child
            yield from _own(child)


def _yields(node: ast.AST) -> bool:
    return isinstance(node, ast.Yield | ast.YieldFrom)


def _kind(node: ast.expr | None, names: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """The type of an expression; empty if it is not known. ``known`` are those of variables."""
    if node is None:
        return _NONE
    if isinstance(node, ast.Constant):
        return _named(type(node.value).__name__)
    if isinstance(node, ast.Dict):
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        texts = sorted(key for key in keys if isinstance(key, str) and key.isidentifier())
        return f"dict({', '.join(texts)})" if len(texts) == len(keys) else "dict"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        made = names.get(node.func.id, vars(builtins).get(node.func.id))
        return _named(made.__name__) if isinstance(made, type) else ""
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    return _NODES.get(type(node), "")


def _of_annotation(told: Any) -> set[str]:
    """The types of an annotation, without what is in brackets."""
    if told is inspect.Signature.empty:
        return set()
    text = told if isinstance(told, str) else inspect.formatannotation(told)
    try:
        return set(_parts(ast.parse(text, mode="eval").body))
    except SyntaxError:
        return set()


def _parts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _parts(left)
            yield from _parts(right)
        case ast.Subscript(value=value, slice=inner) if ast.unparse(value).endswith("Optional"):
            yield from _parts(inner)
            yield _NONE
        case ast.Subscript(value=value):
            yield from _parts(value)
        case _:
            yield _named(ast.unparse(node).rpartition(".")[2])


def _named(name: str) -> str:
    return _SENT_AS.get(name, name)
