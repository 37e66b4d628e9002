"""One conversion under way: who dumps or loads the children, and what was left behind.

Generated functions get a call as their last argument; a call lives for one object tree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from vobjects.errors import BackportRefusedError, DecodeError
from vobjects.loss import LossReport
from vobjects.paths import Path, render

Dumper = Callable[[Any, Path, "Dump"], Any]
Loader = Callable[[dict[str, Any], list[str], Path, "Load"], Any]


class Dump:
    """Writing one tree of objects for one receiver."""

    __slots__ = ("classes", "dumpers", "release", "report")

    def __init__(
        self,
        dumpers: Mapping[type, Dumper],
        classes: Mapping[str, Any],
        release: str,
        report: LossReport,
    ) -> None:
        self.dumpers, self.classes, self.release = dumpers, classes, release
        self.report = report

    def child(self, value: Any, path: Path) -> Any:
        """The dumped form of a child object."""
        return self.dumpers[type(value)](value, path, self)

    def refuse(
        self, *, path: Path, name: str, source: str, target: str, found: str, why: str
    ) -> NoReturn:
        """Refuse the whole message: the receiver cannot hold a value."""
        raise BackportRefusedError(
            path=render(path),
            name=name,
            source=source,
            target=target,
            release=self.release,
            found=found,
            why=why,
        )


class Load:
    """Reading one tree of objects."""

    __slots__ = ("_depth", "_node", "classes", "report")

    def __init__(
        self,
        node: Callable[[Any, Path, Load, str | None], Any],
        classes: Mapping[str, Any],
        depth: int,
        report: LossReport,
    ) -> None:
        self._node, self._depth = node, depth
        self.classes, self.report = classes, report

    def child(self, raw: Any, path: Path, name: str) -> Any:
        """The child object in ``raw``, of the class ``name`` or a subclass."""
        return self.enter(raw, path, name)

    def enter(self, raw: Any, path: Path, name: str | None) -> Any:
        """Read one object and what it holds.

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

    def refuse(
        self, *, path: Path, name: str, source: str, target: str, found: str, why: str
    ) -> NoReturn:
        """Refuse the whole message: what it holds has no place here any more."""
        raise DecodeError(
            path=render(path), expected=f"{name} {source} that fits {target}: {why}", found=found
        )

    def unknown_fields(
        self, data: dict[str, Any], known: Mapping[str, Any], path: Path, name: str, version: str
    ) -> NoReturn:
        """Refuse fields that this version of the class does not have."""
        extra = ", ".join(sorted(repr(key) for key in data if key not in known))
        raise DecodeError(
            path=render(path), expected=f"the fields of {name} {version}", found=f"{extra} as well"
        )
