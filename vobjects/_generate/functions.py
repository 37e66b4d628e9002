"""Plans to Python functions. The source is in ``linecache``, so a traceback shows its lines."""

from __future__ import annotations

import itertools
import linecache
from collections.abc import Iterator
from functools import cache, singledispatch
from types import CodeType
from typing import Any

from vobjects._declare.field import UNSET, FieldSpec
from vobjects._declare.schema import Schema
from vobjects._generate.context import Dumper, Loader
from vobjects._generate.envelope import Form
from vobjects._generate.operations import Backport
from vobjects._paths import MADE
from vobjects._plan.guaranteed import may_be_missing
from vobjects._plan.origins import Origin, origin_of
from vobjects._plan.planner import (
    Convert,
    Drop,
    Fill,
    MapValue,
    Operation,
    Plan,
    Rename,
    RenameValue,
    Restore,
    Retype,
)
from vobjects.loss import Loss

_SERIAL = itertools.count()


def compile_dumper(plan: Plan, source: Schema, target: Schema, form: Form) -> Dumper:
    """``dump(obj, path, call)``: the object at the version of ``target``, in ``form``."""
    backport = Backport(plan, source.fields)
    names: dict[str, Any] = {"UNSET": UNSET, "B": backport, "MADE": MADE, **form.names(target)}
    untouched = all(
        isinstance(op, Drop) and op.field not in target.fields for op in plan.operations
    )
    body = [
        "if type(obj._node) is not tuple:",
        "    call.incomplete(obj, path)",
        "v = obj._node[2]" if untouched else "v = obj._node[2].copy()",
        "changes = obj._node[3]" if untouched else "changes = {*obj._node[3]}",
        *_at(plan, "obj._node[2]"),
        *_operations(plan, names, "get" if untouched else "pop"),
        *_required(plan, source, target, names),
        "data, child = {}, call.child",
    ]
    for spec in target.fields.values():
        body += _dump_field(spec, origin_of(spec.name, backport.trace.after))
    body.append("changes = [n for n in sorted(changes) if n in data] if changes else []")
    body += form.wrap_source()
    return compile_function("dump(obj, path, call)", body, names, plan, form.label)  # type: ignore[no-any-return]


def compile_loader(plan: Plan, source: Schema, target: Schema) -> Loader:
    """``load(data, changes, path, call)``: the values, and the names of the changed ones."""
    names: dict[str, Any] = {"UNSET": UNSET, "B": Backport(plan, source.fields)}
    body = ["v = {}"]
    lost = _lost_unread(plan)
    for spec in source.fields.values():
        body += _load_field(spec, names, unread=spec.name in lost)
    names |= {"NAME": source.name, "VERSION": str(source.version), "FIELDS": source.fields}
    body += [
        "if len(v) != len(data):",
        "    call.unknown_fields(data, FIELDS, path, NAME, VERSION)",
        "changes = v.keys() & changes",  # a writer changes what its version has
        *_at(plan, "v.copy()"),
        *_operations(plan, names, "pop"),
        "return v, changes",
    ]
    return compile_function("load(data, changes, path, call)", body, names, plan)  # type: ignore[no-any-return]


def _at(plan: Plan, given: str) -> list[str]:
    """Lines that note what errors and reports of the operations name, if any can be wanted."""
    silent = all(isinstance(op, Fill | Rename | RenameValue) for op in plan.operations)
    return [] if silent else [f"at = path, {given}"]


def _required(plan: Plan, source: Schema, target: Schema, names: dict[str, Any]) -> list[str]:
    """Lines that refuse an object which would be written without a field that must be there."""
    unsure = may_be_missing(plan, source, target)
    if not unsure:
        return []
    names["REQUIRED"] = unsure
    return [
        "if not REQUIRED <= v.keys():",
        "    B.incomplete(REQUIRED - v.keys(), (path, obj._node[2]), call)",
    ]


def _dump_field(spec: FieldSpec, origin: Origin) -> list[str]:
    """The lines that write a field; the place of what is in it is that at the source."""
    lines = [f"x = v.get({spec.name!r}, UNSET)", "if x is not UNSET:"]
    where = f"(path, '.{origin.fields[0]}')" if origin.fields else "(path, MADE)"
    if origin.made and origin.fields and spec.type.children():
        lines.append(f"    place = B.place_of({spec.name!r}, x, at)")
        where = "place"
    return [*lines, f"    data[{spec.name!r}] = {spec.type.written('x', where)}"]


