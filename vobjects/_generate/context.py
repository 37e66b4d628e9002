"""One conversion under way: who dumps or loads the children, and what was left behind.

Generated functions get a call as their last argument; a call lives for one object tree.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from vobjects._paths import Path, render
from vobjects._repr import brief, outline, shown
from vobjects.errors import (
    BackportRefusedError,
    ConversionBrokenError,
    DecodeError,
    FieldValueError,
    IncompleteObjectError,
)
from vobjects.loss import LossReport

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject
    from vobjects._plan.conversion import BrokenError
    from vobjects._plan.release import Release

Dumper = Callable[[Any, Path, "Dump"], Any]
Loader = Callable[[dict[str, Any], list[str], Path, "Load"], tuple[dict[str, Any], set[str]]]


@dataclasses.dataclass(frozen=True)
class Way:
    """A class between two of its versions, as errors and reports name it."""

    name: str
    source: str
    target: str


class _UnreadObject:
    """An object of a message that is dropped before it is read, as reports show it."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __repr__(self) -> str:
        return outline(self._raw)


class Dump:
    """Writing one tree of objects for one receiver.

    What ``travels`` leaves the process; a copy for another view does not, and may be incomplete.
    """

    __slots__ = ("_depth", "classes", "dumpers", "release", "report", "travels")

    def __init__(
        self,
        dumpers: Mapping[type, Dumper],
        classes: Release,
        release: str,
        depth: int,
        report: LossReport,
        travels: bool = True,
    ) -> None:
        self.dumpers, self.classes, self.release = dumpers, classes, release
        self._depth = depth
        self.report, self.travels = report, travels

    def child(self, child: Any, path: Path) -> Any:
        """The dumped form of an object.

        Raises:
            FieldValueError: objects stand deeper in each other than any receiver reads.
        """
        if self._depth == 0:
            raise FieldValueError(
                path=render(path), expected="objects within the depth limit", found=shown(child)
            )
        self._depth -= 1
        found = self.dumpers[type(child)](child, path, self)
        self._depth += 1
        return found

    def incomplete(self, obj: VersionedObject, path: Path) -> None:
        """Refuse the whole message: an object lacks fields that may not be absent."""
        unset = sorted(type(obj)._required - obj._node[2].keys())
        remedy = "set them before the object is sent, or declare '= UNSET' for what may be absent"
        if unset:
            named = Way(obj.obj_name(), obj.VERSION, obj.VERSION)
            where = (path, f".{unset[0]}")
            self.refuse_incomplete(named, obj.VIEW.label, unset, where, remedy)

    def refuse_incomplete(
        self, way: Way, release: str, unset: list[str], path: Path, remedy: str
    ) -> None:
        """Refuse the whole message: it would lack fields that may not be absent at the target.

        ``path`` is where the first of them is unset.
        """
        if self.travels:
            raise IncompleteObjectError(
                path=render(path),
                name=way.name,
                version=way.target,
                release=release,
                unset=unset,
                remedy=remedy,
            )

    def refuse(self, way: Way, path: Path, found: str, why: str) -> NoReturn:
        """Refuse the whole message: the receiver cannot hold a value."""
        facts = dataclasses.asdict(way)
        raise BackportRefusedError(
            path=render(path), release=self.release, found=found, why=why, **facts
        )

    def broken(self, way: Way, path: Path, field: str, error: BrokenError) -> NoReturn:
        """Refuse the whole message: a function of the history does not do what it should."""
        facts = dataclasses.asdict(way) | {"found": error.found, "back": error.back}
        raise ConversionBrokenError(
            path=render(path),
            field=field,
            undeclared_by=error.undeclared_by,
            returned_by=error.returned_by,
            **facts,
        ) from error.__cause__


class Load:
    """Reading one tree of objects.

    ``sender`` is at whose versions the objects are, ``writer`` who converted them to these.
    """

    __slots__ = ("_depth", "_node", "classes", "report", "sender", "writer")

    def __init__(
        self,
        node: Callable[[Any, Path, Load, str | None], Any],
        classes: Release,
        depth: int,
        report: LossReport,
        sender: Release | None = None,
        writer: Release | None = None,
    ) -> None:
        self._node, self._depth = node, depth
        self.classes, self.report, self.sender, self.writer = classes, report, sender, writer

    def child(self, raw: Any, path: Path, name: str | None) -> Any:
        """The object in ``raw``, of the class ``name`` or a subclass; of any class if None.

        Raises:
            DecodeError: objects stand deeper in each other than the limit allows.
        """
        if self._depth == 0:
            raise DecodeError(
                path=render(path), expected="objects within the depth limit", found="one deeper"
            )
        self._depth -= 1
        found = self._node(raw, path, self, name)
        self._depth += 1
        return found

    def unread_child(self, raw: Any, path: Path, name: str | None) -> Any:
        """What stands for the object in ``raw``, in a field that is dropped with all in it."""
        return _UnreadObject(raw)

    def refuse(self, way: Way, path: Path, found: str, why: str) -> NoReturn:
        """Refuse the whole message: what it holds has no place here any more."""
        expected = f"{way.name} {way.source} that fits {way.target}: {why}"
        raise DecodeError(path=render(path), expected=expected, found=found)

    def broken(self, way: Way, path: Path, field: str, error: BrokenError) -> NoReturn:
        """Refuse the whole message: a value is not one that the history can convert.

        ``field`` is a field of the message, or empty where there is none.
        """
        expected = f"a value of {way.name} {way.source} that its history converts to {way.target}"
        given = f"which gives {error.back}"
        if error.undeclared_by:
            given = f"which {error.undeclared_by} changes to {error.back} and does not declare"
        if error.returned_by:
            given = f"for which {error.returned_by} returns {error.back} and has to return None"
        raise DecodeError(
            path=render((path, f".{field}") if field else path),
            expected=expected,
            found=f"{error.found}, {given}",
        ) from error.__cause__

    def unknown_fields(
        self, data: dict[str, Any], known: Mapping[str, Any], path: Path, name: str, version: str
    ) -> NoReturn:
        """Refuse fields that this version of the class does not have."""
        extra = ", ".join(sorted(brief(key) for key in data if key not in known)[:10])
        raise DecodeError(
            path=render(path), expected=f"the fields of {name} {version}", found=f"{extra} as well"
        )
