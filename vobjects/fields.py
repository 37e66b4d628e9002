"""A field of a class at one version: its name, its type and what o.vo says of it."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from oslo_versionedobjects import fields as ovo

from vobjects.containers import Child, Optional, Tuple
from vobjects.fieldtype import FieldType


class _Unset:
    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final[Any] = _Unset()


@dataclasses.dataclass(frozen=True)
class FieldOptions:
    """What a class body says of a field besides its annotation."""

    default: Any = UNSET
    read_only: bool = False


def field(*, default: Any = UNSET, read_only: bool = False) -> Any:
    """Say more of a field than its annotation does.

    A type checker takes a field with ``field()`` as optional in the constructor.

    Args:
        default: what ``obj_set_defaults()`` gives the field; the constructor leaves it unset.
        read_only: the field can be set once and never again.
    """
    return FieldOptions(default, read_only)


@dataclasses.dataclass(frozen=True)
class FieldSpec:
    """One field at one version."""

    name: str
    type: FieldType
    options: FieldOptions = FieldOptions()

    @property
    def nullable(self) -> bool:
        """Whether None is a value of the field."""
        return isinstance(self.type, Optional)

    def ovo_field(self) -> ovo.Field[Any]:
        """The field of oslo.versionedobjects that means the same."""
        default = ovo.UnspecifiedDefault if self.options.default is UNSET else self.options.default
        options = {
            "nullable": self.nullable,
            "default": default,
            "read_only": self.options.read_only,
        }
        inner = self.type.inner if isinstance(self.type, Optional) else self.type
        if isinstance(inner, Child):
            return ovo.ObjectField(inner.name, **options)
        if isinstance(inner, Tuple) and isinstance(inner.inner, Child):
            return ovo.ListOfObjectsField(inner.inner.name, **options)
        return ovo.Field(self.type.ovo(), **options)

    def describe(self) -> dict[str, Any]:
        """The field as plain data, for manifests."""
        facts: dict[str, Any] = {"type": self.type.text}
        if self.type.values():
            facts["values"] = sorted(self.type.values())
        if self.options.default is not UNSET:
            facts["default"] = self.options.default
        if self.options.read_only:
            facts["read_only"] = True
        return facts
