"""The laws of conversion, each as a function that fails with the values that break it."""

from __future__ import annotations

import msgpack

from tests.support.trees import missing, tree
from vobjects import BackportRefusedError, DecodeError, LossReport, VersionedObject, View
from vobjects.history import Added, Removed, ValueAdded
from vobjects.loss import Loss

Found = VersionedObject | BackportRefusedError | DecodeError


def converted(view: View, obj: VersionedObject, report: LossReport | None = None) -> Found:
    """The object in another view, or the error that refused it."""
    try:
        return view.adopt(obj, report)
    except (BackportRefusedError, DecodeError) as error:
        return error


def no_silent_loss(obj: VersionedObject, old: View) -> bool:
    """Whatever does not come back from an older view was refused, or declared and reported.

    Returns whether the older view took the object.
    """
    report = LossReport()
    there = converted(old, obj, report)
    assert not isinstance(there, DecodeError), there
    if isinstance(there, BackportRefusedError):
        assert there.why, there
        assert there.found, there
        return False
    back = obj.VIEW.adopt(there)
    reported = [entry.path for entry in report]
    for path in missing(obj, back):
        assert any(path.startswith(known) for known in reported), (path, reported, there, back)
    for entry in report:
        assert declares_loss(obj.VIEW, entry.object, entry.field), entry
    return True


def declares_loss(view: View, name: str, field: str) -> bool:
    """Whether the history of a class allows a loss in a field."""
    return any(
        (isinstance(change, Added | Removed) and change.loss is Loss.ALLOWED)
        or (isinstance(change, ValueAdded) and change.instead is not None)
        for entry in view.registry.lineage(name).history.entries
        for change in entry.changes
        if change.field == field
    )


def same_by_any_way(obj: VersionedObject, between: View, target: View) -> None:
    """Straight to a view or through another one between: same bytes, or refused both ways."""
    straight = converted(target, obj)
    halfway = converted(between, obj)
    if isinstance(halfway, BackportRefusedError | DecodeError):
        assert isinstance(straight, type(halfway)), (
            f"{between.manifest} refuses what an older version takes: {halfway}"
        )
        return
    bent = converted(target, halfway)
    refused = [isinstance(way, Exception) for way in (straight, bent)]
    assert refused in ([False, False], [True, True]), (straight, bent)
    if isinstance(straight, VersionedObject) and isinstance(bent, VersionedObject):
        assert tree(straight) == tree(bent)
        assert target.encode(straight) == target.encode(bent)


def comes_back(obj: VersionedObject, new: View) -> None:
    """An old object made new and made old again is what it was."""
    there = new.adopt(obj)
    assert missing(obj, obj.VIEW.adopt(there)) == []


def wire_fits(message: bytes, view: View) -> None:
    """Every node of a message has a name, a version, fields and values that a view has."""
    _version, project, node = msgpack.loads(message)
    assert project == view.registry.project
    _node_fits(node, view)


def _node_fits(node: list[object], view: View) -> None:
    name, version, data, *changes = node
    assert isinstance(name, str)
    assert isinstance(data, dict)
    assert version == view.manifest[name]
    fields = view.schema(name).fields
    assert set(data) <= set(fields), (name, version)
    assert all(set(names) <= set(data) for names in changes if isinstance(names, list))
    for field, value in data.items():
        type_ = fields[field].type
        if type_.children():
            for child in _nodes(value):
                _node_fits(child, view)
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
