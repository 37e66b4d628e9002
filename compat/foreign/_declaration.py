"""What a project of oslo.versionedobjects and oslo.messaging says of its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from oslo_versionedobjects import base

from compat.errors import ProjectError
from compat.foreign._policy import history_of, mapping_of, stored_of
from vobjects._names import did_you_mean
from vobjects._repr import shown

_WHERE: Final = "Foreign"
ObjectClass = type[Any]
"""A class of oslo.versionedobjects."""
Send = Callable[[Any, str, Mapping[str, str]], Any]
Read = Callable[[Any], Any]


class Foreign:
    """The classes and the RPC APIs of a project that were not declared with Pinrail.

    Args:
        base_class: all classes of the project derive from it, such as ``ShopObject``. None if the
            project has no objects.
        registry: where its classes are registered, if that is not the registry of o.vo.
        load: a function that imports the modules of the classes.
        apis: the classes of its RPC clients. What they send is read from their source.
        managers: the classes whose methods answer. Each API is served by those that have most of
            its methods. A mapping says it instead: by API, its managers.
        service_history: what each version of its services speaks, oldest first.
        mapping: by name of a release, what it speaks: Ironic's ``RELEASE_MAPPING``, Cinder's
            ``OBJ_VERSIONS``, or a table of versions by name of class.
        moving: the names of aliases and entries of the mapping that are those of no release, such
            as ``master``.
        stored: by column, the name of the class that it holds.
        send: makes what goes to a release of an object, the version of its class there, and the
            versions of all classes there; if the project does not leave it to
            ``obj_to_primitive()``, such as Ironic.
        read: makes an object of a primitive, likewise.

    Raises:
        ProjectError: an argument cannot work, or ``load`` raises.
    """

    def __init__(
        self,
        base_class: ObjectClass | None = None,
        *,
        registry: Any = base.VersionedObjectRegistry,
        load: Callable[[], object] | None = None,
        apis: Iterable[type] = (),
        managers: Iterable[type] | Mapping[type, Iterable[type]] = (),
        service_history: Sequence[Mapping[str, Any]] = (),
        mapping: Mapping[str, Mapping[str, Any]] | None = None,
        moving: Iterable[str] = (),
        stored: Mapping[str, str] | None = None,
        send: Send | None = None,
        read: Read | None = None,
    ) -> None:
        self.base_class = _base(base_class)
        self.apis = {api.__name__: api for api in _classes(apis, "apis")}
        if base_class is None and not self.apis:
            raise _wrong("no base class and no apis", "at least one of the two", "pass the base")
        _load(load)
        self._registry = registry
        self.classes = self._find() if base_class is not None else {}
        self.managers = _managers(managers, self.apis)
        self.service_history = history_of(service_history)
        self.mapping = mapping_of({} if mapping is None else mapping)
        self.moving = _texts(moving)
        self.stored = stored_of({} if stored is None else stored, self.classes)
        self.send, self.read = _function(send, "send"), _function(read, "read")

    def __repr__(self) -> str:
        return f"<Foreign: {len(self.classes)} classes, {len(self.apis)} APIs>"

    def _find(self) -> dict[str, ObjectClass]:
        """The newest class of each name, in the order of their names."""
        try:
            registered = self._registry.obj_classes()
        except Exception as error:
            raise _wrong(
                f"registry={shown(self._registry)}, which raises {error!r}",
                "a registry with obj_classes()",
                "pass the class that the project registers its classes with",
            ) from error
        own = {
            name: classes[0]
            for name, classes in sorted(registered.items())
            if classes and issubclass(classes[0], self.base_class or object)
        }
        if not own:
            raise _wrong(
                f"no registered class that derives from {shown(self.base_class)}",
                "the classes of the project",
                "pass load=, a function that imports their modules; or registry=, if they are "
                "registered elsewhere",
            )
        return own


def _base(base_class: Any) -> ObjectClass | None:
    good = isinstance(base_class, type) and issubclass(base_class, base.VersionedObject)
    if base_class is not None and not good:
        raise _wrong(
            f"the base class {shown(base_class)}",
            "a class of oslo.versionedobjects",
            "pass the class that all objects of the project derive from",
        )
    return base_class  # type: ignore[no-any-return]  # it was checked


def _classes(given: Any, argument: str) -> tuple[type, ...]:
    found = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (None,)
    names = [each.__name__ for each in found if isinstance(each, type)]
    if len(names) < len(found) or len({*names}) < len(names):
        raise _wrong(
            f"{argument}={shown(given)}",
            "classes, each name once",
            f"pass a list such as {argument}=[ComputeAPI]",
        )
    return found


def _managers(given: Any, apis: Mapping[str, type]) -> dict[str, tuple[type, ...]]:
    """By name of an API its managers; under the empty name those that serve any."""
    if not isinstance(given, Mapping):
        return {"": _classes(given, "managers")}
    found: dict[str, tuple[type, ...]] = {}
    for api, each in given.items():
        name = getattr(api, "__name__", "")
        if apis.get(name) is not api:
            raise _wrong(
                f"managers of {shown(api)}",
                f"one of the APIs: {', '.join(apis) or 'there is none'}",
                f"{did_you_mean(name, apis)}add it to apis=",
            )
        found[name] = _classes(each, "managers")
    return found


def _load(load: Any) -> None:
    if load is None:
        return
    if not callable(load):
        raise _wrong(f"load={shown(load)}", "a function without arguments", "pass the function")
    try:
        load()
    except Exception as error:  # the function of a user may raise anything
        raise _wrong(
            f"load={shown(load)}, which raises {type(error).__name__}: {error}",
            "a function that imports the modules of the classes",
            "correct it",
        ) from error


def _function(given: Any, argument: str) -> Any:
    if given is not None and not callable(given):
        raise _wrong(f"{argument}={shown(given)}", "a function", f"correct {argument}=")
    return given


def _texts(given: Any) -> tuple[str, ...]:
    found = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (None,)
    if not all(isinstance(each, str) for each in found):
        raise _wrong(f"moving={shown(given)}", "names", "pass a list such as ['master']")
    return found


def _wrong(found: str, expected: str, remedy: str) -> ProjectError:
    return ProjectError(where=_WHERE, found=found, expected=expected, remedy=remedy)
