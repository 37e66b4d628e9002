"""Plans to Python functions. The source is in ``linecache``, so a traceback shows its lines."""

from __future__ import annotations

import itertools
import linecache
from collections.abc import Callable
from typing import Any, Final

from oslo_versionedobjects import base

from vobjects._declare.field import UNSET
from vobjects._foreign import values
from vobjects._foreign.call import MANY, Call, has_objects
from vobjects._foreign.hooks import Class
from vobjects._foreign.kinds import Child, Own
from vobjects._foreign.plan import ClassPlan, FieldPlan
from vobjects._foreign.source import Reading, Writing
from vobjects._generate.envelope import Compact, Form

_SERIAL: Final = itertools.count()
_NAMES: Final[dict[str, Any]] = {
    "UNSET": UNSET,
    "MANY": MANY,
    "UUID": values.is_uuid,
    "SlowError": values.SlowError,
    "LISTS": (list, tuple),
    "OBJECT": base.VersionedObject,
    "has_objects": has_objects,
    **{
        name: getattr(values, name)
        for name in (
            *("a_dict", "a_list", "a_set", "slow", "naive_time_of", "time_of"),
            *("ordered", "sorted_tuple", "time_text"),
        )
    },
}

Dumper = Callable[[Any, Call], Any]
"""``dump(obj, call)``: the object in one form; ``call.changed`` is what changed in it."""
Loader = Callable[[dict[str, Any], Any, str, Any, int], Any]
"""``load(data, changes, version, context, depth)``: the object."""


def compile_dumper(plan: ClassPlan, form: Form, sets: str, names: dict[str, Any]) -> Dumper:
    """``dump(obj, call)``: an object of the class in a form; ``sets`` makes tuples of sets.

    ``names`` has ``dumpers`` by class; ``own``, which makes the value of a field with
    functions of its own fit the form; and ``changed``, which asks the class what has changed.
    """
    names = _NAMES | names | {"FIELDS": frozenset(plan.cls.fields)}
    names |= {"NAME": plan.name, "PROJECT": plan.cls.OBJ_PROJECT_NAMESPACE}
    names |= {f"K_{part}": key for part, key in plan.hooks.keys.items()}
    compact = isinstance(form, Compact)
    writing, kept = Writing(compact, sets), "[f for f in changes if f in data]"
    filtered = "{f for f in obj._changed_fields if f in FIELDS}"
    body = [
        "call.depth -= 1",
        "if call.depth < 0:",
        "    raise RecursionError",
        "call.left -= 1",
        "if call.left < 0:",
        "    call.must_fit()",
        "v = obj.__dict__",
        "VERSION = obj.VERSION",
        f"changes = {'set(obj._changed_fields)' if plan.hooks.is_list else filtered}",
        "data = {}",
    ]
    for index, field in enumerate(plan.fields):
        names[f"F{index}"] = field.field
        body += _dump_field(field, f"F{index}", writing, plan.hooks.is_list)
    if plan.own_changes:
        body.append("changes = changed(obj, changes)")
    body += [
        "call.depth += 1",
        "call.changed = changes",
        f"changes = {'{f for f in changes if f in data}' if compact else kept} if changes else []",
        *form.wrap_source(),
    ]
    return _function("dump(obj, call)", body, names, plan, form.label)  # type: ignore[no-any-return]


def compile_loader(
    plan: ClassPlan, label: str, made: Class, given: Class, names: dict[str, Any]
) -> Loader:
    """``load(data, changes, version, context, depth)``: an object of the class.

    It is made as one of ``made`` and given as one of ``given``. ``names`` has ``child``, which
    reads an object in a field, and ``own``, which makes a value what a field with functions of its
    own expects.
    """
    names = _NAMES | names | {"FIELDS": frozenset(plan.cls.fields)}
    names |= {"MADE": made, "GIVEN": given, "new": object.__new__}
    reading = Reading(names, plan.reads_children)
    body = [
        _made(plan),
        "obj._context = context",
        "obj.VERSION = version",
    ]
    for index, field in enumerate(plan.fields):
        names[f"F{index}"] = field.field
        body += _load_field(field, f"F{index}", reading, plan.hooks.init)
    body.append("obj._changed_fields = {f for f in changes if f in FIELDS} if changes else set()")
    if made is not given:
        body.append("obj.__class__ = GIVEN")
    signature = "load(data, changes, version, context, depth)"
    return _function(signature, [*body, "return obj"], names, plan, label)  # type: ignore[no-any-return]


