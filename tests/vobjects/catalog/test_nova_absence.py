"""Which fields may be absent, and what tells objects apart, are those of Nova's own source."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.nova_facts import decided_keys, loaded_later, may_be_absent, unique_columns
from vobjects import VALUE, LossReport, catalog
from vobjects.catalog import NOVA
from vobjects.testing import filled, minimal

HEAD = catalog.at(catalog.releases()[-1])
KEYED = {
    name: NOVA.declared(name).KEY
    for name in sorted(HEAD)
    if NOVA.declared(name).KEY not in (None, (), VALUE)
}


@pytest.mark.parametrize("name", sorted(HEAD))
def test_field_when_nova_can_leave_it_unset_then_it_may_be_absent_and_no_other(name: str) -> None:
    fields = HEAD.schema(name).fields
    marked = {field for field, spec in fields.items() if spec.options.may_be_absent}
    assert marked == may_be_absent()[name]


@pytest.mark.parametrize("release", catalog.releases())
def test_object_when_it_is_complete_in_a_release_then_it_is_in_the_newest(release: str) -> None:
    view = catalog.at(release)
    for name in sorted(view.keys() & HEAD.keys()):
        HEAD.to_primitive(HEAD.adopt(minimal(view, name)))


def _added_later() -> list[Any]:
    """The fields that Nova looks up where they are read, at each release that lacks them."""
    return [
        pytest.param(name, field, release, id=f"{name}.{field} {release}")
        for name, fields in loaded_later().items()
        for field in sorted(fields)
        for release in catalog.releases()
        if name in catalog.at(release) and not catalog.at(release).has(name, field)
    ]


@pytest.mark.parametrize(("name", "field", "release"), _added_later())
def test_field_when_nova_looks_it_up_then_it_comes_back_unset_from_an_older_release(
    name: str, field: str, release: str
) -> None:
    lazy = minimal(HEAD, name)
    back = HEAD.adopt(catalog.at(release).adopt(lazy))
    assert not back.obj_attr_is_set(field)


def test_fields_when_nova_looks_them_up_then_those_of_instances_are_among_them() -> None:
    assert {"flavor", "numa_topology", "tags", "vcpu_model"} <= loaded_later()["Instance"]
    assert loaded_later()["InstanceGroup"] == {"hosts"}


@pytest.mark.parametrize("name", KEYED)
def test_key_when_a_model_has_unique_columns_then_it_is_one_of_them_or_decided(name: str) -> None:
    key = KEYED[name]
    assert (key in unique_columns().get(name, ())) != (decided_keys().get(name) == key)


def test_keys_when_they_are_decided_then_the_classes_have_them() -> None:
    assert decided_keys().keys() <= KEYED.keys()


def test_objects_when_nova_makes_them_whole_then_they_travel() -> None:
    report = LossReport()
    for name in sorted(HEAD):
        HEAD.to_primitive(filled(HEAD, name), report=report)
    assert not report
