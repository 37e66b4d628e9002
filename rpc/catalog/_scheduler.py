"""Nova's scheduler interface."""

from __future__ import annotations

from typing import Any

from rpc import (
    Context,
    Interface,
    argument_added,
    call,
    cast,
    history,
    initial,
    result_retyped,
    version,
)
from rpc._declare.plain_data import Data
from vobjects import InexpressibleError, Loss
from vobjects.catalog.request_spec import RequestSpec
from vobjects.catalog.selection import Selection

_KEYS = {"host": "service_host", "nodename": "nodename"}


def _selections(states: Any, classes: Any) -> Any:
    """Of a list of hosts, each the only one for its guest."""
    return tuple(
        (classes["Selection"](**{_KEYS[key]: state[key] for key in _KEYS}),) for state in states
    )


def _states(selections: Any, classes: Any) -> Any:
    """The list of hosts: without alternatives, cells and allocations."""
    states = []
    for each in selections:
        facts = [one.obj_values() for one in each]
        if len(facts) != 1 or set(facts[0]) != set(_KEYS.values()):
            raise InexpressibleError("an older conductor takes one host and node for each guest")
        states.append({key: facts[0][_KEYS[key]] for key in _KEYS})
    return states


class SchedulerAPI(Interface):
    """Nova's scheduler: finds hosts, and hears from hosts what they have."""

    TOPIC = "scheduler"

    @call
    def select_destinations(
        self,
        context: Context,
        spec_obj: RequestSpec,
        instance_uuids: tuple[str, ...] | None = None,
        return_objects: bool = False,
        return_alternates: bool = False,
    ) -> tuple[tuple[Selection, ...], ...]:
        """Find a host for each guest, and others if it is full by then.

        Nova answers with objects since 4.5 if ``return_objects`` is True.
        """
        raise NotImplementedError

    @cast
    def update_aggregates(self, context: Context, aggregates: Data) -> None:
        """Tell all schedulers of aggregates that came or changed."""

    @cast
    def delete_aggregate(self, context: Context, aggregate: Data) -> None:
        """Tell all schedulers of an aggregate that went."""

    @cast
    def update_instance_info(self, context: Context, host_name: str, instance_info: Data) -> None:
        """Tell all schedulers of guests that came to a host or changed."""

    @cast
    def delete_instance_info(self, context: Context, host_name: str, instance_uuid: str) -> None:
        """Tell all schedulers of a guest that left a host."""

    @cast
    def sync_instance_info(
        self, context: Context, host_name: str, instance_uuids: tuple[str, ...]
    ) -> None:
        """Tell all schedulers which guests a host has."""

    HISTORY = history(
        initial("4.3", "As mitaka has it."),
        version(
            "4.4",
            "The scheduler allocates for the guests that it is told of.",
            argument_added(
                "select_destinations",
                "instance_uuids",
                loss=Loss.ALLOWED,
                why="an older scheduler allocates nothing",
            ),
        ),
        version(
            "4.5",
            "Answers are objects, with alternatives.",
            argument_added(
                "select_destinations",
                "return_objects",
                loss=Loss.ALLOWED,
                why="an older scheduler answers with dicts",
            ),
            argument_added(
                "select_destinations",
                "return_alternates",
                why="an older scheduler names one host for each guest",
            ),
            result_retyped("select_destinations", was=Data, up=_selections, down=_states),
        ),
    )
