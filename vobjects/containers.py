"""Types that hold other values: optional, sets, tuples, mappings and child objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oslo_versionedobjects import fields as ovo

from vobjects.fieldtype import ChildDumper, ChildJudge, ChildLoader, FieldType, no_child
from vobjects.frozen import FrozenDict
from vobjects.paths import Path
from vobjects.scalars import Str


class _Holder(FieldType):
    """A type around one other type."""

    def __init__(self, inner: FieldType) -> None:
        self.inner = inner

    def children(self) -> tuple[str, ...]:
        return self.inner.children()

    def values(self) -> tuple[str, ...]:
        return self.inner.values()

    def without_value(self, value: str) -> FieldType:
        return type(self)(self.inner.without_value(value))


class Optional(_Holder):
    """The inner type, or None."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"{inner.text} | None"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        return None if value is None else self.inner.check(value, path, judge)

    def ovo(self) -> ovo.FieldType:
        return self.inner.ovo()

    def dump(self, value: Any, path: Path, child: ChildDumper) -> Any:
        return None if value is None else self.inner.dump(value, path, child)

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        return None if raw is None else self.inner.load(raw, path, child)

    def dump_source(self, var: str) -> str | None:
        inner = self.inner.dump_source(var)
        return inner if inner is None or inner == var else f"None if {var} is None else {inner}"

    def load_source(self, var: str) -> str | None:
        inner = self.inner.load_source(var)
        return None if inner is None else f"{var} is None or {inner}"

    def map_values(self, value: Any, change: Callable[[Any], Any]) -> Any:
        return None if value is None else self.inner.map_values(value, change)


class FrozenSet(_Holder):
    """A set of single values, written in rising order."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"frozenset[{inner.text}]"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> frozenset[Any]:
        if not isinstance(value, set | frozenset):
            self.fail(value, path)
        return frozenset(self.inner.check(v, path, judge) for v in value)

    def ovo(self) -> ovo.FieldType:
        return ovo.Set(self.inner.ovo())

    def dump(self, value: Any, path: Path, child: ChildDumper) -> list[Any]:
        return sorted(self.inner.dump(v, path, child) for v in value)

    def dump_source(self, var: str) -> str | None:
        return f"sorted({var})" if self.inner.dump_source("v") == "v" else None

    def load(self, raw: Any, path: Path, child: ChildLoader) -> frozenset[Any]:
        if type(raw) is not list:
            self.fail(raw, path)
        if set(map(type, raw)) == {self.inner.plain}:
            found = frozenset(raw)
        else:
            inner = self.inner.load
            found = frozenset(inner(v, (path, i), child) for i, v in enumerate(raw))
        if len(found) != len(raw):
            self.fail(raw, path)
        return found

    def map_values(self, value: Any, change: Callable[[Any], Any]) -> Any:
        return frozenset(self.inner.map_values(v, change) for v in value)


class Tuple(_Holder):
    """Any number of values in their order."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"tuple[{inner.text}, ...]"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> tuple[Any, ...]:
        if not isinstance(value, tuple | list):
            self.fail(value, path)
        inner = self.inner.check
        return tuple(inner(v, (path, i), judge) for i, v in enumerate(value))

    def ovo(self) -> ovo.FieldType:
        return ovo.List(self.inner.ovo(), **_nullable(self.inner))

    def dump(self, value: Any, path: Path, child: ChildDumper) -> list[Any]:
        inner = self.inner.dump
        return [inner(v, (path, i), child) for i, v in enumerate(value)]

    def load(self, raw: Any, path: Path, child: ChildLoader) -> tuple[Any, ...]:
        if type(raw) is not list:
            self.fail(raw, path)
        inner = self.inner.load
        return tuple(inner(v, (path, i), child) for i, v in enumerate(raw))

    def map_values(self, value: Any, change: Callable[[Any], Any]) -> Any:
        return tuple(self.inner.map_values(v, change) for v in value)


class MappingOf(_Holder):
    """Values by text, written in the order of their keys."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"Mapping[str, {inner.text}]"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> FrozenDict[str, Any]:
        if not isinstance(value, dict):
            self.fail(value, path)
        return FrozenDict(
            (_key(k, path), self.inner.check(v, (path, f"[{k!r}]"), judge))
            for k, v in value.items()
        )

    def ovo(self) -> ovo.FieldType:
        return ovo.Dict(self.inner.ovo(), **_nullable(self.inner))

    def dump(self, value: Any, path: Path, child: ChildDumper) -> dict[str, Any]:
        inner = self.inner.dump
        return {k: inner(value[k], (path, f"[{k!r}]"), child) for k in sorted(value)}

    def dump_source(self, var: str) -> str | None:
        return f"dict(sorted({var}.items()))" if self.inner.dump_source("v") == "v" else None

    def load(self, raw: Any, path: Path, child: ChildLoader) -> FrozenDict[str, Any]:
        if type(raw) is not dict:
            self.fail(raw, path)
        inner = self.inner.load
        return FrozenDict(
            (_key(k, path), inner(v, (path, f"[{k!r}]"), child)) for k, v in raw.items()
        )

    def map_values(self, value: Any, change: Callable[[Any], Any]) -> Any:
        return FrozenDict((k, self.inner.map_values(v, change)) for k, v in value.items())


class Child(FieldType):
    """Another versioned object, of the named class or of a subclass of it."""

    def __init__(self, name: str) -> None:
        self.name = self.text = name

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        return judge(value, path, self.name)

    def ovo(self) -> ovo.FieldType:
        return ovo.Object(self.name)

    def dump(self, value: Any, path: Path, child: ChildDumper) -> Any:
        return child(value, path)

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        return child(raw, path, self.name)

    def children(self) -> tuple[str, ...]:
        return (self.name,)


def _nullable(inner: FieldType) -> dict[str, bool]:
    return {"nullable": True} if isinstance(inner, Optional) else {}


def _key(key: Any, path: Path) -> str:
    return Str().check(key, (path, " key"), no_child)
