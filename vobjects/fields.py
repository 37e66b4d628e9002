"""A field of a class at one version: its name, its type and what o.vo says of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from oslo_versionedobjects import fields as ovo

from vobjects import ovo_types
from vobjects.containers import Child, Optional, Tuple
from vobjects.fieldtype import FieldType, no_child
from vobjects.paths import ROOT, Path


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

    Args:
        default: what ``obj_set_defaults()`` gives the field; the constructor leaves it unset, and a
            type checker does not ask for it there.
        read_only: the field can be set once and never again.
    """
    return FieldOptions(default, read_only)


@dataclasses.dataclass(frozen=True)
class FieldSpec:
    """One field at one version."""

    name: str
    type: FieldType
    options: FieldOptions = FieldOptions()
    path: Path = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", (ROOT, f".{self.name}"))

    @property
    def nullable(self) -> bool:
        """Whether None is a value of the field."""
        return isinstance(self.type, Optional)

    def ovo_field(self) -> Any:
        """The field of oslo.versionedobjects that means the same."""
        make: Callable[..., Any] = ovo_types.Field
        what: Any = self.type.ovo()
        inner = self.type.inner if isinstance(self.type, Optional) else self.type
        if isinstance(inner, Child):
            make, what = ovo_types.ObjectField, inner.name
        elif isinstance(inner, Tuple) and isinstance(inner.inner, Child):
            make, what = ovo_types.ListOfObjectsField, inner.inner.name
        default = ovo.UnspecifiedDefault if self.options.default is UNSET else self.options.default
        read_only = self.options.read_only
        found = make(what, nullable=self.nullable, default=default, read_only=read_only)
        found.facts = self.describe()
        return found

    def describe(self) -> dict[str, Any]:
        """The field as plain data, for manifests."""
        facts: dict[str, Any] = {"type": self.type.text}
        if self.type.values():
            facts["values"] = sorted(self.type.values())
        if self.options.default is not UNSET:
            facts["default"] = self.type.dump(self.options.default, self.path, no_child)
        if self.options.read_only:
            facts["read_only"] = True
        return facts
