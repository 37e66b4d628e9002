"""Check that a message holds what its receiver reads, object by object."""

from __future__ import annotations

import msgpack

from vobjects import View
from vobjects.testing._require import require


def check_message(message: bytes, source: View, view: View) -> None:
    """Check that each object has a name, and the version, fields and values that ``view`` reads.

    Args:
        message: what ``source`` wrote for ``view``.
        source: the view of the writer.
        view: the view of the reader.

    Raises:
        AssertionError: something in it is of another version.
    """
    _version, project, node = msgpack.loads(message)
    require(project == view.registry.project, f"the message is of the project {project}")
    _check_node(node, source, view)


def _check_node(node: list[object], source: View, view: View) -> None:
    name, version, data, *changes = node
    require(isinstance(name, str) and isinstance(data, dict), f"no object: {node!r}")
    assert isinstance(name, str)
    assert isinstance(data, dict)
    lineage = view.registry.lineage(name)
    expected = lineage.written(source.versions[name], view.versions[name])
    require(
        version == expected.number, f"{name} is at {version}, its reader reads {expected.number}"
    )
    fields = lineage.schemas[expected].fields
    unknown = set(data) - set(fields)
    require(not unknown, f"{name} {version} has no fields {sorted(unknown)}")
    for names in changes:
        if isinstance(names, list):
            require(set(names) <= set(data), f"changed fields of {name} are absent: {names}")
    for field, value in data.items():
        type_ = fields[field].type
        if type_.children():
            for child in _nodes(value):
                _check_node(child, source, view)
        elif type_.values():
            unknown = _texts(value) - set(type_.values())
            require(not unknown, f"{name}.{field} has no values {sorted(unknown)} at {version}")


def _nodes(value: object) -> list[list[object]]:
    if isinstance(value, dict):
        return [node for item in value.values() for node in _nodes(item)]
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [value]
    return [node for item in value for node in _nodes(item)] if isinstance(value, list) else []


def _texts(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for item in items for text in _texts(item)}
