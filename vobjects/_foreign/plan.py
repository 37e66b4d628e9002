"""What is done with each field of a class, and what is left to the class: data to be printed."""

from __future__ import annotations

import dataclasses
from typing import Any

from vobjects._foreign.hooks import Class, Hooks, hooks_of, is_own
from vobjects._foreign.kinds import Child, Kind, Many, Own, kind_of
from vobjects._foreign.report import Fallback
from vobjects._foreign.wire import Wire


@dataclasses.dataclass(frozen=True)
class FieldPlan:
    """One field: its o.vo field, and what that does with values."""

    name: str
    field: Any
    kind: Kind
    direct: bool
    """Whether values are read from and put into the dictionary of the object."""


@dataclasses.dataclass(frozen=True)
class ClassPlan:
    """One class: what the generated functions do, and what they leave to the class."""

    cls: Class
    name: str
    fields: tuple[FieldPlan, ...]
    hooks: Hooks
    compact: bool
    """Whether its envelope is that of the project, so that it can stand as a node."""

    @property
    def own_changes(self) -> bool:
        """Whether only the class itself can say what has changed."""
        return bool(self._changes)

    @property
    def _changes(self) -> str:
        """Who says what has changed, if it is not o.vo."""
        objects = next((f for f in self.fields if f.name == "objects"), None)
        if self.hooks.is_list and objects:
            known = isinstance(objects.kind, Many) and isinstance(objects.kind.member, Child)
            return "" if known and objects.direct else f"{self.name}.objects"
        return self.hooks.changes or ""

    @property
    def reads_children(self) -> bool:
        """Whether its children are read in o.vo's way, from objects of the project."""
        return self.compact and not is_own(self.cls, "obj_from_primitive")

    @property
    def names(self) -> frozenset[str]:
        """The names by which a field that takes subclasses may ask for an object."""
        owners = (owner for owner in self.cls.__mro__ if hasattr(owner, "obj_name"))
        return frozenset(owner.obj_name() for owner in owners)

    def fallbacks(self) -> list[Fallback]:
        """What is left to the class and to its fields, and why."""
        hooks = self.hooks
        whole = {
            "writing": hooks.writing,
            "reading": hooks.reading + ((hooks.loading,) if hooks.loading else ()),
            "changes": (self._changes,) if self.own_changes else (),
            "children": hooks.children,
            "envelope": () if self.compact else (f"{self.cls.__name__} is of another project",),
        }
        found = [
            Fallback(self.name, self.cls.VERSION, "", part, why)
            for part, reasons in whole.items()
            for why in reasons
        ]
        for field in self.fields:
            if not field.direct:
                found.append(self._fallback(field, f"{self.name}.{field.name} is a property"))
            elif isinstance(field.kind, Own):
                found.append(self._fallback(field, field.kind.why))
        return found

    def _fallback(self, field: FieldPlan, why: str) -> Fallback:
        return Fallback(self.name, self.cls.VERSION, field.name, "values", why)


def class_plan(cls: Class, wire: Wire) -> ClassPlan:
    """What is done with a class whose objects travel in messages of a project."""
    hooks = hooks_of(cls)
    compact = wire.project == cls.OBJ_PROJECT_NAMESPACE and hooks.keys == wire.keys
    return ClassPlan(
        cls=cls,
        name=cls.obj_name(),
        fields=tuple(
            FieldPlan(name, field, kind_of(field), _is_direct(name, hooks))
            for name, field in cls.fields.items()
        ),
        hooks=hooks,
        compact=compact,
    )


def _is_direct(name: str, hooks: Hooks) -> bool:
    return name not in hooks.properties and f"_obj_{name}".isidentifier()
