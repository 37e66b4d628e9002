"""What stays in memory of what peers send: nothing of it in caches that they choose the keys of."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import itertools
import logging
import pkgutil
import random
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import pytest

import vobjects
from tests.support.caches import caches
from tests.support.foreign.classes import FORGE, ForgeParent
from tests.support.work import kept
from vobjects import (
    Registry,
    VersionedObject,
    View,
    added,
    catalog,
    history,
    initial,
    version,
)
from vobjects._release.registry import VIEWS
from vobjects.testing import filled
from vobjects.version import Version

KILO = catalog.at("kilo")
FLAVOR: Any = filled(KILO, "Flavor")
TREE: Any = filled(KILO, "InstanceNUMATopology")
SENT: Any = msgpack.loads(KILO.encode(FLAVOR))
PRIMITIVE: Any = KILO.to_primitive(FLAVOR)
FOREIGN: Any = msgpack.loads(FORGE.encode(ForgeParent()))

CHOSEN_BY_US = {
    "vobjects.catalog.at": "the name of a release of Nova",
    "vobjects._generate.functions._code": "what is generated for two versions of a declared class",
    "vobjects._declare.reserved.reserved": "nothing",
    "vobjects._types.scalars._member": "an enum value of a declared history",
}
"""Caches without an end, and what their keys are: never anything that a peer sends."""

Sent = Callable[[Any], object]


def _with(place: tuple[Any, ...], text: Any, message: Any = SENT) -> Any:
    """A message, or a primitive, with a text in one place."""
    if not place:
        return text
    copied = message.copy()
    copied[place[0]] = _with(place[1:], text, message[place[0]])
    return copied


def _decode(*place: Any) -> Sent:
    return lambda text: KILO.decode(msgpack.packb(_with(place, text)))


def _primitive(key: str) -> Sent:
    return lambda text: KILO.from_primitive(_with((f"nova_object.{key}",), text, PRIMITIVE))


def _foreign(*place: Any) -> Sent:
    return lambda text: FORGE.decode(msgpack.packb(_with(place, text, FOREIGN)))


DOORS: dict[str, Sent] = {
    "project": _decode(1),
    "name": _decode(2, 0),
    "version": _decode(2, 1),
    "zeros before the version": lambda text: _decode(2, 1)(f"1.{text.replace('x', '0')}1"),
    "value": _decode(2, 2, "name"),
    "time": _decode(2, 2, "created_at"),
    "field": lambda text: _decode(2, 2)({text: 1}),
    "key": lambda text: _decode(2, 2, "extra_specs")({text: text}),
    "changes": lambda text: _decode(2, 3)([text]),
    "primitive name": _primitive("name"),
    "primitive version": _primitive("version"),
    "primitive project": _primitive("namespace"),
    "primitive data": lambda text: _primitive("data")({text: 1}),
    "unknown fields": lambda text: KILO.unknown_fields(
        _with((2, 2), {text: 1})[2], "compact", ("$",)
    ),
    "parsed": Version.parse,
    "named": Version.named,
    "class": lambda text: KILO[text],
    "has": lambda text: KILO.has(text, text),
    "manifest": lambda text: KILO.registry.at({"Flavor": text}),
    "class in a manifest": lambda text: KILO.registry.at({text: "1.0"}),
    "manifest of a child": lambda text: TREE.obj_to_primitive("1.1", {"InstanceNUMACell": text}),
    "target": lambda text: FLAVOR.obj_to_primitive(text),
    "assigned": lambda text: setattr(FLAVOR, "id", text),
    "foreign name": _foreign(2, 0),
    "foreign version": _foreign(2, 1),
    "foreign suffix": lambda text: _foreign(2, 1)(f"1.0rc{abs(hash(text))}"),
    "foreign zeros": lambda text: _foreign(2, 1)(f"1.{text[:4000].replace('x', '0')}0"),
    "foreign manifest": lambda text: FORGE.encode(ForgeParent(), {"ForgeParent": text}),
}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Caches that are soon full, and logs that nobody keeps."""
    for name in ("vobjects.version:_parse", "vobjects._foreign.backport:_kept_order"):
        module, _, attribute = name.partition(":")
        function = pkgutil.resolve_name(name).__wrapped__
        small = functools.lru_cache(64)(function)
        monkeypatch.setattr(importlib.import_module(module), attribute, small)
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def _send(door: str, texts: list[str]) -> None:
    for text in texts:
        with contextlib.suppress(Exception):
            DOORS[door](text)