def _made(plan: ClassPlan) -> str:
    """A new object; the constructors of o.vo set nothing that is not set anew."""
    if plan.hooks.init and not plan.hooks.is_plain_list:
        return "obj = MADE()"
    if plan.hooks.init:
        return "obj = new(MADE) if 'objects' in data else MADE()"
    return "obj = new(MADE)"


def _dump_field(field: FieldPlan, ref: str, writing: Writing, is_list: bool) -> list[str]:
    """The lines that write a field; ``ref`` is the name of its o.vo field."""
    if not field.direct or isinstance(field.kind, Own):
        return _dump_own(field, ref)
    lines = [f"x = v.get({'_obj_' + field.name!r}, UNSET)", "if x is not UNSET:"]
    if is_list and field.name == "objects":
        return [*lines, *_dump_objects(), "else:", "    obj.obj_what_changed()"]
    lines.append(f"    data[{field.name!r}] = {writing.of(field.kind, 'x')}")
    if isinstance(field.kind, Child):
        lines.append(f"    if x is not None and call.changed: changes.add({field.name!r})")
    return lines


def _dump_objects() -> list[str]:
    """A list class has changed when one of its objects has."""
    return [
        "    data['objects'] = objects = []",
        "    for y in x:",
        "        objects.append(dumpers[type(y)](y, call))",
        "        if call.changed: changes.add('objects')",
    ]


def _dump_own(field: FieldPlan, ref: str) -> list[str]:
    """The lines that let a field write its value, which may be an object."""
    name = field.name
    found = f"v.get({'_obj_' + name!r}, UNSET)"
    if not field.direct:
        found = f"getattr(obj, {name!r}) if obj.obj_attr_is_set({name!r}) else UNSET"
    return [
        f"x = {found}",
        "if x is not UNSET:",
        "    if call.left < MANY and has_objects(x):",
        "        call.must_fit()",
        f"    data[{name!r}] = own({ref}.to_primitive(obj, {name!r}, x))",
        f"    if isinstance(x, OBJECT) and x.obj_what_changed(): changes.add({name!r})",
    ]


def _load_field(field: FieldPlan, ref: str, reading: Reading, init: bool) -> list[str]:
    """The lines that read a field; a read-only one may be set by the class itself before."""
    name = field.name
    value = f"{ref}.from_primitive(obj, {name!r}, own(x))"
    lines = [f"x = data.get({name!r}, UNSET)", "if x is not UNSET:"]
    if not field.direct or (init and field.field.read_only):
        return [*lines, f"    setattr(obj, {name!r}, {value})"]
    store = f"obj._obj_{name} ="
    checked = f"{ref}.coerce(obj, {name!r}, {value})"
    if isinstance(field.kind, Own):
        return [*lines, f"    {store} {checked}"]
    simple = reading.simple(field.field, field.kind, "x")
    if simple is not None:
        return [*lines, f"    {store} x if {simple} else {checked}"]
    return [
        *lines,
        "    try:",
        f"        {store} {reading.of(field.field, field.kind, 'x', repr(name))}",
        "    except SlowError:",
        f"        {store} {checked}",
    ]


def _function(
    signature: str, body: list[str], names: dict[str, Any], plan: ClassPlan, form: str
) -> Any:
    lines = [f"def {signature}:", *(f"    {line}" for line in body)]
    source = "\n".join(lines) + "\n"
    file = f"<pinrail {plan.name} {plan.cls.VERSION} foreign {form} #{next(_SERIAL)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)
    return names[signature.split("(")[0]]
