"""Where a message cannot be read, and why: the object is read again field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oslo_versionedobjects import base, exception, fields

from vobjects._foreign.hooks import Class
from vobjects._foreign.wire import Wire
from vobjects._paths import ROOT, Path, render
from vobjects._repr import brief, outline, shown, type_of_secret
from vobjects.errors import DecodeError, TooNewError


class Culprits:
    """Finds the deepest value that a class of one project refuses."""

    def __init__(self, wire: Wire, base_class: Class) -> None:
        self._wire, self._base = wire, base_class

    def error(self, raw: Any, error: Exception) -> DecodeError:
        """The error to raise for a node that could not be read because of ``error``."""
        return self._of_object(raw, ROOT, error)

    def _of_object(self, raw: Any, path: Path, error: Exception) -> DecodeError:
        name, version, data, _ = self._wire.parts(raw, path)
        try:
            obj = self._base.obj_class_from_name(name, version)()
        except exception.IncompatibleObjectVersion as newer:
            known = newer.kwargs["supported"]
            return TooNewError(
                path=render(path), name=name, version=version, known=known, release="", unknown=[]
            )
        except Exception:
            return self._refused(raw, path, error, f"a class of {self._wire.project}")
        for field, type_ in obj.fields.items():
            if field in data:
                found = self._of_field(obj, field, type_, data[field], (path, f".{field}"))
                if found is not None:
                    return found
        return self._refused(raw, path, error, f"an object that {name} reads")

    def _of_field(
        self, obj: base.VersionedObject, name: str, field: Any, raw: Any, path: Path
    ) -> DecodeError | None:
        try:
            value = field.from_primitive(obj, name, self._wire.expanded(raw))
            field.coerce(obj, name, value)
        except Exception as error:
            for child, place in self._objects(raw, path):
                if not self._readable(child):
                    return self._of_object(child, place, error)
            expected = f"a value that {type(field).__name__} takes"
            if _is_sensitive(field):
                found = type_of_secret(raw)
                return DecodeError(path=render(path), expected=expected, found=found)
            return self._refused(raw, path, error, expected)
        return None

    def _objects(self, raw: Any, path: Path) -> Iterator[tuple[Any, Path]]:
        """The outermost nodes in a value."""
        if self._wire.is_node(raw):
            yield raw, path
        elif type(raw) is list:
            for index, value in enumerate(raw):
                yield from self._objects(value, (path, index))
        elif type(raw) is dict:
            for key, value in raw.items():
                yield from self._objects(value, (path, f"[{key!r}]"))

    def _readable(self, raw: Any) -> bool:
        try:
            self._base.obj_from_primitive(self._wire.expanded(raw))
        except Exception:
            return False
        return True

    def _refused(self, raw: Any, path: Path, error: Exception, expected: str) -> DecodeError:
        why = f"{type(error).__name__}: {brief(str(error))}"
        found = outline(raw, plain=2) if isinstance(raw, dict | list) else shown(raw)
        return DecodeError(path=render(path), expected=expected, found=f"{found} ({why})")


def _is_sensitive(field: Any) -> bool:
    """Whether a field, or a value in it, is text that o.vo hides in logs."""
    inner = getattr(field, "_type", None) or getattr(field, "_element_type", None)
    return isinstance(field, fields.SensitiveString) or (bool(inner) and _is_sensitive(inner))
