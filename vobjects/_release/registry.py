"""A registry: the declared classes of one project, an explicit object and no global."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from vobjects._codec.arguments import (
    absent_class,
    must_be_known,
    must_be_manifest,
    must_be_registrable,
    must_be_settings,
)
from vobjects._declare.changes import Line
from vobjects._declare.class_body import declared_fields, declared_history, evaluated
from vobjects._declare.object import VersionedObject
from vobjects._plan.ambiguous import warn_of_alike_contents
from vobjects._plan.combinations import is_bumped_elsewhere, must_be_allowed
from vobjects._plan.derive import derived, with_line
from vobjects._plan.key_history import must_name_fields
from vobjects._plan.lineage import Bump, Lineage
from vobjects._plan.validate import all_must_be_free, must_bump_to_what_is_there
from vobjects._release.classes import install, without
from vobjects._release.declared import declared_classes
from vobjects._release.recent import Recent
from vobjects._release.view import View
from vobjects._types.annotations import field_type
from vobjects._types.base import FieldType
from vobjects.errors import DeclarationError
from vobjects.limits import Limits
from vobjects.version import Version

C = TypeVar("C", bound=type[VersionedObject])
VIEWS: Final = 32
"""Views of a registry that are kept although nobody holds them, the last ones first."""
_Key = tuple[str, tuple[tuple[str, Version], ...]]
_NOT_GIVEN: Final[Any] = object()


class Registry:
    """The classes of a project and all their versions. Many registries live in one process.

    Args:
        project: the namespace on the wire, such as ``shop``.
        envelope: the prefix of the keys of o.vo's primitive form, such as ``shop_object``.
        limits: what messages of the project may be at most, for writers and readers.
    """

    def __init__(
        self, project: str, envelope: str = "versioned_object", limits: Limits | None = None
    ) -> None:
        must_be_settings(project, envelope, limits)
        self.project, self.envelope, self.limits = project, envelope, limits or Limits()
        self._lineages: dict[str, Lineage] = {}
        self._declared: dict[str, type[VersionedObject]] = {}
        self._of_lines: dict[tuple[str, Version], type[VersionedObject]] = {}
        self._views: Recent[_Key, View] = Recent(VIEWS)
        self.absences: Mapping[str, Mapping[str, str]] = {}
        """By label of a view: classes that it lacks, and when they came or went, for errors."""
        self.head = View(self, {}, "", self._declared)
        """The view of the declared classes themselves."""

    def register(self, cls: C = _NOT_GIVEN) -> C:
        """Take a class, or a line of one that is there, into the registry; used as a decorator.

        Raises:
            DeclarationError: its fields or its history cannot work.
        """
        must_be_registrable(
            cls, of_registry=isinstance(self, Registry), given=cls is not _NOT_GIVEN
        )
        found = declared_history(cls)
        if isinstance(found, Line):
            return self._register_line(cls, found)
        name = cls.obj_name()
        if name in self._declared:
            raise DeclarationError(
                where=f"{cls.__module__}.{name}",
                found=f"a second class of the name {name!r}",
                expected="one class of a name in a registry",
                remedy="rename it, or use a registry of its own",
            )
        typed = functools.partial(self._typed, cls)
        lineage = derived(name, found, declared_fields(cls, typed), typed)
        all_must_be_free(lineage)
        warn_of_alike_contents(lineage)
        must_name_fields(cls, lineage.latest)
        must_bump_to_what_is_there(lineage, self._lineages | {name: lineage})
        cls.OBJ_PROJECT_NAMESPACE, cls.OBJ_SERIAL_NAMESPACE = self.project, self.envelope
        self._declared[name] = cls
        self._lineages[name] = lineage
        self.head.versions[name] = lineage.history.latest
        self.head.forget()
        install(cls, lineage.latest, self.head)
        return cls

    def _register_line(self, cls: C, line: Line) -> C:
        """The class of a line has a view of its own, in which its children are as it declares."""
        if not (hasattr(line.of, "obj_name") and self._has(line.of)):
            raise DeclarationError(
                where=f"{cls.__module__}.{cls.__name__}",
                found=f"a line of {line.of!r}",
                expected=f"a line of a class of the registry {self.project!r}",
                remedy="register that class first, in the same registry",
            )
        name = line.of.obj_name()
        typed = functools.partial(self._typed, cls)
        cls.obj_name = line.of.obj_name  # type: ignore[method-assign]  # one name on the wire
        lineage = with_line(self._lineages[name], line, declared_fields(cls, typed), typed)
        all_must_be_free(lineage)
        warn_of_alike_contents(lineage)
        must_name_fields(cls, lineage.schemas[line.latest])
        must_bump_to_what_is_there(lineage, self._lineages | {name: lineage})
        cls.OBJ_PROJECT_NAMESPACE, cls.OBJ_SERIAL_NAMESPACE = self.project, self.envelope
        self._lineages[name] = lineage
        self._of_lines |= {(name, entry.version): cls for entry in line.entries}
        versions = dict(sorted(self._closed(name, line.latest, {}).items()))
        label, schema = f"{name} {line.latest}", lineage.schemas[line.latest]
        must_be_allowed(versions, self._lineages, label)
        others = {child: version for child, version in versions.items() if child != name}
        view = self._views.get(  # a pickle asks for it by its manifest
            (label, tuple(versions.items())),
            lambda: View(self, versions, label, declared_classes(self, others)),
        )
        view.put_class(cls)
        install(cls, schema, view)
        without(self._declared[name], schema)
        return cls

    def _typed(self, cls: type[VersionedObject], annotation: Any, where: str) -> FieldType:
        """The type of an annotation that a class or its history has."""
        meant = evaluated(annotation, cls, where)
        return field_type(meant, where, known=lambda c: c is cls or self._has(c))

    def _has(self, cls: Any) -> bool:
        return self._declared.get(cls.obj_name()) is cls or cls in self._of_lines.values()

    def lineage(self, name: str) -> Lineage:
        """A class through all its versions.

        Raises:
            AbsentClassError: the registry has no such class; it is a KeyError.
        """
        found = self._lineages.get(name) if isinstance(name, str) else None
        if found is None:
            raise absent_class(self.project, name, self._lineages, "")
        return found

    def declared(self, name: str, version: Version | None = None) -> type[VersionedObject]:
        """The class as declared, or the class of the line that has a version.

        Raises:
            AbsentClassError: the registry has no such class; it is a KeyError.
        """
        found = self._declared.get(name) if isinstance(name, str) else None
        if found is None:
            raise absent_class(self.project, name, self._lineages, "")
        return found if version is None else self._of_lines.get((name, version), found)

    def at(self, manifest: Mapping[str, str], label: str = "", *, loose: bool = False) -> View:
        """The view of a release.

        Args:
            manifest: the version of every class that the release has.
            label: the name of the release, for errors.
            loose: take children at versions that the history of their parent rules out.

        Raises:
            DeclarationError: a class or version is unknown, a child class is missing, or it is at
                a version that ``child_bumped`` of its parent rules out.
        """
        must_be_manifest(manifest, label)
        versions = {}
        for name, text in sorted(manifest.items()):
            must_be_known(name, self, f"manifest {label}".strip())
            versions[name] = self._lineages[name].at(text).version
        self._must_be_closed(versions, label)
        if not loose:
            must_be_allowed(versions, self._lineages, f"manifest {label}".strip())
        key = (label, tuple(versions.items()))
        return self._views.get(
            key, lambda: View(self, versions, label, declared_classes(self, versions))
        )

    def closure(
        self,
        name: str,
        version: str,
        manifest: Mapping[str, str] | None = None,
        label: str = "",
        *,
        loose: bool = False,
    ) -> View:
        """The view of one class at a version and of all that stands in it.

        Children are at the version of the manifest, else at the one that the history of the parent
        declares for them. Where it declares one for a later version only they are at their oldest,
        where it declares none at all at their newest. Their subclasses are in the view as well: at
        their newest where the class itself is, else at their oldest. A class that two others want
        at two versions is at the newest version that precedes both. The class itself is at
        ``version``, whatever holds it and whatever the manifest names for it.

        Raises:
            DeclarationError: a class or version is unknown, or a child is at a version that the
                history of its parent rules out, as in :meth:`at`; ``loose`` takes it.
        """
        must_be_manifest({} if manifest is None else manifest, label)
        versions = self._closed(name, self.lineage(name).at(version).version, manifest or {})
        texts = {n: str(v) for n, v in versions.items()}
        return self.at(texts, label or f"{name} {version}", loose=loose)

    def _closed(
        self, root: str, version: Version, manifest: Mapping[str, str]
    ) -> dict[str, Version]:
        """The versions of a class and of all that it holds; its own is ``version``.

        Only the others are lowered, where two classes want one at two versions.
        """
        versions = {root: version}
        spread: set[tuple[str, bool, bool]] = set()
        waiting = [*self._held(self._lineages[root], version, manifest, spread)][::-1]
        while waiting:
            name, version, once = waiting.pop()
            if name == root:
                continue
            lineage = self._lineages[name]
            if name in versions:
                version = versions[name] if once else lineage.meet(version, versions[name])
            if versions.get(name) != version:
                versions[name] = version
                waiting += reversed([*self._held(lineage, version, manifest, spread)])
        return versions

    def _held(
        self,
        parent: Lineage,
        version: Version,
        manifest: Mapping[str, str],
        spread: set[tuple[str, bool, bool]],
    ) -> Iterator[tuple[str, Version, bool]]:
        """The classes that stand in a version, at which of theirs; and whether only once.

        Args:
            parent: the class.
            version: its version.
            manifest: what a reader has.
            spread: the classes whose subclasses were given before; they are not given again.
        """
        held = [
            (child, self._wanted(parent, field, version, child), False)
            for field, children in parent.schemas[version].children().items()
            for child in children
        ]
        held += [
            (child, self._lineages[child].latest.version, True)
            for children in parent.once_held(version).values()
            for child in dict.fromkeys(children)
        ]
        for child, declared, once in held:
            own = self._said(child, declared, manifest)
            yield child, own, once
            newest = own == self._lineages[child].latest.version
            if (child, newest, once) not in spread:
                spread.add((child, newest, once))
                for kind, at in self._subclasses(child, newest):
                    yield kind, self._said(kind, at, manifest), once

    def _wanted(self, parent: Lineage, field: str, version: Version, child: str) -> Version:
        """The version of the children in a field; a class that holds itself has one version."""
        if child == parent.name:
            return version
        return self.child_version(parent, field, version, child)

    def _subclasses(self, name: str, newest: bool) -> Iterator[tuple[str, Version]]:
        """The subclasses of a class, at their newest versions or at their oldest."""
        for kind in self.head.kinds(name):
            lineage = self._lineages[kind]
            if kind != name:
                yield kind, lineage.latest.version if newest else lineage.versions[0]

    def _said(self, name: str, version: Version, manifest: Mapping[str, str]) -> Version:
        """What a manifest says of a class, or the version if it does not name it."""
        return self._lineages[name].at(manifest[name]).version if name in manifest else version

    def child_version(self, parent: Lineage, field: str, version: Version, child: str) -> Version:
        """The version of the children in a field, as the history of their parent says it.

        Where it says it of a later version only, or of another line, they are at their oldest,
        where it says nothing of them at their newest.
        """
        declared = self.child_bump(parent, field, version, child)
        if declared is not None:
            return declared.to
        lineage = self._lineages[child]
        bumped = parent.bump(field, parent.latest.version) is not None
        older = bumped or is_bumped_elsewhere(parent, version, field)
        return lineage.versions[0] if older else lineage.latest.version

    def child_bump(self, parent: Lineage, field: str, version: Version, child: str) -> Bump | None:
        """What the history of a parent says of the children in a field, or else in another one.

        A release has one version of a class, which all fields of the parent have.
        """
        held = parent.schemas[version].children().items()
        fields = [field, *(name for name, children in held if child in children)]
        bumps = (parent.bump(name, version) for name in fields)
        return next((bump for bump in bumps if bump is not None), None)

    def _must_be_closed(self, versions: Mapping[str, Version], label: str) -> None:
        for name, version in versions.items():
            lineage = self._lineages[name]
            held = [
                *lineage.schemas[version].children().items(),
                *lineage.once_held(version).items(),
            ]
            for field, children in held:
                for child in children:
                    if child not in versions:
                        raise DeclarationError(
                            where=f"manifest {label}".strip(),
                            found=f"{name} {version} with field {field!r} but no {child}",
                            expected="every class that stands in another, or stood in it once",
                            remedy=f"add the version of {child}",
                        )
