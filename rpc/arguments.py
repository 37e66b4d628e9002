"""The arguments of a call between two versions of its interface, either way."""

from __future__ import annotations

from typing import Any

from rpc.errors import AbsentMethodError, ArgumentRefusedError
from rpc.history import ArgumentAdded, ArgumentRetyped, MethodAdded
from rpc.lineage import Lineage
from rpc.pins import Pin
from rpc.signature import MethodSpec
from vobjects import FieldValueError, InexpressibleError, Loss, LossReport, View
from vobjects.fieldtype import shown
from vobjects.history import REQUIRED
from vobjects.version import Version

Values = dict[str, Any]


def bind(spec: MethodSpec, positional: tuple[Any, ...], named: Values, view: View) -> Values:
    """The arguments by name, each checked against its type.

    Raises:
        FieldValueError: an argument is missing, unknown, given twice or of a wrong type.
    """
    names = list(spec.arguments)
    values = dict(zip(names, positional, strict=False)) | named
    missing = [n for n, a in spec.arguments.items() if n not in values and a.default is REQUIRED]
    unknown = sorted(set(values) - set(names))
    if missing or unknown or len(positional) + len(named) != len(values):
        found = ", ".join([*(f"argument {i}" for i in range(len(positional))), *sorted(named)])
        raise FieldValueError(
            path=f"{spec.name}()", expected=f"({', '.join(names)})", found=f"({found})"
        )
    return {
        name: spec.arguments[name].type.check(value, (("$",), f".{name}"), view.judge)
        for name, value in values.items()
    }


def lower(
    lineage: Lineage, method: str, own: Version, pin: Pin, values: Values, report: LossReport
) -> Values:
    """The arguments as the pinned release has them.

    Raises:
        AbsentMethodError: it has no such method.
        ArgumentRefusedError: it lacks an argument whose value matters.
    """
    peer = pin.interfaces[lineage.name]
    values = dict(values)
    for entry in reversed(lineage.between(peer, own)):
        for change in reversed(entry.changes):
            if change.method != method:
                continue
            if isinstance(change, MethodAdded):
                raise AbsentMethodError(
                    interface=lineage.name,
                    version=str(peer),
                    release=pin.release,
                    method=method,
                    when=lineage.when(method),
                )
            if isinstance(change, ArgumentAdded):
                default = lineage.methods[entry.version][method].arguments[change.argument].default
                _drop(lineage, change, default, values, pin, report)
            elif isinstance(change, ArgumentRetyped) and change.argument in values:
                values[change.argument] = _retyped(lineage, change, values, pin)
    return values


def lift(
    lineage: Lineage, method: str, message: Version, own: Version, values: Values, view: View
) -> Values:
    """The arguments of an older message as this release has them, defaults filled in."""
    values = dict(values)
    for entry in lineage.between(message, own):
        for change in entry.changes:
            if isinstance(change, ArgumentRetyped) and change.method == method:
                if change.argument in values:
                    values[change.argument] = change.up(values[change.argument], view)
    for name, argument in lineage.methods[own][method].arguments.items():
        if argument.default is not REQUIRED:
            values.setdefault(name, argument.default)
    return values


def _drop(
    lineage: Lineage,
    change: ArgumentAdded,
    default: Any,
    values: Values,
    pin: Pin,
    report: LossReport,
) -> None:
    value = values.pop(change.argument, default)
    if value == default:
        return
    why = change.why or "the argument is not known there"
    if change.loss is Loss.REFUSED:
        raise ArgumentRefusedError(
            interface=lineage.name,
            method=change.method,
            argument=change.argument,
            release=pin.release,
            found=shown(value),
            why=why,
        )
    report.add(
        path=f"$.{change.argument}",
        object=lineage.name,
        field=f"{change.method}({change.argument})",
        source="argument",
        target=pin.release,
        found=shown(value),
        why=why,
    )


def _retyped(lineage: Lineage, change: ArgumentRetyped, values: Values, pin: Pin) -> Any:
    try:
        return change.down(values[change.argument], pin.view)
    except InexpressibleError as error:
        raise ArgumentRefusedError(
            interface=lineage.name,
            method=change.method,
            argument=change.argument,
            release=pin.release,
            found=shown(values[change.argument]),
            why=error.why,
        ) from error
