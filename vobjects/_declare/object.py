"""``VersionedObject``: an object of oslo.versionedobjects whose set fields are plain attributes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, dataclass_transform

from vobjects import _threads as backend  # noqa: F401  (chooses threads before oslo.messaging is imported)

from oslo_versionedobjects import base as ovo  # isort: skip

from vobjects._declare.changes import History
from vobjects._declare.field import UNSET, FieldSpec, field
from vobjects._declare.keys import Key
from vobjects._declare.node import IncompleteNode, Node, node_of
from vobjects._declare.ovo_lookups import Lookups, Unregistered, is_registered
from vobjects._declare.pickling import Copies
from vobjects._declare.trees import equal, objects_below, objects_in
from vobjects._names import nearest
from vobjects._paths import Path
from vobjects._repr import outline, shown, versioned_repr
from vobjects.errors import (
    AbsentFieldError,
    ClassAttributeError,
    FieldValueError,
    ReadOnlyFieldError,
    UnsetFieldError,
)

if TYPE_CHECKING:
    from vobjects._release.view import View

V = TypeVar("V", bound="VersionedObject")


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class VersionedObject(Copies, Lookups, ovo.VersionedObject):
    """Base of all versioned objects.

    A subclass annotates its fields and declares ``HISTORY``; a registry makes it work. Values are
    immutable but for child objects, so every change is an assignment and is seen. An unset field
    raises :class:`UnsetFieldError`, or is loaded by ``obj_load_attr()`` where a class has one.
    """

    __slots__ = ("_given_context", "_node", "_passed_versions")

    HISTORY: ClassVar[History]
    KEY: ClassVar[Key | None] = None
    """The fields that tell the objects of the class apart in a merge, or VALUE."""
    VIEW: ClassVar[View]
    SPECS: ClassVar[dict[str, FieldSpec]]
    _wire_name: ClassVar[str]
    _wire_version: ClassVar[str]
    _key: ClassVar[Key | None]
    _holders: ClassVar[frozenset[str]]
    _checks: ClassVar[dict[str, tuple[Callable[..., Any], Path]]]
    _construction: ClassVar[tuple[Any, ...]]
    """What the constructor needs of the class, in one place: it is read for each object."""
    _required: ClassVar[frozenset[str]]
    _node: Node | IncompleteNode
    _given_context: Any
    _passed_versions: tuple[str, ...]

    def __init_subclass__(cls, **options: Any) -> None:
        """A subclass of a registered class has no name on the wire until it is registered too."""
        super().__init_subclass__(**options)
        if any(map(is_registered, cls.__mro__)):
            cls._wire_name = ""

    if (
        not TYPE_CHECKING
    ):  # pragma: no branch  # a type checker makes the constructor and the fields from annotations

        def __init__(self, context=None, **given):
            """Make an object; ``given`` are fields, which count as changed.

            The other fields that have defaults are set to them, which is no change.
            """
            version, defaults, required, checks, judge = self._construction
            values = defaults.copy()
            for name, value in given.items():
                if name not in checks:
                    raise self._absent(name)
                check, path = checks[name]
                values[name] = check(value, path, judge)
            put_attributes(self, values.copy())
            node = (self._wire_name, version, values, set(given) or ())
            if len(values) != len(checks) and not required <= values.keys():
                node = IncompleteNode(node, set(required - values.keys()))
            put_node(self, node)
            if context is not None:
                put_context(self, context)

        def __setattr__(self, name, value):
            cls = type(self)  # an attribute of the object may hide one of its class
            checked = cls._checks.get(name)
            if checked is None:
                self._set_other(name, value)
                return
            check, path = checked
            value = check(value, path, cls.VIEW.judge)
            node = self._node
            values = node[2]
            if name in values:
                if values[name] == value:
                    values[name] = self.__dict__[name] = value
                    return
                if cls.SPECS[name].options.read_only:
                    raise ReadOnlyFieldError(name=self.obj_name(), version=self.VERSION, field=name)
            elif type(node) is IncompleteNode:
                node.missing.discard(name)
                if not node.missing:
                    put_node(self, node.parts)
            values[name] = self.__dict__[name] = value
            changes = node[3]
            (changes if type(changes) is set else self._changed_fields).add(name)

    @property
    def _changed_fields(self) -> set[str]:
        """The names of the assigned fields, as a set that classes of o.vo change in place."""
        node = self._node
        changes: set[str] | tuple[()] = node[3]
        if type(changes) is set:
            return changes
        changes, parts = set(), node[:3]
        if isinstance(node, tuple):
            put_node(self, (*parts, changes))
        else:
            node.parts = (*parts, changes)
        return changes

    @_changed_fields.setter
    def _changed_fields(self, changes: set[str]) -> None:
        if not isinstance(changes, set):
            expected = "a set of names of fields"
            raise FieldValueError(path="$._changed_fields", expected=expected, found=shown(changes))
        values = self._node[2]
        put_node(self, node_of(type(self), values, set(changes & values.keys()) or ()))

    @property
    def _context(self) -> Any:
        """What the application gave with the object; o.vo hands it to remotable methods."""
        return getattr(self, "_given_context", None)  # a slot is filled only when there is need

    @_context.setter
    def _context(self, context: Any) -> None:
        put_context(self, context)

    @property
    def _passed(self) -> tuple[str, ...]:
        """The versions that the object had before its own, if they may say more than that one.

        Its own is the last if it is known that its writer had no other.
        """
        return getattr(self, "_passed_versions", ())  # a slot is filled only when there is need

    def __delattr__(self, name: str) -> None:
        object.__delattr__(self, name)
        if self._node[2].pop(name, UNSET) is not UNSET:
            self._changed_fields = self._changed_fields - {name}

    def _set_other(self, name: str, value: Any) -> None:
        unknown = None if name.startswith("_") else _ABSENT  # users keep notes in private names
        if isinstance(getattr(type(self), name, unknown), AbsentField):
            raise self._absent(name)
        if name in _OF_THE_CLASS or (name in _METHODS and not callable(value)):
            raise ClassAttributeError(name=self.obj_name(), version=self.VERSION, attribute=name)
        object.__setattr__(self, name, value)

    def _absent(self, name: object) -> AbsentFieldError:
        name = name if isinstance(name, str) else shown(name)
        cls: Any = next(filter(is_registered, type(self).__mro__))
        return AbsentFieldError(
            name=self.obj_name(),
            version=self.VERSION,
            release=self.VIEW.label,
            field=name,
            when=self.VIEW.when(cls.obj_name(), name),
            nearest=nearest(name, self.SPECS),
        )

    def obj_load_attr(self, attrname: str) -> None:
        """Load an unset field; a class that can do it overrides this."""
        raise UnsetFieldError(name=self.obj_name(), version=self.VERSION, field=attrname)

    def obj_attr_is_set(self, attrname: str) -> bool:
        """Whether a field has a value.

        Raises:
            AbsentFieldError: this version of the class has no such field.
        """
        named = isinstance(attrname, str)
        if not named or (attrname not in self.SPECS and attrname not in self.obj_extra_fields):
            raise self._absent(attrname)
        return attrname in self._node[2]

    def obj_set_defaults(self, *attrs: str) -> None:
        """Give fields their defaults where they are unset: these fields, or all with a default.

        Raises:
            AbsentFieldError: this version of the class has no such field.
            ObjectActionError: a field has no default; an exception of o.vo.
        """
        for name in attrs:
            if not isinstance(name, str) or name not in self.SPECS:
                raise self._absent(name)
        super().obj_set_defaults(*attrs)

    def obj_values(self) -> dict[str, Any]:
        """The set fields by name."""
        return dict(self._node[2])

    def obj_children(self) -> Iterator[VersionedObject]:
        """The objects that stand in the set fields, in collections too."""
        for value in self._node[2].copy().values():
            yield from objects_in(value)

    def obj_what_changed(self) -> set[str]:
        """The fields that were assigned, or that hold an object with changes."""
        changed = self._node[2].keys() & self._node[3]
        held = ((name, self._node[2].get(name)) for name in self._holders - changed)
        return changed | {
            name for name, value in held if any(map(_changed, objects_below([value])))
        }

    def obj_reset_changes(self, fields: Any = None, recursive: bool = False) -> None:
        """Forget which fields changed; with ``recursive`` in all objects below too.

        Raises:
            FieldValueError: ``fields`` are no names.
        """
        _must_be_names(fields)
        if recursive:
            for child in objects_below(map(self._node[2].get, fields or self.SPECS)):
                child.obj_reset_changes()
        self._changed_fields = self._changed_fields - set(fields) if fields else set()

    def obj_to_primitive(
        self, target_version: str | None = None, version_manifest: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """The primitive of oslo.versionedobjects, at an older version if one is named.

        Raises:
            BackportRefusedError: the older version cannot hold a value.
        """
        at = self.VIEW
        if target_version is not None or version_manifest:
            at = at.registry.closure(
                self.obj_name(),
                target_version or str(self.VIEW.schema(self.obj_name()).version),
                version_manifest or {},
                loose=True,  # the manifest of a reader says what it has, whatever our history says
            )
        return self.VIEW.to_primitive(self, at)

    @classmethod
    def obj_from_primitive(cls, primitive: dict[str, Any], context: Any = None) -> Self:
        """The object of this or any older version in a primitive; of any class of the view.

        Raises:
            DecodeError: the primitive is none that the view reads.
        """
        found: Self = cls.VIEW.from_primitive(primitive)  # type: ignore[assignment]  # as o.vo does
        if context is not None:
            _give(context, found)
        return found

    @classmethod
    def _obj_from_primitive(cls, context: Any, objver: str, primitive: dict[str, Any]) -> Self:
        return cls.obj_from_primitive(primitive, context)

    @classmethod
    def _made(
        cls,
        values: dict[str, Any],
        changes: set[str],
        context: Any = None,
        passed: tuple[str, ...] = (),
    ) -> Self:
        return make(cls, values, changes, context, passed)

    def __eq__(self, other: object) -> bool:
        return equal(self, other) if isinstance(other, VersionedObject) else NotImplemented

    def _is_like(self, other: VersionedObject) -> bool:
        """Whether another object is of the same class and version."""
        same = self.obj_name() == other.obj_name() and self.VERSION == other.VERSION
        return same and self.VIEW.registry is other.VIEW.registry

    __hash__ = None  # type: ignore[assignment]

    __repr__ = versioned_repr


put_attributes = ovo.VersionedObject.__dict__["__dict__"].__set__  # the instance dictionary
put_node = VersionedObject.__dict__["_node"].__set__  # a slot
put_context = VersionedObject._given_context.__set__
put_passed = VersionedObject._passed_versions.__set__  # type: ignore[attr-defined]  # a slot


def make(
    cls: type[V], values: dict[str, Any], changes: set[str], context: Any, passed: tuple[str, ...]
) -> V:
    """An object of values that are canonical already; it keeps ``values`` and ``changes``."""
    obj = cls.__new__(cls)
    put_attributes(obj, values.copy())
    put_node(obj, node_of(cls, values, changes or ()))
    if context is not None:
        put_context(obj, context)
    if passed:
        put_passed(obj, passed)
    return obj


def put_value(obj: VersionedObject, name: str, value: Any) -> None:
    """Set a field to a value that is canonical already: what travels, and what is read."""
    obj._node[2][name] = obj.__dict__[name] = value


def set_unchanged(obj: VersionedObject, name: str, value: Any) -> None:
    """Set a field to a value that is canonical already, which is no change."""
    put_value(obj, name, value)
    complete(obj)


def complete(obj: VersionedObject) -> None:
    """Let an object be written fast if fields that it lacked are set by now."""
    if type(obj._node) is IncompleteNode:
        put_node(obj, node_of(type(obj), *obj._node[2:]))


class FieldDescriptor:
    """Answers only for unset fields: the instance dictionary of a set field comes first."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, obj: VersionedObject | None, owner: type) -> Any:
        if obj is None:
            return self
        if self._name not in obj._node[2]:
            obj.obj_load_attr(self._name)
        if self._name not in obj._node[2]:
            raise UnsetFieldError(name=obj.obj_name(), version=obj.VERSION, field=self._name)
        return obj._node[2][self._name]


