"""What the code reads of what a recorded release sends."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compat.foreign._conform import is_same
from compat.foreign._declaration import Foreign
from compat.foreign._errors import as_text
from compat.foreign._facts import Fact, Harm
from compat.foreign._samples import Sampler
from compat.foreign._types import TypeTree, innermost, parse

_SAMPLES: Final[Mapping[str, Any]] = {
    "Integer": 7,
    "NonNegativeInteger": 7,
    "Float": 2.75,
    "NonNegativeFloat": 2.75,
    "String": "a",
    "Boolean": True,
    "DateTime": "2031-05-01T12:30:15Z",
    "UUID": "7f2c1a54-09b3-4f6e-8d21-5e0c6b9a1d37",
    "MACAddress": "52:54:00:12:34:56",
    "IPAddress": "192.0.2.1",
}
"""By name of a type of o.vo, what a release writes."""
_DEPTH: Final = 3
Objects = Mapping[str, Any]


class UpProbe:
    """Reads objects of one name as one release sends them."""

    def __init__(self, foreign: Foreign, release: str, objects: Objects, name: str) -> None:
        """``objects`` are those that were recorded of the release."""
        self._foreign, self._classes = foreign, foreign.classes
        self._release, self._objects, self._name = release, objects, name
        self._cls = self._classes[name]
        self._known = objects[name]["fields"]
        self._sampler = Sampler(self._classes)
        self._facts: dict[tuple[Harm, str], Fact] = {}

    def facts(self) -> list[Fact]:
        """Return what the code meets."""
        version = self._objects[self._name]["version"]
        try:
            found = self._cls.obj_class_from_name(self._name, version)
        except Exception as error:  # of a registry of the project, which may raise anything
            self._add(Harm.UNREADABLE, "", version, as_text(error))
            return [*self._facts.values()]
        if found is self._cls:
            self._read_all()
        return [*self._facts.values()]

    def _read_all(self) -> None:
        samples = {field: [*self._samples(field)] for field in self._known}
        alone = {field: values[0] for field, values in samples.items() if values}
        base = {field: value for field, value in alone.items() if self._reads({field: value})}
        for field, values in samples.items():
            for value in values:
                self._try({**base, field: value}, field)
        self._unset(base)

    def _reads(self, data: dict[str, Any]) -> bool:
        try:
            self._read(data)
        except Exception:  # of the class, which may need other fields as well
            return False
        return True

    def _read(self, data: dict[str, Any]) -> Any:
        primitive = self._primitive(self._name, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if self._foreign.read is not None:
                return self._foreign.read(primitive)
            return self._cls.obj_from_primitive(primitive)

    def _try(self, data: dict[str, Any], field: str) -> None:
        """Read an object, and compare a field that the code has as well."""
        facts = self._known[field]
        try:
            obj = self._read(data)
            if field not in self._cls.fields:
                return
            read = self._cls.fields[field].to_primitive(obj, field, getattr(obj, field))
        except Exception as error:  # of the class, which may raise anything
            shown = data[field] if self._is_plain(field) else facts["type"]
            self._add(Harm.UNREAD, field, shown, as_text(error), self._primitive(self._name, data))
            return
        sent = data[field]
        if self._is_plain(field) and not is_same(read, sent):
            harm = Harm.FILLED if sent is None else Harm.DIFFERS
            self._add(harm, field, sent, read, self._primitive(self._name, data))

    def _is_plain(self, field: str) -> bool:
        """Whether a value is the same for all classes, as no object is inside."""
        return not any(each.child for each in parse(self._known[field]["type"]))

    def _unset(self, base: dict[str, Any]) -> None:
        """Read the fields that the release does not send."""
        for field in self._cls.fields.keys() - self._known.keys():
            try:
                obj = self._read(base)
            except Exception:  # which is told for the field that makes it so
                return
            try:
                getattr(obj, field)
            except Exception as error:  # of the class, which may raise anything
                primitive = self._primitive(self._name, base)
                self._add(Harm.UNSET, field, None, as_text(error), primitive)

    def _samples(self, field: str) -> Iterator[Any]:
        """Yield what the release sends in a field: each value of an enum, else one; then None."""
        facts = self._known[field]
        tree = parse(facts["type"])
        yield from self._of(tree, facts, field, _DEPTH)
        yield from _nulls(tree)

    def _of(self, tree: TypeTree, facts: Any, field: str, depth: int) -> Iterator[Any]:
        if tree.element is not None:
            for inner in self._of(tree.element, facts, field, depth):
                yield _around(tree, inner)
        elif tree.child:
            yield from self._children(tree.child, depth)
        elif facts.get("values"):
            yield from facts["values"]
        elif tree.name in _SAMPLES:
            yield _SAMPLES[tree.name]
        else:
            yield from self._of_own_type(tree, field)

    def _children(self, name: str, depth: int) -> Iterator[Any]:
        """The one object of a class at most, with the fields that are no objects."""
        if name in self._classes and self._is_read(name) and depth > 0:
            probe = UpProbe(self._foreign, self._release, self._objects, name)
            data = {
                field: next(probe._of(parse(facts["type"]), facts, field, depth - 1), None)
                for field, facts in self._objects[name]["fields"].items()
                if not any(each.child for each in parse(facts["type"]))
            }
            yield self._primitive(
                name, {key: each for key, each in data.items() if each is not None}
            )

    def _is_read(self, name: str) -> bool:
        """Whether objects of a class of the release can be read by anyone."""
        return name in self._objects and "unmade" not in self._objects[name]

    def _of_own_type(self, tree: TypeTree, field: str) -> Iterator[Any]:
        """What a type of the project writes, if the code has the field and the type still."""
        own = self._cls.fields.get(field)
        if own is None or type(innermost(own)).__name__ != tree.name:
            return
        type_ = innermost(own)
        for value in itertools.islice(self._sampler._leaves(own, 0), 1):
            try:
                yield type_.to_primitive(None, field, type_.coerce(None, field, value))
            except Exception:  # of a type of the project, which may need an object
                return

    def _primitive(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        cls = self._classes[name]
        return {
            cls._obj_primitive_key("name"): name,
            cls._obj_primitive_key("namespace"): cls.OBJ_PROJECT_NAMESPACE,
            cls._obj_primitive_key("version"): self._objects[name]["version"],
            cls._obj_primitive_key("data"): data,
        }

    def _add(self, harm: Harm, field: str, was: Any, now: Any, primitive: Any = None) -> None:
        fact = Fact(harm, self._name, field, self._release, was, now, primitive)
        self._facts.setdefault((harm, field), fact)


def _nulls(tree: TypeTree) -> Iterator[Any]:
    """Yield values of a type that are None, or hold None where an element may be None."""
    for inner in _nulls(tree.element) if tree.element is not None else ():
        yield _around(tree, inner)
    if tree.nullable:
        yield None


def _around(tree: TypeTree, inner: Any) -> Any:
    """A container of a type with one element, as a primitive has it."""
    return {"key": inner} if "Dict" in tree.name else [inner]
