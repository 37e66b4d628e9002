"""The default of a field, in the form in which objects hold it."""

from __future__ import annotations

import dataclasses
from typing import Any

from vobjects._declare.field import FieldOptions
from vobjects._paths import ROOT
from vobjects._repr import shown
from vobjects._types.base import FieldType, no_child
from vobjects.errors import DeclarationError, FieldValueError


def canonical_default(type_: FieldType, default: Any, where: str) -> Any:
    """A default in the immutable form of its type, so that all who get it may share it.

    Raises:
        DeclarationError: the type cannot hold it; an object is no default, for it is not a value.
    """
    try:
        return type_.check(default, ROOT, no_child)
    except FieldValueError as error:
        raise DeclarationError(
            where=where,
            found=f"the default {shown(default)}",
            expected=error.expected,
            remedy="correct the default, or write options_changed() where it was another",
        ) from None


def canonical_options(type_: FieldType, options: FieldOptions, where: str) -> FieldOptions:
    """What a class body says of a field, with its default in the form of its type.

    Raises:
        DeclarationError: the type cannot hold the default.
    """
    if not options.has_default:
        return options
    return dataclasses.replace(options, default=canonical_default(type_, options.default, where))
