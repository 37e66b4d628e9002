"""What one change of an interface does to the values of a call, either way."""

from __future__ import annotations

import dataclasses
from typing import Any

from rpc._declare.changes import (
    KEPT,
    ArgumentAdded,
    ArgumentRemoved,
    ArgumentRetyped,
    ResultRetyped,
    Values,
)
from rpc._declare.method import MethodSpec
from rpc._plan.planner import Step
from rpc._wire.body import RESULT
from rpc.errors import ArgumentRefusedError
from vobjects import (
    BackportRefusedError,
    ConversionBrokenError,
    FieldValueError,
    InexpressibleError,
    Loss,
    LossReport,
    View,
    VObjectError,
)
from vobjects._repr import shown
from vobjects._types.base import FieldType

Moved = ArgumentAdded | ArgumentRemoved
Retyped = ArgumentRetyped | ResultRetyped


@dataclasses.dataclass(frozen=True)
class Crossing:
    """Between this release and a peer of an older one."""

    interface: str
    release: str
    """The release of the peer, for errors."""
    view: View
    """The classes of this release."""

    def drop(self, step: Step, change: ArgumentAdded, values: Values, report: LossReport) -> None:
        """Take an argument off that the peer lacks.

        Raises:
            ArgumentRefusedError: its value matters, and its loss is not allowed.
        """
        value = values.pop(change.argument)
        if value == step.newer.arguments[change.argument].default:
            return
        why = change.why or "the argument is not known there"
        if change.loss is Loss.REFUSED:
            raise self._argument_refused(step, change.argument, value, why)
        self._note(step, change.argument, value, why, str(step.version), self.release, report)

    def leave(
        self, step: Step, change: ArgumentRemoved, values: Values, report: LossReport
    ) -> None:
        """Take an argument of the peer off that this release lacks.

        Raises:
            FieldValueError: its value matters, and its loss is not allowed.
        """
        value = values.pop(change.argument)
        if value == change.instead:
            return
        why = change.why or "the argument is not known any more"
        if change.loss is Loss.REFUSED:
            raise FieldValueError(
                path=f"$.{change.argument}",
                expected=f"{shown(change.instead)}, since the argument went with {step.version} "
                f"({why})",
                found=shown(value),
            )
        self._note(step, change.argument, value, why, str(step.before), str(step.version), report)

    def move_down(self, step: Step, change: Moved, values: Values) -> None:
        """Move an argument into others that the peer has, or make one of them for it.

        Raises:
            ArgumentRefusedError: the peer has no words for the value.
            ConversionBrokenError: what comes back is another value.
        """
        assert change.down is not None
        assert change.up is not None
        kept, value = dict(values), values.get(change.argument)
        try:
            change.down(values, self.view)
            self._settle(change, values, kept, step.older, down=True)
            back = dict(values)
            change.up(back, self.view)
            self._settle(change, back, values, step.newer, down=False)
        except InexpressibleError as error:
            raise self._argument_refused(step, change.argument, value, error.why) from error
        except Exception as error:
            raise self._broken(step, change.argument, value, _what(error)) from error
        if back != kept:
            raise self._broken(step, change.argument, kept, shown(back))

    def move_up(self, step: Step, change: Moved, values: Values) -> None:
        """Make an argument of others that the peer sent, or move one of them.

        Raises:
            FieldValueError: a value cannot be read.
        """
        assert change.up is not None
        kept = dict(values)
        try:
            change.up(values, self.view)
            self._settle(change, values, kept, step.newer, down=False)
        except Exception as error:
            raise FieldValueError(
                path=f"$.{change.argument}",
                expected=f"arguments that become those of {step.version}",
                found=f"{shown(kept.get(change.argument))} ({_what(error)})",
            ) from error

    def down(self, step: Step, change: Retyped, name: str, value: Any, report: LossReport) -> Any:
        """A value in the type that the peer has.

        Raises:
            ArgumentRefusedError, BackportRefusedError: the peer has no words for it.
            ConversionBrokenError: what comes back is another value.
        """
        try:
            lowered = self._checked(step.older, name, change.down(value, self.view))
            back = change.up(lowered, self.view)
        except InexpressibleError as error:
            if change.instead is KEPT:
                raise self._refused(step, name, value, error.why) from error
            self._note(step, name, value, error.why, str(step.version), self.release, report)
            return change.instead
        except Exception as error:
            raise self._broken(step, name, value, _what(error)) from error
        if back != value:
            raise self._broken(step, name, value, shown(back))
        return lowered

    def up(self, step: Step, change: Retyped, name: str, value: Any, report: LossReport) -> Any:
        """A value of the peer in the type of this release.

        Raises:
            FieldValueError: it cannot be read.
        """
        try:
            return self._checked(step.newer, name, change.up(value, self.view))
        except Exception as error:
            if isinstance(error, InexpressibleError) and change.instead is not KEPT:
                self._note(
                    step, name, value, error.why, str(step.before), str(step.version), report
                )
                return change.instead
            type_ = _type(step.newer, name)
            raise FieldValueError(
                path=f"$.{name}",
                expected=f"a value that becomes {type_.text if type_ else None}",
                found=f"{shown(value)} ({_what(error)})",
            ) from error

    def _settle(
        self, change: Moved, values: Values, kept: Values, spec: MethodSpec, *, down: bool
    ) -> None:
        """Take the argument off where its version ends, and check what a function wrote."""
        if isinstance(change, ArgumentAdded) is down:
            values.pop(change.argument, None)
        for name in values:
            if name in spec.arguments and (name not in kept or values[name] is not kept[name]):
                values[name] = self._checked(spec, name, values[name])

    def _checked(self, spec: MethodSpec, name: str, value: Any) -> Any:
        type_ = _type(spec, name)
        return type_ and type_.check(value, (("$",), f".{name}"), self.view.judge)

    def _note(
        self,
        step: Step,
        argument: str,
        value: Any,
        why: str,
        source: str,
        target: str,
        report: LossReport,
    ) -> None:
        report.add(
            path=f"$.{argument}",
            object=self.interface,
            field=f"{step.newer.name}({argument})",
            source=source,
            target=target,
            found=shown(value),
            why=why,
        )

    def _refused(self, step: Step, name: str, value: Any, why: str) -> VObjectError:
        if name != RESULT:
            return self._argument_refused(step, name, value, why)
        return BackportRefusedError(
            path="$.result",
            name=f"{self.interface}.{step.newer.name}",
            source=str(step.version),
            target=str(step.before),
            release=self.release,
            found=shown(value),
            why=why,
        )

    def _argument_refused(
        self, step: Step, argument: str, value: Any, why: str
    ) -> ArgumentRefusedError:
        return ArgumentRefusedError(
            interface=self.interface,
            method=step.newer.name,
            argument=argument,
            release=self.release,
            found=shown(value),
            why=why,
        )

    def _broken(self, step: Step, name: str, value: Any, back: str) -> ConversionBrokenError:
        return ConversionBrokenError(
            path="$",
            name=f"{self.interface}.{step.newer.name}",
            source=str(step.version),
            target=str(step.before),
            field=name,
            found=shown(value),
            back=back,
        )


def _type(spec: MethodSpec, name: str) -> FieldType | None:
    return spec.result if name == RESULT else spec.arguments[name].type


def _what(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
