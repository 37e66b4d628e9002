"""The key of a class: checked against its fields, and with the names of each version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vobjects._declare.changes import Added, Change, Renamed
from vobjects._declare.keys import VALUE, Key
from vobjects._declare.schema import Schema
from vobjects._names import did_you_mean
from vobjects._plan.lineage import Lineage
from vobjects._types.containers import Optional
from vobjects._types.scalars import Scalar
from vobjects.errors import DeclarationError
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject


def must_name_fields(cls: type[VersionedObject], latest: Schema) -> None:
    """Check the key of a class against its newest fields.

    Raises:
        DeclarationError: it is no key, or names what is not a field with a single value.
    """
    key: Any = cls.KEY
    if key is None or key is VALUE:
        return
    if type(key) is not tuple or not all(isinstance(name, str) for name in key):
        raise _wrong(cls, repr(key), "a tuple of field names, or VALUE")
    for name in key:
        spec = latest.fields.get(name)
        if spec is None:
            hint = did_you_mean(name, latest.fields)
            expected = f"names of fields of {latest.version}"
            raise _wrong(cls, f"{name!r} in {key!r}", expected, hint)
        type_ = spec.type.inner if isinstance(spec.type, Optional) else spec.type
        if not isinstance(type_, Scalar):
            raise _wrong(cls, f"{name!r}, which is {type_.text}", "fields that hold a single value")


def _wrong(cls: type, found: str, expected: str, hint: str = "") -> DeclarationError:
    return DeclarationError(
        where=f"{cls.__name__}.KEY",
        found=found,
        expected=expected,
        remedy=f"{hint}write KEY = ('id',) with the fields that tell its objects apart, KEY = () "
        "if there is one in each place, or KEY = VALUE if they are replaced whole",
    )


def key_at(key: Key | None, lineage: Lineage, version: Version) -> Key | None:
    """The key with the names that its fields have at a version; None if one is not there.

    Args:
        key: what the class declares, with the names of the newest version of its line.
        lineage: the class through all its versions.
        version: one of them.
    """
    if not isinstance(key, tuple):
        return key
    lines = (*lineage.lines, lineage.history)
    newest = next(line.latest for line in lines if version in line.versions)
    names: list[str | None] = list(key)
    for undone in lineage.apart(newest, version).undone:
        names = [_called_before(undone.change, name) for name in names]
    known = tuple(name for name in names if name is not None)
    return known if len(known) == len(key) else None


def _called_before(change: Change, name: str | None) -> str | None:
    if isinstance(change, Renamed) and change.field == name:
        return change.was
    return None if isinstance(change, Added) and change.field == name else name
