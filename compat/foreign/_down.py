"""What the code sends to a recorded release, by its own conversions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compat.foreign._conform import problems
from compat.foreign._declaration import Foreign
from compat.foreign._errors import as_text, is_meant
from compat.foreign._facts import Fact, Harm
from compat.foreign._samples import Sampler

Objects = Mapping[str, Any]
"""The objects of a manifest, by name."""
Values = dict[str, Any]
Target = tuple[str | None, Mapping[str, str] | None]
"""The version of the object, and the versions of all classes, that an object is sent at."""


class _Refused(Exception):
    """The conversion raised what its author meant."""


class DownProbe:
    """Sends objects of one class to one release."""

    def __init__(self, foreign: Foreign, cls: Any, release: str, objects: Objects) -> None:
        """``objects`` are those that were recorded of the release."""
        self._cls, self._sampler = cls, Sampler(foreign.classes)
        self._send = foreign.send
        self._name, self._release = cls.obj_name(), release
        self._recorded = objects[self._name]
        self._versions = {name: each["version"] for name, each in objects.items()}
        self._by_version = self._send is None and any(
            getattr(each, "obj_relationships", None) for each in foreign.classes.values()
        )
        self._prefix = cls._obj_primitive_key("")
        self._converted = False
        self._facts: dict[tuple[Harm, str], Fact] = {}

    def facts(self) -> list[Fact]:
        """Return what the release meets."""
        full = self._full()
        for target in self._targets():
            base = full if self._try(full, target, is_full=True) else self._without_new(full)
            for values in self._variants(base):
                self._try(values, target)
        if not self._converted and not self._facts:
            self._add(Harm.REFUSES, "", self._recorded["version"], self._cls.VERSION)
        return [*self._facts.values()]

    def _targets(self) -> Iterator[Target]:
        """Yield what objects are converted for: None where they are sent as they are."""
        version = self._recorded["version"]
        yield version, self._versions
        if self._by_version:
            yield version, None
        if version == str(self._cls.VERSION) and self._send is None:
            yield None, None

    def _full(self) -> Values:
        obj = self._sampler.object(self._cls)
        return {name: getattr(obj, name) for name in self._cls.fields if obj.obj_attr_is_set(name)}

    def _without_new(self, full: Values) -> Values:
        """The fields that the release has as well."""
        return {name: each for name, each in full.items() if name in self._recorded["fields"]}

    def _variants(self, base: Values) -> Iterator[Values]:
        """Yield each other sample of each field among the rest, each field alone, and none."""
        for name in base:
            for value in [*self._sampler.samples(self._cls, name)][1:]:
                yield {**base, name: value}
            yield {name: base[name]}
        yield base
        yield {}

    def _try(self, values: Values, target: Target, is_full: bool = False) -> bool:
        """Send an object of these values; say whether it is sent."""
        try:
            primitive = self._convert(values, target)
        except _Refused:
            return False
        except Exception as error:  # of the hooks of a project, which may raise anything
            self._add(Harm.RAISES, "", None, as_text(error))
            return True
        self._converted = True
        self._judge(values, primitive, is_full, is_converted=target[0] is not None)
        return True

    def _convert(self, values: Values, target: Target) -> Any:
        obj = self._sampler.object(self._cls, values)
        try:
            if self._send is not None:
                return self._send(obj, self._recorded["version"], self._versions)
            return obj.obj_to_primitive(*target)
        except Exception as error:
            if is_meant(error):
                raise _Refused from error
            raise

    def _judge(self, values: Values, primitive: Any, is_full: bool, is_converted: bool) -> None:
        data, known = primitive[f"{self._prefix}data"], self._recorded["fields"]
        for field, value in data.items():
            if field not in known:
                self._add(Harm.LEAK, field, None, str(value)[:60], primitive)
                continue
            for harm, was, now in problems(value, known[field], self._versions, self._prefix):
                if is_converted or harm is not Harm.CHILD:  # who converts nothing asks for it then
                    self._add(harm, field, was, now, primitive)
        for field in known.keys() - data.keys() if is_full else ():
            if field in values or field not in self._cls.fields:
                now = "dropped by the conversion" if field in values else None
                self._add(Harm.MISSING, field, known[field]["type"], now, primitive)

    def _add(self, harm: Harm, field: str, was: Any, now: Any, primitive: Any = None) -> None:
        fact = Fact(harm, self._name, field, self._release, was, now, primitive)
        self._facts.setdefault((harm, field), fact)
