"""Messages that somebody damaged: by bits and bytes, and as MessagePack values."""

from __future__ import annotations

import base64
import copy
import json
import random
from collections.abc import Callable
from typing import Any

import msgpack

from tests.support.golden import GOLDEN
from tests.support.pairs import MILESTONES
from vobjects import DecodeError, IncompleteObjectError, VersionedObject, View, catalog
from vobjects.testing._trees import is_complete

_MSGPACK: Any = msgpack
VIEWS = [catalog.at(release) for release in MILESTONES]


class Pairs(list[list[Any]]):
    """A map as its pairs of key and value: a key may be there twice."""


def seeds() -> list[bytes]:
    """The golden messages of some releases, and their primitives as MessagePack."""
    stored = [case for release in GOLDEN.releases for case in GOLDEN.stored(release).values()]
    messages = [base64.b64decode(case["message"]) for case in stored]
    return messages + [msgpack.packb(json.loads(case["primitive"])) for case in stored]


def tried(view: View, message: bytes) -> bool:
    """Decode a message as both forms; nothing but a DecodeError may escape.

    Returns whether it was an object.
    """
    return any([_compact(view, message), _primitive(view, message)])


def _compact(view: View, message: bytes) -> bool:
    try:
        found = view.decode(message)
    except DecodeError as error:
        return _placed(error)
    return _sent_on(found, lambda: view.decode(view.encode(found)))


def _primitive(view: View, message: bytes) -> bool:
    try:
        raw = msgpack.loads(message, strict_map_key=False)
    except (ValueError, TypeError, msgpack.UnpackException):
        return False
    try:
        found = view.from_primitive(raw)
    except DecodeError as error:
        return _placed(error)
    return _sent_on(found, lambda: view.from_primitive(view.to_primitive(found)))


def _sent_on(found: VersionedObject, send: Callable[[], VersionedObject]) -> bool:
    """Send an object on: it comes back the same, or a damaged message has left it incomplete."""
    try:
        again = send()
    except IncompleteObjectError as error:
        refused = error
    else:
        return _same(found, again)
    assert refused.path.startswith("$"), refused
    assert refused.unset, refused
    assert not is_complete(found), (found, refused)
    return True


def _placed(error: DecodeError) -> bool:
    assert error.path.startswith("$"), error
    assert error.expected, error
    assert error.found, error
    assert len(str(error)) < 10_000, len(str(error))
    return False


def _same(found: VersionedObject, again: VersionedObject) -> bool:
    assert isinstance(found, VersionedObject), found
    assert vars(found).keys() <= found.fields.keys(), found
    assert again == found, (again, found)
    assert again.obj_what_changed() == found.obj_what_changed(), found
    return True


