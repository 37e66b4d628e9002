"""Functions that a history cannot call: how each is declared, and the facts of the error."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from tests.support.bad.bad import Bad, none, nothing
from vobjects import added, converted, removed, retyped


def swapped(classes: Any, values: Any) -> None: ...


def of_one(value: Any, classes: Any) -> None: ...


def of_three(values: Any, classes: Any, view: Any) -> None: ...


def of_keyword(value: Any, *, classes: Any) -> None: ...


def of_classes(classes: Any) -> None: ...


async def later(values: Any, classes: Any) -> None: ...


def one_by_one(value: Any) -> Iterator[Any]:
    yield value


class Later:
    """Called, it gives a coroutine."""

    async def __call__(self, value: Any) -> Any:
        return value


def _added(function: Any) -> Any:
    return lambda: added("a", up=nothing, down=function, writes=("b",))


def _retyped(function: Any) -> Any:
    return lambda: retyped("a", was=int, up=function, down=none)


_ONE, _SEVERAL = "a function of (value)", "a function of (values, classes)"

FUNCTIONS = {
    "one argument where two are given": Bad(
        _added(none), "added('a')", "down=none(value)", _SEVERAL, "take 2 positional"
    ),
    "two arguments where one is given": Bad(
        _retyped(nothing), "retyped('a')", "up=nothing(values, classes)", _ONE, "take 1 posi"
    ),
    "a lambda of two arguments where one is given": Bad(
        _retyped(lambda v, c: v), "retyped('a')", "up=<lambda>(v, c)", _ONE, "take 1 positional"
    ),
    "three arguments": Bad(
        lambda: converted("a", was=int, up=of_three, down=nothing),  # type: ignore[arg-type]
        "converted('a')",
        "up=of_three(values, classes, view)",
        _SEVERAL,
        "take 2 positional: (values, classes)",
    ),
    "a keyword that nobody gives": Bad(
        _retyped(of_keyword),
        "retyped('a')",
        "up=of_keyword(value, *, classes)",
        _ONE,
        "take 1 positional",
    ),
    "nothing but what a partial has given": Bad(
        _retyped(functools.partial(none, 1)), "retyped('a')", "up=partial()", _ONE, "take 1 pos"
    ),
    "swapped names": Bad(
        lambda: removed("a", was=int, up=swapped, down=nothing),
        "removed('a')",
        "up=swapped(classes, values)",
        _SEVERAL,
        "'classes' stands where 'values' is given",
    ),
    "one value where several are given": Bad(
        _added(of_one),
        "added('a')",
        "down=of_one(value, classes)",
        _SEVERAL,
        "'value' stands where 'values'",
    ),
    "classes where a value is given": Bad(
        _retyped(of_classes),
        "retyped('a')",
        "up=of_classes(classes)",
        _ONE,
        "'classes' stands where",
    ),
    "a coroutine": Bad(
        _added(later), "added('a')", "down=later(), a coroutine", _SEVERAL, "a plain function"
    ),
    "a generator": Bad(
        _retyped(one_by_one), "retyped('a')", "up=one_by_one(), a coroutine", _ONE, "when it ret"
    ),
    "an instance that gives a coroutine": Bad(
        _retyped(Later()), "retyped('a')", "up=Later(), a coroutine", _ONE, "a plain function"
    ),
}
