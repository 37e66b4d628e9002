"""What the scheduler does for the controller."""

from __future__ import annotations

from collections.abc import Mapping

from rpc import Context, Interface, call, history, initial, previous_major_served, version
from vobjects.catalog.instance import Instance


class SchedulerAPI(Interface):
    """Nova's scheduler RPC 3.0 (icehouse, juno) to 4.2 (kilo, which serves 3.x as well)."""

    TOPIC = "scheduler"

    @call
    def select_destinations(
        self, context: Context, request_spec: Instance, filter_properties: Mapping[str, str]
    ) -> tuple[str, ...]:
        """The hosts that can take the instance, the best first."""
        raise NotImplementedError

    HISTORY = history(
        initial("3.0"),
        version("3.1", "The flavor of a request is an object."),
        version("4.0", "A new major, equal to 3.1.", previous_major_served()),
        version("4.2", "Hosts tell which instances they have."),
    )