def _lost_unread(plan: Plan) -> set[str]:
    """The fields that are dropped with a declared loss before any function can read them.

    Objects in them are not converted: one that would be refused is lost as well.
    """
    called: dict[str, str] = {}
    lost: set[str] = set()
    for op in plan.operations:
        match op:
            case Convert() | Restore() | Retype():
                break
            case Rename():
                called[op.to] = called.pop(op.field, op.field)
            case Drop(loss=Loss.ALLOWED):
                lost.add(called.pop(op.field, op.field))
    return lost


def _load_field(spec: FieldSpec, names: dict[str, Any], unread: bool) -> list[str]:
    names[f"T_{spec.name}"] = spec.type
    child = "call.unread_child" if unread and spec.type.children() else "call.child"
    load = f"T_{spec.name}.load(x, (path, '.{spec.name}'), {child})"
    if spec.type.ready is not None:
        load = f"x if {spec.type.ready.format('x')} else {load}"
    return [
        f"x = data.get({spec.name!r}, UNSET)",
        "if x is not UNSET:",
        f"    v[{spec.name!r}] = {load}",
    ]


def _operations(plan: Plan, names: dict[str, Any], take: str) -> list[str]:
    """The lines of all operations; ``take`` is how a dropped value leaves the values."""
    lines: list[str] = []
    for index, op in enumerate(plan.operations):
        names[f"O{index}"] = op
        lines += _operation(op, f"O{index}", take)
    return lines


@singledispatch
def _operation(op: Operation, ref: str, take: str) -> Iterator[str]:
    """The lines of one operation; ``ref`` is its name in the generated function."""
    raise AssertionError(op)


@_operation.register
def _(op: Drop, ref: str, take: str) -> Iterator[str]:
    restored = "UNSET" if op.restore is UNSET else f"{ref}.restore"
    yield f"x = v.{take}({op.field!r}, UNSET)"
    yield f"if x is not {restored} and x != {restored}:"
    yield f"    B.drop({ref}, x, at, call)"
    if take == "pop":
        yield f"changes = changes - {{{op.field!r}}}"


@_operation.register
def _(op: Fill, ref: str, take: str) -> Iterator[str]:
    yield f"v.setdefault({op.field!r}, {ref}.default)"


@_operation.register
def _(op: Rename, ref: str, take: str) -> Iterator[str]:
    yield f"if {op.field!r} in v:"
    yield f"    v[{op.to!r}] = v.pop({op.field!r})"
    yield f"changes = {{{op.to!r} if n == {op.field!r} else n for n in changes}}"


@_operation.register
def _(op: Convert, ref: str, take: str) -> Iterator[str]:
    if op.stays:
        yield f"if {op.field!r} in v:"
    yield f"{'    ' if op.stays else ''}v, changes = B.convert({ref}, v, changes, at, call)"


@_operation.register
def _(op: Restore, ref: str, take: str) -> Iterator[str]:
    yield f"v, changes = B.restore({ref}, v, changes, at, call)"


@_operation.register
def _(op: Retype, ref: str, take: str) -> Iterator[str]:
    yield f"if {op.field!r} in v:"
    yield f"    v[{op.field!r}] = B.retype({ref}, v[{op.field!r}], at, call)"


@_operation.register
def _(op: MapValue, ref: str, take: str) -> Iterator[str]:
    yield f"if {op.field!r} in v:"
    yield f"    x = v[{op.field!r}] = B.map_value({ref}, v[{op.field!r}], at, call)"
    if op.instead is UNSET:
        yield "    if x is UNSET:"
        yield f"        del v[{op.field!r}]"
        yield f"        changes = changes - {{{op.field!r}}}"


@_operation.register
def _(op: RenameValue, ref: str, take: str) -> Iterator[str]:
    yield f"if {op.field!r} in v:"
    yield f"    v[{op.field!r}] = B.rename_value({ref}, v[{op.field!r}])"


def compile_function(
    signature: str, body: list[str], names: dict[str, Any], plan: Plan, form: str = ""
) -> Any:
    """A function of its source; ``names`` are its globals, ``plan`` and ``form`` name its file."""
    how = f"{plan.name} {plan.source} to {plan.target} {form}".rstrip()
    return compiled(signature, body, names, how)


def compiled(signature: str, body: list[str], names: dict[str, Any], how: str) -> Any:
    """A function of its source; ``names`` are its globals, ``how`` names its file."""
    lines = [f"def {signature}:", *(f"    {line}" for line in body)]
    exec(_code("\n".join(lines) + "\n", how), names)
    return names[signature.split("(")[0]]


@cache  # releases that have the same versions of a class have the same source for it
def _code(source: str, how: str) -> CodeType:
    file = f"<pinrail {how} #{next(_SERIAL)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    return compile(source, file, "exec")
