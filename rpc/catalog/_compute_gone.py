"""Methods that Nova's compute interface once had, as they were last."""

from __future__ import annotations

from typing import Any

from rpc import Context, call, cast
from rpc._declare.plain_data import Data
from vobjects.catalog.instance import Instance


@call
def get_console_topic(self: Any, context: Context) -> str | None:
    """Say where consoles are asked for."""
    raise NotImplementedError


@call
def get_console_pool_info(self: Any, context: Context, console_type: str) -> Data:
    """Say how to reach a pool of consoles."""
    raise NotImplementedError


@cast
def refresh_instance_security_rules(self: Any, context: Context, instance: Instance) -> None:
    """Apply the security groups of a guest anew."""


@cast
def change_instance_metadata(self: Any, context: Context, diff: Data, instance: Instance) -> None:
    """Tell a guest that its metadata changed."""


@cast
def reset_network(self: Any, context: Context, instance: Instance) -> None:
    """Set the network of a guest up anew."""


@cast
def add_aggregate_host(
    self: Any, context: Context, aggregate: Data, host: str, slave_info: Data
) -> None:
    """Tell a host that it belongs to an aggregate."""


@cast
def remove_aggregate_host(
    self: Any, context: Context, host: str, slave_info: Data, aggregate: Data
) -> None:
    """Tell a host that it left an aggregate."""
