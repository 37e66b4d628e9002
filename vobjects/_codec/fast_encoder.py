"""The fast way to a message: msgspec walks the objects and takes each as a node.

It writes the bytes that the generated dumpers write, or nothing: values that have to be refused,
reported or converted by a function of a history are left to the dumpers.
"""

from __future__ import annotations

import contextlib
import itertools
import operator
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

import msgspec

from vobjects._codec.message import WIRE_VERSION
from vobjects._codec.written_size import must_fit_when_written
from vobjects._declare.field import UNSET, FieldSpec
from vobjects._declare.node import NotFastError
from vobjects._declare.object import VersionedObject
from vobjects._declare.ovo_lookups import is_registered
from vobjects._generate.functions import compile_function, compiled
from vobjects._plan.class_graph import Node
from vobjects._plan.guaranteed import may_be_missing
from vobjects._plan.planner import Drop, Plan, plan
from vobjects._types.base import FieldType
from vobjects.limits import Limits

if TYPE_CHECKING:
    from vobjects._codec.codec import Codec
    from vobjects._codec.values import Values

Writer = Callable[[Any], bytes]

_FEW: Final = 256
"""Objects of a message that are written as they are, even if all of them are one."""
_SERIAL: Final = itertools.count()
_OWN: Final[Any] = VersionedObject.__dict__["_node"]
"""The node that an object has at its own version: a slot."""


class FastEncoder(dict[type[VersionedObject], Writer]):
    """Writes objects of ``source`` as ``target`` reads them: what writes those of each class.

    Each class that can stand in an object gets an attribute of its own for this encoder, which is
    the node; so the way from an object to its node is one attribute read in C. The attributes go
    with the encoder, so whoever writes holds it.
    """

    def __init__(self, source: Codec, target: Codec) -> None:
        super().__init__()
        self._source, self._target = source, weakref.ref(target)
        self._versions = target.versions
        self._attribute = f"_node_{next(_SERIAL)}"
        self._of_values: weakref.WeakKeyDictionary[Values, Writer] = weakref.WeakKeyDictionary()
        self._placed: set[Node] = set()
        self._shared: dict[Codec, set[Node]] = {}
        self._whole: set[tuple[Codec, str]] = set()
        self._lenders: list[FastEncoder] = []
        self._owners: weakref.WeakSet[type[VersionedObject]] = weakref.WeakSet()
        weakref.finalize(self, _remove, self._attribute, self._owners).atexit = False

    def __missing__(self, root: type[VersionedObject]) -> Writer:
        if not (issubclass(root, VersionedObject) and is_registered(root)):
            return _not_fast
        owner, source = root.VIEW, self._source
        write: Writer = _not_fast
        if owner is source:
            name = root.obj_name()
            deep = source.depth(name) > source.limits.depth
            write = _not_fast if deep else self._encode([name], source.graph.most(name))
        elif self._is_shared(root):
            target = self._target()
            lender = owner.fast_encoder(owner if target in (None, source) else target)
            self._lenders.append(lender)
            write = lender[root]
        self[root] = write
        return write

    def _is_shared(self, root: type[VersionedObject]) -> bool:
        """Whether the source hands out a declared class, which belongs to another view."""
        known = self._shared.setdefault(root.VIEW, set())
        below = root.VIEW.graph.nodes([root.obj_name()], known)
        shared = self._source.owns(root) and self._has_all_kinds(below)
        if shared:
            known |= below
        return shared

    def _has_all_kinds(self, nodes: Iterable[Node]) -> bool:
        """Whether each object in one of the classes is of a class that the source has.

        A declared class also takes a subclass that was registered after the view was made. Types
        that were asked for before are not asked for again.
        """
        source = self._source
        names = _classes(nodes)
        if not all(name in source for name in names):
            return False
        owners = {name: source[name].VIEW for name in names}
        types = {(owner, type_) for name, owner in owners.items() for type_ in owner.types(name)}
        types = types - self._whole  # and not -=, which looks at all that were asked for
        whole = all(kind in source for owner, type_ in types for kind in owner.kinds(type_))
        if whole:
            self._whole |= types
        return whole

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
        encode = self._encode(roots, sum(map(source.graph.most_in, types.values())))
        if encode is _not_fast:
            return _not_fast
        return _values_writer(types, encode, source.registry.project)

    def _encode(self, roots: Collection[str], most: float) -> Writer:
        """What writes objects of some classes, after all that can stand in them has its node.

        ``most`` is how many objects there can be in what is written.
        """
        source = self._source
        below = source.graph.nodes(roots, self._placed)
        if not self._has_all_kinds(below):
            return _not_fast
        for name in _classes(below):
            self._owners.add(source[name])
            setattr(source[name], self._attribute, self._node(name))
        self._placed |= below  # not earlier, as other threads take it for done
        node = operator.attrgetter(self._attribute)
        encode = msgspec.msgpack.Encoder(enc_hook=node, order="deterministic").encode
        return encode if most <= _FEW else _counted(encode, node, source.limits)

    def _node(self, name: str) -> Any:
        """The descriptor that gives the node of an object of a class."""
        source, target = self._source.versions[name], self._versions.get(name)
        if target is None:
            return property(_not_fast)
        lineage = self._source.registry.lineage(name)
        target = lineage.written(source, target)
        steps = plan(lineage, source, target)
        fields = lineage.schemas[target].fields
        if not all(_droppable(op, fields) for op in steps.operations):
            return property(_not_fast)
        if may_be_missing(steps, lineage.schemas[source], lineage.schemas[target]):
            return property(_not_fast)
        if source == target and all(spec.type.plain for spec in fields.values()):
            return _OWN
        return property(_compile(steps, fields.values()))


def _classes(nodes: Iterable[Node]) -> list[str]:
    return [name for name, is_class in nodes if is_class]


class _ManyError(Exception):
    """A message has more objects than are written without a look at them."""


def _counted(encode: Writer, node: Callable[[Any], Any], limits: Limits) -> Writer:
    """What writes a few objects, and more when it is known how often each of them is written."""

    def write(message: Any) -> bytes:
        left = _FEW

        def few(obj: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise _ManyError
            return node(obj)

        try:
            return msgspec.msgpack.encode(message, enc_hook=few, order="deterministic")
        except _ManyError:
            must_fit_when_written(message[2], limits)
        return encode(message)

    return write


def _remove(attribute: str, owners: Iterable[type]) -> None:
    for owner in owners:
        with contextlib.suppress(AttributeError):
            delattr(owner, attribute)


def _values(steps: Plan, fields: Iterable[FieldSpec]) -> str:
    same = not steps.operations and all(spec.type.plain for spec in fields)
    return "v = obj._node[2]" if same else "v = obj._node[2].copy()"


def _not_fast(obj: Any) -> NoReturn:
    raise NotFastError


def _droppable(op: Any, fields: Any) -> bool:
    return isinstance(op, Drop) and op.field not in fields


def _compile(steps: Plan, fields: Iterable[FieldSpec]) -> Any:
    names: dict[str, Any] = {"NotFastError": NotFastError, "UNSET": UNSET}
    names |= {"NAME": steps.name, "VERSION": steps.target.number}
    body = [_values(steps, fields)]
    for index, op in enumerate(steps.operations):
        names[f"D{index}"] = op.restore  # type: ignore[union-attr]  # all are Drops
        body += [
            f"x = v.pop({op.field!r}, UNSET)",
            f"if x is not D{index} and x != D{index}:",
            "    raise NotFastError",
        ]
    body += [
        *_written({spec.name: spec.type for spec in fields}),
        "_, _, _, changes = obj._node",  # an incomplete one raises NotFastError
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
