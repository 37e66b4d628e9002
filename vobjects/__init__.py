"""Typed versioned objects whose declared history gives every conversion."""

from vobjects._declare.changes import Classes, Conversion, Values
from vobjects._declare.field import UNSET, FieldOptions, field
from vobjects._declare.history import (
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
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._declare.object_list import ObjectList
from vobjects._foreign.project import ForeignClasses
from vobjects._foreign.report import Fallback, FallbackReport, Newer, Unset
from vobjects._merging.merge import merge
from vobjects._release.absences import absences
from vobjects._release.explain import Explanation, FieldFate, explain
from vobjects._release.oldest_reader import oldest_reader, oldest_reader_in_line
from vobjects._release.publish import publish
from vobjects._release.registry import Registry
from vobjects._release.view import View
from vobjects._types.annotations import UUID, IPAddress, IPv4Address, IPv6Address
from vobjects._types.frozen import FrozenDict
from vobjects._types.secret import Secret, SecretStr
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
from vobjects.limits import Limits
from vobjects.loss import Loss, LossEntry, LossReport

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
    "Secret",
    "SecretStr",
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
