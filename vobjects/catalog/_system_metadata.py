"""What releases before kilo kept of an instance in its ``system_metadata``: flavors, PCI requests.

Kilo gave both a field of their own. These functions carry them through the older form without
loss; a real juno service finds them under the keys that it reads itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from vobjects._declare.changes import Classes, Conversion, Values
from vobjects._declare.field import UNSET
from vobjects._paths import ROOT
from vobjects._release.view import View
from vobjects._repr import shown
from vobjects._types.base import no_child
from vobjects.catalog._nova import NOVA
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.pci_request import InstancePCIRequests
from vobjects.errors import BackportRefusedError, InexpressibleError
from vobjects.loss import LossReport

_NEVER_STORED = {"deleted": False, "disabled": False, "is_public": True}
"""What Nova gives to a flavor from the metadata, where these have no keys."""
_PCI_KEYS = ("pci_requests", "new_pci_requests")
_FLAVOR, _REQUESTS = (
    NOVA.closure(Flavor.obj_name(), "1.1"),
    NOVA.closure(InstancePCIRequests.obj_name(), "1.1"),
)
"""The objects as kilo has them, which was the first to keep them in fields."""
_TYPES = {name: spec.type for name, spec in _FLAVOR.schema(Flavor.obj_name()).fields.items()}
_TEXTS = frozenset(
    name
    for name, type_ in _TYPES.items()
    if type_.text.removesuffix(" | None") in ("str", "datetime")
)
"""The fields of a flavor that are text in the metadata as they are."""


def _older(view: View, obj: Any) -> Any:
    """An object as kilo has it, whole: text in another field has no report of losses."""
    if _is_like(obj.VIEW, view):
        return obj
    report = LossReport()
    try:
        found = view.adopt(obj, report)
    except BackportRefusedError as error:
        raise InexpressibleError(error.why) from None
    for loss in report:
        if loss.found != shown(UNSET):  # what comes back is reported by the proof of the conversion
            raise InexpressibleError(f"{loss.path} does not travel in system_metadata: {loss.why}")
    return found


def _newer(classes: Classes, obj: Any) -> Any:
    """An object of kilo as the reader has it, unchanged."""
    own = classes[obj.obj_name()].VIEW
    found = obj if obj.VIEW is own else own.adopt(obj)
    found.obj_reset_changes(recursive=True)
    return found


def _is_like(one: View, view: View) -> bool:
    """Whether a view has the classes of another at the same versions."""
    return view.versions.items() <= one.versions.items()


def _maker(view: View, classes: Classes, name: str) -> View:
    """The view to make objects of kilo in: that of the reader, if it has them as kilo does."""
    own = classes[name].VIEW
    return own if _is_like(own, view) else view


def _stored(values: Values, what: str, taken: Callable[[str], bool]) -> dict[str, str | None]:
    """The metadata to write into; refused if it is not loaded or the keys are taken."""
    if "system_metadata" not in values:
        raise InexpressibleError(f"system_metadata is not loaded, and {what} travels in it")
    stored = dict(values["system_metadata"])
    clash = sorted(key for key in stored if taken(key))
    if clash:
        raise InexpressibleError(f"system_metadata already has {', '.join(clash)}")
    return stored


def flavor_down(field: str, prefix: str) -> Conversion:
    """Writes the flavor in ``field`` under ``<prefix>instance_type_`` keys, as juno reads it."""
    start = f"{prefix}instance_type_"

    def flavor_into_system_metadata(values: Values, classes: Classes) -> None:
        flavor = values[field]
        if flavor is None:
            _must_be_loaded(values, field)
            return
        facts = _older(_FLAVOR, flavor).obj_values()
        if not facts:
            raise InexpressibleError("a flavor without any field leaves nothing to carry")
        stored = _stored(values, field, lambda key: key.startswith(start))
        for name, value in facts.items():
            if name in _NEVER_STORED and value == _NEVER_STORED[name]:
                continue
            if name == "extra_specs":
                texts = {f"{start}extra_{spec}": text for spec, text in value.items()}
                stored |= texts or {f"{start}extra_": None}
            else:
                stored[f"{start}{name}"] = _text(name, value)
        values["system_metadata"] = stored

    return flavor_into_system_metadata


def flavor_up(field: str, prefix: str, nullable: bool) -> Conversion:
    """Reads the flavor back and takes its keys out; nothing where they are not loaded."""
    start = f"{prefix}instance_type_"

    def flavor_from_system_metadata(values: Values, classes: Classes) -> None:
        if "system_metadata" not in values:
            return
        stored = dict(values["system_metadata"])
        found = {
            key.removeprefix(start): stored.pop(key)
            for key in list(stored)
            if key.startswith(start)
        }
        if found:
            values[field] = _flavor(found, classes)
            values["system_metadata"] = stored
        elif nullable:
            values[field] = None

    return flavor_from_system_metadata


def _must_be_loaded(values: Values, field: str) -> None:
    """Refuse None where the metadata, which say by lacking the keys that it is None, are absent."""
    if "system_metadata" not in values:
        raise InexpressibleError(f"{field} is None and system_metadata is not loaded")


def _flavor(found: dict[str, str | None], classes: Classes) -> Any:
    specs = {
        key.removeprefix("extra_"): text for key, text in found.items() if key.startswith("extra_")
    }
    plain = {key: text for key, text in found.items() if not key.startswith("extra_")}
    made: Any = _maker(_FLAVOR, classes, "Flavor")["Flavor"]
    values = _NEVER_STORED | {name: _value(name, text) for name, text in plain.items()}
    flavor = made(**values)
    for name in flavor.obj_values().keys() - values.keys():  # a default that was not written
        delattr(flavor, name)
    if specs:
        flavor.extra_specs = {spec: text for spec, text in specs.items() if text is not None}
    return _newer(classes, flavor)


def _text(name: str, value: Any) -> str | None:
    if value is None:
        return None
    dumped = _TYPES[name].dump(value, ROOT, no_child)
    return dumped if isinstance(dumped, str) else json.dumps(dumped)


def _value(name: str, text: str | None) -> Any:
    if text is None:
        return None
    raw = text if name in _TEXTS else json.loads(text)
    return _TYPES[name].load(raw, ROOT, no_child)


def pci_requests_into_system_metadata(values: Values, classes: Classes) -> None:
    """Writes the requests as the JSON that juno reads, with their place and their id beside.

    Where the metadata have the same requests already, as another release wrote them, they stay.
    """
    requests = values["pci_requests"]
    if requests is None:
        _must_be_loaded(values, "pci_requests")
        return
    known = requests.obj_values()
    if "requests" not in known or known.get("instance_uuid", "") != values.get("uuid"):
        raise InexpressibleError("the PCI requests are not those of this instance")
    texts = _texts(_older(_REQUESTS, requests))
    stored = _stored(values, "pci_requests", lambda key: False)
    if stored.keys() & texts.keys():
        if _read(stored, values["uuid"]) != _read(texts, values["uuid"]):
            raise InexpressibleError("system_metadata already has other pci_requests")
        return
    values["system_metadata"] = stored | texts


def pci_requests_from_system_metadata(values: Values, classes: Classes) -> None:
    """Reads the requests back; takes their keys out where it can write them again as they are.

    They stay unset where the metadata are not loaded.
    """
    if "system_metadata" not in values:
        return
    stored = dict(values["system_metadata"])
    texts = {key: stored[key] for key in _PCI_KEYS if key in stored}
    if set(texts.values()) <= {None}:
        values["pci_requests"] = None
        return
    requests = _read(texts, values["uuid"])
    values["pci_requests"] = _newer(classes, requests)
    if texts == _texts(requests):
        values["system_metadata"] = {k: v for k, v in stored.items() if k not in texts}


def _texts(requests: Any) -> dict[str, str | None]:
    """The requests as JSON, those of a resize apart."""
    lists: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for place, request in enumerate(requests.requests):
        facts = request.obj_values()
        is_new = facts.pop("is_new", None)
        lists[bool(is_new)].append(facts | {"place": place, "is_new": is_new})
    return {key: json.dumps(lists[key != _PCI_KEYS[0]], sort_keys=True) for key in _PCI_KEYS}


def _read(texts: Mapping[str, str | None], uuid: str) -> Any:
    """The requests in JSON, as kilo has them."""
    found = [facts for key in _PCI_KEYS for facts in json.loads(texts.get(key) or "[]")]
    found.sort(key=lambda facts: facts.get("place", 0))
    made: Any = _REQUESTS["InstancePCIRequests"]
    return made(instance_uuid=uuid, requests=[_request(facts) for facts in found])


def _request(facts: dict[str, Any]) -> Any:
    known = {key: value for key, value in facts.items() if key != "place"}
    if known.get("is_new") is None:
        known.pop("is_new", None)
    made: Any = _REQUESTS["InstancePCIRequest"]
    return made(**known)
