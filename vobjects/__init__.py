"""Typed versioned objects whose declared history gives every conversion."""

from vobjects.declare.changes import Classes, Conversion, Values
from vobjects.declare.field import UNSET, FieldOptions, field
from vobjects.declare.history import (
    added,
    child_bumped,
    converted,
    history,
    initial,
    line,
    made_nullable,
    made_required,
    options_changed,
    removed,
    renamed,
    retyped,
    same_as,
    value_added,
    value_removed,
    value_renamed,
    version,
)
from vobjects.declare.keys import VALUE
from vobjects.declare.object import VersionedObject
from vobjects.declare.object_list import ObjectList
from vobjects.errors import (
    AbsentClassError,
    AbsentFieldError,
    AmbiguousContentWarning,
    BackportRefusedError,
    ClassAttributeError,
    ConversionBrokenError,
    DeclarationError,
    DecodeError,
    FieldValueError,
    IncompleteObjectError,
    InexpressibleError,
    MergeRefusedError,
    ReadOnlyFieldError,
    TooNewError,
    UnsetFieldError,
    VObjectError,
)
from vobjects.foreign import Fallback, FallbackReport, ForeignClasses, Newer, Unset
from vobjects.limits import Limits
from vobjects.loss import Loss, LossEntry, LossReport
from vobjects.merging.merge import merge
from vobjects.release.absences import absences
from vobjects.release.explain import Explanation, FieldFate, explain
from vobjects.release.oldest_reader import oldest_reader, oldest_reader_in_line
from vobjects.release.publish import publish
from vobjects.release.registry import Registry
from vobjects.release.view import View
from vobjects.types.annotations import UUID, IPAddress, IPv4Address, IPv6Address
from vobjects.types.frozen import FrozenDict

__all__ = [
    "UNSET",
    "UUID",
    "VALUE",
    "AbsentClassError",
    "AbsentFieldError",
    "AmbiguousContentWarning",
    "BackportRefusedError",
    "ClassAttributeError",
    "Classes",
    "Conversion",
    "ConversionBrokenError",
    "DeclarationError",
    "DecodeError",
    "Explanation",
    "Fallback",
    "FallbackReport",
    "FieldFate",
    "FieldOptions",
    "FieldValueError",
    "ForeignClasses",
    "FrozenDict",
    "IPAddress",
    "IPv4Address",
    "IPv6Address",
    "IncompleteObjectError",
    "InexpressibleError",
    "Limits",
    "Loss",
    "LossEntry",
    "LossReport",
    "MergeRefusedError",
    "Newer",
    "ObjectList",
    "ReadOnlyFieldError",
    "Registry",
    "TooNewError",
    "Unset",
    "UnsetFieldError",
    "VObjectError",
    "Values",
    "VersionedObject",
    "View",
    "absences",
    "added",
    "child_bumped",
    "converted",
    "explain",
    "field",
    "history",
    "initial",
    "line",
    "made_nullable",
    "made_required",
    "merge",
    "oldest_reader",
    "oldest_reader_in_line",
    "options_changed",
    "publish",
    "removed",
    "renamed",
    "retyped",
    "same_as",
    "value_added",
    "value_removed",
    "value_renamed",
    "version",
]
