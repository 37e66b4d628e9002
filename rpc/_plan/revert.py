"""The methods of an interface before a change, made from those after it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

from rpc._declare.changes import (
    KEPT,
    ArgumentAdded,
    ArgumentRemoved,
    ArgumentRenamed,
    ArgumentRetyped,
    Change,
    DefaultChanged,
    MethodAdded,
    MethodRemoved,
    MethodRenamed,
    ResultRetyped,
    StyleChanged,
)
from rpc._declare.method import ArgumentSpec, MethodSpec, Style, checked_default
from vobjects import DeclarationError
from vobjects._declare.field import REQUIRED
from vobjects._repr import shown
from vobjects._types.annotations import field_type

Methods = dict[str, MethodSpec]
Arguments = dict[str, ArgumentSpec]


def undo(change: Change, methods: Methods, where: str) -> None:
    """Bring the methods to what they were before a change, in place.

    Raises:
        DeclarationError: the change applies to nothing, or cannot be undone.
    """
    if isinstance(change, MethodRemoved):
        _must_be_free(change.method, methods, where, change)
        methods[change.method] = change.spec
        return
    if change.method not in methods:
        raise _nothing(change, change.method, methods, where)
    spec = methods[change.method]
    if isinstance(change, MethodAdded):
        del methods[change.method]
        return
    if isinstance(change, MethodRenamed):
        _must_be_free(change.was, methods, where, change)
        del methods[change.method]
        spec = dataclasses.replace(spec, name=change.was)
    elif isinstance(change, StyleChanged | ResultRetyped):
        spec = _undone_answer(change, spec, where)
    else:
        spec = dataclasses.replace(spec, arguments=_undone_argument(change, spec, where))
    methods[spec.name] = spec


def must_be_whole(methods: Mapping[str, MethodSpec], where: str) -> None:
    """Check what one version of an interface came to.

    Raises:
        DeclarationError: a cast has a result.
    """
    for name, spec in methods.items():
        if spec.style is Style.CAST and spec.result is not None:
            raise DeclarationError(
                where=f"{where} {name}",
                found=f"a cast that returns {spec.result.text}",
                expected="a cast without a result",
                remedy=f"write result_retyped({name!r}, was=None, ...) after style_changed",
            )


def _undone_answer(
    change: StyleChanged | ResultRetyped, spec: MethodSpec, where: str
) -> MethodSpec:
    if isinstance(change, ResultRetyped):
        nothing = change.was in (None, type(None))
        result = None if nothing else field_type(change.was, f"{where} {change.method} result")
        return dataclasses.replace(spec, result=result)
    if spec.style is change.was:
        raise DeclarationError(
            where=where,
            found=f"{change.word} of what is a {spec.style} now",
            expected="the other style before",
            remedy="correct was=, or take the change out",
        )
    return dataclasses.replace(spec, style=change.was)


def _undone_argument(change: Any, spec: MethodSpec, where: str) -> Arguments:
    arguments = dict(spec.arguments)
    if isinstance(change, ArgumentRemoved):
        _must_be_free(change.argument, arguments, where, change)
        arguments[change.argument] = _removed(change, where)
        return arguments
    if change.argument not in arguments:
        raise _nothing(change, change.argument, arguments, where)
    return _UNDO[type(change)](change, arguments, where)


def _added(change: ArgumentAdded, arguments: Arguments, where: str) -> Arguments:
    if arguments.pop(change.argument).default is REQUIRED and change.up is None:
        raise DeclarationError(
            where=where,
            found=f"{change.method}({change.argument}) without a default",
            expected="a default: an older client of this major leaves the argument out",
            remedy=f"write {change.argument}: ... = <default> in the signature, or up= and down=",
        )
    return arguments


def _removed(change: ArgumentRemoved, where: str) -> ArgumentSpec:
    at = f"{where} {change.method}({change.argument})"
    type_ = field_type(change.was, at)
    checked_default(type_, change.instead, at)
    return ArgumentSpec(change.argument, type_, checked_default(type_, change.was_default, at))


def _renamed(change: ArgumentRenamed, arguments: Arguments, where: str) -> Arguments:
    _must_be_free(change.was, arguments, where, change)
    old = dataclasses.replace(arguments[change.argument], name=change.was)
    return {
        spec.name: spec
        for spec in (old if name == change.argument else arguments[name] for name in arguments)
    }


def _retyped(change: ArgumentRetyped, arguments: Arguments, where: str) -> Arguments:
    at = f"{where} {change.method}({change.argument})"
    type_ = field_type(change.was, at)
    now = arguments[change.argument].default
    default = checked_default(type_, now if change.was_default is KEPT else change.was_default, at)
    if change.instead is not KEPT:
        for each in (type_, arguments[change.argument].type):
            checked_default(each, change.instead, at)
    return arguments | {change.argument: ArgumentSpec(change.argument, type_, default)}


def _default_changed(change: DefaultChanged, arguments: Arguments, where: str) -> Arguments:
    spec = arguments[change.argument]
    at = f"{where} {change.method}({change.argument})"
    was = checked_default(spec.type, change.was, at)
    if was is spec.default or (REQUIRED not in (was, spec.default) and was == spec.default):
        raise DeclarationError(
            where=at,
            found=f"default_changed with was={shown(change.was)}, which it is now",
            expected="another default before",
            remedy="correct was=, or take the change out",
        )
    return arguments | {change.argument: dataclasses.replace(spec, default=was)}


_UNDO: Final[dict[type, Callable[[Any, Arguments, str], Arguments]]] = {
    ArgumentAdded: _added,
    ArgumentRenamed: _renamed,
    ArgumentRetyped: _retyped,
    DefaultChanged: _default_changed,
}


def _must_be_free(name: str, have: Mapping[str, Any], where: str, change: Change) -> None:
    if name in have:
        raise DeclarationError(
            where=where,
            found=f"{change.word}, and {name!r} in this version too",
            expected=f"a version without {name!r} here",
            remedy="correct the name, or say in a later version how it came again",
        )


def _nothing(change: Change, name: str, have: Mapping[str, Any], where: str) -> DeclarationError:
    return DeclarationError(
        where=where,
        found=f"{change.word} that applies to nothing: there is no {name!r}",
        expected=f"one of {', '.join(sorted(have))}",
        remedy="correct the name, or declare it in the class",
    )
