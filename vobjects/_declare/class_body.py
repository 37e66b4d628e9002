"""What the body of a class declares: its fields, and its history or line."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping
from typing import Any

from vobjects._declare.changes import History
from vobjects._declare.entries import wrong_history
from vobjects._declare.field import REQUIRED, UNSET, FieldOptions, FieldSpec
from vobjects._declare.field_defaults import canonical_options
from vobjects._declare.object import FieldDescriptor, VersionedObject
from vobjects._declare.ovo_lookups import is_registered
from vobjects._declare.reserved import must_be_free
from vobjects._declare.unsupported import must_have_no_leftovers
from vobjects._types.annotations import Typed, must_be_readable
from vobjects._types.base import FieldType
from vobjects.errors import DeclarationError


def declared_history(cls: type[VersionedObject]) -> History:
    """The history of a class, or its line.

    Raises:
        DeclarationError: it has none, or a class above that is not registered has one.
    """
    must_have_no_leftovers(cls)
    for owner in cls.__mro__[1:]:
        if "HISTORY" in owner.__dict__ and not is_registered(owner):
            raise DeclarationError(
                where=f"{cls.__module__}.{cls.__name__}",
                found=f"a HISTORY of {owner.__name__}, which is not registered",
                expected="a HISTORY in registered classes alone",
                remedy=f"register {owner.__name__}, or make its changes a tuple that each class "
                "unpacks in the version that has them",
            )
    found = cls.__dict__.get("HISTORY")
    if not isinstance(found, History):
        raise wrong_history(f"{cls.__module__}.{cls.__name__}", found, "vobjects")
    return found


def declared_fields(cls: type[VersionedObject], typed: Typed) -> dict[str, FieldSpec]:
    """The fields of a class, those of its mixins and of the classes above among them.

    Raises:
        DeclarationError: an annotation is no field, or two classes disagree about one.
    """
    specs: dict[str, FieldSpec] = {}
    owners: dict[str, type] = {}
    for owner in reversed(cls.__mro__):
        if owner in VersionedObject.__mro__:
            continue
        for name, annotation in _annotations(owner, cls).items():
            if name != "HISTORY" and typing.get_origin(annotation) is not typing.ClassVar:
                must_be_free(name, f"{cls.__name__}.{name}")
                type_ = typed(annotation, f"{cls.__name__}.{name}")
                if name in specs:
                    _must_be_one(cls, specs[name], owners[name], type_, owner)
                specs[name] = FieldSpec(name, type_, _options(cls, name, type_))
                owners[name] = owner
    _must_be_annotated(cls, specs)
    return specs


def _must_be_annotated(cls: type, specs: Mapping[str, FieldSpec]) -> None:
    """Check that all that a class body says of fields is said of one with an annotation."""
    for name, value in [item for owner in cls.__mro__ for item in vars(owner).items()]:
        if name not in specs and (value is UNSET or isinstance(value, FieldOptions)):
            raise DeclarationError(
                where=f"{cls.__name__}.{name}",
                found="field(...) or UNSET without an annotation",
                expected=f"{name}: <its type> = field(...)",
                remedy="annotate it, or take it off: it is no field",
            )


def _must_be_one(cls: type, spec: FieldSpec, first: type, type_: FieldType, second: type) -> None:
    one, other = spec.type, type_
    if (one.text, one.values()) != (other.text, other.values()):
        raise DeclarationError(
            where=f"{cls.__name__}.{spec.name}",
            found=f"{one.text} of {first.__name__} and {other.text} of {second.__name__}",
            expected="one type of a field",
            remedy="annotate it alike, or give it another name in one of them",
        )


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


def evaluated(annotation: Any, cls: type[VersionedObject], where: str) -> Any:
    """What an annotation means that is text, or has text in it, such as ``tuple["Cell", ...]``.

    Its names are those of the module of the class, and the class itself: so ``was="Node | None"``
    of a history names the class that it is in.

    Raises:
        DeclarationError: a name in it is unknown, or it is no annotation.
    """
    if not _has_text(annotation):
        return annotation
    must_be_readable(annotation, where)
    body = {"__module__": cls.__module__, "__annotations__": {"it": annotation}}
    try:
        hints = typing.get_type_hints(type("Text", (), body), None, {cls.__name__: cls}, True)
    except NameError as error:
        raise DeclarationError(
            where=where,
            found=f"{annotation!r} with the unknown name {error.name!r}",
            expected=f"{cls.__name__} or names that {cls.__module__} has at run time",
            remedy=f"import {error.name} outside of TYPE_CHECKING, or define it before the class",
        ) from error
    except Exception as error:
        raise DeclarationError(
            where=where,
            found=f"{annotation!r}, which raises {type(error).__name__}: {error}",
            expected="the text of an annotation, such as 'Node | None'",
            remedy="correct the text",
        ) from error
    return hints["it"]


def _has_text(annotation: Any) -> bool:
    parts = [annotation]
    for part in parts:  # grows by what is inside
        parts += typing.get_args(part)
    return any(isinstance(part, str | typing.ForwardRef) for part in parts)


def _options(cls: type[VersionedObject], name: str, type_: FieldType) -> FieldOptions:
    found = getattr(cls, name, REQUIRED)
    if isinstance(found, FieldDescriptor):  # a class above is registered itself
        owner = next(owner for owner in cls.__mro__ if name in owner.__dict__)
        return owner.SPECS[name].options  # type: ignore[attr-defined, no-any-return]
    options = found if isinstance(found, FieldOptions) else FieldOptions(found)
    return canonical_options(type_, options, f"{cls.__name__}.{name}")
