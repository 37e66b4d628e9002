"""All classes of a real Nova: whatever goes in and out is what oslo.versionedobjects gives."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.interop.nova_project import NOVA, SAMPLES
from vobjects.testing._foreign.filling import Filler
from vobjects.testing._foreign.laws import holds

SEEDS = range(12)
UNSET = (0.0, 0.3, 0.8, 1.0)
"""How many of the fields are left unset, from filled to empty."""

CLASSES = [pytest.param(cls, id=f"{cls.obj_name()} {cls.VERSION}") for cls in NOVA.classes]


def _object(cls: Any, seed: int) -> Any:
    return Filler((cls.obj_name(), seed), SAMPLES).object(cls, UNSET[seed % len(UNSET)])


def _older(version: str, rng: random.Random) -> str:
    major, minor = version.split(".")
    return f"{major}.{rng.randrange(int(minor) + 1)}"


def test_nova_when_it_is_asked_then_all_of_its_classes_are_there() -> None:
    assert len(NOVA.classes) > 100
    assert {"Instance", "NUMACell", "PciDevice", "RequestSpec"} <= NOVA.manifest.keys()


@pytest.mark.parametrize("cls", CLASSES)
def test_object_when_it_goes_to_an_equal_then_it_arrives_as_with_ovo(cls: Any) -> None:
    for seed in SEEDS:
        holds(NOVA, lambda seed=seed: _object(cls, seed))  # type: ignore[misc]
        holds(NOVA, lambda seed=seed: _object(cls, seed), NOVA.manifest)  # type: ignore[misc]


@pytest.mark.parametrize("cls", CLASSES)
def test_object_when_only_its_version_is_asked_for_then_it_is_as_with_ovo(cls: Any) -> None:
    for seed in SEEDS:
        older = _older(cls.VERSION, random.Random(seed))
        holds(NOVA, lambda seed=seed: _object(cls, seed), older)  # type: ignore[misc]


@pytest.mark.parametrize("cls", CLASSES)
def test_object_when_its_receiver_is_older_then_it_arrives_as_with_ovo(cls: Any) -> None:
    for seed in SEEDS:
        rng = random.Random(seed)
        manifest = {name: _older(version, rng) for name, version in NOVA.manifest.items()}
        holds(NOVA, lambda seed=seed: _object(cls, seed), manifest)  # type: ignore[misc]
        some = {name: version for name, version in manifest.items() if rng.random() < 0.7}
        some[cls.obj_name()] = manifest[cls.obj_name()]
        holds(NOVA, lambda seed=seed: _object(cls, seed), some)  # type: ignore[misc]