class Fuzzer:
    """Damages messages; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._seeds = seeds()

    def view(self) -> View:
        """One of the releases."""
        return self._rng.choice(VIEWS)

    def message(self) -> bytes:
        """The next message."""
        if self._rng.random() < 0.5:
            message = self._rng.choice(self._seeds)
        else:
            message = packed(self._changed(self._value()))
        for _ in range(self._rng.choice([0, 0, 1, 1, 2, 4])):
            message = self._rng.choice(_BYTES)(self._rng, message, self._seeds)
        return message

    def _value(self) -> Any:
        return msgpack.loads(self._rng.choice(self._seeds), object_pairs_hook=_pairs)

    def _changed(self, value: Any) -> Any:
        for _ in range(self._rng.randint(1, 3)):
            places = list(_places(value))
            holder, key = self._rng.choice(places)
            holder[key] = self._other(holder[key])
            if isinstance(holder, list) and self._rng.random() < 0.2:
                holder.insert(self._rng.randrange(len(holder) + 1), holder[key])
        return value

    def _other(self, value: Any) -> Any:
        """Another value in the place of one."""
        rng = self._rng
        match rng.randrange(6):
            case 0:
                return copy.deepcopy(rng.choice(_STRANGE))
            case 1:
                holder, key = rng.choice(list(_places(self._value())))
                return holder[key]
            case 2:
                return _nested(rng.choice([2, 5, 60, 70, 300, 500]), value, rng.random() < 0.5)
            case 3 if isinstance(value, Pairs) and value:
                return Pairs([*value, rng.choice(value)])
            case 4 if isinstance(value, list):
                return type(value)(rng.sample(value, rng.randint(0, len(value))))
            case 5 if isinstance(value, list) and len(value) < 50:
                return type(value)(value * rng.choice([2, 10]))
        return _swapped(value, rng)


def _pairs(pairs: Any) -> Pairs:
    return Pairs(map(list, pairs))


def _places(value: Any) -> Any:
    """Every place in a value: what holds it, and under which index."""
    holder = [value]
    waiting: list[Any] = [holder]
    while waiting:
        current = waiting.pop()
        for place, item in enumerate(current):
            if current is not holder and not isinstance(current, Pairs):
                yield current, place
            if isinstance(item, list):
                waiting.append(item)


def _nested(depth: int, value: Any, in_objects: bool) -> Any:
    for _ in range(depth):
        value = ["Service", "1.0", Pairs([["compute_node", value]])] if in_objects else [value]
    return value


def _swapped(value: Any, rng: random.Random) -> Any:
    """A value of another type that looks like this one."""
    match value:
        case bool() | None:
            return rng.choice([0, 1, "", str(value), None, not value])
        case int():
            return rng.choice(
                [str(value), float(value % 2**60), bool(value), -value % 2**63, [value]]
            )
        case float():
            return rng.choice([str(value), -value, float("nan"), float("inf"), 0])
        case str():
            return rng.choice(
                [value.encode(), value[:-1], value * 2, [value], len(value), value.upper()]
            )
        case Pairs():
            return [item for pair in value for item in pair]
        case list():
            return Pairs([[str(place), item] for place, item in enumerate(value)])
    return None


_STRANGE: list[Any] = [
    None, True, 0, -1, 2**64 - 1, -(2**63), 0.5, float("nan"), float("-inf"), -0.0,
    "", "x" * 300, "\x00", "\u202e", "1.0", "9.99", "1." + "9" * 5000, "2015-01-01T00:00:00Z",
    "Instance", "NUMACell", "nova", "nova_object.name", b"", b"\xff\xfe", [], Pairs(), [[]],
    _MSGPACK.Timestamp(1, 5), _MSGPACK.ExtType(5, b"abc"), Pairs([[1, 2]]), Pairs([[None, None]]),
    Pairs([["a", 1], ["a", 2]]), Pairs([[b"id", 1]]),
]  # fmt: skip
_HEADS = [
    b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\xdb\xff\xff\xff\xff",
    b"\xc6\x7f\xff\xff\xff", b"\xdc\xff\xff", b"\xde\xff\xff", b"\xda\xff\xff",
    b"\xc9\xff\xff\xff\xff\x05", b"\xdd\x00\x00\x10\x00", b"\xc1", b"\x91" * 600,
    b"\x91" * 1200, b"\x81\xa1a" * 400, b"\x81" * 1200, b"\xd9\x03\xed\xa0\x80",
]  # fmt: skip


def _flip(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    found = bytearray(message or b"\x00")
    for _ in range(rng.randint(1, 4)):
        found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
    return bytes(found)


def _write(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    place = rng.randint(0, len(message))
    return message[:place] + rng.randbytes(rng.randint(1, 3)) + message[place + rng.randint(0, 3) :]


def _truncate(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    return message[: rng.randint(0, len(message))]


def _cut(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    place = rng.randint(0, len(message))
    return message[:place] + message[place + rng.randint(1, 20) :]


def _splice(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    other = rng.choice(others)
    return message[: rng.randint(0, len(message))] + other[rng.randint(0, len(other)) :]


def _repeat(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    start, end = sorted((rng.randint(0, len(message)), rng.randint(0, len(message))))
    return message[:end] + message[start : min(end, start + 200)] + message[end:]


def _head(rng: random.Random, message: bytes, others: list[bytes]) -> bytes:
    place = rng.randint(0, len(message))
    return message[:place] + rng.choice(_HEADS) + message[place + rng.randint(0, 5) :]


_BYTES: list[Callable[[random.Random, bytes, list[bytes]], bytes]] = [
    _flip, _write, _truncate, _cut, _splice, _repeat, _head,
]  # fmt: skip


def packed(value: Any) -> bytes:
    """The MessagePack of a value whose maps are pairs."""
    packer = _MSGPACK.Packer(autoreset=False, use_bin_type=True)
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Pairs):
            packer.pack_map_header(len(current))
            waiting += [item for pair in reversed(current) for item in (pair[-1], pair[0])]
        elif isinstance(current, list):
            packer.pack_array_header(len(current))
            waiting += reversed(current)
        else:
            packer.pack(current)
    found: bytes = packer.bytes()
    return found
