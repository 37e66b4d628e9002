"""The fast way to a message: msgspec walks the objects and takes each as a node.

It writes the bytes that the generated dumpers write, or nothing: values that have to be refused,
reported or converted by a function of a history are left to the dumpers.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

import msgspec

from vobjects.base import VersionedObject
from vobjects.codegen import compile_function, compiled
from vobjects.fast_types import NotFastError
from vobjects.fields import FieldSpec
from vobjects.fieldtype import FieldType
from vobjects.lookups import is_registered
from vobjects.message import WIRE_VERSION
from vobjects.plan import Drop, Plan, plan

if TYPE_CHECKING:
    from vobjects.values import Values
    from vobjects.view import View

Writer = Callable[[Any], bytes]

_SERIAL: Final = itertools.count()
_OWN: Final[Any] = VersionedObject.__dict__["_node"]
"""The node that an object has at its own version: a slot."""


class FastEncoder(dict[type[VersionedObject], Writer]):
    """Writes objects of ``source`` as ``target`` reads them: what writes those of each class.

    Each class that can stand in an object gets an attribute of its own for this encoder, which is
    the node; so the way from an object to its node is one attribute read in C.
    """

    def __init__(self, source: View, target: View) -> None:
        super().__init__()
        self._source, self._target = source, target
        self._attribute = f"_node_{next(_SERIAL)}"
        self._of_values: dict[Values, Writer] = {}

    def __missing__(self, root: type[VersionedObject]) -> Writer:
        if not (issubclass(root, VersionedObject) and is_registered(root)):
            return _not_fast
        source, name, owner = self._source, root.obj_name(), root.VIEW
        write: Writer = _not_fast
        if owner is source and source.depth(name) <= source.limits.depth:
            nodes = {below: self._node(below) for below in source.reachable(name)}
            if self._has_all_kinds(nodes):
                hook = operator.attrgetter(self._placed(nodes))
                write = msgspec.msgpack.Encoder(enc_hook=hook, order="deterministic").encode
        elif self._is_shared(root):
            write = owner.fast_writer(root, owner if self._target is source else self._target)
        self[root] = write
        return write

    def _is_shared(self, root: type[VersionedObject]) -> bool:
        """Whether the source hands out a declared class, which belongs to another view."""
        shared = root.VIEW is not self._source and self._source.owns(root)
        return shared and self._has_all_kinds(root.VIEW.reachable(root.obj_name()))

    def _has_all_kinds(self, names: Iterable[str]) -> bool:
        """Whether each object in one of the classes is of a class that the source has.

        A declared class also takes a subclass that was registered after the view was made.
        """
        source = self._source
        return all(
            name in source and source[name].VIEW.held_by(name) <= source.versions.keys()
            for name in names
        )

    def of_values(self, values: Values) -> Writer:
        """What writes dicts of values, each with the message around it."""
        write = self._of_values.get(values)
        if write is None:
            write = self._of_values[values] = self._values(values.types)
        return write

    def _values(self, types: Mapping[str, FieldType]) -> Writer:
        source = self._source
        named = {name for type_ in types.values() for name in type_.children()}
        roots = {kind for name in named for kind in source.kinds(name)}
        if any(source.depth(root) > source.limits.depth for root in roots):
            return _not_fast
        below = {name for root in roots for name in source.reachable(root)}
        if not self._has_all_kinds(below):
            return _not_fast
        hook = operator.attrgetter(self._placed({name: self._node(name) for name in below}))
        encoder = msgspec.msgpack.Encoder(enc_hook=hook, order="deterministic")
        return _values_writer(types, encoder.encode, source.registry.project)

    def _placed(self, nodes: Mapping[str, Any]) -> str:
        """The attribute of all the classes that is their node."""
        if all(node is _OWN for node in nodes.values()):
            return "_node"
        for name, node in nodes.items():
            setattr(self._source[name], self._attribute, node)
        return self._attribute

    def _node(self, name: str) -> Any:
        """The descriptor that gives the node of an object of a class."""
        source, target = self._source.versions[name], self._target.versions.get(name)
        if target is None:
            return property(_not_fast)
        lineage = self._source.registry.lineage(name)
        target = lineage.written(source, target)
        steps = plan(lineage, source, target)
        fields = lineage.schemas[target].fields
        if not all(_droppable(op, fields) for op in steps.operations):
            return property(_not_fast)
        bare = not self._source.has_extras(self._source[name])
        if bare and source == target and all(spec.type.plain for spec in fields.values()):
            return _OWN
        return property(_compile(steps, fields.values(), bare))


def _values(steps: Plan, fields: Iterable[FieldSpec], bare: bool) -> str:
    if not bare:
        return "v = {n: x for n, x in obj.__dict__.items() if n in KNOWN}"
    same = not steps.operations and all(spec.type.plain for spec in fields)
    return "v = obj.__dict__" if same else "v = obj.__dict__.copy()"


def _not_fast(obj: Any) -> NoReturn:
    raise NotFastError


def _droppable(op: Any, fields: Any) -> bool:
    return isinstance(op, Drop) and op.field not in fields


def _compile(steps: Plan, fields: Iterable[FieldSpec], bare: bool) -> Any:
    names: dict[str, Any] = {"NotFastError": NotFastError}
    names |= {"NAME": steps.name, "VERSION": steps.target.number}
    names["KNOWN"] = {spec.name for spec in fields} | {op.field for op in steps.operations}
    body = [_values(steps, fields, bare)]
    for index, op in enumerate(steps.operations):
        names[f"D{index}"] = op.restore  # type: ignore[union-attr]  # all are Drops
        body += [
            f"x = v.pop({op.field!r}, D{index})",
            f"if x is not D{index} and x != D{index}:",
            "    raise NotFastError",
        ]
    body += [
        *_written({spec.name: spec.type for spec in fields}),
        "changes = obj._node[3]",
        "return NAME, VERSION, v, {n for n in changes if n in v} if changes else ()",
    ]
    return compile_function("node(obj)", body, names, steps, "compact, fast")


def _written(types: Mapping[str, FieldType]) -> list[str]:
    """Lines that put into ``v`` what msgspec does not write as the types say."""
    lines: list[str] = []
    for name, type_ in types.items():
        if not type_.plain:
            lines += [
                f"if {name!r} in v:",
                f"    v[{name!r}] = {type_.written(f'v[{name!r}]', '()')}",
            ]
    return lines


def _values_writer(types: Mapping[str, FieldType], encode: Writer, project: str) -> Writer:
    lines = _written(types)
    body = [*(["v = v.copy()"] if lines else []), *lines, "return ENCODE((WIRE, PROJECT, v))"]
    names = {"ENCODE": encode, "WIRE": WIRE_VERSION, "PROJECT": project}
    return compiled("write(v)", body, names, "values, fast")  # type: ignore[no-any-return]
