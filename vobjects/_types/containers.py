"""Types that hold other values: optional, sets, tuples, mappings and child objects."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from oslo_versionedobjects import fields as ovo

from vobjects._paths import Path
from vobjects._types.base import (
    ChildJudge,
    ChildLoader,
    FieldType,
    Reading,
    Readings,
    no_child,
)
from vobjects._types.frozen import FrozenDict
from vobjects._types.scalars import Str

_KEY = Str()
_FROZENSETS, _LISTS, _DICTS = {frozenset}, {list}, {dict, FrozenDict}


class _Holder(FieldType):
    """A type around one other type."""

    def __init__(self, inner: FieldType) -> None:
        self.inner = inner
        self.plain, self.secret = inner.plain, inner.secret

    def children(self) -> tuple[str, ...]:
        return self.inner.children()

    def values(self) -> tuple[str, ...]:
        return self.inner.values()

    def with_values(self, values: tuple[str, ...]) -> FieldType:
        return type(self)(self.inner.with_values(values))


class Optional(_Holder):
    """The inner type, or None."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"{inner.text} | None"
        if inner.ready is not None:
            self.ready = f"{{0}} is None or {inner.ready}"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """None, or what the inner type takes."""
        return None if value is None else self.inner.check(value, path, judge)

    def ovo(self) -> ovo.FieldType[Any]:
        """The inner type; o.vo keeps ``nullable`` in the field."""
        return self.inner.ovo()

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """None, or what the inner type writes."""
        inner = self.inner.written(var, path, depth)
        return var if inner == var else f"(None if {var} is None else {inner})"

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        """None, or what the inner type reads."""
        return None if raw is None else self.inner.load(raw, path, child)

    def reading(self, names: Readings) -> Reading:
        """None, or how the inner type is read."""
        inner = self.inner.reading(names)
        if inner.value == "{0}":
            return Reading(inner.type | None, inner.value)
        return Reading(inner.type | None, f"(None if {{0}} is None else {inner.value})")

    def all_ready(self, raws: Collection[Any]) -> bool:
        """Whether all that are not None are canonical."""
        some = [raw for raw in raws if raw is not None]
        return not some or self.inner.all_ready(some)


class FrozenSet(_Holder):
    """A set of single values, written in rising order and read in any."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"frozenset[{inner.text}]"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> frozenset[Any]:
        """A frozenset of what a set holds."""
        if not isinstance(value, set | frozenset):
            self.fail(value, path)
        if self.inner.all_ready(value):
            return frozenset(value)
        return frozenset([self.inner.check(v, path, judge) for v in value])

    def check_many(self, values: Sequence[Any], path: Path, judge: ChildJudge) -> Sequence[Any]:
        """Frozensets; where all are, with nothing to convert, they are taken as they are."""
        whole = set(map(type, values)) == _FROZENSETS
        if whole and self.inner.all_ready(set().union(*values)):
            return values
        return super().check_many(values, path, judge)

    def ovo(self) -> ovo.FieldType[Any]:
        """A set."""
        return ovo.Set(self.inner.ovo())

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """A list in rising order."""
        item = f"i{depth}"
        inner = self.inner.written(item, path, depth + 1)
        return f"sorted({var})" if inner == item else f"sorted([{inner} for {item} in {var}])"

    def load(self, raw: Any, path: Path, child: ChildLoader) -> frozenset[Any]:
        """A frozenset of what a list holds.

        In one process o.vo writes a set as a tuple, which JSON would have made a list.
        """
        if type(raw) is not list and type(raw) is not tuple:
            self.fail(raw, path)
        if self.inner.all_ready(raw):
            return frozenset(raw)
        inner = self.inner.load
        return frozenset([inner(v, (path, i), child) for i, v in enumerate(raw)])

    def reading(self, names: Readings) -> Reading:
        """A frozenset, made by msgspec where its members need nothing."""
        inner = self.inner.reading(names)
        if inner.value == "{0}":
            return Reading(frozenset[inner.type], inner.value)  # type: ignore[name-defined]
        return Reading(list[inner.type], f"frozenset({_each(inner)})")  # type: ignore[name-defined]

    def load_many(self, raws: list[Any], path: Path, child: ChildLoader) -> list[Any]:
        """Frozensets of lists; members that need nothing are tested all at once."""
        if set(map(type, raws)) == _LISTS and self.inner.all_ready([*chain.from_iterable(raws)]):
            return [*map(frozenset, raws)]
        return super().load_many(raws, path, child)


class Tuple(_Holder):
    """Any number of values in their order."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"tuple[{inner.text}, ...]"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> tuple[Any, ...]:
        """A tuple of what a tuple or list holds."""
        if not isinstance(value, tuple | list):
            self.fail(value, path)
        return tuple(self.inner.check_many(value, path, judge))

    def ovo(self) -> ovo.FieldType[Any]:
        """A list."""
        return ovo.List(self.inner.ovo(), **_nullable(self.inner))

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """A list in the same order."""
        item, place = f"i{depth}", f"n{depth}"
        inner = self.inner.written(item, f"({path}, {place})", depth + 1)
        if inner == item:
            return f"list({var})"
        if self.inner.children():
            return f"[{inner} for {place}, {item} in enumerate({var})]"
        return f"[{inner} for {item} in {var}]"

    def load(self, raw: Any, path: Path, child: ChildLoader) -> tuple[Any, ...]:
        """A tuple of what a list holds."""
        if type(raw) is not list:
            self.fail(raw, path)
        return tuple(self.inner.load_many(raw, path, child))

    def reading(self, names: Readings) -> Reading:
        """A tuple, made by msgspec where its values need nothing."""
        inner = self.inner.reading(names)
        if inner.value == "{0}":
            return Reading(tuple[inner.type, ...], inner.value)  # type: ignore[name-defined]
        return Reading(list[inner.type], f"tuple({_each(inner)})")  # type: ignore[name-defined]


