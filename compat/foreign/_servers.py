"""What the managers of a project take, read from their signatures."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from compat._bounded_yaml import is_plain
from compat.foreign._results import result_of


@dataclasses.dataclass(frozen=True)
class Method:
    """A method that answers."""

    arguments: dict[str, dict[str, Any]]
    """By name: the type as it is annotated, and the default if there is one."""
    is_open: bool
    """It takes arguments of any name."""
    result: str = ""
    """The types that it returns; empty if they are not known."""


def served_version(managers: Iterable[type]) -> str:
    """Return the version that the target of the first manager says; empty if none does."""
    for manager in managers:
        version = getattr(getattr(manager, "target", None), "version", None)
        if isinstance(version, str):
            return version
    return ""


def choose(
    managers: Mapping[str, tuple[type, ...]], api: str, names: Iterable[str]
) -> tuple[type, ...]:
    """Return the managers that serve an API.

    Args:
        managers: by name of an API; under the empty name those that serve any.
        api: the name of the API.
        names: the methods that it sends.
    """
    if api in managers:
        return managers[api]
    wanted = [*names]
    scores = {each: sum(_is_method(each, n) for n in wanted) for each in managers.get("", ())}
    most = max(scores.values(), default=0)
    return tuple(each for each, score in scores.items() if score == most and most > 0)


def find_method(managers: Iterable[type], name: str) -> Method | None:
    """Return a method of the first manager that has it; None if none has."""
    for manager in managers:
        if _is_method(manager, name):
            return _method(getattr(manager, name))
    return None


def _is_method(manager: type, name: str) -> bool:
    return callable(getattr(manager, name, None))


def _method(function: Any) -> Method:
    try:
        function = _inner(function)
        parameters = [*inspect.signature(function).parameters.values()]
    except (ValueError, TypeError):  # made by a program, so nothing is known of it
        return Method({}, True)
    kinds = {each.kind for each in parameters}
    named = [
        each for each in parameters if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)
    ][2:]
    return Method(
        {each.name: _argument(each) for each in named},
        inspect.Parameter.VAR_KEYWORD in kinds,
        result_of(function),
    )


def _inner(function: Any) -> Any:
    """The function that a decorator has wrapped, be it that it does not say so."""
    function = inspect.unwrap(function)
    takes_all = {each.kind for each in inspect.signature(function).parameters.values()} == {
        inspect.Parameter.VAR_POSITIONAL,
        inspect.Parameter.VAR_KEYWORD,
    }
    cells = (getattr(function, "__closure__", None) or ()) if takes_all else ()
    held = [cell.cell_contents for cell in cells if inspect.isfunction(cell.cell_contents)]
    return _inner(held[0]) if len(held) == 1 else function


def _argument(parameter: inspect.Parameter) -> dict[str, Any]:
    facts: dict[str, Any] = {"type": _annotation(parameter)}
    if parameter.default is not parameter.empty:
        default = parameter.default
        facts["default"] = default if is_plain(default) else repr(default)[:200]
    return facts


def _annotation(parameter: inspect.Parameter) -> str:
    told = parameter.annotation
    if told is parameter.empty:
        return "Any"
    return told if isinstance(told, str) else inspect.formatannotation(told)
