"""Requested networks: dicts in icehouse, objects since juno, converted both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compat.cloud.api import parse_networks, request_networks
from compat.cloud.api._networks import as_dicts, as_objects
from rpc import ApplicationError
from tests.compat.cloud.asking import RELEASES, new_uuid
from tests.support.pairs import law
from vobjects import InexpressibleError, View, catalog
from vobjects.catalog.network_request import NetworkRequest, NetworkRequestList

JUNO, KILO = catalog.at("juno"), catalog.at("kilo")


def _list(view: View, *requests: dict[str, str | None]) -> NetworkRequestList:
    made = tuple(view[NetworkRequest](**request) for request in requests)
    return view[NetworkRequestList](objects=made)


_REQUEST = st.fixed_dictionaries(
    {},
    optional={
        "network_id": st.one_of(st.none(), st.text(max_size=3)),
        "address": st.one_of(st.none(), st.ip_addresses().map(str)),
        "port_id": st.one_of(st.none(), st.uuids().map(str)),
    },
)


@pytest.mark.parametrize("view", [JUNO, KILO])
def test_convert_when_objects_go_down_and_up_then_they_are_the_same(view: View) -> None:
    @law(40)
    @given(st.lists(_REQUEST, max_size=3))
    def holds(requests: list[dict[str, str | None]]) -> None:
        asked = _list(view, *requests)
        assert as_objects(as_dicts(asked, view), view) == asked

    holds()


@law(40)
@given(st.lists(_REQUEST, max_size=3))
def test_convert_when_dicts_go_up_and_down_then_they_are_the_same(
    requests: list[dict[str, str | None]],
) -> None:
    plain = tuple(requests)

    assert as_dicts(as_objects(plain, KILO), KILO) == plain


def test_convert_when_there_are_none_then_none_both_ways() -> None:
    assert as_dicts(None, KILO) is None
    assert as_objects(None, KILO) is None


@pytest.mark.parametrize("view", [JUNO, KILO])
def test_convert_when_a_port_needs_its_device_then_refused_for_icehouse(view: View) -> None:
    asked = _list(view, {"network_id": "net-a", "pci_request_id": new_uuid()})

    with pytest.raises(InexpressibleError, match="the port would lose its PCI device"):
        as_dicts(asked, view)


def test_convert_when_the_device_is_none_then_it_goes() -> None:
    asked = _list(JUNO, {"network_id": "net-a", "pci_request_id": None})

    assert as_dicts(asked, JUNO) == ({"network_id": "net-a"},)


@pytest.mark.parametrize("release", RELEASES)
def test_request_when_a_release_asks_then_it_is_read_back_in_order(release: str) -> None:
    found = request_networks(catalog.at(release), ["net-a", "net-b"])

    assert parse_networks(found) == [("net-a", None), ("net-b", None)]
    assert isinstance(found, NetworkRequestList) == (release != "icehouse")


def test_asked_when_nothing_is_asked_then_nothing_is_found() -> None:
    assert parse_networks(None) == []
    assert parse_networks(()) == []
    assert parse_networks(_list(KILO)) == []


def test_asked_when_an_address_is_wanted_then_it_is_told_in_either_form() -> None:
    facts: dict[str, str | None] = {"network_id": "net-a", "address": "10.0.0.9"}

    assert parse_networks((facts,)) == parse_networks(_list(JUNO, facts))
    assert parse_networks((facts,)) == [("net-a", "10.0.0.9")]


@pytest.mark.parametrize(
    "facts", [{}, {"network_id": None}, {"network_id": "net-a", "port_id": new_uuid()}]
)
def test_asked_when_a_request_is_for_a_port_then_an_error(facts: dict[str, str | None]) -> None:
    for asked in ((facts,), _list(KILO, facts)):
        with pytest.raises(ApplicationError, match="PortNotFound: there are no ports"):
            parse_networks(asked)
