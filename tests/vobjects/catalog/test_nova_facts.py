"""The catalog against Nova's own source at the tags of all its releases."""

import json
from typing import Any

import pytest

from tests.support.nova_facts import by_parent, by_release, by_version
from vobjects import Loss, catalog
from vobjects._declare.changes import (
    Added,
    Change,
    MadeNullable,
    MadeRequired,
    OptionsChanged,
    Removed,
    Retyped,
    ValueAdded,
)
from vobjects._declare.field import FieldSpec
from vobjects.catalog import NOVA

_TYPES = {
    "int": "Integer",
    "str": "String",
    "bool": "Boolean",
    "float": "Float",
    "datetime": "DateTime",
    "IPv4": "IPV4Address",
    "IPv6": "IPV6Address",
    "frozenset[int]": "SetOfIntegers",
    "frozenset[str]": "SetOfStrings",
    "tuple[int, ...]": "ListOfIntegers",
    "tuple[str, ...]": "ListOfStrings",
    "tuple[UUID, ...]": "ListOfUUID",
    "tuple[tuple[str, ...], ...]": "ListOfListsOfStrings",
    "tuple[frozenset[int], ...]": "ListOfSetsOfIntegers",
    "tuple[Mapping[str, str | None], ...]": "ListOfDictOfNullableStrings",
    "Mapping[str, str]": "DictOfStrings",
    "Mapping[str, int]": "DictOfIntegers",
    "Mapping[str, str | None]": "DictOfNullableStrings",
    "Mapping[str, tuple[str, ...]]": "DictOfListOfStrings",
    "Mapping[str, frozenset[int]]": "DictOfSetOfIntegers",
}
_TOLD_OTHERWISE = {
    "FlexibleBoolean": "Boolean",  # words for true and false are no bools here
    "NetworkModel": "String",  # travels as JSON text
    "NetworkVIFModel": "String",  # travels as JSON text
    "SensitiveString": "String",  # text on the wire
}
"""Types of Nova that are other ones here, and how they travel."""
_MERGED = {
    "ComputeNode 1.3+": "the read-only id is told with 1.4",
    "HVSpec 1.2+": "the older content is called 1.2-mitaka",
    "ImageMetaProps 1.15+": "PRSM is told with 1.16, for no release has 1.15 with it",
    "InstanceGroup 1.10+": "the read-only policies are told with 1.11",
    "InstanceNUMACell 1.2+": "the id that is not read-only any more is told with 1.2",
    "LibvirtLiveMigrateData 1.0+": "no release has 1.0",
    "Migration 1.2+": "no release has the value that was renamed",
    "Migration 1.7+": "the enum has got a name, and the same values",
    "NetworkRequest 1.0+": "the PCI request is part of 1.0, for juno has it",
    "PciDevice 1.3+": "the older content is called 1.3-kilo",
    "Service 1.2+": "the read-only id is told with 1.3",
    "VirtCPUFeature 1.0+": "the enum has got a name, and the same values",
    "VirtCPUModel 1.0+": "the enums have got names, and the same values",
}
"""Commits that changed fields without a new version, and where our history tells of them."""
_SAME_VALUES = {("ImageMetaProps", "1.18"), ("ImageMetaProps", "1.29")}
"""Versions in which Nova changed how an enum is written, and not its values."""

_NEVER_BUMPED = {
    "Instance.flavor",
    "Instance.new_flavor",
    "Instance.old_flavor",
    "MigrationContext.new_numa_topology",
    "MigrationContext.old_numa_topology",
    "NUMACell.mempages",
    "RequestSpec.flavor",
    "RequestSpec.numa_topology",
    "SchedulerLimits.numa_topology",
    "SecurityGroupList.objects",
    "VirtualInterfaceList.objects",
}
"""Nova changed these children later, and gave the parent no version for it: they are at their
newest where no manifest says otherwise."""
_BEFORE_ICEHOUSE = {("ComputeNodeList.objects", "1.0")}
"""Children at a version that no release has."""


def _facts(spec: FieldSpec) -> str:
    text = spec.type.text.removesuffix(" | None")
    children = spec.type.children()
    if children:
        kind = "ListOfObjects" if text.startswith("tuple") else "Object"
        text = f"{kind}({children[0]})"
    elif spec.type.values():
        text = "Enum"
    found = [_TYPES.get(text, text)]
    if spec.nullable:
        found.append("null")
    if spec.options.read_only:
        found.append("read_only")
    if spec.options.has_default:
        found.append(f"default={json.dumps(_plain(spec.options.default))}")
    if spec.type.values():
        found.append(f"values={'/'.join(sorted(spec.type.values()))}")
    return " ".join(found)


def _plain(default: Any) -> Any:
    return sorted(default) if isinstance(default, frozenset) else default


def _as_here(facts: str) -> str:
    kind, *rest = facts.split(" ")
    return " ".join([_TOLD_OTHERWISE.get(kind, kind), *rest])


