"""A second reader of the wire, made from ``docs/wire.md`` alone: MessagePack and types suffice.

It takes types as text, such as ``tuple[Leaf | None, ...]``, and gives plain data: a node becomes
``{"class": ..., "version": ..., "fields": ..., "changes": ...}``, a set a list in rising order.
"""

from __future__ import annotations

from typing import Any

import msgpack

Types = dict[str, dict[str, dict[str, str]]]
"""By class and version, the type of each field as text."""


def read(message: bytes, project: str, types: Types) -> Any:
    """The plain data of a message."""
    form, sender, node = msgpack.loads(message)
    assert (form, sender) == (1, project), (form, sender)
    return _node(node, types)


def _node(node: list[Any], types: Types) -> Any:
    name, version, data, changes = node
    fields = {field: _value(types[name][version][field], raw, types) for field, raw in data.items()}
    found = {"class": name, "version": version, "fields": fields}
    return found | ({"changes": changes} if changes else {})


def _value(type_: str, raw: Any, types: Types) -> Any:
    if type_.endswith(" | None"):
        return None if raw is None else _value(type_.removesuffix(" | None"), raw, types)
    if type_.startswith("frozenset["):
        return sorted(_value(type_[10:-1], item, types) for item in raw)
    if type_.startswith("tuple["):
        return [_value(type_[6:-6], item, types) for item in raw]
    if type_.startswith("Mapping[str, "):
        return {key: _value(type_[13:-1], item, types) for key, item in raw.items()}
    if type_ in types:
        return _node(raw, types)
    if type_ == "float":
        return float(raw)
    kind = {"int": int, "bool": bool}.get(type_, str)
    assert type(raw) is kind, (type_, raw)
    return raw
