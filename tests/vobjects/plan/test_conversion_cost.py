"""What a conversion by functions of a history costs, in counts of calls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.work import calls
from vobjects import FrozenDict, VersionedObject, catalog
from vobjects._codec.written_size import must_fit_when_written
from vobjects._paths import ROOT
from vobjects._plan.proof import is_same
from vobjects._types.base import no_child
from vobjects._types.containers import MappingOf, Optional
from vobjects._types.scalars import Str
from vobjects.limits import Limits
from vobjects.testing import filled

KILO, JUNO = catalog.at("kilo"), catalog.at("juno")
_MANY = 1000
_LIMITS = Limits()
_TEXTS = FrozenDict({f"clé {place}": f"é {place}" for place in range(_MANY)})


def _instance() -> VersionedObject:
    """An instance with three flavors, which functions of its history put into the metadata."""
    instance: Any = filled(KILO, "Instance")
    instance.vcpu_model = instance.pci_requests = instance.numa_topology = None
    instance.pci_devices = None
    del instance.tags
    return instance  # type: ignore[no-any-return]


def test_conversion_when_three_flavors_travel_as_text_is_proven_in_bounded_work() -> None:
    instance = _instance()
    message = KILO.encode(instance, JUNO)
    KILO.decode(message)
    assert calls(lambda: KILO.encode(instance, JUNO)) <= 4000
    assert calls(lambda: KILO.decode(message)) <= 4000


@pytest.mark.parametrize("value", [_TEXTS, tuple(_TEXTS), (FrozenDict(_TEXTS), tuple(_TEXTS))])
def test_size_when_no_part_is_at_two_places_is_not_computed(value: Any) -> None:
    assert calls(lambda: must_fit_when_written(value, _LIMITS)) < 50


def test_mapping_when_all_of_it_is_text_is_checked_at_once() -> None:
    type_ = MappingOf(Optional(Str()))
    assert calls(lambda: type_.check(dict(_TEXTS), ROOT, no_child)) < 50


def test_proof_when_values_are_the_same_ones_compares_no_value() -> None:
    assert calls(lambda: is_same(_TEXTS, FrozenDict(_TEXTS))) < 20
