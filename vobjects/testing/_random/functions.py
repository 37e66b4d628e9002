"""Functions of random histories: each pair is one to one, or refuses what cannot come back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from vobjects import Classes, Conversion, InexpressibleError, Values, VersionedObject


def carry(name: str) -> tuple[Conversion, Conversion]:
    """Carry a field in a mapping of texts: ``up`` takes it out, ``down`` puts it in."""

    def up(values: Values, classes: Classes) -> None:
        carrier = dict(values.get("carrier", {}))
        values[name] = json.loads(carrier.pop(name, "null"))
        if "carrier" in values:
            values["carrier"] = carrier

    def down(values: Values, classes: Classes) -> None:
        if values[name] is None:
            return
        if "carrier" not in values or name in values["carrier"]:
            raise InexpressibleError("there is no room in the carrier")
        values["carrier"] = values["carrier"] | {name: json.dumps(values[name])}

    return up, down


def keep(name: str) -> tuple[Conversion, Conversion]:
    """Functions that keep absence: a field that the carrier does not hold is not set."""

    def up(values: Values, classes: Classes) -> None:
        carrier = dict(values["carrier"])
        if name in carrier:
            values[name] = json.loads(carrier.pop(name))
            values["carrier"] = carrier

    def down(values: Values, classes: Classes) -> None:
        if name in values["carrier"]:
            raise InexpressibleError("there is no room in the carrier")
        values["carrier"] = values["carrier"] | {name: json.dumps(values[name])}

    return up, down


def split(part: str, whole: str) -> tuple[Conversion, Conversion]:
    """Split a text at its first slash: ``up`` makes two of one, ``down`` one of two.

    A text that begins with a slash, or has none, goes with an empty part.
    """

    def up(values: Values, classes: Classes) -> None:
        before, slash, after = values.get(whole, "").partition("/")
        if before and slash:
            values[part], values[whole] = before, after
        else:
            values[part] = ""

    def down(values: Values, classes: Classes) -> None:
        text = values.get(whole)
        if values[part] == "":
            if text is not None and text.find("/") > 0:
                raise InexpressibleError("the text would be split elsewhere")
        elif text is None or "/" in values[part]:
            raise InexpressibleError("one text holds a part that has no slash, and a rest")
        else:
            values[whole] = f"{values[part]}/{text}"

    return up, down


def mark_children(name: str, mark: str) -> Conversion:
    """Mark each object in a field, in whatever it stands, or take the mark off: its own inverse."""

    def toggle(values: Values, classes: Classes) -> None:
        for child in _objects_in(values[name]):
            carrier = dict(child.obj_values().get("carrier", {}))
            if carrier.pop(mark, None) is None:
                carrier[mark] = ""
            if "carrier" in child.obj_values():
                child.carrier = carrier

    return toggle


def _objects_in(value: Any) -> Iterator[Any]:
    if isinstance(value, VersionedObject):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _objects_in(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _objects_in(item)


def flip(name: str) -> Conversion:
    """Make a number its other one, and back."""

    def toggle(values: Values, classes: Classes) -> None:
        values[name] ^= 1

    return toggle


def number_of(text: str) -> int:
    """The number that a text is."""
    if not text.isascii() or not text.isdigit() or str(int(text)) != text or int(text) >= 2**64:
        raise InexpressibleError("only a number was a value")
    return int(text)


def only_one(numbers: Collection[int]) -> int:
    """The number in a collection of one."""
    if len(numbers) != 1:
        raise InexpressibleError("only one number was a value")
    return next(iter(numbers))


def only_item(numbers: Mapping[str, int]) -> int:
    """The number in a mapping of one, which is called ``is``."""
    if list(numbers) != ["is"]:
        raise InexpressibleError("only one number was a value")
    return numbers["is"]
