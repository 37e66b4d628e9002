"""Writers of objects in one form, compiled when a class is first met."""

from __future__ import annotations

from typing import Any

from oslo_versionedobjects import base

from vobjects._foreign.call import Call
from vobjects._foreign.codegen import Dumper, compile_dumper
from vobjects._foreign.plan import ClassPlan, class_plan
from vobjects._foreign.shadow import shadow
from vobjects._foreign.twin import own_changes, twin_of
from vobjects._foreign.wire import Wire
from vobjects._generate.envelope import Compact, Form


class Writers(dict[type, Dumper]):
    """A writer for each class of objects.

    What a class writes in its own way is asked of a shadow of the object, and made to fit the form.
    """

    def __init__(self, wire: Wire, form: Form, sets: str = "tuple") -> None:
        """``sets`` is ``tuple``, or ``sorted_tuple`` for primitives that become bytes."""
        super().__init__()
        self._wire, self._form, self._sets = wire, form, sets
        self._compact = isinstance(form, Compact)

    def __missing__(self, cls: type) -> Dumper:
        writer = self[cls] = self._make(cls)
        return writer

    def write(self, obj: Any, call: Call) -> Any:
        """The object in the form, as o.vo would write it."""
        return self[type(obj)](obj, call)

    def leaves(self, cls: type) -> bool:
        """Whether objects of a class are written by the class itself."""
        return getattr(self[cls], "__func__", None) is Writers._by_class

    def _make(self, cls: type) -> Dumper:
        if not issubclass(cls, base.VersionedObject):
            return self._by_itself
        plan = class_plan(cls, self._wire)
        if plan.hooks.writing or (self._compact and not plan.compact):
            return self._by_class
        names = {"dumpers": self, "own": self._fit, "changed": self._changed(plan)}
        return compile_dumper(plan, self._form, self._sets, names)

    def _by_itself(self, obj: Any, call: Call) -> Any:
        """What is no object of o.vo, but can be written like one."""
        call.changed = ()
        return self._fit(obj.obj_to_primitive())

    def _by_class(self, obj: base.VersionedObject, call: Call) -> Any:
        """The primitive that the class itself makes."""
        call.must_fit()
        own = shadow(obj)
        primitive = own.obj_to_primitive()
        call.changed = own.obj_what_changed()
        return self._fit(primitive)

    def _fit(self, primitive: Any) -> Any:
        return self._wire.compacted(primitive) if self._compact else primitive

    def _changed(self, plan: ClassPlan) -> Any:
        """A function of an object and of what o.vo would say: what the class says."""
        twin = twin_of(plan) if plan.own_changes else None
        if twin is None:
            return lambda obj, found: shadow(obj).obj_what_changed()
        return lambda obj, found: own_changes(twin, obj, found)
