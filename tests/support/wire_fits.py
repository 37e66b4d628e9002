"""Whether a compact message is of the versions that its receiver reads, node by node."""

from __future__ import annotations

import msgpack

from vobjects import View


def wire_fits(message: bytes, source: View, view: View) -> None:
    """Every node has a name, and the version, fields and values that a view reads of a source."""
    _version, project, node = msgpack.loads(message)
    assert project == view.registry.project
    _node_fits(node, source, view)


def _node_fits(node: list[object], source: View, view: View) -> None:
    name, version, data, *changes = node
    assert isinstance(name, str)
    assert isinstance(data, dict)
    lineage = view.registry.lineage(name)
    expected = lineage.written(source.versions[name], view.versions[name])
    assert version == expected.number
    fields = lineage.schemas[expected].fields
    assert set(data) <= set(fields), (name, version)
    assert all(set(names) <= set(data) for names in changes if isinstance(names, list))
    for field, value in data.items():
        type_ = fields[field].type
        if type_.children():
            for child in _nodes(value):
                _node_fits(child, source, view)
        elif type_.values():
            assert _texts(value) <= set(type_.values()), (name, field)


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
