"""Functions of the history of an interface are checked when they are declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rpc import argument_added, argument_removed, argument_retyped, result_retyped
from vobjects import DeclarationError

Word = Callable[[Any, Any], object]

OF_VALUES: dict[str, Word] = {
    "argument_added('run', 'what')": lambda up, down: argument_added(
        "run", "what", up=up, down=down
    ),
    "argument_removed('run', 'what')": lambda up, down: argument_removed(
        "run", "what", was=int, up=up, down=down
    ),
}
OF_ONE_VALUE: dict[str, Word] = {
    "argument_retyped('run', 'what')": lambda up, down: argument_retyped(
        "run", "what", was=int, up=up, down=down
    ),
    "result_retyped('run')": lambda up, down: result_retyped("run", was=int, up=up, down=down),
}
WORDS = OF_VALUES | OF_ONE_VALUE


def one(value: Any, classes: Any) -> Any:
    return value


async def later(value: Any, classes: Any) -> Any:
    return value


def many(values: Any, classes: Any) -> None:
    """Change nothing."""


def right(where: str) -> Any:
    return many if where in OF_VALUES else one


@pytest.mark.parametrize("where", WORDS)
@pytest.mark.parametrize(
    ("function", "found", "remedy"),
    [
        (lambda value: value, "<lambda>(value)", "let it take 2 positional"),
        (lambda value, classes, more: value, "<lambda>(value, classes, more)", "let it take 2"),
        (lambda classes, values: values, "<lambda>(classes, values)", "correct the names"),
        (later, "later(), a coroutine", "make it a plain function"),
        (str, "str", "write lambda value"),
        (7, "int 7", "write"),
    ],
)
def test_function_when_it_cannot_be_called_then_the_word_refuses_it(
    where: str, function: Any, found: str, remedy: str
) -> None:
    for keyword, pair in (("up", (function, right(where))), ("down", (right(where), function))):
        with pytest.raises(DeclarationError) as caught:
            WORDS[where](*pair)
        error = caught.value
        assert error.where == where
        assert error.found.startswith(f"{keyword}={found}")
        assert error.expected == f"a function of ({_roles(where)})"
        assert remedy in error.remedy


def _roles(where: str) -> str:
    return "values, classes" if where in OF_VALUES else "value, classes"


@pytest.mark.parametrize("where", WORDS)
@pytest.mark.parametrize(
    "function", [lambda v, c: v, lambda *both: both[0], lambda v, c, more=1: v, right]
)
def test_function_when_it_can_be_called_then_the_word_takes_it(where: str, function: Any) -> None:
    given = right(where) if function is right else function
    assert WORDS[where](given, given)


@pytest.mark.parametrize("where", OF_ONE_VALUE)
def test_value_when_it_is_called_values_then_it_is_one_value_all_the_same(where: str) -> None:
    assert WORDS[where](lambda values, classes: values, one)
