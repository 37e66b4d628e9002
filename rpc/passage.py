"""The passage of a method's arguments between two versions of its interface, either way."""

from __future__ import annotations

import dataclasses
from typing import Any

from rpc.errors import AbsentMethodError, ArgumentRefusedError
from rpc.history import ArgumentAdded, ArgumentRetyped, MethodAdded
from rpc.lineage import Lineage
from rpc.signature import ArgumentSpec
from vobjects import (
    ConversionBrokenError,
    FieldValueError,
    InexpressibleError,
    Loss,
    LossReport,
    View,
)
from vobjects.history import REQUIRED
from vobjects.shown import shown
from vobjects.version import Version

Values = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Passage:
    """Between ``newer``, the version of this release, and ``older``, that of a peer."""

    lineage: Lineage
    method: str
    newer: Version
    older: Version
    release: str
    """The release of the peer, for errors."""
    view: View
    """The classes of this release."""

    def lower(self, values: Values, report: LossReport) -> Values:
        """The arguments as the peer has them.

        Raises:
            AbsentMethodError: it has no such method.
            ArgumentRefusedError: it cannot hold a value that matters.
            ConversionBrokenError: a conversion does not give back what it was given.
        """
        values = dict(values)
        for entry in reversed(self.lineage.between(self.older, self.newer)):
            for change in entry.changes:
                if isinstance(change, MethodAdded) and change.method == self.method:
                    raise self._absent()
                if isinstance(change, ArgumentAdded) and change.method == self.method:
                    self._drop(change, entry.version, values, report)
                elif isinstance(change, ArgumentRetyped) and change.method == self.method:
                    self._down(change, entry.version, values)
        return values

    def lift(self, values: Values) -> Values:
        """The arguments of the peer as this release has them, with all defaults filled in.

        Raises:
            FieldValueError: a conversion cannot read a value.
        """
        values = dict(values)
        for entry in self.lineage.between(self.older, self.newer):
            for change in entry.changes:
                if isinstance(change, ArgumentRetyped) and change.method == self.method:
                    self._up(change, entry.version, values)
        for name, argument in self.lineage.methods[self.newer][self.method].arguments.items():
            if argument.default is not REQUIRED:
                values.setdefault(name, argument.default)
        return values

    def _spec(self, version: Version, change: ArgumentAdded | ArgumentRetyped) -> ArgumentSpec:
        return self.lineage.methods[version][self.method].arguments[change.argument]

    def _absent(self) -> AbsentMethodError:
        return AbsentMethodError(
            interface=self.lineage.name,
            version=str(self.older),
            release=self.release,
            method=self.method,
            when=self.lineage.when(self.method),
        )

    def _drop(
        self, change: ArgumentAdded, version: Version, values: Values, report: LossReport
    ) -> None:
        default = self._spec(version, change).default
        value = values.pop(change.argument, default)
        if value == default:
            return
        why = change.why or "the argument is not known there"
        if change.loss is Loss.REFUSED:
            raise self._refused(change, value, why)
        report.add(
            path=f"$.{change.argument}",
            object=self.lineage.name,
            field=f"{change.method}({change.argument})",
            source=str(version),
            target=self.release,
            found=shown(value),
            why=why,
        )

    def _down(self, change: ArgumentRetyped, version: Version, values: Values) -> None:
        if change.argument not in values:
            return
        value = values[change.argument]
        older = self._spec(self.lineage.before(version), change)
        path = (("$",), f".{change.argument}")
        try:
            lowered = older.type.check(change.down(value, self.view), path, self.view.judge)
            back = change.up(lowered, self.view)
        except InexpressibleError as error:
            raise self._refused(change, value, error.why) from error
        except Exception as error:
            raise self._broken(
                change, version, value, f"{type(error).__name__}: {error}"
            ) from error
        if back != value:
            raise self._broken(change, version, value, shown(back))
        values[change.argument] = lowered

    def _up(self, change: ArgumentRetyped, version: Version, values: Values) -> None:
        if change.argument not in values:
            return
        spec, value = self._spec(version, change), values[change.argument]
        path = (("$",), f".{change.argument}")
        try:
            values[change.argument] = spec.type.check(
                change.up(value, self.view), path, self.view.judge
            )
        except Exception as error:
            raise FieldValueError(
                path=f"$.{change.argument}",
                expected=f"a value that becomes {spec.type.text}",
                found=f"{shown(value)} ({type(error).__name__}: {error})",
            ) from error

    def _refused(
        self, change: ArgumentAdded | ArgumentRetyped, value: Any, why: str
    ) -> ArgumentRefusedError:
        return ArgumentRefusedError(
            interface=self.lineage.name,
            method=change.method,
            argument=change.argument,
            release=self.release,
            found=shown(value),
            why=why,
        )

    def _broken(
        self, change: ArgumentRetyped, version: Version, value: Any, back: str
    ) -> ConversionBrokenError:
        return ConversionBrokenError(
            path="$",
            name=f"{self.lineage.name}.{change.method}",
            source=str(version),
            target=str(self.lineage.before(version)),
            field=change.argument,
            found=shown(value),
            back=back,
        )
