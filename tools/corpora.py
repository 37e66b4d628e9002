"""Record and check released projects of OpenStack, each in the environment of its release.

python tools/corpora.py record ironic 24.1.0
python tools/corpora.py check ironic 24.1.0 35.0.0

The environments are made of requirements/corpora/NAME-RELEASE.lock, with msgspec and PyYAML added.
A release is recorded in its own environment, and a pair is checked in that of the newer release.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import types
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import oslo_service
from oslo_versionedobjects import fields

OLD: list[Any] = [fields.Field, fields.AutoTypedField, fields.FieldType, fields.CompoundFieldType]
if not hasattr(fields.Field, "__class_getitem__"):  # o.vo of these releases has no generic types
    for cls in OLD:
        cls.__class_getitem__ = classmethod(lambda cls, item: cls)
if importlib.util.find_spec("oslo_service.backend") is None:  # nor a choice between backends
    stub = types.ModuleType("oslo_service.backend")
    vars(stub).update(register_backend_default_hook=Mock(), BackendType=Mock())
    sys.modules[stub.__name__] = oslo_service.backend = stub

from compat.check import check  # noqa: E402  # o.vo has to be as it is expected by now
from compat.foreign import Foreign  # noqa: E402
from compat.manifest import record  # noqa: E402
from compat.project import LoadedProject, Project  # noqa: E402

MANIFESTS = Path(__file__).parents[1] / "tests" / "corpora"


def _get(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def cinder() -> Foreign:
    """Return the classes and the APIs of Cinder."""
    _get("cinder.objects.register_all")()
    managers = {
        _get(f"cinder.{name}.rpcapi.{name.title()}API"): [
            _get(f"cinder.{name}.manager.{name.title()}Manager")
        ]
        for name in ("backup", "scheduler", "volume")
    }
    return Foreign(
        _get("cinder.objects.base.CinderObject"),
        apis=managers,
        managers=managers,
        mapping=_get("cinder.objects.base.OBJ_VERSIONS"),
    )


def ironic() -> Foreign:
    """Return the classes and the API of Ironic, which converts in a way of its own."""
    serializer = _get("ironic.objects.base.IronicObjectSerializer")(is_server=True)

    def send(obj: Any, version: str, versions: Any) -> Any:
        obj.convert_to_version(version, remove_unavailable_fields=True)
        return obj.obj_to_primitive()

    return Foreign(
        _get("ironic.objects.base.IronicObject"),
        load=_get("ironic.objects.register_all"),
        apis=[_get("ironic.conductor.rpcapi.ConductorAPI")],
        managers=[_get("ironic.conductor.manager.ConductorManager")],
        mapping=_get("ironic.common.release_mappings.RELEASE_MAPPING"),
        moving=["master"],
        send=send,
        read=lambda primitive: serializer.deserialize_entity(None, primitive),
    )


def neutron() -> Foreign:
    """Return the classes of Neutron, and the APIs between its agents and its server."""
    managers = {
        _get(api): [_get(manager)]
        for api, manager in (
            ("neutron.agent.rpc.PluginApi", "neutron.plugins.ml2.rpc.RpcCallbacks"),
            ("neutron.agent.l3.agent.L3PluginApi", "neutron.api.rpc.handlers.l3_rpc.L3RpcCallback"),
            (
                "neutron.agent.dhcp.agent.DhcpPluginApi",
                "neutron.api.rpc.handlers.dhcp_rpc.DhcpRpcCallback",
            ),
            (
                "neutron.agent.rpc.PluginReportStateAPI",
                "neutron.db.agents_db.AgentExtRpcCallback",
            ),
        )
    }
    return Foreign(
        _get("neutron.objects.base.NeutronObject"),
        registry=_get("neutron.objects.base.NeutronObjectRegistry"),
        load=_get("neutron.objects.register_objects"),
        apis=managers,
        managers=managers,
    )


def main(act: str, name: str, *releases: str) -> None:
    """Record the one release, or check a pair."""
    code = {"cinder": cinder, "ironic": ironic, "neutron": neutron}[name]()
    project = Project(name, registry=code, releases=releases)
    folder = MANIFESTS / name
    if act == "record":
        record(project, folder, releases, replace=True)
        return
    result = check(LoadedProject(project, folder))
    found = [each.as_dict() for each in result.findings if {*each.releases} <= {*releases}]
    print(json.dumps(found, indent=1, default=str))


main(*sys.argv[1:])
