"""What a device is to a request: read alike from every release, matched key by key."""

import pytest

from tests.support.untyped import new
from tests.vobjects.catalog.placement.drawing import DEVICES, at, device
from vobjects.catalog._nova import NOVA
from vobjects.catalog.enums.pci import PCINUMAAffinityPolicy
from vobjects.catalog.pci_pool import PciDevicePool
from vobjects.catalog.pci_request import InstancePCIRequest, InstancePCIRequests
from vobjects.catalog.placement import Device, Distance, HostCell, Nearness, Want, wants

REQUIRED, LEGACY, PREFERRED, SOCKET = PCINUMAAffinityPolicy
_VF = Device(
    vendor_id="8086",
    product_id="154c",
    dev_type="type-VF",
    address="0000:81:02.0",
    more={"physical_network": "net-a"},
)
_PF = Device(vendor_id="8086", product_id="1572", dev_type="type-PF")


@pytest.mark.parametrize("release", DEVICES)
def test_device_when_it_is_read_at_any_release_then_its_parent_is_known(release: str) -> None:
    found = Device.of(device(at(release), "0000:81:02.0", parent="0000:81:00.0"))

    assert (found.vendor_id, found.product_id, found.dev_type) == ("8086", "154c", "type-VF")
    assert (found.address, found.parent) == ("0000:81:02.0", "0000:81:00.0")


@pytest.mark.parametrize("release", DEVICES)
def test_device_when_only_its_address_is_known_then_the_rest_is_none(release: str) -> None:
    found = Device.of(new(at(release), "PciDevice", address="0000:81:02.0"))

    assert found == Device(vendor_id=None, product_id=None, address="0000:81:02.0")


def test_pool_when_it_is_read_then_its_tags_can_be_asked_for() -> None:
    tags = {"dev_type": "type-VF", "physical_network": "net-a"}
    pool = at("gazpacho")[PciDevicePool](
        vendor_id="8086", product_id="154c", numa_node=1, count=2, tags=tags
    )

    found = Device.of_pool(pool)

    assert (found.dev_type, found.numa_node) == ("type-VF", 1)
    assert found.meets(({"physical_network": "net-a"},))
    assert not found.meets(({"physical_network": "net-b"},))


def test_pool_when_its_version_has_no_node_then_it_is_not_told() -> None:
    pool = new(
        NOVA.closure("PciDevicePool", "1.0"),
        "PciDevicePool",
        vendor_id="8086",
        product_id="154c",
        count=2,
        tags={},
    )

    assert Device.of_pool(pool).numa_node is None


@pytest.mark.parametrize(
    ("specs", "met"),
    [
        ((), True),
        (({},), True),
        (({"vendor_id": "8086"},), True),
        (({"vendor_id": "15b3"},), False),
        (({"vendor_id": "15b3"}, {"product_id": "154c"}), True),
        (({"vendor_id": "8086", "product_id": "1018"},), False),
        (({"product_id": "154C"},), True),
        (({"physical_network": "net-a"},), True),
        (({"physical_network": "NET-A"},), False),
        (({"address": "0000:81:02.0"},), True),
        (({"dev_type": "type-VF"},), True),
        (({"dev_type": "type-PF"},), False),
        (({"trusted": "true"},), False),
        (({"trusted": None},), True),
        (({"physical_network": None},), False),
        (({"vendor_id": None},), False),
    ],
)
def test_meets_when_a_spec_is_given_then_each_key_counts(
    specs: tuple[dict[str, str | None], ...], met: bool
) -> None:
    assert _VF.meets(specs) is met


@pytest.mark.parametrize("dev_type", ["type-PF", "vdpa"])
def test_meets_when_a_device_is_more_than_a_function_then_it_is_asked_for_by_type(
    dev_type: str,
) -> None:
    found = Device(vendor_id="8086", product_id="1572", dev_type=dev_type)

    assert not found.meets(())
    assert not found.meets(({"vendor_id": "8086"},))
    assert found.meets(({"vendor_id": "8086", "dev_type": dev_type},))


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (REQUIRED, {Distance.NODE}),
        (SOCKET, {Distance.NODE, Distance.SOCKET}),
        (LEGACY, {Distance.NODE, Distance.UNKNOWN}),
        (PREFERRED, set(Distance)),
    ],
)
def test_nearness_when_a_policy_is_asked_for_then_it_says_how_far_a_device_may_be(
    policy: PCINUMAAffinityPolicy, allowed: set[Distance]
) -> None:
    hosts = [_node(0, 0), _node(1, 0), _node(2, 1), _node(3, None)]
    near = Nearness.of([0], hosts)
    nodes = {
        0: Distance.NODE,
        1: Distance.SOCKET,
        None: Distance.UNKNOWN,
        2: Distance.FAR,
        3: Distance.FAR,
        9: Distance.FAR,
    }

    assert {node: near.distance(node) for node in nodes} == nodes
    assert {near.distance(node) for node in nodes if near.allows(policy, node)} == allowed


def _node(number: int, socket: int | None) -> HostCell:
    none = frozenset[int]()
    return HostCell(id=number, cpus=none, dedicated=none, memory=0, socket=socket)


def test_nearness_when_no_node_tells_its_socket_then_only_the_own_node_is_near() -> None:
    near = Nearness.of([0], [_node(0, None), _node(1, None)])

    assert [near.allows(SOCKET, node) for node in (0, 1, None)] == [True, False, False]


@pytest.mark.parametrize("policy", PCINUMAAffinityPolicy)
@pytest.mark.parametrize("node", [None, 0, 7])
def test_nearness_when_a_guest_has_no_nodes_then_everything_is_near(
    policy: PCINUMAAffinityPolicy, node: int | None
) -> None:
    assert Nearness(frozenset()).allows(policy, node)


@pytest.mark.parametrize("release", ["juno", "kilo", "queens", "stein", "wallaby"])
def test_wants_when_there_are_requests_then_each_device_is_one(release: str) -> None:
    view = at(release)
    spec = {"vendor_id": "8086"}
    request_id = "5f0c9d0e-0000-4000-8000-000000000001"
    requests = (
        view[InstancePCIRequest](count=2, spec=(spec,), request_id=request_id),
        view[InstancePCIRequest](count=1, spec=()),
    )

    found = wants(
        view[InstancePCIRequests](
            instance_uuid="5f0c9d0e-0000-4000-8000-000000000002", requests=requests
        )
    )

    assert found == [Want(specs=(spec,), request_id=request_id)] * 2 + [Want()]


@pytest.mark.parametrize("policy", PCINUMAAffinityPolicy)
def test_wants_when_a_request_has_a_policy_then_the_want_has_it(
    policy: PCINUMAAffinityPolicy,
) -> None:
    view = at("wallaby")
    request = view[InstancePCIRequest](count=1, spec=(), numa_policy=policy)
    requests = view[InstancePCIRequests](
        instance_uuid="5f0c9d0e-0000-4000-8000-000000000002", requests=(request,)
    )

    assert wants(requests) == [Want(policy=policy)]
