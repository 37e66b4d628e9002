"""Slips of the pen in a history: of an object, and of an interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rpc
import vobjects as vo
from tests.support.bad.bad import BOTH, Bad, car, make, of_entries, wheels
from vobjects import (
    UNSET,
    Limits,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    field,
    history,
    initial,
    options_changed,
    version,
)
from vobjects._repr import shown

_WORD = added("a", default=0)
_METHOD = rpc.method_added("act")


def _slip(where: str, found: str, expected: str, remedy: str) -> Callable[..., Bad]:
    return lambda declare: Bad(declare, where, found, expected, remedy)


def _sentence(where: str, found: str) -> Callable[..., Bad]:
    return _slip(where, found, "one sentence", "say what changed")


def _change(found: str, remedy: str, example: str = "added('memory', default=0)") -> Any:
    return _slip("version('1.1')", found, f"changes, such as {example}", remedy)


def _anything(word: Any, *arguments: Any, **named: Any) -> Callable[[], Any]:
    """A word with arguments that a type checker refuses."""
    return lambda: word(*arguments, **named)


SENTENCES = {
    "no sentence": _sentence("version('1.1')", "added('a') of vobjects as the description")(
        _anything(version, "1.1", _WORD)
    ),
    "empty": _sentence("version('1.1')", "no description")(lambda: version("1.1", "")),
    "blank": _sentence("version('1.1')", "no description")(lambda: version("1.1", " \n", _WORD)),
    "two lines": _sentence("version('1.1')", "str 'A\\nB' as the description")(
        lambda: version("1.1", "A\nB")
    ),
    "none": _sentence("version('1.1')", "None as the description")(_anything(version, "1.1", None)),
    "bytes": _sentence("version('1.1')", "bytes b'x' as the description")(
        _anything(version, "1.1", b"x")
    ),
    "at first": _sentence("initial('1.0')", "child_bumped('b') of vobjects as the description")(
        _anything(initial, "1.0", child_bumped("b", "1.1"))
    ),
    "at first, empty": _sentence("initial('1.0')", "no description")(lambda: initial("1.0", "")),
    "of an interface": _sentence("version('1.1')", "method_added('act') of rpc as the description")(
        _anything(rpc.version, "1.1", _METHOD)
    ),
    "of an interface, empty": _sentence("version('1.1')", "no description")(
        lambda: rpc.version("1.1", "")
    ),
    "of an interface, at first": _sentence("initial('1.0')", "method_added('act') of rpc")(
        _anything(rpc.initial, "1.0", _METHOD)
    ),
}

CHANGES = {
    "in a list": _change("list [Added(", "take the brackets off, or write * before them")(
        _anything(version, "1.1", "x", [_WORD])
    ),
    "a generator": _change("generator <", "take the brackets off")(
        lambda: version("1.1", "x", (word for word in [_WORD]))  # type: ignore[arg-type]
    ),
    "twice": _slip("version('1.1')", "added('a') twice", "each change once", "delete one")(
        lambda: version("1.1", "x", _WORD, _WORD)
    ),
    "not called": _change("added without a call", "call it, such as added('memory', default=0)")(
        _anything(version, "1.1", "x", added)
    ),
    "a class": _change("Color without a call", "call it")(
        _anything(version, "1.1", "x", type("Color", (), {}))
    ),
    "a version": _change("version('1.0') of vobjects", "the words of a history")(
        _anything(version, "1.1", "x", initial("1.0"))
    ),
    "a word of the other package": _change(
        "method_added('act') of rpc",
        "use the words of vobjects: those of rpc are for the history of an interface",
    )(_anything(version, "1.1", "x", _METHOD)),
    "a word of ours in an interface": _change(
        "added('a') of vobjects",
        "use the words of rpc: those of vobjects are for the history of a versioned object",
        "method_added('resize')",
    )(_anything(rpc.version, "1.1", "x", _WORD)),
    "same_as in an interface": _change(
        "same_as('1.0') of vobjects", "use the words of rpc", "method_added('resize')"
    )(_anything(rpc.version, "1.1", "x", vo.same_as("1.0"))),
    "twice in an interface": _slip(
        "version('1.1')", "previous_major_served() twice", "each change once", "delete one"
    )(lambda: rpc.version("1.1", "x", *[rpc.previous_major_served()] * 2)),
    "at first": _slip(
        "initial('1.0')",
        "added('a') of vobjects",
        "changes, such as child_bumped(",
        "the words of a history",
    )(_anything(initial, "1.0", "x", _WORD)),
}

PARTS = {
    "a field that is no name": _slip("added(5)", "field=int 5", "text", "write its name")(
        _anything(added, 5, default=0)
    ),
    "a method that is no name": _slip("method_added(5)", "method=int 5", "text", "correct method=")(
        _anything(rpc.method_added, 5)
    ),
    "an older name that is none": _slip(
        "renamed('a')", "was=was without a call", "text", "correct was="
    )(_anything(vo.renamed, "a", was=type("was", (), {}))),
    "writes in no tuple": _slip("added('a')", "writes=str 'b'", "('carrier',)", "correct writes=")(
        _anything(added, "a", **BOTH, writes="b")
    ),
    "writes no names": _slip("added('a')", "writes=tuple (1,)", "a tuple of names", "correct")(
        _anything(added, "a", **BOTH, writes=(1,))
    ),
    "loss that is none": _slip("added('a')", "loss=bool True", "Loss.ALLOWED", "correct loss=")(
        _anything(added, "a", default=0, loss=True)
    ),
}

ALIKE = {
    "a reason for the newest": _slip(
        "version('1.1')", "alike= beside a number", "an older content", "move it there"
    )(lambda: version("1.1", "x", alike="a reason")),
    "a reason at first": _slip(
        "initial('1.1')", "alike= beside a number", "an older content", "move it there"
    )(lambda: initial("1.1", alike="a reason")),
    "no reason": _slip(
        "version('1.1-a'), alike", "bool True as the description", "one sentence", "say what"
    )(_anything(version, "1.1-a", "x", alike=True)),
}

HISTORIES = {
    "in a list": _slip("history", "list [Entry(", "versions of vobjects", "take the brackets off")(
        _anything(history, [initial("1.0")])
    ),
    "a change": _slip("history", "added('a') of vobjects", "version('1.1'", "put it into a")(
        _anything(of_entries, initial("1.0"), _WORD)()
    ),
    "not called": _slip("history", "initial without a call", "versions of vobjects", "call it")(
        _anything(history, initial)
    ),
    "of the other package": _slip(
        "history",
        "version('1.0') of rpc",
        "versions of vobjects",
        "those of rpc are for the history of an interface",
    )(_anything(history, rpc.initial("1.0"))),
    "of ours in an interface": _slip(
        "history",
        "version('1.0') of vobjects",
        "versions of rpc",
        "those of vobjects are for the history of a versioned object",
    )(_anything(rpc.history, initial("1.0"))),
    "a line": _slip("line", "list [Entry(", "versions of vobjects", "take the brackets off")(
        _anything(vo.line, VersionedObject, "1.0", [version("1.1", "x")])
    ),
}


def _object(found: Any, **fields: Any) -> Callable[[], Any]:
    return lambda: Registry("cars").register(make("Car", fields, HISTORY=found))


def _interface(found: Any) -> Callable[[], Any]:
    return lambda: type("CarAPI", (rpc.Interface,), {"TOPIC": "cars", "HISTORY": found})


CLASSES = {
    "history of an interface": _slip(
        "Car",
        "a HISTORY in the words of rpc",
        "in those of vobjects, for a versioned object",
        "import history, initial and version from vobjects",
    )(_object(rpc.history(rpc.initial("1.0")))),
    "one version": _slip("Car", "HISTORY = version('1.0') of vobjects", "history(", "declare")(
        _object(initial("1.0"))
    ),
    "a tuple": _slip("Car", "HISTORY = tuple (Entry(", "history(initial", "declare the history")(
        _object((initial("1.0"),))
    ),
    "history of an object": _slip(
        "CarAPI",
        "a HISTORY in the words of vobjects",
        "in those of rpc, for an interface",
        "import history, initial and version from rpc",
    )(_interface(history(initial("1.0")))),
    "no history": _slip("CarAPI", "HISTORY = int 5", "history(initial", "declare the history")(
        _interface(5)
    ),
}

REGISTRIES = {
    "no registry": _slip(
        "register",
        "Registry.register without a registry",
        "given to one registry",
        "make a registry",
    )(_anything(Registry.register, make("Car", {}))),
    "brackets": _slip(
        "register",
        "register() without a class",
        "a subclass of VersionedObject",
        "without brackets",
    )(_anything(Registry("cars").register)),
    "in two registries": _slip(
        "register",
        "Wheel, which the registry 'cars' has",
        "given to one registry",
        "@SHOP.register",
    )(lambda: Registry("ships").register(wheels()[1])),
    "no versioned object": _slip(
        "register", "type <class 'int'>", "a subclass of VersionedObject", "@SHOP.register"
    )(_anything(Registry("cars").register, int)),
    "the class in place of a project": _slip(
        "Registry", "project=type <class", "text, such as 'shop'", "make a registry once"
    )(_anything(Registry, make("Car", {}))),
    "limits that are none": _slip("Registry", "limits=int 5", "Limits(...)", "make a registry")(
        _anything(Registry, "cars", limits=5)
    ),
    "a project without a name": _slip(
        "Registry", "project=str ''", "text, such as 'shop'", "make a registry once"
    )(lambda: Registry("")),
    **{
        f"a limit that is {shown(value)}": _slip(
            "Limits", f"{name}={shown(value)}", "a whole number above 0", f"correct {name}="
        )(_anything(Limits, **{name: value}))
        for name, value in (("depth", "x"), ("bytes", -1), ("items", 0), ("depth", True))
    },
    "a field without an annotation": _slip(
        "Car.doors", "without an annotation", "doors: <its type> = field(...)", "annotate it"
    )(car({}, doors=field(default=3))),
    "a field that may be absent without an annotation": _slip(
        "Car.doors", "without an annotation", "doors: <its type> = field(...)", "annotate it"
    )(car({}, doors=UNSET)),
    "options that have an address": _slip(
        "options_changed('a')", "was=an object of object", "field(...)", "write was=field("
    )(_anything(options_changed, "a", was=object())),
    "a field that has an address": _slip(
        "added(an object of object)", "field=an object of object", "text", "write its name"
    )(_anything(added, object())),
    "a list of values that may be dropped": _slip(
        "added('a')", "may_drop=list [1, 2]", "a tuple of values", "write may_drop=(1, 2)"
    )(_anything(added, "a", default=0, may_drop=[1, 2])),
}
