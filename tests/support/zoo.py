"""Two classes with every word of a history, in every place: what the catalog has no use for."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from vobjects import (
    UNSET,
    Classes,
    InexpressibleError,
    Loss,
    Registry,
    Values,
    VersionedObject,
    added,
    history,
    initial,
    made_nullable,
    removed,
    renamed,
    retyped,
    value_added,
    version,
)

ZOO = Registry("zoo")


class Food(enum.StrEnum):
    """What animals eat; nobody ate the last two in the beginning."""

    HAY = "hay"
    FISH = "fish"
    FRUIT = "fruit"
    PELLETS = "pellets"


def number(text: str) -> int:
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or str(int(text)) != text:
        raise InexpressibleError("only numbers were chips")
    return int(text)


def _nick_down(values: Values, classes: Classes) -> None:
    if values["nick"] is None:
        return
    if "notes" not in values or "nick" in values["notes"]:
        raise InexpressibleError("the notes have no room for the nick")
    values["notes"] = values["notes"] | {"nick": values["nick"]}


def _nick_up(values: Values, classes: Classes) -> None:
    notes = dict(values.get("notes", {}))
    values["nick"] = notes.pop("nick", None)
    if "notes" in values:
        values["notes"] = notes


@ZOO.register
class Animal(VersionedObject):
    """Every word once, and some of them on one field after another."""

    called: str = UNSET
    chip: str = UNSET
    diet: Food = UNSET
    legs: int = UNSET
    mood: str | None = UNSET
    nick: str | None = UNSET
    notes: Mapping[str, str] = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "It was called a label.", renamed("tag", was="label")),
        version("1.2", "Pellets.", value_added("diet", Food.PELLETS, instead=Food.HAY)),
        version("1.3", "Fruit.", value_added("diet", Food.FRUIT, why="nobody gave fruit")),
        version("1.4", "Chips are text.", retyped("chip", was=int, up=str, down=number)),
        version(
            "1.5",
            "Nicks, legs and the name of names.",
            added(
                "nick",
                up=_nick_up,
                down=_nick_down,
                writes=("notes",),
                why="nicks are notes",
                absence=Loss.ALLOWED,
            ),
            added("legs", default=4, loss=Loss.ALLOWED, why="legs are a detail"),
            renamed("called", was="tag"),
        ),
        version(
            "1.6",
            "A mood may be unknown, cages are gone.",
            made_nullable("mood", why="a mood is known"),
            removed("cage", options=UNSET, was=int, default=1, why="there was one cage for each"),
            removed(
                "smell",
                options=UNSET,
                was=str,
                default="none",
                loss=Loss.ALLOWED,
                why="a smell fades",
            ),
        ),
    )


@ZOO.register
class Keeper(VersionedObject):
    """Fields that went without a trace, and one that was there only for a while."""

    name: str = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Keepers had keys.", added("keys", default=0, loss=Loss.ALLOWED)),
        version(
            "1.2",
            "Nobody has a beard.",
            removed("beard", options=UNSET, was=bool, why="it was a trait"),
        ),
        version(
            "1.3",
            "Locks have codes.",
            removed("keys", options=UNSET, was=int, why="keys open doors"),
        ),
    )


@ZOO.register
class Cage(VersionedObject):
    """Enum values in every holder, and a field that comes, is renamed and goes."""

    plain: Food = UNSET
    maybe: Food | None = UNSET
    row: tuple[Food, ...] = UNSET
    some: frozenset[Food] = UNSET
    named: Mapping[str, Food] = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "A door.", added("door", default="shut", why="doors were not locked")),
        version(
            "1.2",
            "Pellets.",
            value_added("plain", Food.PELLETS, instead=Food.HAY),
            value_added("maybe", Food.PELLETS, why="no pellets"),
            value_added("row", Food.PELLETS, instead=Food.HAY),
            value_added("some", Food.PELLETS, why="no pellets"),
            value_added("named", Food.PELLETS, instead=Food.FISH),
        ),
        version("1.3", "Doors are gates.", renamed("gate", was="door")),
        version(
            "1.4",
            "No gates.",
            removed("gate", options=UNSET, was=str, why="gates were shut for a reason"),
        ),
    )
