"""Who makes the objects of Nova, and what they leave unset."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator, Mapping

from tools.nova_flow import Fields, Flow
from tools.nova_source import Function, Nova, ObjectClass, texts

LOADERS = ("_from_db_object", "_from_dict")
"""Methods that fill an object that was just made from a row or a dictionary."""
LATER = "obj_load_attr"
"""What leaves a field unset that is looked up where it is read."""
PLAIN = "obj_load_attr, which sets what absence means"
"""The same, where the field becomes None, its default or an empty object."""
_DATABASE = (
    "api/",
    "cmd/",
    "conductor/",
    "objects/",
    "scheduler/",
    "compute/api.py",
    "compute/flavors.py",
)
"""Code of services that reach the database. Any other sends an object so that it is created."""
_CONTEXTS = ("cls", "self", "context", "ctxt")


@dataclasses.dataclass(frozen=True)
class Maker:
    """One place that makes objects of a class."""

    place: str
    sets: Fields


class Makers:
    """All makers of one class.

    Args:
        nova: the source.
        kind: the class.
        also: by place, variables of other functions that hold what the object is made from.
    """

    def __init__(self, nova: Nova, kind: ObjectClass, also: Mapping[str, list[str]]) -> None:
        self.nova, self.kind, self.also = nova, kind, also
        self.all = frozenset(kind.fields)

    def __iter__(self) -> Iterator[Maker]:
        yield from self._loaders()
        for function, called in self.nova.calls.get(self.kind.name, {}).items():
            calls = self._kept(function, called)
            if calls:
                yield from self._in_function(function, calls)

    def _loaders(self) -> Iterator[Maker]:
        for name in LOADERS:
            method = self.nova.method(self.kind.name, name)
            if method is not None:
                variable = next(p for p in method.parameters if p not in _CONTEXTS)
                ends = self._flow(method, variable).follow(self.by_constructor()).ends
                yield Maker(method.place, frozenset.intersection(*ends))

    def loaded_later(self) -> dict[str, str]:
        """The fields that ``obj_load_attr`` loads by their own names, and how it does."""
        method = self.nova.method(self.kind.name, "obj_load_attr")
        if method is None:
            return {}
        return {
            name: PLAIN if self._loads(method, name, True) else LATER
            for name in self.kind.fields
            if self._loads(method, name, False)
        }

    def _loads(self, method: Function, name: str, only_plain: bool) -> bool:
        flow = self._flow(method, "self")
        flow.known[method.parameters[1]] = name
        flow.asks, flow.only_plain = False, only_plain
        ends = flow.follow(frozenset()).ends
        return any(name in end and end != self.all for end in ends)

    def _in_function(self, function: Function, calls: list[ast.Call]) -> Iterator[Maker]:
        variables = dict(self._variables(function))
        for call in calls:
            target = variables.get(id(call))
            sets = self._after(function, target) if target else self._keywords(call)
            yield Maker(function.place, self._with_others(function, sets))

    def _after(self, function: Function, target: str) -> Fields:
        """What is set where the object leaves the function, or before, where it is sent."""
        followed = self._flow(function, target).follow(self.all)
        created = [state for name, state in followed.calls if name == "create"]
        is_sent = created and not function.module.name.startswith(_DATABASE)
        return frozenset.intersection(*(created if is_sent else followed.ends))

    def _with_others(self, function: Function, sets: Fields) -> Fields:
        for reference in self.also.get(function.place, ()):
            place, _, variable = reference.rpartition(" ")
            sets |= _set_on(self.nova.at(place), variable)
        return sets & self.all

    def _kept(self, function: Function, calls: list[ast.Call]) -> list[ast.Call]:
        """The calls whose object is kept: filled by no loader, and not only a receiver."""
        elsewhere = {
            id(inner)
            for node in ast.walk(function.node)
            if isinstance(node, ast.Call | ast.Attribute)
            for inner in _passed_on(node)
        }
        return [call for call in calls if id(call) not in elsewhere]

    def _variables(self, function: Function) -> Iterator[tuple[int, str]]:
        """By the constructor call: the variable that gets the object."""
        for node in ast.walk(function.node):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                yield id(node.value), ast.unparse(node.targets[0])

    def _made(self, function: Function, value: ast.expr) -> Fields | None:
        if isinstance(value, ast.Call) and function.makes(value) == self.kind.name:
            return self._keywords(value)
        return None

    def _keywords(self, call: ast.Call) -> Fields:
        words = frozenset(word.arg for word in call.keywords if word.arg)
        return self.by_constructor() | words & self.all

    def by_constructor(self) -> Fields:
        """What the constructor sets: an ephemeral object its defaults, a list no objects."""
        found = {"objects"} if "ObjectListBase" in self.kind.bases else set()
        if "NovaEphemeralObject" in self.kind.bases:
            found |= self.kind.defaults
        method = self.kind.module.functions.get((self.kind.name, "__init__"))
        if method is not None:
            found |= frozenset.intersection(*self._flow(method, "self").follow(frozenset()).ends)
        return frozenset(found)

    def _flow(self, function: Function, target: str) -> Flow:
        return Flow(self.nova, function, self.kind, target, self._made)


def _passed_on(node: ast.Call | ast.Attribute) -> list[ast.expr]:
    """Objects that a loader or a list fills at once, or of which only a method is called."""
    if isinstance(node, ast.Attribute):
        return [node.value]
    name = ast.unparse(node.func).split(".")[-1]
    return list(node.args) if name in (*LOADERS, "obj_make_list") else []


def _set_on(function: Function, variable: str) -> set[str]:
    """The keys and attributes that a function gives to a variable, or to what it returns."""
    found: set[str] = set()
    for node in ast.walk(function.node):
        match node:
            case ast.Return(value=ast.Dict() as value) if variable == "return":
                found |= _keys(value)
            case ast.Assign(targets=[target], value=value):
                if ast.unparse(target) == variable and isinstance(value, ast.Dict):
                    found |= _keys(value)
                found |= _part(target, variable)
            case ast.Call(func=ast.Attribute(value=value, attr="obj_set_defaults"), args=args):
                if ast.unparse(value) == variable:
                    found |= set(texts(args))
    return found


def _keys(value: ast.Dict) -> set[str]:
    return set(texts(key for key in value.keys if key is not None))


def _part(target: ast.expr, variable: str) -> set[str]:
    """The attribute or the key of a variable that an assignment sets."""
    match target:
        case ast.Attribute(value=value, attr=name) if ast.unparse(value) == variable:
            return {name}
        case ast.Subscript(value=value, slice=ast.Constant(value=str(name))):
            return {name} if ast.unparse(value) == variable else set()
    return set()
