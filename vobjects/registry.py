"""A registry: the declared classes of one project, an explicit object and no global."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import threading
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from vobjects.annotations import field_type
from vobjects.base import FieldDescriptor, VersionedObject, install
from vobjects.errors import DeclarationError
from vobjects.fields import UNSET, FieldOptions, FieldSpec
from vobjects.fieldtype import FieldType
from vobjects.history import History
from vobjects.schema import Lineage, Typed, canonical_default, lineage
from vobjects.version import Version
from vobjects.view import View

C = TypeVar("C", bound=type[VersionedObject])


class Registry:
    """The classes of a project and all their versions. Many registries live in one process.

    Args:
        project: the namespace on the wire, such as ``nova``.
        envelope: the prefix of the keys of o.vo's primitive form, such as ``nova_object``.
    """

    def __init__(self, project: str, envelope: str = "versioned_object") -> None:
        self.project, self.envelope = project, envelope
        self._lineages: dict[str, Lineage] = {}
        self._declared: dict[str, type[VersionedObject]] = {}
        self._views: dict[tuple[str, tuple[tuple[str, Version], ...]], View] = {}
        self._lock = threading.Lock()
        self.head = View(self, {}, "", self._declared)
        """The view of the declared classes themselves."""

    def register(self, cls: C) -> C:
        """Take a class into the registry; used as a decorator.

        Raises:
            DeclarationError: its fields or its history cannot work.
        """
        name = cls.obj_name()
        if name in self._declared:
            raise DeclarationError(
                where=f"{cls.__module__}.{name}",
                found=f"a second class of the name {name!r}",
                expected="one class of a name in a registry",
                remedy="rename it, or use a registry of its own",
            )
        typed = functools.partial(field_type, known=lambda c: c is cls or self._has(c))
        found = lineage(name, _history(cls), _specs(cls, typed), typed)
        cls.OBJ_PROJECT_NAMESPACE, cls.OBJ_SERIAL_NAMESPACE = self.project, self.envelope
        self._declared[name] = cls
        self._lineages[name] = found
        self.head.versions[name] = found.history.latest
        install(cls, dict(found.latest.fields), str(found.history.latest), self.head)
        return cls

    def _has(self, cls: Any) -> bool:
        return self._declared.get(cls.obj_name()) is cls

    def lineage(self, name: str) -> Lineage:
        """A class through all its versions."""
        return self._lineages[name]

    def declared(self, name: str) -> type[VersionedObject]:
        """The class as declared."""
        return self._declared[name]

    def at(self, manifest: Mapping[str, str], label: str = "") -> View:
        """The view of a release.

        Args:
            manifest: the version of every class that the release has.
            label: the name of the release, for errors.

        Raises:
            DeclarationError: a class or version is unknown, or a child class is missing.
        """
        versions = {}
        for name, text in sorted(manifest.items()):
            if name not in self._lineages:
                raise DeclarationError(
                    where=f"manifest {label}".strip(),
                    found=f"class {name!r}",
                    expected=f"a class of the registry {self.project!r}",
                    remedy="register it, or take it out of the manifest",
                )
            versions[name] = self._lineages[name].at(text).version
        self._must_be_closed(versions, label)
        key = (label, tuple(versions.items()))
        with self._lock:
            if key not in self._views:
                self._views[key] = View(self, versions, label, {})
            return self._views[key]

    def closure(
        self, name: str, version: str, manifest: Mapping[str, str] | None = None, label: str = ""
    ) -> View:
        """The view of one class at a version and of all that stands in it.

        Children are at the version of the manifest, else at the one that the history of the parent
        declares for them. Where it declares one for a later version only they are at their oldest,
        where it declares none at all at their newest.
        """
        versions: dict[str, Version] = {}
        self._close(name, self.lineage(name).at(version).version, manifest or {}, versions)
        texts = {n: str(v) for n, v in versions.items()}
        return self.at(texts, label or f"{name} {version}")

    def _close(
        self,
        name: str,
        version: Version,
        manifest: Mapping[str, str],
        versions: dict[str, Version],
    ) -> None:
        if name in versions and versions[name] <= version:
            return
        versions[name] = version
        found = self._lineages[name]
        for field, children in found.schemas[version].children().items():
            for child in children:
                text = manifest.get(child)
                own = Version.parse(text) if text else self._child_version(found, field, version)
                self._close(child, own or self._lineages[child].latest.version, manifest, versions)

    def _child_version(self, parent: Lineage, field: str, version: Version) -> Version | None:
        declared = parent.child_version(field, version)
        if declared is not None:
            return Version.parse(declared)
        if parent.child_version(field, parent.latest.version) is None:
            return None
        children = parent.schemas[version].children()[field]
        return min(min(self._lineages[child].schemas) for child in children)

    def _must_be_closed(self, versions: Mapping[str, Version], label: str) -> None:
        for name, version in versions.items():
            for field, children in self._lineages[name].schemas[version].children().items():
                for child in children:
                    if child not in versions:
                        raise DeclarationError(
                            where=f"manifest {label}".strip(),
                            found=f"{name} {version} with field {field!r} but no {child}",
                            expected="every class that stands in another",
                            remedy=f"add the version of {child}",
                        )


def _history(cls: type[VersionedObject]) -> History:
    found = cls.__dict__.get("HISTORY")
    if not isinstance(found, History):
        raise DeclarationError(
            where=f"{cls.__module__}.{cls.__name__}",
            found="no HISTORY",
            expected="HISTORY = history(initial('1.0'), ...)",
            remedy="declare the history of the class",
        )
    return found


def _specs(cls: type[VersionedObject], typed: Typed) -> dict[str, FieldSpec]:
    specs = {}
    for owner in reversed(cls.__mro__):
        if owner in VersionedObject.__mro__:
            continue
        for name, annotation in _annotations(owner, cls).items():
            if name != "HISTORY" and typing.get_origin(annotation) is not typing.ClassVar:
                where = f"{cls.__name__}.{name}"
                type_ = typed(annotation, where)
                specs[name] = FieldSpec(name, type_, _options(cls, name, type_))
    return specs


def _annotations(owner: type, cls: type) -> dict[str, Any]:
    try:
        return inspect.get_annotations(owner, eval_str=True, locals={cls.__name__: cls})
    except NameError as error:
        raise DeclarationError(
            where=f"{owner.__module__}.{owner.__name__}",
            found=f"an annotation with the unknown name {error.name!r}",
            expected="names that the module imports at run time",
            remedy=f"import {error.name} outside of TYPE_CHECKING, or define it before the class",
        ) from error


def _options(cls: type[VersionedObject], name: str, type_: FieldType) -> FieldOptions:
    where = f"{cls.__name__}.{name}"
    found = getattr(cls, name, UNSET)
    if isinstance(found, FieldDescriptor):  # a class above is registered itself
        owner = next(owner for owner in cls.__mro__ if name in owner.__dict__)
        return owner.SPECS[name].options  # type: ignore[attr-defined, no-any-return]
    if found is UNSET:
        return FieldOptions()
    if not isinstance(found, FieldOptions):
        raise DeclarationError(
            where=where,
            found=f"the value {found!r} in the class body",
            expected="nothing, UNSET or field(...)",
            remedy=f"write field(default={found!r}), which obj_set_defaults() gives",
        )
    if found.default is UNSET:
        return found
    return dataclasses.replace(found, default=canonical_default(type_, found.default, where))
