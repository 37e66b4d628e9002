"""The names of the demo cloud: its interfaces are not Nova's, so none of them is named like one."""

from __future__ import annotations

from collections.abc import Iterable

from compat.cloud.releases import INTERFACES
from rpc import Interface, catalog


def methods(interfaces: Iterable[type[Interface]]) -> set[str]:
    """Return the name of each method that one of the interfaces has in any version."""
    return {
        name
        for interface in interfaces
        for version in interface.LINEAGE.methods.values()
        for name in version
    }


def test_interface_when_of_the_demo_has_the_name_of_none_of_nova() -> None:
    demo = {interface.LINEAGE.name for interface in INTERFACES}

    assert demo & {interface.LINEAGE.name for interface in catalog.INTERFACES} == set()


def test_topic_when_of_the_demo_is_none_of_nova() -> None:
    demo = {interface.LINEAGE.topic for interface in INTERFACES}

    assert demo & {interface.LINEAGE.topic for interface in catalog.INTERFACES} == set()


def test_method_when_of_the_demo_has_the_name_of_none_of_nova() -> None:
    assert methods(INTERFACES) & methods(catalog.INTERFACES) == set()
