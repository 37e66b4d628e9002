"""A newer writer sends defaults of fields that it does not know: the sender tells, or a refusal."""

from __future__ import annotations

from typing import Any

import pytest

from vobjects import (
    UNSET,
    VALUE,
    Loss,
    LossReport,
    MergeRefusedError,
    Registry,
    VersionedObject,
    history,
    initial,
    merge,
    removed,
    renamed,
    retyped,
    version,
)
from vobjects._plan.passed import ANY, fillings

PARCELS = Registry("parcels")
_COLOR = removed("color", was=str, default="", loss=Loss.ALLOWED)


@PARCELS.register
class Label(VersionedObject):
    """What is on a parcel: a value. 2.0 has no color any more."""

    text: str
    KEY = VALUE
    HISTORY = history(initial("1.0"), version("2.0", "Black and white.", _COLOR))


@PARCELS.register
class Parcel(VersionedObject):
    """A parcel, which 2.0 has no color for any more."""

    id: int
    grams: int
    KEY = ("id",)
    HISTORY = history(initial("1.0"), version("2.0", "Black and white.", _COLOR))


@PARCELS.register
class Van(VersionedObject):
    """What is in a van."""

    parcels: tuple[Parcel, ...]
    label: Label
    HISTORY = history(initial("1.0"))


_OLD = PARCELS.at({"Van": "1.0", "Parcel": "1.0", "Label": "1.0"}, "old")
_NEW = PARCELS.head


def _van() -> Any:
    parcels = [_OLD["Parcel"](id=n, grams=1, color="red") for n in range(2)]
    van = _OLD["Van"](parcels=parcels, label=_OLD["Label"](text="a", color="red"))
    van.obj_reset_changes(recursive=True)
    return van


def _message(van: Any, turned: bool) -> bytes:
    """What a writer of the newer release sends: parcels the other way round, or another label."""
    stale: Any = _NEW.adopt(van)
    stale.obj_reset_changes(recursive=True)
    if turned:
        stale.parcels = stale.parcels[::-1]
    else:
        stale.label.text = "b"
    return _NEW.encode(stale, _OLD)


def test_merge_when_the_sender_is_not_known_then_a_default_that_it_may_not_know_is_refused() -> (
    None
):
    van = _van()
    with pytest.raises(MergeRefusedError) as caught:
        merge(van, _OLD.decode(_message(van, turned=True)), _van())
    assert caught.value.path == "$.parcels[0].color"
    assert "sender=" in caught.value.remedy
    assert van == _van()


def test_merge_when_the_sender_is_known_then_what_it_does_not_know_survives() -> None:
    van = _van()
    merge(van, _OLD.decode(_message(van, turned=True), sender=_NEW), _van())
    assert [(parcel.id, parcel.color) for parcel in van.parcels] == [(1, "red"), (0, "red")]


def test_merge_when_the_sender_is_of_the_own_version_then_its_default_is_taken() -> None:
    van, stale = _van(), _van()
    stale.parcels = [_OLD["Parcel"](id=n, grams=1, color="") for n in (1, 0)]
    for parcel in stale.parcels:
        parcel.obj_reset_changes()
    merge(van, _OLD.decode(_OLD.encode(stale), sender=_OLD), _van())
    assert [(parcel.id, parcel.color) for parcel in van.parcels] == [(1, ""), (0, "")]


@pytest.mark.parametrize(("sender", "knew"), [(None, "may not have known"), (_NEW, "did not know")])
def test_merge_when_a_value_is_replaced_then_what_its_writer_may_not_know_is_reported(
    sender: Any, knew: str
) -> None:
    van, report = _van(), LossReport()
    merge(van, _OLD.decode(_message(van, turned=False), sender=sender), report=report)
    assert (van.label.text, van.label.color) == ("b", "")
    why = f"Label is a value, and its writer {knew} this field"
    assert [(entry.path, entry.why) for entry in report] == [("$.label.color", why)]


def test_fillings_when_a_default_is_renamed_or_converted_then_it_is_followed() -> None:
    registry = Registry("fillings")
    two = removed("b", was=int, default=1), removed("d", was=int, default=2)
    absent = removed("e", was=int, options=UNSET)

    @registry.register
    class Bag(VersionedObject):
        id: int
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Names.", renamed("b", was="a")),
            version("1.2", "Numbers.", retyped("d", was=str, up=int, down=str)),
            version("2.0", "None of them.", *two, absent),
        )

    lineage = registry.lineage(Bag.obj_name())
    assert fillings(lineage, lineage.versions[0]) == {"a": [1], "d": [ANY], "e": [UNSET]}
    assert fillings(lineage, lineage.versions[-1]) == {}
