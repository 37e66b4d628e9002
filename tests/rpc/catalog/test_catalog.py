"""The interfaces of the catalog against what Nova's own source says of them."""

from __future__ import annotations

import pytest

from rpc import Interface
from rpc._declare.changes import (
    ArgumentAdded,
    ArgumentRemoved,
    ArgumentRetyped,
    Change,
    Entry,
    MethodAdded,
    ResultRetyped,
)
from rpc._declare.method import MethodSpec
from rpc.catalog import (
    INTERFACES,
    ComputeAPI,
    ComputeTaskAPI,
    NetworkAPI,
    interfaces,
    pin,
    releases,
)
from tests.support.nova_interfaces import by_release, history, namespace
from vobjects import DeclarationError, catalog
from vobjects._declare.field import REQUIRED
from vobjects.version import Version

EVERY = [(i, release) for i in INTERFACES for release in by_release(i.__name__)]

TOO_STRICT = {
    ("rebuild_instance", "5.12"): {"accel_uuids"},
    ("rebuild_instance", "6.1"): {"reimage_boot_volume"},
    ("rebuild_instance", "6.2"): {"reimage_boot_volume", "target_state"},
}
"""Arguments that servers of Nova wanted although clients of the same major left them out."""

UNSERVED = {
    "allocate_floating_ip",
    "associate",
    "associate_floating_ip",
    "create_networks",
    "deallocate_floating_ip",
    "disassociate_floating_ip",
    "disassociate_network",
    "get_fixed_ip",
    "get_fixed_ip_by_address",
    "get_floating_ip",
    "get_floating_ip_by_address",
    "get_floating_ip_pools",
    "get_floating_ips_by_fixed_address",
    "get_floating_ips_by_project",
    "get_instance_id_by_floating_address",
    "get_instance_uuids_by_ip_filter",
}
"""What nova-network does for its own API alone, and what no request names."""

OLDER = {"reservations", "migration_id", "request_spec", "filter_properties"} | {
    "instance_id",
    "project_id",
}
"""Arguments that clients still sent to servers older than the catalog has them."""


def methods(interface: type[Interface], version: str) -> dict[str, MethodSpec]:
    return dict(interface.LINEAGE.methods[Version.parse(version)])


def signature(spec: MethodSpec) -> dict[str, bool]:
    """The arguments by name, and whether one has a default."""
    return {name: a.default is not REQUIRED for name, a in spec.arguments.items()}


def told(text: str) -> dict[str, bool]:
    return {word.rstrip("="): word.endswith("=") for word in text.split()}


def test_interfaces_when_a_release_is_asked_have_the_versions_that_nova_had() -> None:
    for interface, release in EVERY:
        expected = by_release(interface.__name__)[release].version
        assert str(interfaces(release)[interface.__name__]) == expected
    assert {r for _, r in EVERY} == set(releases())
    assert sum(len(interfaces(release)) for release in catalog.releases()) == len(EVERY)


@pytest.mark.parametrize("interface", INTERFACES)
def test_namespace_when_compared_is_that_of_nova(interface: type[Interface]) -> None:
    assert namespace(interface.__name__) == interface.NAMESPACE


@pytest.mark.parametrize(("interface", "release"), EVERY)
def test_server_when_compared_has_the_methods_and_arguments_of_the_release(
    interface: type[Interface], release: str
) -> None:
    facts = by_release(interface.__name__)[release]
    ours = methods(interface, facts.version)

    assert set(facts.server) - set(ours) == (UNSERVED & set(facts.server))
    for name, spec in ours.items():
        text, lax = facts.server[name], TOO_STRICT.get((name, facts.version), set())
        expected = {n: optional or n in lax for n, optional in told(text).items()}
        if interface in (ComputeAPI, ComputeTaskAPI):
            assert signature(spec) == expected, name
        elif "**" not in text:  # else it takes any argument, and its clients say which
            assert set(signature(spec)) <= set(expected), name
            assert {n for n, optional in expected.items() if not optional} <= set(signature(spec))


@pytest.mark.parametrize("release", [r for i, r in EVERY if i is ComputeAPI])
def test_previous_major_when_compared_is_what_servers_still_have_for_it(release: str) -> None:
    facts = by_release("ComputeAPI")[release]
    for name, text in facts.previous.items():
        spec = methods(ComputeAPI, facts.previous_version)[name]
        assert signature(spec) == told(text), name


@pytest.mark.parametrize(("interface", "release"), EVERY)
def test_client_when_compared_has_the_style_and_sends_the_arguments_of_the_release(
    interface: type[Interface], release: str
) -> None:
    facts = by_release(interface.__name__)[release]
    ours = methods(interface, facts.version)
    versions = interface.LINEAGE.methods.values()
    once = {
        name: {a for each in versions if name in each for a in each[name].arguments}
        for name in ours
    }
    for name, text in facts.client.items():
        if name not in ours:
            assert name in UNSERVED
            continue
        styles, *arguments = text.split()
        assert ours[name].style in styles.split("/"), name
        assert set(ours[name].arguments) <= set(arguments), name
        assert set(arguments) - once[name] <= OLDER, name


def words(entry: Entry) -> set[str]:
    """The changes of a version as the facts write them."""
    return {word for change in entry.changes if (word := _word(change))}


def _word(change: Change) -> str:
    match change:
        case MethodAdded(method=method):
            return f"+{method}"
        case ArgumentAdded(method=method, argument=argument):
            return f"+{method} {argument}"
        case ArgumentRemoved(method=method, argument=argument):
            return f"-{method} {argument}"
        case ArgumentRetyped(method=method, argument=argument):
            return f"~{method} {argument}"
        case ResultRetyped(method=method):
            return f"~{method} result"
    return ""


@pytest.mark.parametrize("interface", INTERFACES)
def test_history_when_compared_is_that_of_nova(interface: type[Interface]) -> None:
    _, *later = interface.HISTORY
    ours = {str(e.version): words(e) for e in later if e.version.minor}
    if interface is NetworkAPI:
        ours["1.15"] = {"~set_network_host network_ref"}  # a network is plain data here

    assert ours == {v: c for v, c in history(interface.__name__).items() if not v.endswith(".0")}


@pytest.mark.parametrize("release", releases())
def test_pin_when_asked_is_what_the_release_speaks(release: str) -> None:
    found = pin(release)

    assert (found.release, found.form) == (release, "primitive")
    assert found.view is catalog.at(release)
    for interface in INTERFACES:
        if interface.__name__ in found.interfaces:
            assert found.speaks(interface.LINEAGE) in interface.LINEAGE.methods


def test_pin_when_the_release_never_was_is_refused() -> None:
    with pytest.raises(DeclarationError, match="expected one of icehouse"):
        pin("zzyzx")


def test_pin_when_both_sides_are_ours_can_be_compact() -> None:
    assert pin("yoga", "compact").form == "compact"
