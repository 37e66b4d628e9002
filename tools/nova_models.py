"""What the database of Nova holds once only: primary keys and unique constraints of its models."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.nova_source import Nova, texts

_MODELS = ("db/api/models.py", "db/main/models.py")
_CALLED = {"Flavors": "Flavor"}
"""Models that are not called as the class of their objects."""


def unique_columns(nova: Nova) -> dict[str, list[list[str]]]:
    """By model: the groups of columns of which no two rows have the same values.

    A model that both databases have is that of the API, which is the newer one. The column
    ``deleted`` is left out of a group: it tells old rows from the one that lives.
    """
    found: dict[str, list[list[str]]] = {}
    for module in sorted(nova.modules, key=lambda module: module.name, reverse=True):
        if module.name in _MODELS:
            for node in module.tree.body:
                if isinstance(node, ast.ClassDef):
                    groups = [[c for c in group if c != "deleted"] for group in _groups(node)]
                    found[_CALLED.get(node.name, node.name)] = sorted(filter(None, groups))
    return found


def _groups(model: ast.ClassDef) -> Iterator[list[str]]:
    primary: list[str] = []
    for node in model.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            words = {word.arg: ast.unparse(word.value) for word in node.value.keywords}
            name = ast.unparse(node.targets[0])
            primary += [name] if words.get("primary_key") == "True" else []
            if words.get("unique") == "True":
                yield [name]
    yield primary
    for call in ast.walk(model):
        if isinstance(call, ast.Call):
            columns = texts(call.args)
            kind = ast.unparse(call.func).split(".")[-1]
            if kind == "UniqueConstraint":
                yield columns
            elif kind == "Index" and any(word.arg == "unique" for word in call.keywords):
                yield columns[1:]  # the first one is its name
