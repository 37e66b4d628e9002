"""Secret text is on the wire and in the object, and in no text that anyone reads."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import pytest

from vobjects import (
    UNSET,
    BackportRefusedError,
    DecodeError,
    FieldValueError,
    LossReport,
    Registry,
    Secret,
    SecretStr,
    VersionedObject,
    VObjectError,
    added,
    explain,
    history,
    initial,
    merge,
    removed,
    version,
)

HIDDEN = "hunter2"
VAULTS = Registry("vaults")


@VAULTS.register
class Key(VersionedObject):
    """One secret."""

    text: Secret
    HISTORY = history(initial("1.0"))


@VAULTS.register
class Vault(VersionedObject):
    """Secrets in every container."""

    KEY = ("id",)
    id: int
    password: Secret = UNSET
    pin: Secret | None = UNSET
    codes: tuple[Secret, ...] = UNSET
    names: frozenset[Secret] = UNSET
    by_name: Mapping[str, Secret] = UNSET
    key: Key = UNSET
    keys: tuple[Key, ...] = UNSET
    refused: Secret | None = UNSET
    dropped: Secret | None = UNSET

    HISTORY = history(
        initial("1.0"),
        version("1.1", "A refused one.", added("refused", default=None, why="it is needed")),
        version("1.2", "Dropped.", added("dropped", default=None, may_drop=(HIDDEN,), why="so")),
        version("1.3", "Gone.", removed("old", was=Secret, default="x")),
    )


VIEW = VAULTS.at({"Vault": "1.3", "Key": "1.0"}, "new")


def full(**more: Any) -> Vault:
    return Vault(
        id=1,
        password=HIDDEN,
        pin=HIDDEN,
        codes=(HIDDEN, "other"),
        names=frozenset({HIDDEN}),
        by_name={"one": HIDDEN},
        key=Key(text=HIDDEN),
        keys=(Key(text=HIDDEN),),
        **more,
    )


def test_secret_when_message_is_read_is_the_text_that_was_sent() -> None:
    copies: list[Any] = [
        VIEW.decode(VIEW.encode(full())),
        VIEW.from_primitive(VIEW.to_primitive(full())),
        pickle.loads(pickle.dumps(full())),
        copy.deepcopy(full()),
        VIEW.adopt(full()),
    ]
    for read in copies:
        assert (read.password, read.pin, read.codes) == (HIDDEN, HIDDEN, (HIDDEN, "other"))
        assert (read.names, dict(read.by_name)) == ({HIDDEN}, {"one": HIDDEN})
        assert read.key.text == read.keys[0].text == HIDDEN
        assert {type(read.password), type(read.pin), type(read.key.text)} == {SecretStr}


def test_secret_when_written_is_plain_text() -> None:
    assert HIDDEN.encode() in VIEW.encode(full())
    data = VIEW.to_primitive(full())["versioned_object.data"]
    assert type(data["password"]) is str
    assert {type(each) for each in [*data["codes"], *data["names"]]} == {str}


def test_secret_when_assigned_is_hidden_in_repr_and_shown_by_str() -> None:
    vault = full()
    assert HIDDEN not in repr(vault)
    assert repr(vault.password) == "'***'"
    assert f"{vault.password}" == HIDDEN


@pytest.mark.parametrize("field", ["password", "pin", "codes", "names", "by_name", "key", "keys"])
@pytest.mark.parametrize("wrap", [lambda x: [x], lambda x: {"a": x}, lambda x: (x, 1), str.encode])
def test_secret_when_its_type_is_wrong_is_not_shown(field: str, wrap: Callable[[str], Any]) -> None:
    wrong = wrap(HIDDEN) if field in ("password", "pin", "key") else {1: wrap(HIDDEN)}
    with pytest.raises(FieldValueError) as caught:
        setattr(full(), field, wrong)
    assert HIDDEN not in str(caught.value)


def test_secret_with_lone_surrogate_is_refused_unseen() -> None:
    with pytest.raises(FieldValueError, match="UTF-8") as caught:
        Vault(id=1, password=f"{HIDDEN}\ud800")
    assert HIDDEN not in str(caught.value)


def damaged(node: Any) -> Iterator[Any]:
    """Copies of a tree in which one node each is another value around the old one."""
    yield from ([node], {"x": node}, f"{node}", 7, None, [node] * 5)
    if isinstance(node, dict):
        for key, value in node.items():
            yield from ({**node, key: other} for other in damaged(value))
    if isinstance(node, list):
        for place, value in enumerate(node):
            yield from ([*node[:place], other, *node[place + 1 :]] for other in damaged(value))


def refusals(read: Callable[[Any], object], node: Any) -> Iterator[str]:
    for wrong in damaged(node):
        try:
            read(wrong)
        except VObjectError as error:
            yield f"{error} {error.fields()!r}"


def test_secret_when_any_part_of_a_primitive_is_damaged_is_in_no_error() -> None:
    errors = [*refusals(VIEW.from_primitive, VIEW.to_primitive(full()))]
    assert len(errors) > 200
    assert [error for error in errors if HIDDEN in error] == []


def test_secret_when_any_part_of_a_message_is_damaged_is_in_no_error() -> None:
    node = msgspec.msgpack.decode(VIEW.encode(full()))
    errors = [*refusals(lambda wrong: VIEW.decode(msgspec.msgpack.encode(wrong)), node)]
    assert len(errors) > 200
    assert [error for error in errors if HIDDEN in error] == []


def test_secret_when_its_conversion_is_refused_is_not_shown() -> None:
    with pytest.raises(BackportRefusedError) as caught:
        VIEW.encode(full(refused=HIDDEN), at=VAULTS.at({"Vault": "1.0", "Key": "1.0"}))
    assert HIDDEN not in f"{caught.value} {caught.value.fields()!r}"


def test_secret_when_it_is_left_behind_is_not_in_the_report() -> None:
    report = LossReport()
    VIEW.encode(full(dropped=HIDDEN), VAULTS.at({"Vault": "1.1", "Key": "1.0"}), report)
    assert len(report) == 1
    assert HIDDEN not in f"{report!r} {[*report]!r} {[loss.as_dict() for loss in report]!r}"


def test_secret_when_objects_are_merged_is_not_in_the_refusal() -> None:
    base, mine, theirs = full(), full(), full()
    mine.password, theirs.password = f"{HIDDEN}a", f"{HIDDEN}b"
    try:
        told = repr(merge(base, mine, theirs))
    except VObjectError as error:
        told = f"{error} {error.fields()!r}"
    assert HIDDEN not in told


def test_secret_when_a_history_is_explained_is_not_shown() -> None:
    assert HIDDEN not in str(explain(VAULTS, "Vault", "1.3", "1.1"))


def test_secret_type_for_other_tools_is_that_of_text() -> None:
    spec = VIEW.schema("Vault").fields["password"]
    assert spec.describe()["type"] == "str"


def test_message_when_unread_names_the_keys_and_the_types_alone() -> None:
    with pytest.raises(DecodeError) as caught:
        VIEW.from_primitive({"password": HIDDEN, "n": 1, "deep": [{"a": [[["x"]]]}]})
    assert caught.value.found == "dict {'password': str, 'n': 1, 'deep': [{'a': [list]}]}"
