"""Check what a caller passes to a registry, to a view or to a function of ``vobjects``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vobjects._declare.object import VersionedObject
from vobjects._declare.ovo_lookups import is_registered
from vobjects._names import did_you_mean, nearest
from vobjects._repr import brief, shown
from vobjects._types.scalars import is_utf8
from vobjects.errors import AbsentClassError, DeclarationError, FieldValueError
from vobjects.limits import Limits
from vobjects.loss import LossReport

if TYPE_CHECKING:
    from vobjects._plan.release import Lineages


def must_be_object(value: Any, path: str = "$") -> None:
    """Check that a value is a versioned object of a registered class.

    Raises:
        FieldValueError: it is none.
    """
    if not isinstance(value, VersionedObject):
        raise FieldValueError(path=path, expected="a versioned object", found=shown(value))


def must_be_view_of(registry: Lineages, view: Any, where: str) -> None:
    """Check that a value is a view of a registry.

    Raises:
        DeclarationError: it is none, or of another registry.
    """
    if getattr(view, "registry", None) is not registry:
        raise DeclarationError(
            where=where,
            found=shown(view),
            expected="a view of the same registry",
            remedy="convert between the views of one project",
        )


@contextlib.contextmanager
def collecting(report: LossReport | None) -> Iterator[LossReport]:
    """A report of its own, whose entries the caller's gets at the end, if nothing was refused.

    Raises:
        DeclarationError: the caller gives something else than a report or None.
    """
    if not isinstance(report, LossReport | None):
        raise DeclarationError(
            where="report",
            found=shown(report),
            expected="a LossReport, or None",
            remedy="pass report=LossReport()",
        )
    collected = LossReport()
    yield collected
    if report is not None:
        report.extend(collected)


def must_be_manifest(manifest: Any, label: Any) -> None:
    """Check that a manifest has names of classes, and that its label is text.

    Raises:
        DeclarationError: one of them is something else.
    """
    found, expected = "", "class to version, such as {'Host': '1.2'}"
    if not isinstance(manifest, Mapping) or not all(isinstance(name, str) for name in manifest):
        found = shown(manifest)
    elif not isinstance(label, str):
        found, expected = f"label={shown(label)}", "the name of the release as text"
    if found:
        raise DeclarationError(
            where="manifest", found=found, expected=expected, remedy="correct the argument"
        )


def must_be_known(name: str, registry: Lineages, where: str) -> None:
    """Check that a manifest names a class of a registry.

    Raises:
        DeclarationError: the registry has no such class.
    """
    if name not in registry.head:
        raise DeclarationError(
            where=where,
            found=f"class {brief(name)}",
            expected=f"a class of the registry {registry.project!r}",
            remedy=f"{did_you_mean(name, registry.head)}register it, or take it out of the "
            "manifest",
        )


def absent_class(view: str, name: object, known: Mapping[str, Any], when: str) -> AbsentClassError:
    """The error for a class that a view or a registry does not have."""
    meant = "" if when else nearest(name, known)
    text = name if isinstance(name, str) else shown(name)
    return AbsentClassError(view=view, name=text, when=when, nearest=meant)


def must_be_settings(project: Any, envelope: Any, limits: Any) -> None:
    """Check the arguments of a registry.

    Raises:
        DeclarationError: one of them is something else.
    """
    for name, value, kind, expected in (
        ("project", project, str, "text, such as 'shop'"),
        ("envelope", envelope, str, "text, such as 'shop_object'"),
        ("limits", limits, Limits | None, "Limits(...)"),
    ):
        is_bad_text = isinstance(value, str) and not (value and is_utf8(value))
        if is_bad_text or not isinstance(value, kind):
            raise DeclarationError(
                where="Registry",
                found=f"{name}={shown(value)}",
                expected=expected,
                remedy="make a registry once, such as SHOP = Registry('shop'), and decorate "
                "classes with @SHOP.register",
            )


def must_be_registrable(cls: Any, *, of_registry: bool, given: bool) -> None:
    """Check that ``register`` is a decorator without brackets of a registry that was made.

    Raises:
        DeclarationError: it is something else.
    """
    found = ""
    if not of_registry:
        found = "Registry.register without a registry"
    elif not given:
        found = "register() without a class"
    elif not (isinstance(cls, type) and issubclass(cls, VersionedObject)):
        found = shown(cls)
    elif is_registered(cls):
        found = f"{cls.__qualname__}, which the registry {cls.VIEW.registry.project!r} has"
    if found:
        raise DeclarationError(
            where="register",
            found=found,
            expected="a subclass of VersionedObject, given to one registry",
            remedy="make a registry, such as SHOP = Registry('shop'), and decorate the class with "
            "@SHOP.register, without brackets",
        )
