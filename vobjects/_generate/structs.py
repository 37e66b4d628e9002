"""Types for msgspec: a struct for a class at one version, and the way from it to the object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union

import msgspec

from vobjects._declare.field import FieldSpec
from vobjects._declare.node import IncompleteNode, NotFastError
from vobjects._declare.object import put_attributes, put_node, put_passed
from vobjects._generate.functions import compile_function, compiled
from vobjects._plan.planner import Fill, Plan, plan
from vobjects._types.base import FieldType, Reading
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._plan.release import Release


class Made(NamedTuple):
    """The type of a node and the function from it to the object."""

    struct: type[msgspec.Struct]
    load: Callable[[Any], Any]


class Kinds(NamedTuple):
    """The type of the nodes of a class and its subclasses, and by struct the way to the object."""

    type: Any
    loads: dict[type[msgspec.Struct], Callable[[Any], Any]]


class FastTypes:
    """The types of classes at the versions of one release, which ``view`` reads."""

    def __init__(self, view: Release, versions: Mapping[str, Version]) -> None:
        self._view, self._versions = view, versions
        self._made: dict[str, Made] = {}
        self._kinds: dict[str, Kinds] = {}

    def of(self, name: str) -> Made:
        """The types of one class.

        Raises:
            NotFastError: its objects need more than defaults on their way up, or the data must say
                which content they have.
        """
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(name)
        return found

    def kinds(self, name: str) -> Kinds:
        """The types of a class and of its subclasses, which may stand where it is named.

        Raises:
            NotFastError: as in :meth:`of`, or the writer's release lacks the class.
        """
        found = self._kinds.get(name)
        if found is None:
            kinds = [self.of(kind) for kind in self._view.kinds(name) if kind in self._versions]
            if not kinds:  # the functions say what is wrong
                raise NotFastError
            loads = {made.struct: made.load for made in kinds}
            found = self._kinds[name] = Kinds(Union[tuple(loads)], loads)  # noqa: UP007
        return found

    def values(self, types: Mapping[str, FieldType]) -> Made:
        """The type of a map of values by name, and the way from it to a dict of them.

        Raises:
            NotFastError: objects in them need more than defaults on their way up.
        """
        names = _Names(self)
        readings = {name: type_.reading(names) for name, type_ in types.items()}
        struct = msgspec.defstruct(
            "Values", _optional(readings), forbid_unknown_fields=True, gc=False
        )
        body = [*_values(readings), "return v"]
        return Made(struct, compiled("load(x)", body, {**names, "UNSET": msgspec.UNSET}, "values"))

    def _make(self, name: str) -> Made:
        view, version = self._view, self._versions.get(name)
        lineage, own = view.registry.lineage(name), view.versions[name]
        if version is None or not lineage.precedes(version, own):
            raise NotFastError
        if version != view.contents(name, version.number)[0]:  # a newer one may hold the data too
            raise NotFastError
        steps = plan(lineage, version, own)
        if not all(isinstance(op, Fill) for op in steps.operations):
            raise NotFastError
        return _compile(view[name], steps, lineage.schemas[version].fields.values(), self)


class _Names(dict[str, Any]):
    """The constants of one function."""

    def __init__(self, types: FastTypes) -> None:
        super().__init__()
        self._types = types

    def put(self, value: Any) -> str:
        """The name of a constant."""
        name = f"C{len(self)}"
        self[name] = value
        return name

    def child(self, name: str) -> Reading:
        """The node of a class or of one of its subclasses, and its function."""
        kinds = self._types.kinds(name)
        if len(kinds.loads) == 1:
            return Reading(kinds.type, f"{self.put(*kinds.loads.values())}({{0}})")
        return Reading(kinds.type, f"{self.put(kinds.loads)}[type({{0}})]({{0}})")


def _compile(cls: Any, steps: Plan, fields: Iterable[FieldSpec], types: FastTypes) -> Made:
    names = _Names(types)
    readings = {spec.name: spec.type.reading(names) for spec in fields}
    filled = {op.field: op.default for op in steps.operations}  # type: ignore[union-attr]  # all are Fills
    required = cls._required - filled.keys()
    names |= {"UNSET": msgspec.UNSET, "CLS": cls, "NAME": steps.name, "OWN": cls._wire_version}
    names |= {"NEW": object.__new__, "ATTRIBUTES": put_attributes, "NODE": put_node}
    names |= {"WAY": put_passed, "PASSED": (str(steps.source),)}
    names |= {"REQUIRED": required, "INCOMPLETE": IncompleteNode}
    body = ["x, changes = node.data, node.changes", *_values(readings, required)]
    body += ["changes = v.keys() & changes or () if changes else ()"]  # not what is filled in
    body += [f"v.setdefault({name!r}, {names.put(filled[name])})" for name in filled]
    body += [
        "obj = NEW(CLS)",
        "ATTRIBUTES(obj, v.copy())",
        "node = (NAME, OWN, v, changes)",
        "NODE(obj, INCOMPLETE(node, missing) if missing else node)"
        if required
        else "NODE(obj, node)",
        *(["WAY(obj, PASSED)"] if steps.source != steps.target else []),
        "return obj",
    ]
    load = compile_function("load(node)", body, dict(names), steps, "fast")
    return Made(_node(steps, readings), load)


def _values(readings: Mapping[str, Reading], required: frozenset[str] = frozenset()) -> list[str]:
    """Lines that make ``v`` of ``x``: at once if all fields are set, else one by one.

    ``missing`` is then a set of the required fields that are not set.
    """
    if not readings:
        return ["v = {}"]
    unset = " or ".join(f"x.{name} is UNSET" for name in readings)
    whole = ", ".join(f"{name!r}: {reading.of(f'x.{name}')}" for name, reading in readings.items())
    lines = [f"if {unset}:", "    v = {}"]
    for name, reading in readings.items():
        lines += [f"    if x.{name} is not UNSET:"]
        lines += [f"        v[{name!r}] = {reading.of(f'x.{name}')}"]
    if required:
        lines.insert(0, "missing = ()")
        lines.append("    if not REQUIRED <= v.keys():")
        lines.append("        missing = set(REQUIRED - v.keys())")
    return [*lines, "else:", f"    v = {{{whole}}}"]


def _optional(readings: Mapping[str, Reading]) -> list[tuple[str, Any, Any]]:
    return [
        (
            name,
            reading.type if reading.type is Any else reading.type | msgspec.UnsetType,
            msgspec.UNSET,
        )
        for name, reading in readings.items()
    ]


def _node(steps: Plan, readings: Mapping[str, Reading]) -> type[msgspec.Struct]:
    fields = _optional(readings)
    data = msgspec.defstruct(f"{steps.name}Data", fields, forbid_unknown_fields=True, gc=False)
    parts = [
        ("version", Literal[steps.source.number]),
        ("data", data),
        ("changes", tuple[str, ...]),
    ]
    return msgspec.defstruct(
        f"{steps.name}Node",
        parts,
        array_like=True,
        tag=steps.name,
        forbid_unknown_fields=True,
        gc=False,
    )