class AbsentField:
    """Stands in an older class for a field that only newer or even older versions have."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, obj: VersionedObject | None, owner: type) -> Any:
        if obj is None:
            return self
        raise obj._absent(self._name)


_ABSENT = AbsentField("")


def _of_the_class() -> Iterator[str]:
    """The attributes that describe a class, and the slots in which an object keeps its state."""
    yield from (*VersionedObject.__slots__, "__dict__")
    yield from (
        name for name, kind in VersionedObject.__annotations__.items() if "ClassVar" in kind
    )
    for name, value in vars(ovo.VersionedObject).items():
        if not (name.startswith("_") or callable(value) or hasattr(type(value), "__get__")):
            yield name


_OF_THE_CLASS = frozenset(_of_the_class()) - {"indirection_api"}  # o.vo lets an object have its own
_METHODS = frozenset(
    n for n in dir(ovo.VersionedObject) if callable(getattr(ovo.VersionedObject, n))
)

VersionedObject.VIEW = VersionedObject.SPECS = Unregistered()  # type: ignore[assignment]
for _name in ("_checks", "_construction", "_required", "_wire_name", "_wire_version"):
    setattr(VersionedObject, _name, Unregistered())


def _changed(obj: Any) -> bool:
    """Whether a field of an object was assigned; a class with a rule of its own is asked."""
    if type(obj).obj_what_changed is not VersionedObject.obj_what_changed:
        return bool(obj.obj_what_changed())
    return bool(obj._node[2].keys() & obj._node[3])


def _must_be_names(fields: Any) -> None:
    good = isinstance(fields, Collection) and not isinstance(fields, str)
    if fields is not None and not (good and all(isinstance(name, str) for name in fields)):
        raise FieldValueError(path="fields", expected="names of fields", found=shown(fields))


def _give(context: Any, obj: VersionedObject) -> None:
    """Set the context of an object and of all that stand in it."""
    obj._context = context
    for child in obj.obj_children():
        _give(context, child)


def wrong_child(value: Any, path: str, expected: str) -> FieldValueError:
    """The error for a value that is no child of this view."""
    if isinstance(value, VersionedObject) and not is_registered(type(value)):
        name = f"{type(value).__module__}.{type(value).__qualname__}"
        found = f"{name}, which is in no registry; register it, or use the class above it"
    elif isinstance(value, VersionedObject):
        label = value.VIEW.label or "another view"
        found = f"{value.obj_name()} {value.VERSION} of {label}; convert it with view.adopt()"
    else:
        found = outline(value)
    return FieldValueError(path=path, expected=expected, found=found)