def _different() -> list[Any]:
    """Each class in each release that has it at another version, or with another content."""
    found = []
    before: dict[str, Any] = {}
    for release in catalog.releases():
        view = catalog.at(release)
        for name in sorted(view):
            now = view.manifest[name], by_release()[release].get(name)
            if before.get(name) != now:
                found.append(pytest.param(release, name, id=f"{release}-{name}"))
            before[name] = now
    return found


@pytest.mark.parametrize(("release", "name"), _different())
def test_class_when_a_release_has_it_then_it_has_novas_version_and_fields(
    release: str, name: str
) -> None:
    version, fields = by_release()[release][name]
    view = catalog.at(release)
    assert version == view[name].VERSION
    ours = {field: _facts(spec) for field, spec in view.schema(name).fields.items()}
    assert ours == {field: _as_here(facts) for field, facts in fields.items()}


@pytest.mark.parametrize("release", catalog.releases())
def test_release_when_nova_has_a_class_then_the_catalog_has_it_there(release: str) -> None:
    assert set(catalog.at(release)) == set(by_release()[release])


def test_type_when_it_is_told_otherwise_then_nova_has_it() -> None:
    kinds = {facts.split(" ")[0] for _, fields in _every_class() for facts in fields.values()}
    assert kinds >= set(_TOLD_OTHERWISE)


def _every_class() -> list[Any]:
    return [found for classes in by_release().values() for found in classes.values()]


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_history_when_nova_has_a_version_then_ours_has_it_too(name: str) -> None:
    nova = [entry["version"] for entry in by_version()[name]]
    ours = [str(version) for version in NOVA.lineage(name).history.versions if version.newest]
    first = nova[0]
    assert ours[ours.index(first) :] == [version for version in nova if not version.endswith("+")]


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_history_when_nova_changed_fields_then_ours_says_the_same(name: str) -> None:
    told: dict[str, set[str]] = {}
    for entry in NOVA.lineage(name).history.entries:
        told.setdefault(entry.version.number, set()).update(map(_field, entry.changes))
    for step in by_version()[name][1:]:
        version = step["version"]
        changed = {*step.get("added", ()), *step.get("removed", ()), *step.get("changed", ())}
        if f"{name} {version}" not in _MERGED and (name, version) not in _SAME_VALUES:
            assert told[version.rstrip("+")] >= changed, version


def _field(change: Change) -> str:
    return change.field


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_history_when_ours_changes_fields_then_nova_did_so(name: str) -> None:
    nova: dict[str, set[str]] = {}
    for entry in by_version()[name][1:]:
        changed = {*entry.get("added", ()), *entry.get("removed", ()), *entry.get("changed", ())}
        nova.setdefault(entry["version"].rstrip("+"), set()).update(changed)
    kinds = Added | Removed | Retyped | MadeNullable | MadeRequired | OptionsChanged | ValueAdded
    told = {
        change.field
        for entry in NOVA.lineage(name).history.entries
        if entry.version.number in nova
        for change in entry.changes
        if isinstance(change, kinds)
    }
    assert told <= set().union(*nova.values())


@pytest.mark.parametrize("text", _MERGED)
def test_commit_without_a_version_when_it_is_listed_then_nova_made_it(text: str) -> None:
    name, version = text.split()
    assert version in [entry["version"] for entry in by_version()[name]]


def test_losses_when_they_are_of_numa_pages_pinning_or_pci_then_none_is_allowed() -> None:
    domain = [name for name in NOVA.head if any(word in name for word in ("NUMA", "Pci", "PCI"))]
    assert len(domain) > 12
    for name in domain:
        for entry in NOVA.lineage(name).history.entries:
            for change in entry.changes:
                assert getattr(change, "loss", Loss.REFUSED) is Loss.REFUSED, (name, change)
                assert getattr(change, "instead", Loss.REFUSED) is Loss.REFUSED, (name, change)


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_loss_when_something_is_refused_or_lost_then_the_history_says_why(name: str) -> None:
    for entry in NOVA.lineage(name).history.entries:
        for change in entry.changes:
            if not isinstance(change, OptionsChanged):
                assert getattr(change, "why", "no why is asked for"), (entry.version, change)


def test_class_when_a_release_does_not_have_it_then_the_error_says_when_it_came() -> None:
    with pytest.raises(KeyError, match="juno has no class 'ImageMeta': it came with liberty"):
        catalog.at("juno")["ImageMeta"]
    with pytest.raises(KeyError, match=r"juno has no class 'Nothing'\W*$"):
        catalog.at("juno")["Nothing"]


@pytest.mark.parametrize("place", sorted(by_parent()))
def test_children_when_no_manifest_says_their_version_then_it_is_the_one_of_nova(
    place: str,
) -> None:
    name, field = place.split(".")
    lineage = NOVA.lineage(name)
    for version, expected in by_parent()[place].items():
        (child,) = lineage.at(version).children()[field]
        closure = NOVA.closure(name, version)
        if place in _NEVER_BUMPED:
            expected = NOVA.head.manifest[child]
        if (place, version) not in _BEFORE_ICEHOUSE:
            assert closure.versions[child].number == expected, version
