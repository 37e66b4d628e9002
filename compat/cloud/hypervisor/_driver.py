"""The kinds of hypervisor: what a host has, and what it takes to run a guest on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vobjects import View
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance


class Driver(Protocol):
    """What a compute service asks of its hypervisor."""

    @property
    def hypervisor_type(self) -> str:
        """What the records of its hosts say, such as ``QEMU``."""
        ...

    def claim(self, instance: Instance, others: Sequence[Instance]) -> None:
        """Give an instance what it asks for, beside those that run already.

        Raises:
            ApplicationError: ``ComputeResourcesUnavailable``, with the reason.
        """

    def node(self, view: View, host: str, instances: Sequence[Instance]) -> ComputeNode:
        """The record of the host in the form of a release."""
        ...
