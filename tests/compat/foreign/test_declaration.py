"""What a project of oslo says of its code, and what is refused of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from oslo_versionedobjects import base

from compat import Foreign, ManifestError, Project, ProjectError
from compat.manifest import Recorded, file_of, generate, parse, read, record, text
from rpc import Interface, history, initial
from tests.compat.foreign.code import empty_registry, module

_FERRIES = """
class FerryObject(base.VersionedObject):
    OBJ_PROJECT_NAMESPACE = "ferries"


@base.VersionedObjectRegistry.register
class Ferry(FerryObject):
    fields = {"name": fields.StringField()}


class FerryAPI:
    TOPIC = "ferries"
    VERSION_ALIASES = {"spring": "1.0"}

    def sail(self, ctxt):
        self.client.prepare(version="1.0").call(ctxt, "sail")


class FerryManager:
    target = messaging.Target(version="1.0")

    def sail(self, ctxt): ...
"""


class QuayAPI(Interface):
    TOPIC = "quay"
    HISTORY = history(initial("1.0"))


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with empty_registry():
        yield module(tmp_path_factory.mktemp("ferries"), _FERRIES)


def foreign(code: ModuleType, **changes: Any) -> Foreign:
    given: dict[str, Any] = {
        "base_class": code.FerryObject,
        "apis": [code.FerryAPI],
        "managers": [code.FerryManager],
        "service_history": [{"rpc": "1.0"}],
        "mapping": {"spring": {"rpc": "1.0", "objects": {"Ferry": ["1.1", "1.0"]}}},
        "moving": ["master"],
        "stored": {"ferries.body": "Ferry"},
    }
    return Foreign(**given | changes)


def project(code: ModuleType, **changes: Any) -> Project:
    given: dict[str, Any] = {"registry": foreign(code), "releases": ("spring", "summer")}
    return Project("ferries", **given | changes)


def test_foreign_when_declared_knows_its_classes_and_releases(code: ModuleType) -> None:
    declared = foreign(code, load=lambda: None)

    assert repr(declared) == "<Foreign: 1 classes, 1 APIs>"
    assert declared.mapping == {"spring": {"Ferry": "1.1", "rpc": "1.0"}}
    assert declared.moving == ("master",)


def test_foreign_when_its_registry_is_its_own_has_the_classes_of_it(code: ModuleType) -> None:
    class Own:
        @staticmethod
        def obj_classes() -> dict[str, list[Any]]:
            return {"Boat": [code.Ferry], "Nobody": [], "Stranger": [base.VersionedObject]}

    assert foreign(code, registry=Own, stored={}).classes == {"Boat": code.Ferry}


def _fails() -> None:
    raise RuntimeError("no such module")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"base_class": int}, "the base class"),
        ({"base_class": None, "apis": (), "managers": (), "stored": {}}, "no base class"),
        ({"base_class": type("B", (base.VersionedObject,), {})}, "no registered class"),
        ({"registry": None}, "which raises AttributeError"),
        ({"load": 1}, "load=int 1"),
        ({"load": _fails}, "which raises RuntimeError: no such module"),
        ({"apis": "FerryAPI"}, "apis=str 'FerryAPI'"),
        ({"apis": [1]}, "apis=list [1]"),
        ({"apis": [int, int], "managers": ()}, "apis="),
        ({"managers": 1}, "managers=int 1"),
        ({"managers": {int: []}}, "managers of"),
        ({"service_history": 1}, "int 1"),
        ({"service_history": ["1.0"]}, "str '1.0'"),
        ({"mapping": []}, "list []"),
        ({"mapping": {1: {}}}, "int 1"),
        ({"mapping": {"spring": {"objects": 1}}}, "int 1"),
        ({"mapping": {"spring": {"Ferry": "one"}}}, "str 'one'"),
        ({"mapping": {"spring": {"Ferry": []}}}, "list []"),
        ({"send": 1}, "send=int 1"),
        ({"read": "x"}, "read=str 'x'"),
        ({"moving": "master"}, "moving=str 'master'"),
        ({"stored": {1: "Ferry"}}, "dict {1: 'Ferry'}"),
        ({"stored": {"a": "Fery"}}, "the class 'Fery'"),
        ({"stored": {"a": 1}}, "the class int 1"),
    ],
)
def test_foreign_when_an_argument_cannot_work_is_refused(
    code: ModuleType, changes: dict[str, Any], found: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        foreign(code, **changes)

    assert found in caught.value.found
    assert caught.value.where.startswith("Foreign")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"releases": ()}, "releases=tuple ()"),
        ({"releases": "spring"}, "releases=str 'spring'"),
        ({"releases": 1}, "releases=int 1"),
        ({"releases": ("spring", "spring")}, "releases=tuple ('spring', 'spring')"),
        ({"releases": ("a/b",)}, "the name str 'a/b'"),
        ({"interfaces": (QuayAPI,)}, "interfaces=QuayAPI beside a Foreign"),
        ({"stored": {"ferries.body": "Ferry"}}, "beside a Foreign"),
    ],
)
def test_project_of_oslo_when_it_cannot_work_is_refused(
    code: ModuleType, changes: dict[str, Any], found: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        project(code, **changes)

    assert found in caught.value.found


def test_project_of_oslo_when_asked_for_what_only_histories_have_refuses(
    code: ModuleType,
) -> None:
    ferries = project(code)

    assert (ferries.newest, ferries.supported) == ("summer", ("spring", "summer"))
    with pytest.raises(ProjectError, match="pinrail record, check and diff"):
        assert ferries.registry
    with pytest.raises(ProjectError, match="use what was recorded"):
        ferries.pin("spring")
    with pytest.raises(ProjectError, match="did you mean 'summer'"):
        ferries.pin("sumer")


def test_manifest_of_oslo_when_recorded_is_read_back(code: ModuleType, tmp_path: Path) -> None:
    ferries = project(code)

    assert record(ferries, tmp_path, ["summer"]) == {file_of(tmp_path, "summer"): Recorded.WRITTEN}
    assert read(file_of(tmp_path, "summer")) == generate(ferries, "summer")


def test_release_of_oslo_when_it_is_not_the_code_is_not_generated(code: ModuleType) -> None:
    with pytest.raises(ProjectError, match="take spring from the version control"):
        generate(project(code), "spring")
    with pytest.raises(ProjectError, match="one of spring, summer"):
        generate(project(code), "winter")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("service_history:\n- rpc: '1.0'", "service_history: 1", "$.service_history"),
        ("- rpc: '1.0'", "- rpc: 1", "$.service_history[0].rpc"),
        ("  spring:\n    Ferry: '1.1'", "  spring:\n    Ferry: x", "$.mapping.spring.Ferry"),
        ("ferries.body: Ferry", "'': Ferry", "$.stored"),
    ],
)
def test_manifest_of_oslo_when_it_has_another_form_is_refused(
    code: ModuleType, old: str, new: str, path: str
) -> None:
    written = text(generate(project(code), "summer"))
    assert old in written

    with pytest.raises(ManifestError) as caught:
        parse(written.replace(old, new).encode(), "summer.yaml")

    assert caught.value.path == path


def test_content_of_a_manifest_when_a_mapping_changes_is_another(code: ModuleType) -> None:
    manifest = generate(project(code), "summer")

    assert dataclasses.replace(manifest, mapping={}).content != manifest.content
