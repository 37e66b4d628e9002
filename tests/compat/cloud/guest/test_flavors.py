"""Flavors and PCI requests: set and read back at a release, and by the next one."""

import itertools
import json

import pytest

from compat.cloud._guest import flavor_of, pci_requests_of, set_flavor, set_pci_requests
from tests.compat.cloud.asking import NIC, RELEASES, Ask, flavor, instance, new_uuid
from vobjects import UnsetFieldError, catalog
from vobjects.testing import minimal

_PAIRS = list(itertools.permutations(RELEASES, 2))
_BIG = Ask(memory=4096, vcpus=8)
_SIZE = {"memory_mb": 4096, "vcpus": 8, "root_gb": 20, "name": "m1.test", "flavorid": "7"}


@pytest.mark.parametrize("release", RELEASES)
def test_flavor_when_it_is_set_then_it_is_read_back(release: str) -> None:
    found = instance(catalog.at(release), _BIG)

    assert flavor_of(found) == _SIZE
    assert (found.memory_mb, found.vcpus) == (4096, 8)


@pytest.mark.parametrize(("writer", "reader"), _PAIRS)
def test_flavor_when_one_release_sets_it_then_another_reads_it(writer: str, reader: str) -> None:
    found = catalog.at(reader).adopt(instance(catalog.at(writer), _BIG))

    assert flavor_of(found) == _SIZE


@pytest.mark.parametrize("release", RELEASES)
def test_flavor_when_it_is_set_again_then_nothing_of_the_first_is_left(release: str) -> None:
    view = catalog.at(release)
    found = instance(view, _BIG)
    small = minimal(view, "Flavor", name=None, flavorid="1", memory_mb=64, vcpus=1, root_gb=0)

    set_flavor(found, small)

    assert flavor_of(found) == {
        "memory_mb": 64,
        "vcpus": 1,
        "root_gb": 0,
        "name": None,
        "flavorid": "1",
    }


@pytest.mark.parametrize("release", ["icehouse", "juno"])
def test_flavor_when_an_older_release_keeps_it_then_other_metadata_stays(release: str) -> None:
    view = catalog.at(release)
    found = minimal(view, "Instance", uuid=new_uuid(), system_metadata={"image_os": "linux"})

    set_flavor(found, flavor(view, _BIG))

    assert found.system_metadata["image_os"] == "linux"
    assert found.system_metadata["instance_type_memory_mb"] == "4096"


def test_flavor_when_it_has_extra_specs_then_an_older_release_keeps_them_for_the_next() -> None:
    juno = catalog.at("juno")
    wanted = flavor(juno, _BIG)
    wanted.extra_specs = {"hw:numa_nodes": "2"}
    found = instance(juno)

    set_flavor(found, wanted)

    assert catalog.at("kilo").adopt(found).flavor.extra_specs == {"hw:numa_nodes": "2"}


@pytest.mark.parametrize("release", RELEASES)
def test_flavor_of_when_an_instance_has_none_then_it_is_an_error_and_not_nothing(
    release: str,
) -> None:
    found = minimal(catalog.at(release), "Instance", uuid=new_uuid(), system_metadata={})

    with pytest.raises(UnsetFieldError, match="'flavor' is not set"):
        flavor_of(found)


@pytest.mark.parametrize("release", RELEASES)
def test_requests_when_they_are_set_then_they_are_read_back(release: str) -> None:
    found, request_id = instance(catalog.at(release)), new_uuid()

    set_pci_requests(found, [{"count": 2, "spec": [NIC], "request_id": request_id}])

    (read,) = pci_requests_of(found)
    assert (read["count"], read["request_id"]) == (2, request_id)
    assert [dict(spec) for spec in read["spec"]] == [NIC]


@pytest.mark.parametrize(("writer", "reader"), _PAIRS)
def test_requests_when_one_release_sets_them_then_another_reads_them(
    writer: str, reader: str
) -> None:
    ids = [new_uuid(), new_uuid()]
    written = instance(catalog.at(writer))
    set_pci_requests(
        written, [{"count": n + 1, "spec": [NIC], "request_id": ids[n]} for n in range(2)]
    )

    found = pci_requests_of(catalog.at(reader).adopt(written))

    assert [(one["count"], one["request_id"]) for one in found] == [(1, ids[0]), (2, ids[1])]


@pytest.mark.parametrize("release", RELEASES)
def test_requests_when_one_belongs_to_a_resize_then_it_is_read_as_well(release: str) -> None:
    found = instance(catalog.at(release))

    set_pci_requests(
        found, [{"count": 1, "spec": [NIC]}, {"count": 3, "spec": [NIC], "is_new": True}]
    )

    read = pci_requests_of(found)
    assert [(one["count"], bool(one.get("is_new"))) for one in read] == [(1, False), (3, True)]


@pytest.mark.parametrize("release", RELEASES)
def test_requests_when_there_are_none_then_none_are_read(release: str) -> None:
    assert pci_requests_of(instance(catalog.at(release))) == []
    assert pci_requests_of(minimal(catalog.at(release), "Instance", uuid=new_uuid())) == []


@pytest.mark.parametrize("release", ["icehouse", "juno"])
def test_requests_when_an_older_release_keeps_them_then_under_the_keys_it_reads_itself(
    release: str,
) -> None:
    found = instance(catalog.at(release))

    set_pci_requests(found, [{"count": 1, "spec": [NIC]}])

    assert json.loads(str(found.system_metadata["pci_requests"])) == [{"count": 1, "spec": [NIC]}]
    assert found.system_metadata["new_pci_requests"] == "[]"
