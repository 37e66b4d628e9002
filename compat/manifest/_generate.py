"""The manifest of a release, generated from the code."""

from __future__ import annotations

from typing import Any

from compat.errors import ProjectError
from compat.foreign import Foreign, describe_interfaces, describe_objects
from compat.manifest._history import interface_history, object_history
from compat.manifest._manifest import Manifest
from compat.project import Project
from rpc import Interface, Pin
from vobjects import View
from vobjects._plan.key_history import key_at


def generate(project: Project, release: str) -> Manifest:
    """Return what a release speaks, as the code has it.

    Raises:
        ProjectError: the project has no such release; or its classes are of oslo, so that the code
            of today is that of the newest release alone.
    """
    if project.foreign is not None:
        return _foreign(project, project.foreign, release)
    pin = project.pin(release)
    interfaces = {name: project.interfaces[name] for name in sorted(pin.interfaces)}
    return Manifest(
        project.name,
        release,
        {name: _interface(each, pin) for name, each in interfaces.items()},
        {name: _object(pin.view, name) for name in sorted(pin.view)},
    )


def _foreign(project: Project, foreign: Foreign, release: str) -> Manifest:
    project.must_have(release)
    if release != project.newest:
        raise ProjectError(
            where=f"release {release} of project {project.name}",
            found=f"the code of {project.newest}",
            expected=f"the code of {release}, as classes of oslo have no history",
            remedy=f"take {release} from the version control and record it there, with it as the "
            "last of releases=",
        )
    return Manifest(
        project.name,
        release,
        describe_interfaces(foreign),
        describe_objects(foreign.classes),
        foreign.service_history,
        foreign.mapping,
        foreign.stored,
    )


def _interface(interface: type[Interface], pin: Pin) -> dict[str, Any]:
    lineage = interface.LINEAGE
    version = pin.speaks(lineage)
    facts: dict[str, Any] = {"topic": lineage.topic}
    if lineage.namespace is not None:
        facts["namespace"] = lineage.namespace
    facts["version"] = str(version)
    if len(lineage.majors(version)) > 1:
        facts["previous_major_served"] = True
    methods = lineage.methods[version]
    facts["methods"] = {name: methods[name].describe() for name in sorted(methods)}
    facts["history"] = interface_history(lineage, version)
    return facts


def _object(view: View, name: str) -> dict[str, Any]:
    schema = view.schema(name)
    children = schema.children()
    fields = {}
    for field, spec in sorted(schema.fields.items()):
        fields[field] = facts = spec.describe()
        if field in children:
            facts["children"] = {child: str(view.versions[child]) for child in children[field]}
    lineage = view.registry.lineage(name)
    key = key_at(view.registry.declared(name, schema.version).KEY, lineage, schema.version)
    content: dict[str, Any] = {"version": str(schema.version)}
    if key is not None:
        content["key"] = [*key] if isinstance(key, tuple) else repr(key)
    history = object_history(lineage, schema.version)
    return {**content, "fields": fields, "history": history}
