"""What the newest release sends to an older one is what Nova's source of then expects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.nova_schema import expected_by
from vobjects import catalog
from vobjects.testing import filled

NEWEST = catalog.at(catalog.releases()[-1])
KILO = catalog.at("kilo")


@pytest.mark.parametrize("release", catalog.releases())
def test_object_when_it_goes_to_a_release_then_that_expects_it(release: str) -> None:
    view = catalog.at(release)
    for name in sorted(view):
        newest: Any = NEWEST.adopt(filled(view, name))
        expected_by(view, NEWEST.to_primitive(newest, at=view))


DAMAGES: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "another project": lambda node, _: node.update({"nova_object.namespace": "cinder"}),
    "another version": lambda node, _: node.update({"nova_object.version": "1.1"}),
    "a change of a field that is not there": lambda node, _: node["nova_object.changes"].append(
        "socket"
    ),
    "a newer field": lambda _, data: data.update(socket=1),
    "a bool that is an int": lambda _, data: data.update(memory=True),
    "a missing value": lambda _, data: data.update(memory=None),
    "text in a set of ints": lambda _, data: data.update(cpuset=["0"]),
    "a set that is none": lambda _, data: data.update(siblings=[0]),
    "a child of another class": lambda node, data: data.update(mempages=[node]),
    "a child of a newer version": lambda _, data: data["mempages"][0].update(
        {"nova_object.version": "1.1"}
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_cell_when_it_is_damaged_then_kilo_does_not_expect_it(damage: str) -> None:
    node = KILO.to_primitive(filled(KILO, "NUMACell"))
    expected_by(KILO, node)
    DAMAGES[damage](node, node["nova_object.data"])
    with pytest.raises(AssertionError):
        expected_by(KILO, node)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("HVSpec", "hv_type", "nonsense"),
        ("Instance", "uuid", "nonsense"),
        ("Instance", "created_at", "2015-04-30T12:00:00+00:00"),
        ("Instance", "system_metadata", {"image": 1}),
        ("Instance", "system_metadata", ["image"]),
        ("Instance", "access_ip_v4", "2001:db8::1"),
        ("ImageMetaProps", "hw_cpu_policy", "mixed"),
    ],
)
def test_value_when_its_class_does_not_take_it_then_liberty_does_not_expect_it(
    name: str, field: str, value: object
) -> None:
    liberty = catalog.at("liberty")
    node = liberty.to_primitive(filled(liberty, name))
    node["nova_object.data"][field] = value
    with pytest.raises(AssertionError):
        expected_by(liberty, node)
