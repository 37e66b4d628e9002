"""Check that what a file holds has the form of a manifest."""

from __future__ import annotations

from typing import Any

from compat.errors import ManifestError
from compat.manifest._shape import Many, Record, Shape, Table
from vobjects._names import did_you_mean
from vobjects._repr import brief, shown


def check(value: Any, shape: Shape, path: str, file: str) -> None:
    """Check a value and all that is in it.

    Raises:
        ManifestError: a key is unknown or missing, or a value is not what its key holds.
    """
    match shape:
        case Record():
            _check_record(_mapping(value, path, file), shape, path, file)
        case Table():
            for name, entry in _mapping(value, path, file).items():
                if not shape.is_name(name):
                    raise ManifestError(
                        file=file,
                        path=path,
                        found=f"the key {brief(name)}",
                        expected=f"the name of {_a(shape.noun)}",
                        remedy="correct it, or record the release again",
                    )
                check(entry, shape.entry, f"{path}.{name}", file)
        case Many():
            if not isinstance(value, list):
                raise _wrong(value, "a list", path, file)
            for place, entry in enumerate(value):
                check(entry, shape.entry, f"{path}[{place}]", file)
        case _:
            if not shape.accepts(value):
                raise _wrong(value, shape.expected, path, file)


def _check_record(value: dict[Any, Any], shape: Record, path: str, file: str) -> None:
    shapes = {**shape.required, **shape.optional}
    for key in value:
        if key not in shapes:
            raise ManifestError(
                file=file,
                path=path,
                found=f"the key {brief(key)}",
                expected=f"one of {', '.join(shapes)}",
                remedy=f"{did_you_mean(key, shapes)}correct it, or record the release again",
            )
    for key in shape.required:
        if key not in value:
            raise _wrong(None, "a value", f"{path}.{key}", file)
    for key, entry in value.items():
        check(entry, shapes[key], f"{path}.{key}", file)


def _mapping(value: Any, path: str, file: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise _wrong(value, "a map", path, file)
    return value


def _wrong(value: Any, expected: str, path: str, file: str) -> ManifestError:
    return ManifestError(
        file=file,
        path=path,
        found="nothing" if value is None else shown(value),
        expected=expected,
        remedy="correct it, or record the release again",
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
