"""The fields of a class at one of its versions."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from vobjects._declare.field import FieldSpec
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Schema:
    """The fields of one class at one version, in the order of their names."""

    name: str
    version: Version
    fields: Mapping[str, FieldSpec]

    @functools.cached_property
    def required(self) -> frozenset[str]:
        """The fields that may not be absent where an object travels."""
        specs = self.fields.values()
        return frozenset(spec.name for spec in specs if not spec.options.may_be_absent)

    def children(self) -> dict[str, tuple[str, ...]]:
        """The classes that stand in each field that holds objects."""
        found = {name: spec.type.children() for name, spec in self.fields.items()}
        return {name: children for name, children in found.items() if children}