class MappingOf(_Holder):
    """Values by text, written in the order of their keys."""

    def __init__(self, inner: FieldType) -> None:
        super().__init__(inner)
        self.text = f"Mapping[str, {inner.text}]"

    def check(self, value: Any, path: Path, judge: ChildJudge) -> FrozenDict[str, Any]:
        """A frozen dict of what a mapping holds."""
        if not isinstance(value, dict) and not isinstance(value, Mapping):
            self.fail(value, path)
        if type(value) in _DICTS and self._all_ready(value):
            return value if type(value) is FrozenDict else FrozenDict(value)
        inner = self.inner.check
        return FrozenDict(
            {_key(k, path): inner(v, (path, f"[{k!r}]"), judge) for k, v in value.items()}
        )

    def ovo(self) -> ovo.FieldType[Any]:
        """A dict."""
        return ovo.Dict(self.inner.ovo(), **_nullable(self.inner))

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """A dict in the order of its keys."""
        item, key = f"i{depth}", f"k{depth}"
        inner = self.inner.written(item, f"({path}, f'[{{{key}!r}}]')", depth + 1)
        if inner == item:
            return f"dict(sorted({var}.items()))"
        return f"{{{key}: {inner} for {key}, {item} in sorted({var}.items())}}"

    def load(self, raw: Any, path: Path, child: ChildLoader) -> FrozenDict[str, Any]:
        """A frozen dict of what a dict holds."""
        if type(raw) is not dict:
            self.fail(raw, path)
        if self._all_ready(raw):
            return FrozenDict(raw)
        inner = self.inner.load
        return FrozenDict(
            {_key(k, path): inner(v, (path, f"[{k!r}]"), child) for k, v in raw.items()}
        )

    def _all_ready(self, values: Mapping[Any, Any]) -> bool:
        return _KEY.all_ready(list(values)) and self.inner.all_ready(list(values.values()))

    def reading(self, names: Readings) -> Reading:
        """A dict that is frozen then."""
        inner, frozen = self.inner.reading(names), names.put(FrozenDict)
        if inner.value == "{0}":
            return Reading(dict[str, inner.type], f"{frozen}({{0}})")  # type: ignore[name-defined]
        made = f"{{k: {inner.of('y')} for k, y in {{0}}.items()}}"
        return Reading(dict[str, inner.type], f"{frozen}({made})")  # type: ignore[name-defined]


class Child(FieldType):
    """Another versioned object, of the named class or of a subclass of it."""

    plain = True

    def __init__(self, name: str) -> None:
        self.name = self.text = name

    def check(self, value: Any, path: Path, judge: ChildJudge) -> Any:
        """An object of the same view."""
        return judge(value, path, self.name)

    def ovo(self) -> ovo.FieldType[Any]:
        """An object; o.vo finds it by its name."""
        return ovo.Object(self.name)

    def written(self, var: str, path: str, depth: int = 0) -> str:
        """A node."""
        return f"child({var}, {path})"

    def load(self, raw: Any, path: Path, child: ChildLoader) -> Any:
        """The object in a node."""
        return child(raw, path, self.name)

    def reading(self, names: Readings) -> Reading:
        """As the class is read."""
        return names.child(self.name)

    def children(self) -> tuple[str, ...]:
        """The class itself."""
        return (self.name,)


def _each(inner: Reading) -> str:
    return f"[{inner.of('y')} for y in {{0}}]"


def _nullable(inner: FieldType) -> dict[str, bool]:
    return {"nullable": True} if isinstance(inner, Optional) else {}


def _key(key: Any, path: Path) -> str:
    return _KEY.check(key, (path, " key"), no_child)
