"""Readers of objects in one form, compiled when a class is first met."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from oslo_versionedobjects import base, exception

from vobjects._foreign.codegen import Loader, compile_loader
from vobjects._foreign.hooks import Class, is_own
from vobjects._foreign.override import Override
from vobjects._foreign.plan import ClassPlan, class_plan
from vobjects._foreign.twin import twin_of
from vobjects._foreign.values import SlowError
from vobjects._foreign.wire import Wire
from vobjects._generate.envelope import Node
from vobjects.errors import DecodeError
from vobjects.version import is_version

Child = Callable[[Any, str | None, bool, Any, int], Any]
"""``child(raw, name, subclasses, context, depth)``: the object in ``raw``."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reader:
    """How objects of one class are read, and the names by which a field may ask for them.

    ``load`` takes the parts of an object and may give None: then ``own`` takes the context, the
    version and the primitive.
    """

    name: str
    names: frozenset[str]
    load: Loader
    own: Callable[[Any, str, Any], Any]


class Readers:
    """A reader for each class; ``compact`` decides between the forms.

    A reader that is asked for more than it can prove raises ``SlowError``; then the field, or the
    base class of the project, reads the primitive itself.
    """

    def __init__(self, wire: Wire, compact: bool) -> None:
        self._wire, self._compact = wire, compact
        self._by_class: dict[type, Reader] = {}
        self._by_name: dict[tuple[str, str], tuple[list[Any], Reader]] = {}
        self._plain = self if not compact else Readers(wire, compact=False)

    def finder(self, parent: Class) -> Child:
        """A function that reads objects as those in the fields of a class are read."""
        asked = is_own(parent, "obj_class_from_name")
        find = self._asked(parent) if asked else self._known
        parts = self._parts if self._compact else self._parts_of_primitive
        node = list if self._compact else None

        def child(raw: Any, name: str | None, subclasses: bool, context: Any, depth: int) -> Any:
            if type(raw) is node and len(raw) == 4:  # what is wrong in it is met later
                found, version, data, changes = raw
            else:
                found, version, data, changes = parts(raw)
            reader = find(found, version)
            if name not in (None, reader.name) and not (subclasses and name in reader.names):
                raise SlowError
            if not depth:
                raise RecursionError
            obj = reader.load(data, changes, version, context, depth - 1)
            return reader.own(context, version, self.value(raw)) if obj is None else obj

        return child

    def value(self, raw: Any) -> Any:
        """A value as a field with functions of its own expects it."""
        return self._wire.expanded(raw) if self._compact else raw

    def _known(self, name: str, version: str) -> Reader:
        """The reader of the class that o.vo would find in its registry."""
        classes = base.VersionedObjectRegistry._registry._obj_classes.get(name)  # type: ignore[union-attr]
        found = self._by_name.get((name, version))
        if found is None or found[0] != classes:
            if classes is None or type(version) is not str:
                raise SlowError
            try:
                cls = _FIND(name, version)
            except exception.IncompatibleObjectVersion:
                raise SlowError from None
            found = (list(classes), self._of(cls))
            if version == cls.VERSION or is_version(version):  # of others there is no end
                self._by_name[name, version] = found
        return found[1]

    def _asked(self, parent: Class) -> Callable[[str, str], Reader]:
        """Readers of the classes that a class of the project finds by itself."""
        return lambda name, version: self._of(parent.obj_class_from_name(name, version))

    def _of(self, cls: Class) -> Reader:
        found = self._by_class.get(cls)
        if found is None:
            found = self._by_class[cls] = self._make(class_plan(cls, self._wire))
        return found

    def _make(self, plan: ClassPlan) -> Reader:
        own: Any = plan.cls._obj_from_primitive
        load: Loader = _nothing
        if plan.hooks.keys != self._wire.keys:
            load = _slow
        elif plan.hooks.loading is None and not plan.hooks.reading:
            load = self._compiled(plan, twin_of(plan) if plan.hooks.init else None, plan.cls)
        elif not plan.hooks.reading:
            override = Override(plan)
            if override.twin is not None:
                override.load = self._compiled(plan, override.twin, override.twin)
                override.load_primitive = self._plain._compiled(plan, override.twin, override.twin)
                load, own = override.sealed, override.opened
        return Reader(plan.name, plan.names, load, own)

    def _compiled(self, plan: ClassPlan, made: Class | None, given: Class) -> Loader:
        """A loader that makes objects of one class, and gives them as those of another."""
        names = {"child": self.finder(plan.cls), "own": self.value}
        label = "compact" if self._compact else "primitive"
        return compile_loader(plan, label, made or plan.cls, given, names)

    def _parts(self, raw: Any) -> Node:
        try:
            return self._wire.parts(raw)
        except DecodeError:
            raise SlowError from None

    def _parts_of_primitive(self, raw: Any) -> Node:
        keys = self._wire.keys
        if type(raw) is not dict or raw.get(keys["namespace"]) != self._wire.project:
            raise SlowError
        name, data = raw.get(keys["name"]), raw.get(keys["data"])
        if type(name) is not str or type(data) is not dict:
            raise SlowError
        return name, raw.get(keys["version"]), data, raw.get(keys["changes"], [])  # type: ignore[return-value]


_FIND = base.VersionedObject.obj_class_from_name


def _slow(data: Any, changes: Any, version: str, context: Any, depth: int) -> Any:
    raise SlowError


def _nothing(data: Any, changes: Any, version: str, context: Any, depth: int) -> None:
    """The class reads the primitive itself."""
