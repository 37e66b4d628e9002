"""Objects that both sides can hold."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

from tests.interop.alike import NETWORK_TEXTS
from tests.interop.nova_project import SAMPLES, vif
from tests.interop.nova_release import REAL
from vobjects import VersionedObject, View
from vobjects._declare.trees import objects_in
from vobjects.testing._foreign.filling import Filler

_UNSET = (0.0, 0.3, 0.8, 1.0)
"""How many of the fields of an object of Nova are left unset, from filled to empty."""


def _in_utc(rng: random.Random) -> datetime.datetime:
    """What o.vo reads again: it writes no other zones and no year of three digits that it reads."""
    return datetime.datetime(rng.randrange(1000, 9999), 2, 3, 4, 5, 6, tzinfo=datetime.UTC)


def made_in_nova(name: str) -> Iterator[Any]:
    """Objects of Nova, always the same."""
    for seed in range(12):
        filler = Filler((name, seed), {**SAMPLES, "DateTime": _in_utc})
        yield filler.object(REAL[name], _UNSET[seed % len(_UNSET)])


def for_nova(obj: VersionedObject) -> VersionedObject:
    """Give years four digits, and a network where our text is a model of a network in Nova."""
    for one in _objects(obj):
        name = one.obj_name()
        for field, value in one.obj_values().items():
            if (name, field) in NETWORK_TEXTS and value is not None:
                setattr(one, field, _network(value, many=field == "network_info"))
            if isinstance(value, datetime.datetime) and value.year < 1000:
                setattr(one, field, value.replace(year=2000))
    return obj


def fitting(obj: VersionedObject, newer: View) -> VersionedObject:
    """Put one of the values where a newer view has an enum and the text is none of it."""
    for one in _objects(obj):
        fields = newer.schema(one.obj_name()).fields
        for field, value in one.obj_values().items():
            values = fields[field].type.values() if field in fields else ()
            if values and isinstance(value, str) and value not in values:
                setattr(one, field, random.Random(value).choice(values))
    return obj


def _network(text: str, many: bool) -> str:
    model = json.loads(json.dumps(vif(random.Random(text))))
    return json.dumps([model] if many else model)


def _objects(obj: VersionedObject) -> list[Any]:
    found: list[Any] = [obj]
    for one in found:  # it grows
        found += [child for value in one.obj_values().values() for child in objects_in(value)]
    return found
