"""Check the functions that an author gives to a history, before anything calls them."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any, Final

from vobjects._repr import shown
from vobjects.errors import DeclarationError

ONE_VALUE: Final = ("value",)
"""The parameters of a function that converts one value."""
CONVERTED: Final = ("value", "classes")
"""The parameters of a function that converts one argument or result of a call."""
SEVERAL_VALUES: Final = ("values", "classes")
"""The parameters of a function that changes values by name, in place."""

_ROLES: Final = frozenset({"value", *SEVERAL_VALUES})
_BY_POSITION: Final = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
)


def check_function(function: Any, parameters: Sequence[str], where: str, keyword: str) -> None:
    """Check that a function can be called with ``parameters``, given in this order.

    The names of its own parameters are free, such as ``lambda v, c: ...``, but a name of another
    role is an error: ``(classes, values)`` are swapped. A type that has no signature, such as
    ``str`` or ``int``, is taken for a function of one value.

    Args:
        function: what the author wrote.
        parameters: the roles of the arguments it will get: ``ONE_VALUE``, ``CONVERTED`` or
            ``SEVERAL_VALUES``.
        where: the change of the history, such as ``added('rack')``.
        keyword: the keyword that the function was given as, ``up`` or ``down``.

    Raises:
        DeclarationError: it is no function, returns before it has done its work (a coroutine or a
            generator), or takes other arguments.
    """
    expected = f"a function of ({', '.join(parameters)})"
    if not callable(function):
        raise _error(where, f"{keyword}={shown(function)}", expected, f"write {keyword}=")
    if _is_deferred(function):
        found = f"{keyword}={_name(function)}(), a coroutine or a generator"
        raise _error(where, found, expected, "make it a plain function, which ends when it returns")
    signature = _signature(function)
    if signature is None:
        if isinstance(function, type) and len(parameters) > 1:
            remedy = f"write lambda {', '.join(parameters)}: {_name(function)}({parameters[0]})"
            raise _error(where, f"{keyword}={_name(function)}", expected, remedy)
        return
    found = f"{keyword}={_name(function)}{signature}"
    try:
        signature.bind(*parameters)
    except TypeError:
        remedy = f"let it take {len(parameters)} positional: ({', '.join(parameters)})"
        raise _error(where, found, expected, remedy) from None
    for role, name in zip(parameters, _positional(signature), strict=False):
        if name != role and name in _others(parameters):
            remedy = f"{name!r} stands where {role!r} is given: correct the names or their order"
            raise _error(where, found, expected, remedy)


def _others(parameters: Sequence[str]) -> frozenset[str]:
    """The names that promise another role; one value may be a collection called ``values``."""
    return _ROLES - {"values"} if "value" in parameters else _ROLES


def _positional(signature: inspect.Signature) -> list[str]:
    return [p.name for p in signature.parameters.values() if p.kind in _BY_POSITION]


def _signature(function: Any) -> inspect.Signature | None:
    """What a function takes, without annotations; None if nothing tells it."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    empty = inspect.Signature.empty
    bare = [p.replace(annotation=empty) for p in signature.parameters.values()]
    return signature.replace(parameters=bare, return_annotation=empty)


def _is_deferred(function: Any) -> bool:
    kinds = (
        inspect.iscoroutinefunction,
        inspect.isgeneratorfunction,
        inspect.isasyncgenfunction,
    )
    called = getattr(function, "__call__", None)  # noqa: B004  # of an instance of a class
    return any(is_kind(each) for is_kind in kinds for each in (function, called))


def _name(function: Any) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _error(where: str, found: str, expected: str, remedy: str) -> DeclarationError:
    return DeclarationError(where=where, found=found, expected=expected, remedy=remedy)
