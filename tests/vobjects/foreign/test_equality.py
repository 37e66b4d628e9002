"""On filled and on empty objects, everything is what oslo.versionedobjects gives."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.foreign.classes import (
    FORGE,
    ForgeChild,
    ForgeChildren,
    ForgeContainers,
    ForgeObject,
    ForgeParent,
    ForgeSpecialChild,
    ForgeTable,
    ForgeValues,
)
from vobjects.testing._foreign.filling import Filler
from vobjects.testing._foreign.laws import Raised, holds, outcome

CLASSES: list[Any] = [
    ForgeChild,
    ForgeChildren,
    ForgeContainers,
    ForgeParent,
    ForgeSpecialChild,
    ForgeTable,
    ForgeValues,
]
SAMPLES = {"FieldType": lambda rng: rng.choice(([1, "a"], {"a": None}, ["A", "1.0", {}, []], 2.5))}
NEWEST = {cls.__name__: cls.VERSION for cls in CLASSES}
VERSIONS = st.fixed_dictionaries(
    {
        name: st.integers(0, int(version.split(".")[1])).map(lambda minor: f"1.{minor}")
        for name, version in NEWEST.items()
    }
)


def _object(cls: Any, seed: int, unset: float) -> Any:
    return Filler(seed, SAMPLES).object(cls, unset)


@pytest.mark.parametrize("cls", CLASSES)
@settings(deadline=None)  # functions are compiled when a class is first met
@given(seed=st.integers(0), unset=st.sampled_from((0.0, 0.4, 1.0)))
def test_object_when_it_goes_out_and_comes_back_then_it_is_as_with_ovo(
    cls: Any, seed: int, unset: float
) -> None:
    holds(FORGE, lambda: _object(cls, seed, unset))


@pytest.mark.parametrize("cls", CLASSES)
def test_object_when_ovo_can_read_it_then_the_long_way_is_taken_neither_out_nor_in(
    cls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(20):
        obj = _object(cls, seed, 0.2)
        primitive = FORGE.to_primitive(obj)
        if isinstance(outcome(lambda given=primitive: FORGE.from_primitive(given)), Raised):  # type: ignore[misc]
            continue  # a zone
        FORGE.decode(FORGE.encode(obj))  # functions are compiled
        with monkeypatch.context() as patch:
            patch.setattr("vobjects._foreign.project.primitive_of", None)
            patch.setattr(ForgeObject, "obj_from_primitive", None)
            message = FORGE.encode(obj)
            assert FORGE.decode(message).obj_to_primitive().keys() == primitive.keys()


@pytest.mark.parametrize("cls", CLASSES)
@settings(deadline=None)  # functions are compiled when a class is first met
@given(seed=st.integers(0), unset=st.sampled_from((0.0, 0.4)), manifest=VERSIONS)
def test_object_when_its_receiver_is_older_then_the_hooks_give_what_they_give_ovo(
    cls: Any, seed: int, unset: float, manifest: dict[str, str]
) -> None:
    holds(FORGE, lambda: _object(cls, seed, unset), manifest)
    del manifest["ForgeChild" if cls is not ForgeChild else "ForgeParent"]
    holds(FORGE, lambda: _object(cls, seed, unset), manifest)


@pytest.mark.parametrize("cls", CLASSES)
@settings(deadline=None)  # functions are compiled when a class is first met
@given(seed=st.integers(0), minor=st.integers(0, 9))
def test_object_when_only_its_version_is_asked_for_then_it_is_as_with_ovo(
    cls: Any, seed: int, minor: int
) -> None:
    holds(FORGE, lambda: _object(cls, seed, 0.2), f"1.{minor}")
