"""A field of a class at one version: its name, its type and what o.vo says of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from oslo_versionedobjects import fields as ovo

from vobjects._paths import ROOT, Path
from vobjects._types import ovo as ovo_types
from vobjects._types.base import FieldType, no_child
from vobjects._types.containers import Child, Optional, Tuple
from vobjects.errors import DeclarationError


class _Unset:
    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"

    def __reduce__(self) -> str:
        return "REQUIRED"


UNSET: Final[Any] = _Unset()
"""No value: in a class body, the field may be absent where its object travels."""
REQUIRED: Final[Any] = _Required()
"""Nothing was given where a default could be."""


@dataclasses.dataclass(frozen=True)
class FieldOptions:
    """What a class body says of a field besides its annotation."""

    default: Any = REQUIRED
    read_only: bool = False
    may_be_absent: bool = False
    """Whether an object may travel without the field."""

    def __post_init__(self) -> None:
        if self.default is UNSET:
            object.__setattr__(self, "may_be_absent", True)

    @property
    def has_default(self) -> bool:
        """Whether there is a value that the field gets where nobody sets it."""
        return self.default is not REQUIRED and self.default is not UNSET

    @property
    def is_given(self) -> bool:
        """Whether the constructor sets the field to its default."""
        return self.has_default and not self.may_be_absent


def field(*, default: Any = REQUIRED, read_only: bool = False, may_be_absent: bool = False) -> Any:
    """Say more of a field than its annotation does.

    A field without a default must be set before its object travels.

    Args:
        default: what the constructor sets the field to, which is no change. UNSET: the field may
            be absent. A type checker does not ask for a field that has either.
        read_only: the field can be set once and never again.
        may_be_absent: the constructor leaves the field unset, and its object may travel without
            it; only ``obj_set_defaults()`` gives the default.

    Raises:
        DeclarationError: ``may_be_absent`` is not beside the value of a default.
    """
    options = FieldOptions(default, read_only, may_be_absent)
    if may_be_absent and not options.has_default:
        raise DeclarationError(
            where="field",
            found=f"may_be_absent=True and default={default!r}",
            expected="may_be_absent=True beside a value that obj_set_defaults() gives",
            remedy="write default=UNSET alone for a field that may be absent",
        )
    return options


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
        options = self.options
        default = options.default if options.has_default else ovo.UnspecifiedDefault
        read_only = options.read_only
        found = make(what, nullable=self.nullable, default=default, read_only=read_only)
        found.facts = self.describe()
        return found

    def describe(self) -> dict[str, Any]:
        """The field as plain data, for manifests."""
        facts: dict[str, Any] = {"type": self.type.text}
        if self.type.values():
            facts["values"] = sorted(self.type.values())
        if self.options.has_default:
            facts["default"] = self.type.dump(self.options.default, self.path, no_child)
        if self.options.read_only:
            facts["read_only"] = True
        if self.options.may_be_absent:
            facts["may_be_absent"] = True
        return facts
