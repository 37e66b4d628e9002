"""Loss reports of callers: a conversion that was refused adds nothing to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vobjects import (
    DeclarationError,
    FieldValueError,
    Limits,
    Loss,
    LossReport,
    Registry,
    VersionedObject,
    VObjectError,
    added,
    history,
    initial,
    removed,
    version,
)
from vobjects._codec.values import Values
from vobjects._paths import ROOT
from vobjects._types.annotations import field_type

NOTES = Registry("notes", limits=Limits(bytes=2000))
_DOWN = added("detail", default="", loss=Loss.ALLOWED, why="only people read it")
_UP = removed("hint", was=str, default="", loss=Loss.ALLOWED, why="only people read it")


@NOTES.register
class Note(VersionedObject):
    """An object with fields of which an older version loses one and refuses the other."""

    text: str
    detail: str
    urgent: int
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Urgent ones.", added("urgent", default=0, why="it would be late")),
        version("1.2", "Details for hints.", _DOWN, _UP, removed("state", was=int, default=0)),
    )


HEAD, OLD = NOTES.head, NOTES.closure("Note", "1.0")
NOTE_TYPE = field_type(Note, "notes")
SEVERAL = Values(HEAD, {"one": NOTE_TYPE, "other": NOTE_TYPE})


def _note(urgent: int = 0, text: str = "a") -> Any:
    return Note(text=text, detail="b", urgent=urgent)


def _old(state: int) -> Any:
    made: Any = OLD["Note"]
    return made(text="a", hint="b", state=state)


_OPERATIONS: dict[str, Callable[[LossReport, int], Any]] = {
    "encode": lambda report, wrong: HEAD.encode(_note(wrong), OLD, report),
    "to_primitive": lambda report, wrong: HEAD.to_primitive(_note(wrong), OLD, report),
    "adopt down": lambda report, wrong: OLD.adopt(_note(wrong), report),
    "adopt up": lambda report, wrong: HEAD.adopt(_old(wrong), report),
    "decode": lambda report, wrong: HEAD.decode(OLD.encode(_old(wrong)), report),
    "from_primitive": lambda report, wrong: HEAD.from_primitive(
        OLD.to_primitive(_old(wrong)), report
    ),
    "values": lambda report, wrong: SEVERAL.encode(
        {"one": _note(), "other": _note(wrong)}, OLD, report
    ),
    "values in the primitive form": lambda report, wrong: SEVERAL.dump(
        {"one": _note(), "other": _note(wrong)}, OLD, "primitive", report
    ),
    "a value": lambda report, wrong: HEAD.dump_value(
        NOTE_TYPE, _note(wrong), OLD, "compact", ROOT, report
    ),
    "a value back": lambda report, wrong: HEAD.load_value(
        NOTE_TYPE, OLD.to_primitive(_old(wrong)), "primitive", ROOT, report
    ),
}


@pytest.mark.parametrize("operation", _OPERATIONS)
def test_report_when_a_conversion_is_refused_then_it_has_what_it_had_before(operation: str) -> None:
    report = LossReport()
    _OPERATIONS[operation](report, 0)
    before = list(report)
    assert before
    with pytest.raises(VObjectError):
        _OPERATIONS[operation](report, 1)
    assert list(report) == before
    _OPERATIONS[operation](report, 0)
    assert list(report) == before * 2


@pytest.mark.parametrize(
    "write",
    [
        lambda report: HEAD.encode(_note(text="a" * 2000), OLD, report),
        lambda report: SEVERAL.encode({"one": _note(text="a" * 2000)}, OLD, report),
    ],
    ids=["encode", "values"],
)
def test_report_when_a_message_is_too_large_then_it_has_no_entry(
    write: Callable[[LossReport], Any],
) -> None:
    report = LossReport()
    with pytest.raises(FieldValueError):
        write(report)
    assert not report


def test_report_when_it_is_none_of_ours_then_nothing_is_written() -> None:
    wrong: Any = []
    with pytest.raises(DeclarationError, match="pass report=LossReport"):
        HEAD.encode(_note(), OLD, wrong)
