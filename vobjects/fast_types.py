"""Types for msgspec: a struct for a class at one version, and the way from it to the object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from vobjects.base import put_node, put_older, put_values
from vobjects.codegen import compile_function
from vobjects.fields import FieldSpec
from vobjects.fieldtype import Reading
from vobjects.plan import Fill, Plan, plan
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects.view import View


class NotFastError(Exception):
    """The slow way has to look at the values."""


class Made(NamedTuple):
    """The type of a node and the function from it to the object."""

    struct: type[msgspec.Struct]
    load: Callable[[Any], Any]


class FastTypes:
    """The types of classes at the versions of one release, which ``view`` reads."""

    def __init__(self, view: View, versions: Mapping[str, Version]) -> None:
        self._view, self._versions = view, versions
        self._made: dict[str, Made] = {}

    def of(self, name: str) -> Made:
        """The types of one class.

        Raises:
            NotFastError: its objects need more than defaults on their way up, or can be of several
                classes.
        """
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(name)
        return found

    def _make(self, name: str) -> Made:
        view, version = self._view, self._versions.get(name)
        lineage, own = view.registry.lineage(name), view.versions[name]
        if version is None or not lineage.precedes(version, own) or view.kinds(name) != (name,):
            raise NotFastError
        if len(lineage.contents(version.number)) > 1:
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
        """The node of a class, and its function."""
        made = self._types.of(name)
        return Reading(made.struct, f"{self.put(made.load)}({{0}})")


def _compile(cls: Any, steps: Plan, fields: Iterable[FieldSpec], types: FastTypes) -> Made:
    names = _Names(types)
    readings = {spec.name: spec.type.reading(names) for spec in fields}
    names |= {"UNSET": msgspec.UNSET, "CLS": cls, "NAME": steps.name, "OWN": cls.VERSION}
    names |= {"NEW": object.__new__, "VALUES": put_values, "NODE": put_node}
    names |= {"OLDER": put_older, "VERSION": steps.source.number}
    body = ["x, changes = node.data, node.changes", *_values(readings)]
    for op in steps.operations:
        default = names.put(op.default)  # type: ignore[union-attr]  # all are Fills
        body.append(f"v.setdefault({op.field!r}, {default})")
    body += [
        "obj = NEW(CLS)",
        "VALUES(obj, v)",
        "NODE(obj, (NAME, OWN, v, v.keys() & changes or () if changes else ()))",
        *(["OLDER(obj, VERSION)"] if steps.source != steps.target else []),
        "return obj",
    ]
    load = compile_function("load(node)", body, dict(names), steps, "fast")
    return Made(_node(steps, readings), load)


def _values(readings: Mapping[str, Reading]) -> list[str]:
    """Lines that make ``v`` of ``x``: at once if all fields are set, else one by one."""
    if not readings:
        return ["v = {}"]
    unset = " or ".join(f"x.{name} is UNSET" for name in readings)
    whole = ", ".join(f"{name!r}: {reading.of(f'x.{name}')}" for name, reading in readings.items())
    lines = [f"if {unset}:", "    v = {}"]
    for name, reading in readings.items():
        lines += [f"    if x.{name} is not UNSET:"]
        lines += [f"        v[{name!r}] = {reading.of(f'x.{name}')}"]
    return [*lines, "else:", f"    v = {{{whole}}}"]


def _node(steps: Plan, readings: Mapping[str, Reading]) -> type[msgspec.Struct]:
    optional = [
        (
            name,
            reading.type if reading.type is Any else reading.type | msgspec.UnsetType,
            msgspec.UNSET,
        )
        for name, reading in readings.items()
    ]
    data = msgspec.defstruct(f"{steps.name}Data", optional, forbid_unknown_fields=True, gc=False)
    parts = [
        ("name", Literal[steps.name]),
        ("version", Literal[steps.source.number]),
        ("data", data),
        ("changes", tuple[str, ...]),
    ]
    return msgspec.defstruct(
        f"{steps.name}Node", parts, array_like=True, forbid_unknown_fields=True, gc=False
    )
