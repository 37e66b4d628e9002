"""A plain oslo service of ferries, and changes that its team makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compat import Foreign, Project
from compat.check import CheckResult, check
from compat.manifest import record
from compat.project import LoadedProject
from tests.compat.foreign.code import empty_registry, module

SERVICE = """
class FerryObject(base.VersionedObject):
    OBJ_PROJECT_NAMESPACE = "ferries"


@base.VersionedObjectRegistry.register
class Deck(FerryObject):
    VERSION = "1.0"
    fields = {"level": fields.IntegerField()}


@base.VersionedObjectRegistry.register
class Ferry(FerryObject):
    VERSION = "1.0"
    fields = {
        "name": fields.StringField(),
        "draught": fields.FloatField(),
        "size": fields.EnumField(valid_values=("small", "large")),
        "flags": fields.ListOfEnumField(valid_values=("red", "blue")),
        "decks": fields.ListOfObjectsField("Deck"),
        "ports": fields.DictOfStringsField(),
    }


class FerryAPI:
    TOPIC = "ferries"
    VERSION = "1.1"
    VERSION_ALIASES = {"spring": "1.1"}

    def __init__(self, transport):
        target = messaging.Target(topic=self.TOPIC, version="1.0")
        self.client = messaging.get_rpc_client(transport, target)

    def sail(self, ctxt, host, to, by=None):
        version, args = "1.0", {"to": to}
        if self.client.can_send_version("1.1"):
            version, args["by"] = "1.1", by
        return self.client.prepare(server=host, version=version).call(ctxt, "sail", **args)

    def moor(self, ctxt, berth):
        return self.client.prepare(version="1.1").cast(ctxt, "moor", berth=berth)


class FerryManager:
    target = messaging.Target(version="1.1")

    def sail(self, ctxt, to, by=None): ...

    def moor(self, ctxt, berth, slowly=False): ...


SERVICES = ({"rpc": "1.0"}, {"rpc": "1.1"})
RELEASES = {"winter": {"rpc": "1.0", "Ferry": "1.0"}, "spring": {"rpc": "1.1", "Ferry": "1.0"}}
STORED = {"ferries.body": "Ferry"}
"""
Edits = list[tuple[str, str]]


def project(folder: Path, source: str, *releases: str) -> Project:
    """Return the project of a source."""
    code: Any = module(folder, source)
    foreign = Foreign(
        code.FerryObject,
        apis=[getattr(code, "FerryAPI", None) or code.BoatAPI],
        managers=[code.FerryManager],
        service_history=code.SERVICES,
        mapping=code.RELEASES,
        stored=code.STORED,
        moving=["master"],
    )
    return Project("ferries", registry=foreign, releases=releases)


def edited(source: str, edits: Edits) -> str:
    """Return a source in which texts that are in it once are replaced."""
    for old, new in edits:
        assert source.count(old) == 1, f"{old!r} is in the source {source.count(old)} times"
        source = source.replace(old, new)
    return source


def checked(folder: Path, before: str, after: str) -> CheckResult:
    """Record a source as spring, and check another one as summer."""
    manifests = folder / "manifests"
    with empty_registry():
        record(project(folder, before, "spring"), manifests, ["spring"])
    with empty_registry():
        return check(LoadedProject(project(folder, after, "spring", "summer"), manifests))
