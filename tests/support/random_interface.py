"""Interfaces with random histories: every kind of change, in any order, over some versions."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import random
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from rpc import (
    Context,
    Interface,
    argument_added,
    argument_removed,
    argument_renamed,
    argument_retyped,
    call,
    cast,
    default_changed,
    history,
    initial,
    method_added,
    method_removed,
    method_renamed,
    result_retyped,
    style_changed,
    version,
)
from rpc._declare.changes import Change, Entry
from vobjects import InexpressibleError, Loss
from vobjects._declare.field import REQUIRED
from vobjects.version import Version

_PLAIN: dict[Any, list[Any]] = {
    int: [7, 0, 12],
    str: ["seven", "12", ""],
    bool: [True, False],
    tuple[str, ...]: [("a", "b"), ()],
    int | None: [None, 3],
}
_CARRIER = Mapping[str, str]
_CONTENTS: dict[Any, list[Any]] = _PLAIN | {_CARRIER: [{}, {"k": "v"}]}


@dataclasses.dataclass
class Sketch:
    """A method as it is at one version."""

    arguments: dict[str, tuple[Any, Any]]
    """Annotation and default by name."""
    result: Any
    answers: bool

    def declare(self, name: str) -> Callable[..., Any]:
        """The declaration that this version would have."""

        def method(self: Any, context: Context) -> None:
            """Made at random."""

        kind, empty = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty
        parameters = [
            inspect.Parameter(
                argument, kind, annotation=type_, default=empty if default is REQUIRED else default
            )
            for argument, (type_, default) in self.arguments.items()
        ]
        first = list(inspect.signature(method, eval_str=True).parameters.values())
        method.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [*first, *parameters], return_annotation=self.result
        )
        method.__name__ = name
        return call(method) if self.answers else cast(method)


class Author:
    """Writes one interface: the same for the same random numbers."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names = (f"n{number}" for number in itertools.count())
        self._methods: dict[str, Sketch] = {}
        self._touched: set[tuple[str, ...]] = set()
        self._late: set[str] = set()
        self.native: dict[Version, type[Interface]] = {}
        """The interface as each version alone would declare it."""

    def write(self) -> type[Interface]:
        """The interface at its newest version, with its history."""
        for _ in range(2):
            self._methods[next(self._names)] = self._sketch()
        entries = [self._noted(initial("1.0"))]
        for minor in range(1, self._rng.randint(3, 6)):
            self._touched = set()
            changes = [c for _ in range(self._rng.randint(1, 4)) for c in self._step()]
            entries.append(self._noted(version(f"1.{minor}", "A change.", *changes)))
        return self._declared(history(*entries))

    def _noted(self, entry: Entry) -> Entry:
        self.native[entry.version] = self._declared(history(initial(str(entry.version))))
        return entry

    def _declared(self, entries: tuple[Entry, ...]) -> type[Interface]:
        methods = {name: sketch.declare(name) for name, sketch in self._methods.items()}
        return type("Made", (Interface,), {"TOPIC": "made", "HISTORY": entries} | methods)

    def _sketch(self) -> Sketch:
        arguments: dict[str, tuple[Any, Any]] = {"carrier": (_CARRIER, {})}
        for _ in range(self._rng.randint(1, 3)):
            type_ = self._rng.choice(list(_PLAIN))
            default = self._rng.choice([REQUIRED, *_PLAIN[type_]])
            arguments[next(self._names)] = (type_, default)
        answers = self._rng.random() < 0.7
        return Sketch(arguments, self._rng.choice([None, int, str]) if answers else None, answers)

    def _step(self) -> list[Change]:
        kinds = [self._added, self._removed, self._renamed, self._answered, self._returned]
        kinds += [self._argument_added, self._argument_removed, self._carried, self._carried_off]
        kinds += [self._argument_renamed, self._argument_retyped, self._defaulted]
        return self._rng.choice(kinds)()

    def _method(self) -> str | None:
        found = [name for name in self._methods if (name,) not in self._touched]
        return self._rng.choice(found) if found else None

    def _argument(self, *types: Any) -> tuple[str, str] | None:
        found = [
            (method, argument)
            for method, sketch in self._methods.items()
            for argument, (type_, _) in sketch.arguments.items()
            if (method, argument) not in self._touched and (method,) not in self._touched
            if type_ in (types or _PLAIN)
        ]
        if not found:
            return None
        picked = self._rng.choice(found)
        self._touched.add(picked)
        return picked

    def _added(self) -> list[Change]:
        name = next(self._names)
        self._methods[name] = self._sketch()
        self._touched.add((name,))
        return [method_added(name)]

    def _removed(self) -> list[Change]:
        name = self._method()
        if name is None or len(self._methods) < 2:
            return []
        return [method_removed(self._methods.pop(name).declare(name))]

    def _renamed(self) -> list[Change]:
        was = self._method()
        if was is None:
            return []
        name = next(self._names)
        self._methods[name] = self._methods.pop(was)
        self._touched.add((name,))
        return [method_renamed(name, was=was)]

    def _answered(self) -> list[Change]:
        name = self._method()
        if name is None or self._methods[name].result is not None:
            return []
        self._touched.add((name,))
        sketch = self._methods[name]
        sketch.answers = not sketch.answers
        return [style_changed(name, was="cast" if sketch.answers else "call")]

    def _returned(self) -> list[Change]:
        name = self._method()
        if name is None or not self._methods[name].answers:
            return []
        self._touched.add((name,))
        sketch = self._methods[name]
        was, sketch.result = sketch.result, (int if sketch.result is None else str)
        up, down = {None: (_zero, _nothing), int: (_text, _number), str: (_same, _same)}[was]
        return [result_retyped(name, was=was, up=up, down=down, why="it says more")]

    def _argument_added(self) -> list[Change]:
        method = self._method()
        if method is None:
            return []
        name, type_ = next(self._names), self._rng.choice(list(_PLAIN))
        self._methods[method].arguments[name] = (type_, self._rng.choice(_PLAIN[type_]))
        self._touched.add((method, name))
        self._late.add(name)
        return [argument_added(method, name, loss=self._rng.choice(list(Loss)), why="it came")]

    def _carried(self) -> list[Change]:
        method = self._method()
        if method is None:
            return []
        name = next(self._names)
        self._methods[method].arguments[name] = (int | None, self._rng.choice([REQUIRED, None]))
        self._touched.add((method, name))
        out, into = _carry(name)
        return [argument_added(method, name, up=out, down=into)]

    def _argument_removed(self) -> list[Change]:
        picked = self._argument()
        if picked is None:
            return []
        was, default = self._methods[picked[0]].arguments.pop(picked[1])
        loss = self._rng.choice(list(Loss))
        if default is REQUIRED:
            sent = self._rng.choice(_PLAIN[was])
            return [argument_removed(*picked, was=was, instead=sent, loss=loss)]
        return [argument_removed(*picked, was=was, was_default=default, loss=loss)]

    def _carried_off(self) -> list[Change]:
        picked = self._argument(int | None)
        if picked is None:
            return []
        was, default = self._methods[picked[0]].arguments.pop(picked[1])
        out, into = _carry(picked[1])
        return [argument_removed(*picked, was=was, was_default=default, up=into, down=out)]

    def _argument_renamed(self) -> list[Change]:
        picked = self._argument()
        if picked is None:
            return []
        name, arguments = next(self._names), self._methods[picked[0]].arguments
        arguments[name] = arguments.pop(picked[1])
        self._touched.add((picked[0], name))
        self._late |= {name} if picked[1] in self._late else set()
        return [argument_renamed(picked[0], name, was=picked[1])]

    def _argument_retyped(self) -> list[Change]:
        picked = self._argument(int)
        if picked is None:
            return []
        arguments = self._methods[picked[0]].arguments
        _, default = arguments[picked[1]]
        arguments[picked[1]] = (str, default if default is REQUIRED else str(default))
        return [argument_retyped(*picked, was=int, was_default=default, up=_text, down=_number)]

    def _defaulted(self) -> list[Change]:
        picked = self._argument()
        if picked is None or picked[1] in self._late:
            return []
        arguments = self._methods[picked[0]].arguments
        type_, was = arguments[picked[1]]
        others = [d for d in (REQUIRED, *_PLAIN[type_]) if d is not was and d != was]
        arguments[picked[1]] = (type_, self._rng.choice(others))
        return [default_changed(*picked, was=was)]


