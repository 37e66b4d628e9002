"""The catalog against Nova's own source at the three tags."""

import json
import pathlib
from typing import Any

import pytest
import yaml

from tests.support.pairs import every_release
from vobjects import UNSET, catalog
from vobjects.catalog import NOVA
from vobjects.fields import FieldSpec
from vobjects.history import Added, MadeNullable, OptionsChanged, Removed, Retyped

_DATA = pathlib.Path(__file__).parents[1] / "data"
_OBJECTS: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    (_DATA / "nova_objects_kilo.yaml").read_text()
)
_VERSIONS: dict[str, Any] = yaml.safe_load((_DATA / "nova_versions_kilo.yaml").read_text())

_TYPES = {
    "int": "Integer",
    "str": "String",
    "bool": "Boolean",
    "float": "Float",
    "datetime": "DateTime",
    "UUID": "UUID",
    "IPAddress": "IPAddress",
    "IPv4": "IPV4Address",
    "IPv6": "IPV6Address",
    "frozenset[int]": "SetOfIntegers",
    "tuple[str, ...]": "ListOfStrings",
    "tuple[frozenset[int], ...]": "ListOfSetsOfIntegers",
    "tuple[Mapping[str, str | None], ...]": "ListOfDictOfNullableStrings",
    "Mapping[str, str]": "DictOfStrings",
    "Mapping[str, int]": "DictOfIntegers",
    "Mapping[str, str | None]": "DictOfNullableStrings",
}
_TOLD_OTHERWISE = {
    "InstanceInfoCache.network_info": "String null",  # a NetworkModel travels as JSON text
}
_MERGED = {
    "ComputeNode 1.3+": "the read-only id is told with 1.4",
    "InstanceNUMACell 1.2+": "the id that is not read-only any more is told with 1.2",
    "InstancePCIRequest 1.0+": "the fields are told with 1.1",
    "NetworkRequest 1.0+": "the PCI request is part of 1.0, for juno has it",
    "Service 1.2+": "the read-only id is told with 1.3",
}
"""Commits that changed fields without a new version, and where our history tells of them."""


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
    if spec.options.default is not UNSET:
        found.append(f"default={json.dumps(spec.options.default)}")
    if spec.type.values():
        found.append(f"values={'/'.join(spec.type.values())}")
    return " ".join(found)


def _nova(release: str, name: str) -> tuple[str, dict[str, str]]:
    """The version and the fields of a class, in its own release or the last that changed it."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for known, classes in _OBJECTS.items():
        found |= {key.split()[0]: (key.split()[1], fields) for key, fields in classes.items()}
        if known == release:
            break
    return found[name]


@pytest.mark.parametrize(("release", "name"), every_release())
def test_class_when_a_release_has_it_then_it_has_novas_version_and_fields(
    release: str, name: str
) -> None:
    version, fields = _nova(release, name)
    view = catalog.at(release)
    assert view.manifest[name] == version
    ours = {field: _facts(spec) for field, spec in view.schema(name).fields.items()}
    nova = {field: _TOLD_OTHERWISE.get(f"{name}.{field}", facts) for field, facts in fields.items()}
    assert ours == nova


@pytest.mark.parametrize("release", catalog.releases())
def test_release_when_nova_has_a_class_then_the_catalog_has_it_there(release: str) -> None:
    known = set()
    for other, classes in _OBJECTS.items():
        known |= {key.split()[0] for key in classes}
        if other == release:
            break
    assert set(catalog.at(release)) == known


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_history_when_nova_has_a_version_then_ours_has_it_too(name: str) -> None:
    first = _VERSIONS[name]["from"]
    nova = [entry["version"] for entry in _VERSIONS[name]["versions"]]
    bumps = [version for version in nova if not version.endswith("+")]
    ours = [str(version) for version in NOVA.lineage(name).history.versions]
    assert ours == bumps[bumps.index(first) :]


@pytest.mark.parametrize("name", sorted(NOVA.head))
def test_history_when_nova_changed_fields_then_ours_says_the_same(name: str) -> None:
    ours: dict[str, set[str]] = {}
    for entry in NOVA.lineage(name).history.entries:
        ours[str(entry.version)] = {
            change.field
            for change in entry.changes
            if isinstance(change, Added | Removed | Retyped | MadeNullable | OptionsChanged)
        }
    told = {key.split()[1] for key in _MERGED if key.split()[0] == name}
    for entry in _VERSIONS[name]["versions"]:
        version = entry["version"]
        changed = {*entry.get("added", ()), *entry.get("removed", ()), *entry.get("changed", ())}
        if version in ours and version != _VERSIONS[name]["from"] and f"{version}+" not in told:
            assert ours[version] >= changed, version


def test_commits_without_a_version_when_nova_made_them_then_each_is_accounted_for() -> None:
    bare = {
        f"{name} {entry['version']}"
        for name, facts in _VERSIONS.items()
        for entry in facts["versions"]
        if entry["version"].endswith("+") and not _before(entry["version"], facts["from"])
    }
    assert bare - set(_MERGED) == set()


def _before(version: str, first: str) -> bool:
    lineage = [int(part) for part in version.rstrip("+").split(".")]
    return lineage <= [int(part) for part in first.split(".")]
