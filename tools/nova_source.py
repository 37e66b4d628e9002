"""Nova's source as data: its classes with their fields, its functions and its constants."""

from __future__ import annotations

import ast
import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_OBJECTS = "objects"


@dataclasses.dataclass(frozen=True)
class FieldFacts:
    """What Nova declares of a field."""

    has_default: bool = False
    is_nullable: bool = False


_OVO_BASES = {
    "NovaTimestampObject": dict.fromkeys(("created_at", "updated_at"), FieldFacts(False, True)),
    "ObjectListBase": {"objects": FieldFacts(True)},
}
"""Fields of base classes that are not in Nova's own source."""


@dataclasses.dataclass(frozen=True)
class Function:
    """A function or method, with the module and the class that it is in."""

    module: Module
    owner: str
    node: ast.FunctionDef

    @property
    def place(self) -> str:
        """Where it is, for readers: ``compute/api.py API._provision_instances``."""
        return f"{self.module.name} {self.owner}{'.' if self.owner else ''}{self.node.name}"

    @property
    def parameters(self) -> list[str]:
        """The names of the positional parameters."""
        return [argument.arg for argument in self.node.args.args]

    def makes(self, call: ast.Call) -> str | None:
        """The name of the class of nova/objects whose constructor a call seems to be."""
        match call.func:
            case ast.Name(id="cls") | ast.Attribute(attr="__class__"):
                return self.owner if self.module.is_of_objects else None
            case ast.Name(id=name):
                return name if self.module.is_of_objects else None
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                return name if module in self.module.object_modules else None
        return None

    def is_decorated(self, name: str) -> bool:
        """Whether a decorator has this name, in whatever module."""
        return any(ast.unparse(one).split(".")[-1] == name for one in self.node.decorator_list)


class Module:
    """One file: its functions, its constants and the names that it imports from nova.objects."""

    def __init__(self, root: Path, path: Path) -> None:
        self.name = str(path.relative_to(root))
        self.tree = ast.parse(path.read_text())
        self.is_of_objects = self.name.startswith(f"{_OBJECTS}/")
        self.constants = {
            target.id: node.value
            for node in self.tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    @functools.cached_property
    def functions(self) -> dict[tuple[str, str], Function]:
        """By the name of the class (empty for none) and of the function."""
        return {
            (owner, node.name): Function(self, owner, node)
            for owner, body in [("", self.tree.body), *self._classes()]
            for node in body
            if isinstance(node, ast.FunctionDef)
        }

    def _classes(self) -> Iterator[tuple[str, list[ast.stmt]]]:
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef):
                yield node.name, node.body

    @functools.cached_property
    def object_modules(self) -> set[str]:
        """Local names of nova.objects and of the modules in it."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module in ("nova", "nova.objects"):
                found |= {
                    name.asname or name.name
                    for name in node.names
                    if node.module == "nova.objects" or name.name == _OBJECTS
                }
        return found


@dataclasses.dataclass(frozen=True)
class ObjectClass:
    """A class of nova/objects, with the fields of its bases."""

    name: str
    module: Module
    bases: tuple[str, ...]
    fields: Mapping[str, FieldFacts]

    @property
    def defaults(self) -> frozenset[str]:
        """The fields that have a default."""
        return frozenset(name for name, facts in self.fields.items() if facts.has_default)

    @property
    def nullable(self) -> frozenset[str]:
        """The fields that can be None."""
        return frozenset(name for name, facts in self.fields.items() if facts.is_nullable)


class Nova:
    """The source of an installed Nova.

    Args:
        root: the folder ``nova`` of the package.
    """

    def __init__(self, root: Path) -> None:
        paths = sorted(p for p in root.rglob("*.py") if "tests" not in p.parts)
        self.modules = [Module(root, path) for path in paths if path.name != "test.py"]
        self._bodies = {
            node.name: (module, node)
            for module in self.modules
            if module.is_of_objects
            for node in module.tree.body
            if isinstance(node, ast.ClassDef)
        }
        self.classes = {name: self._class(name) for name in self._bodies}

    def _class(self, name: str) -> ObjectClass:
        module, node = self._bodies[name]
        bases = tuple(ast.unparse(base).split(".")[-1] for base in node.bases)
        fields: dict[str, FieldFacts] = {}
        for base in reversed(bases):
            is_known = base in self._bodies and base != name  # o.vo has a base of the same name
            inherited = self._class(base).fields if is_known else {}
            fields |= {**_OVO_BASES.get(base, {}), **inherited}
        return ObjectClass(name, module, bases, fields | _own_fields(node))

    def method(self, owner: str, name: str) -> Function | None:
        """A method of a class of nova/objects, its own or that of a base."""
        known = self.classes.get(owner)
        if known is None:
            return None
        found = known.module.functions.get((owner, name))
        inherited = (self.method(base, name) for base in known.bases if base != owner)
        return found or next((method for method in inherited if method), None)

    def functions(self) -> Iterator[Function]:
        """All functions and methods, in the order of files and lines."""
        for module in self.modules:
            yield from module.functions.values()

    @functools.cached_property
    def calls(self) -> dict[str, dict[Function, list[ast.Call]]]:
        """By class: the functions that call its constructor, and the calls."""
        found: dict[str, dict[Function, list[ast.Call]]] = {name: {} for name in self.classes}
        for function in self.functions():
            for node in ast.walk(function.node):
                name = function.makes(node) if isinstance(node, ast.Call) else None
                if isinstance(node, ast.Call) and name in found:
                    found[name].setdefault(function, []).append(node)
        return found

    def at(self, place: str) -> Function:
        """The function of a place.

        Raises:
            KeyError: Nova has no such function.
        """
        return self._by_place[place]

    @functools.cached_property
    def _by_place(self) -> dict[str, Function]:
        return {function.place: function for function in self.functions()}


def _own_fields(node: ast.ClassDef) -> dict[str, FieldFacts]:
    for statement in node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="fields")], value=ast.Dict() as value):
                return {
                    key.value: _facts(field)
                    for key, field in zip(value.keys, value.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    return {}


def _facts(field: ast.expr) -> FieldFacts:
    words = {word.arg: word.value for word in field.keywords} if isinstance(field, ast.Call) else {}
    nullable = words.get("nullable")
    is_nullable = isinstance(nullable, ast.Constant) and nullable.value is True
    return FieldFacts("default" in words, is_nullable)


def texts(expressions: Iterable[ast.expr]) -> list[str]:
    """The texts among some expressions."""
    values = [one.value for one in expressions if isinstance(one, ast.Constant)]
    return [value for value in values if isinstance(value, str)]
