"""Stores: rows outlive the release that wrote them."""

import concurrent.futures
import itertools
import sys

import pytest

from compat.cloud._guest import flavor_of
from compat.cloud.services import Rows, Store
from tests.compat.cloud.asking import RELEASES, Ask, instance, new_uuid
from vobjects import DecodeError, catalog
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache

KILO = catalog.at("kilo")


@pytest.mark.parametrize(
    ("writer", "reader"), list(itertools.combinations_with_replacement(RELEASES, 2))
)
def test_load_when_an_older_release_wrote_the_row_then_it_is_read_as_the_own(
    writer: str, reader: str
) -> None:
    rows: Rows = {}
    written = instance(catalog.at(writer), Ask(memory=333))
    Store(catalog.at(writer), rows).save("a", written)

    found = Store(catalog.at(reader), rows).load(Instance, "a")

    assert (found.VIEW.label, found.uuid) == (reader, written.uuid)
    assert flavor_of(found)["memory_mb"] == 333


@pytest.mark.parametrize(("writer", "reader"), [("kilo", "juno"), ("juno", "icehouse")])
def test_load_when_a_newer_release_wrote_the_row_then_an_error_and_not_half_of_it(
    writer: str, reader: str
) -> None:
    rows: Rows = {}
    Store(catalog.at(writer), rows).save("a", instance(catalog.at(writer)))

    with pytest.raises(DecodeError, match=f"or older \\({reader}\\)"):
        Store(catalog.at(reader), rows).load(Instance, "a")


def test_load_when_there_is_no_such_row_then_a_key_error() -> None:
    with pytest.raises(KeyError):
        Store(KILO).load(Instance, "a")


def test_load_when_another_class_has_the_key_then_a_key_error() -> None:
    store = Store(KILO)
    store.save("a", KILO[InstanceInfoCache](instance_uuid=new_uuid(), network_info=None))

    with pytest.raises(KeyError):
        store.load(Instance, "a")


def test_save_when_an_object_has_changes_then_they_can_still_be_told() -> None:
    store, written = Store(KILO), instance(KILO)
    written.obj_reset_changes(recursive=True)
    written.host = "libvirt-1"

    store.save("a", written)

    assert store.load(Instance, "a").obj_what_changed() == {"host"}


def test_save_when_the_object_changes_later_then_the_row_does_not() -> None:
    store, written = Store(KILO), instance(KILO, host="first")
    store.save("a", written)

    written.host = "second"

    assert store.load(Instance, "a").host == "first"


def test_load_when_what_was_loaded_changes_then_the_row_does_not() -> None:
    store = Store(KILO)
    store.save("a", instance(KILO, host="first"))

    store.load(Instance, "a").host = "second"

    assert store.load(Instance, "a").host == "first"


def test_keys_when_there_are_several_classes_then_those_of_one_sorted() -> None:
    store = Store(KILO)
    for key in ("b", "c", "a"):
        store.save(key, instance(KILO))
    store.save("d", KILO[InstanceInfoCache](instance_uuid=new_uuid(), network_info=None))

    assert store.keys(Instance) == ["a", "b", "c"]
    assert store.keys(InstanceInfoCache) == ["d"]


def test_all_when_there_are_several_then_by_their_keys() -> None:
    store = Store(KILO)
    for key in ("b", "a"):
        store.save(key, instance(KILO, host=key))

    assert [one.host for one in store.all(Instance)] == ["a", "b"]


def test_delete_when_there_is_a_row_then_it_is_gone_and_twice_is_no_error() -> None:
    store = Store(KILO)
    store.save("a", instance(KILO))

    store.delete(Instance, "a")
    store.delete(Instance, "a")

    assert store.keys(Instance) == []


def test_all_when_rows_come_and_go_meanwhile_then_no_error() -> None:
    store, kept = Store(KILO), instance(KILO)
    store.save("kept", kept)

    def churn(name: str) -> None:
        for _ in range(60):
            store.save(name, kept)
            store.delete(Instance, name)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with concurrent.futures.ThreadPoolExecutor() as pool:
            churning = [pool.submit(churn, str(number)) for number in range(3)]
            while not all(one.done() for one in churning):
                assert kept in store.all(Instance)
            for one in churning:
                one.result()
    finally:
        sys.setswitchinterval(before)
