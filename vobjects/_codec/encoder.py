"""Objects to their dumped form, at any version that the registry knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from vobjects._codec.fast_encoder import FastEncoder
from vobjects._codec.written_size import must_fit_when_written
from vobjects._declare.object import VersionedObject, wrong_child
from vobjects._declare.ovo_lookups import is_registered
from vobjects._declare.pickling import within_stack
from vobjects._generate.context import Dump, Dumper, Way
from vobjects._generate.envelope import Form
from vobjects._generate.functions import compile_dumper
from vobjects._paths import ROOT, Path, render
from vobjects._plan.planner import plan
from vobjects._repr import shown
from vobjects._types.base import FieldType
from vobjects.loss import LossReport

if TYPE_CHECKING:
    from vobjects._codec.codec import Codec


class Encoder(dict[Any, Dumper]):
    """Writes objects of ``source`` as ``target`` reads them; compiles a class when first met."""

    def __init__(self, source: Codec, target: Codec, form: Form) -> None:
        super().__init__()
        self._source, self._form = source, form
        self._versions, self._label = target.versions, target.label  # a target may end before
        self.fast = FastEncoder(source, target)

    def __missing__(self, cls: type[VersionedObject]) -> Dumper:
        dumper = self[cls] = self._compile(cls)
        return dumper

    def dump(self, obj: VersionedObject, report: LossReport, travels: bool = True) -> Any:
        """The object as numbers, text, lists and dicts; it may be incomplete unless it travels.

        Raises:
            IncompleteObjectError: a field is unset that may not be absent.
            BackportRefusedError: the target cannot hold a value.
            FieldValueError: the object belongs to another view, or is too deep; or more would be
                written than any receiver takes, as one object is at many places.
        """
        with within_stack():
            must_fit_when_written(obj, self._source.limits)
            return self._call(report, travels).child(obj, ROOT)

    def dump_value(self, type_: FieldType, value: Any, path: Path, report: LossReport) -> Any:
        """A value that may hold objects, such as an argument of a call.

        Raises:
            IncompleteObjectError: an object in it lacks a field that may not be absent.
            BackportRefusedError: the target cannot hold an object in it.
            FieldValueError: as in :meth:`dump`.
        """
        with within_stack():
            must_fit_when_written(value, self._source.limits, path)
            return type_.dump(value, path, self._call(report).child)

    def _call(self, report: LossReport, travels: bool = True) -> Dump:
        depth = self._source.limits.depth
        return Dump(self, self._source, self._label, depth, report, travels)

    def _compile(self, cls: type[VersionedObject]) -> Dumper:
        known = issubclass(cls, VersionedObject) and is_registered(cls)
        if not (known and self._source.owns(cls)):
            return self._refuse_class
        name = cls.obj_name()
        lineage = self._source.registry.lineage(name)
        source = self._source.versions[name]
        target = self._versions.get(name)
        if target is None:
            return _absent(Way(name, str(source), "nothing"))
        target = lineage.written(source, target)
        steps = plan(lineage, source, target)
        old, new = lineage.schemas[source], lineage.schemas[target]
        return compile_dumper(steps, old, new, self._form)

    def _refuse_class(self, obj: Any, path: Path, call: Dump) -> NoReturn:
        expected = f"a class of {self._source.label or self._source.registry.project}"
        raise wrong_child(obj, render(path), expected)


def _absent(way: Way) -> Dumper:
    def refuse(obj: Any, path: Path, call: Dump) -> NoReturn:
        call.refuse(way, path, shown(obj), f"the receiver has no class {way.name}")

    return refuse
