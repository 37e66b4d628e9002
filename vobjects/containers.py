"""Types that hold other values: optional, sets, tuples, mappings and child objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oslo_versionedobjects import fields as ovo

from vobjects.fieldtype import ChildDumper, ChildJudge, ChildLoader, FieldType, no_child
from vobjects.frozen import FrozenDict
from vobjects.paths import Path
from vobjects.scalars import Str

_KEY = Str()


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
        if inner.written is not None:
            plain = inner.written == "{0}"
            self.written = "{0}" if plain else f"None if {{0}} is None else {inner.written}"
        if inner.ready is not None:
            self.ready = f"{{0}} is None or {inner.ready}"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """None, or what the inner type takes."""
        return None if value is None else self.inner.check(value, path, judge)

    def ovo(self) -> ovo.FieldType[Any]:
        """The inner type; o.vo keeps ``nullable`` in the field."""
        return self.inner.ovo()

    def dump(self, value: Any, path: Path, child: ChildDumper) -> Any:
        """None, or what the inner type writes."""
        return None if value is None else self.inner.dump(value, path, child)

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        """None, or what the inner type reads."""
        return None if raw is None else self.inner.load(raw, path, child)

    def all_ready(self, raws: Sequence[Any]) -> bool:
        """Whether all that are not None are canonical."""
        some = [raw for raw in raws if raw is not None]
        return not some or self.inner.all_ready(some)


class FrozenSet(_Holder):
    """A set of single values, written in rising order and read in any."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"frozenset[{inner.text}]"
        self.written = "sorted({0})" if inner.written == "{0}" else None

    def check(self, value: Any, path: Path, judge: ChildJudge) -> frozenset[Any]:
        """A frozenset of what a set holds."""
        if not isinstance(value, set | frozenset):
            self.fail(value, path)
        return frozenset([self.inner.check(v, path, judge) for v in value])

    def ovo(self) -> ovo.FieldType[Any]:
        """A set."""
        return ovo.Set(self.inner.ovo())

    def dump(self, value: Any, path: Path, child: ChildDumper) -> list[Any]:
        """A list in rising order."""
        return sorted(self.inner.dump(v, path, child) for v in value)

    def load(self, raw: Any, path: Path, child: ChildLoader) -> frozenset[Any]:
        """A frozenset of what a list holds; a value that is there twice is refused.

        In one process o.vo writes a set as a tuple, which JSON would have made a list.
        """
        if type(raw) is not list and type(raw) is not tuple:
            self.fail(raw, path)
        if self.inner.all_ready(raw):
            found = frozenset(raw)
        else:
            inner = self.inner.load
            found = frozenset([inner(v, (path, i), child) for i, v in enumerate(raw)])
        if len(found) != len(raw):
            self.fail(raw, path, f"{self.text} with each value once")
        return found


class Tuple(_Holder):
    """Any number of values in their order."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"tuple[{inner.text}, ...]"
        self.written = "list({0})" if inner.written == "{0}" else None

    def check(self, value: Any, path: Path, judge: ChildJudge) -> tuple[Any, ...]:
        """A tuple of what a tuple or list holds."""
        if not isinstance(value, tuple | list):
            self.fail(value, path)
        inner = self.inner.check
        return tuple([inner(v, (path, i), judge) for i, v in enumerate(value)])

    def ovo(self) -> ovo.FieldType[Any]:
        """A list."""
        return ovo.List(self.inner.ovo(), **_nullable(self.inner))

    def dump(self, value: Any, path: Path, child: ChildDumper) -> list[Any]:
        """A list in the same order."""
        inner = self.inner.dump
        return [inner(v, (path, i), child) for i, v in enumerate(value)]

    def load(self, raw: Any, path: Path, child: ChildLoader) -> tuple[Any, ...]:
        """A tuple of what a list holds."""
        if type(raw) is not list:
            self.fail(raw, path)
        if self.inner.all_ready(raw):
            return tuple(raw)
        inner = self.inner.load
        return tuple([inner(v, (path, i), child) for i, v in enumerate(raw)])


class MappingOf(_Holder):
    """Values by text, written in the order of their keys."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"Mapping[str, {inner.text}]"
        self.written = "dict(sorted({0}.items()))" if inner.written == "{0}" else None

    def check(self, value: Any, path: Path, judge: ChildJudge) -> FrozenDict[str, Any]:
        """A frozen dict of what a dict holds."""
        if not isinstance(value, dict):
            self.fail(value, path)
        inner = self.inner.check
        return FrozenDict(
            {_key(k, path): inner(v, (path, f"[{k!r}]"), judge) for k, v in value.items()}
        )

    def ovo(self) -> ovo.FieldType[Any]:
        """A dict."""
        return ovo.Dict(self.inner.ovo(), **_nullable(self.inner))

    def dump(self, value: Any, path: Path, child: ChildDumper) -> dict[str, Any]:
        """A dict in the order of its keys."""
        inner = self.inner.dump
        return {k: inner(value[k], (path, f"[{k!r}]"), child) for k in sorted(value)}

    def load(self, raw: Any, path: Path, child: ChildLoader) -> FrozenDict[str, Any]:
        """A frozen dict of what a dict holds."""
        if type(raw) is not dict:
            self.fail(raw, path)
        if _KEY.all_ready(list(raw)) and self.inner.all_ready(list(raw.values())):
            return FrozenDict(raw)
        inner = self.inner.load
        return FrozenDict(
            {_key(k, path): inner(v, (path, f"[{k!r}]"), child) for k, v in raw.items()}
        )


class Child(FieldType):
    """Another versioned object, of the named class or of a subclass of it."""

    def __init__(self, name: str) -> None:
        self.name = self.text = name

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """An object of the same view."""
        return judge(value, path, self.name)

    def ovo(self) -> ovo.FieldType[Any]:
        """An object; o.vo finds it by its name."""
        return ovo.Object(self.name)

    def dump(self, value: Any, path: Path, child: ChildDumper) -> Any:
        """A node."""
        return child(value, path)

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        """The object in a node."""
        return child(raw, path, self.name)

    def children(self) -> tuple[str, ...]:
        """The class itself."""
        return (self.name,)


def _nullable(inner: FieldType) -> dict[str, bool]:
    return {"nullable": True} if isinstance(inner, Optional) else {}


def _key(key: Any, path: Path) -> str:
    return _KEY.check(key, (path, " key"), no_child)
