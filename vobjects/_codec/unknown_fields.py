"""What an object that is too new holds that a view does not know, by path."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vobjects._generate.envelope import Form
from vobjects._paths import Path, render
from vobjects._repr import brief
from vobjects.errors import DecodeError, TooNewError

if TYPE_CHECKING:
    from vobjects._plan.release import Release

_MANY: Final = 100
"""How many unknown fields an error names at most."""


def too_new(view: Release, form: Form, raw: Any, path: Path) -> TooNewError:
    """The error for a node newer than the view, with every field that gives it away."""
    name, version, _data, _changes = form.unwrap(raw, path)
    return TooNewError(
        path=render(path),
        name=name,
        version=version,
        known=str(view.versions.get(name, "")),
        release=view.label,
        unknown=unknown_fields(view, form, raw, path),
    )


def unknown_fields(view: Release, form: Form, raw: Any, path: Path) -> list[str]:
    """The fields in a dumped value that the view does not know, by path."""
    unknown = _unknown(view, form, raw, path, view.limits.depth * 2)
    return sorted(set(itertools.islice(unknown, _MANY)))


def _unknown(view: Release, form: Form, raw: Any, path: Path, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    try:
        name, _version, data, _changes = form.unwrap(raw, path)
    except DecodeError:
        parts = _parts(raw)
    else:
        known = view.schema(name).fields if name in view else {}
        yield from (render((path, f".{_text(field)}")) for field in data if field not in known)
        parts = ((f".{field}", value) for field, value in data.items() if field in known)
    for part, value in parts:
        yield from _unknown(view, form, value, (path, part), depth - 1)


def _parts(raw: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(raw, list):
        yield from enumerate(raw)
    elif isinstance(raw, dict):
        yield from ((f"[{brief(key)}]", value) for key, value in raw.items())


def _text(key: Any) -> str:
    return key if isinstance(key, str) else brief(key)
