"""The passage of a method's arguments and result between two versions of its interface."""

from __future__ import annotations

import dataclasses
from typing import Any

from rpc._convert.operations import Crossing
from rpc._declare.changes import (
    ArgumentAdded,
    ArgumentRemoved,
    ArgumentRenamed,
    ArgumentRetyped,
    ResultRetyped,
    Values,
)
from rpc._plan.planner import Plan
from rpc._wire.body import RESULT
from vobjects import LossReport, View


@dataclasses.dataclass(frozen=True)
class Passage:
    """Between this release, which is the newer side of the plan, and a peer."""

    plan: Plan
    release: str
    """The release of the peer, for errors."""
    view: View
    """The classes of this release."""

    @property
    def _crossing(self) -> Crossing:
        return Crossing(self.plan.interface, self.release, self.view)

    def lower(self, values: Values, report: LossReport) -> Values:
        """The arguments as the peer has them, with the defaults of this release written out.

        Raises:
            ArgumentRefusedError: it cannot hold a value that matters.
            ConversionBrokenError: a conversion does not give back what it was given.
        """
        values, crossing = self.plan.newer.defaults | values, self._crossing
        for step in reversed(self.plan.steps):
            match step.change:
                case ArgumentAdded(down=None) as change:
                    crossing.drop(step, change, values, report)
                case ArgumentRemoved(argument=argument, instead=instead, down=None):
                    values[argument] = instead
                case ArgumentAdded() | ArgumentRemoved() as change:
                    crossing.move_down(step, change, values)
                case ArgumentRenamed(argument=argument, was=was):
                    values[was] = values.pop(argument)
                case ArgumentRetyped(argument=argument) as change:
                    values[argument] = crossing.down(
                        step, change, argument, values[argument], report
                    )
        return values

    def lift(self, values: Values, report: LossReport) -> Values:
        """The arguments of the peer as this release has them, with the peer's defaults.

        Raises:
            FieldValueError: this release has no place for a value.
        """
        values, crossing = self.plan.older.defaults | values, self._crossing
        for step in self.plan.steps:
            match step.change:
                case ArgumentAdded(argument=argument, up=None):
                    values[argument] = step.newer.arguments[argument].default
                case ArgumentRemoved(up=None) as change:
                    crossing.leave(step, change, values, report)
                case ArgumentAdded() | ArgumentRemoved() as change:
                    crossing.move_up(step, change, values)
                case ArgumentRenamed(argument=argument, was=was):
                    values[argument] = values.pop(was)
                case ArgumentRetyped(argument=argument) as change:
                    values[argument] = crossing.up(step, change, argument, values[argument], report)
        return values

    def lower_result(self, value: Any) -> Any:
        """A result of this release as the peer has it.

        Raises:
            BackportRefusedError: it cannot hold the result.
            ConversionBrokenError: a conversion does not give back what it was given.
        """
        for step in reversed(self.plan.steps):
            if isinstance(step.change, ResultRetyped):
                value = self._crossing.down(step, step.change, RESULT, value, LossReport())
        return value

    def lift_result(self, value: Any) -> Any:
        """A result of the peer as this release has it.

        Raises:
            FieldValueError: a conversion cannot read it.
        """
        for step in self.plan.steps:
            if isinstance(step.change, ResultRetyped):
                value = self._crossing.up(step, step.change, RESULT, value, LossReport())
        return value