@pytest.mark.parametrize("door", DOORS)
def test_texts_when_they_are_long_are_not_kept(door: str) -> None:
    texts = [[f"{number}{'x' * 100_000}" for number in range(20 * n, 20 * n + 20)] for n in (0, 1)]

    assert kept(lambda: _send(door, texts[0]), lambda: _send(door, texts[1])) < 50_000


@pytest.mark.parametrize("door", DOORS)
def test_texts_when_they_are_many_push_each_other_out(door: str) -> None:
    rounds = [[f"1.{number}" for number in range(300 * n, 300 * n + 300)] for n in range(10, 14)]

    assert kept(*(functools.partial(_send, door, texts) for texts in rounds)) < 50 * 300


def test_caches_when_their_keys_have_no_end_have_a_bound() -> None:
    found = {
        name: most
        for name, most in caches(vobjects).items()
        if not name.startswith("vobjects.testing.")  # no service runs it
    }

    assert {name for name, most in found.items() if most is None} == CHOSEN_BY_US.keys()
    assert all(most <= 4096 for most in found.values() if most is not None)


def _registry() -> Registry:
    """A class with eight children, each of which has two versions: 256 manifests."""
    registry, children = Registry("kept"), dict[str, Any]()
    body: dict[str, Any]
    for number in range(8):
        body = {"__annotations__": {"kind": int}, "__module__": __name__}
        body["HISTORY"] = history(initial("1.0"), version("1.1", "Kind.", added("kind", default=0)))
        children[f"c{number}"] = registry.register(type(f"Child{number}", (VersionedObject,), body))
    body = {"__annotations__": children, "__module__": __name__, "HISTORY": history(initial("1.0"))}
    registry.register(type("Parent", (VersionedObject,), body))
    return registry


def _manifests() -> list[dict[str, str]]:
    found = [*itertools.product(("1.0", "1.1"), repeat=8)]
    random.Random(1).shuffle(found)
    return [{f"Child{n}": v for n, v in enumerate(row)} for row in found]


def _alive(registry: Registry) -> list[View]:
    gc.collect()
    found = [view for view in gc.get_objects() if type(view) is View]
    return [view for view in found if view.registry is registry]


def _used(registry: Registry, manifest: dict[str, str]) -> None:
    """All that a manifest of a peer is used for."""
    head = registry.head
    parent: Any = head["Parent"](**{f"c{n}": head[f"Child{n}"](kind=0) for n in range(8)})
    parent.obj_to_primitive("1.0", manifest)
    view = registry.closure("Parent", "1.0", manifest)
    message = head.encode(parent, view)
    head.adopt(view.decode(message))
    view.encode(view.adopt(parent), head)


def test_views_when_peers_bring_many_manifests_are_dropped_but_for_the_last() -> None:
    registry, manifests = _registry(), _manifests()
    for manifest in manifests[: 2 * VIEWS]:
        _used(registry, manifest)

    assert len(_alive(registry)) <= VIEWS + 1
    assert len(registry.head._encoders) <= len(registry.head._decoders) * (VIEWS + 1)  # by form
    for cls in (registry.declared("Parent"), registry.declared("Child0")):
        assert len([name for name in vars(cls) if name.startswith("_node_")]) <= 2 * (VIEWS + 1)
        assert len(cls.__subclasses__()) <= VIEWS


def test_views_when_peers_bring_many_manifests_take_no_more_memory() -> None:
    registry, manifests = _registry(), _manifests()

    def use(some: list[dict[str, str]]) -> None:
        for manifest in some:
            _used(registry, manifest)

    assert kept(lambda: use(manifests[:40]), lambda: use(manifests[40:80])) < 1_000_000


def test_view_when_it_is_held_is_the_same_whatever_peers_bring() -> None:
    registry, manifests = _registry(), _manifests()
    for manifest in manifests:
        manifest["Parent"] = "1.0"
    held = registry.at(manifests[0], "held")
    obj = held["Child0"]()
    for manifest in manifests:
        registry.at(manifest)

    assert registry.at(manifests[0], "held") is held
    del held
    assert registry.at(manifests[0], "held").owns(type(obj))
