"""What the scheduler does for the controller."""

from __future__ import annotations

from collections.abc import Mapping

from rpc import Context, Interface, call, history, initial, previous_major_served, version
from vobjects.catalog.instance import Instance


class CloudPlacementAPI(Interface):
    """1.0 in icehouse and juno, 2.0 in kilo, which serves 1.0 as well."""

    TOPIC = "cloud_placement"

    @call
    def choose_hosts(
        self, context: Context, request_spec: Instance, filter_properties: Mapping[str, str]
    ) -> tuple[str, ...]:
        """The hosts that can take the instance, the best first."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
        version("2.0", "A new major, equal to 1.0.", previous_major_served()),
    )