@dataclasses.dataclass(frozen=True)
class Written:
    """An interface, and what each of its versions would declare alone."""

    interface: type[Interface]
    native: Mapping[Version, type[Interface]]


def interfaces() -> st.SearchStrategy[Written]:
    """Interfaces with histories of up to six versions."""

    def write(seed: int) -> Written:
        author = Author(random.Random(seed))
        return Written(author.write(), author.native)

    return st.integers(0, 2**32 - 1).map(write)


def contents(text: str) -> st.SearchStrategy[Any]:
    """Values of a type that is written so."""
    by_text = {getattr(t, "__name__", str(t)) if t in (int, str, bool) else str(t): v
               for t, v in _CONTENTS.items()}  # fmt: skip
    return st.sampled_from(next(v for t, v in by_text.items() if _plain(t) == _plain(text)))


def _plain(text: str) -> str:
    return text.replace("collections.abc.", "").replace("typing.", "")


def _same(value: Any, classes: Any) -> Any:
    return value


def _text(value: Any, classes: Any) -> Any:
    return str(value)


def _number(value: Any, classes: Any) -> Any:
    if not value.isdigit() or str(int(value)) != value:
        raise InexpressibleError("only a number was a value")
    return int(value)


def _zero(value: Any, classes: Any) -> Any:
    return 0


def _nothing(value: Any, classes: Any) -> Any:
    if value != 0:
        raise InexpressibleError("nothing could be said")


def _carry(name: str) -> tuple[Any, Any]:
    """Functions that take an argument out of the carrier, and put it there."""

    def out(values: dict[str, Any], classes: Any) -> None:
        carrier = dict(values["carrier"])
        found = carrier.pop(name, None)
        values[name] = None if found is None else int(found)
        values["carrier"] = carrier

    def into(values: dict[str, Any], classes: Any) -> None:
        if values[name] is not None:
            values["carrier"] = dict(values["carrier"]) | {name: str(values[name])}

    return out, into
