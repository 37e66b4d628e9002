"""The fields that a service declares for its context: checked by the sender and the receiver."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping

from rpc._declare.context import KEY, Context
from vobjects import DeclarationError, FieldValueError
from vobjects._repr import shown
from vobjects._types.annotations import field_type
from vobjects._types.base import FieldType, no_child

_OWN = frozenset(field.name for field in dataclasses.fields(Context))


@dataclasses.dataclass(frozen=True)
class ContextSchema:
    """A subclass of :class:`Context`, and the type of each field that it adds."""

    cls: type[Context]
    types: Mapping[str, FieldType]
    required: frozenset[str]

    @classmethod
    def of(cls, context: type[Context]) -> ContextSchema:
        """The schema of a dataclass.

        Raises:
            DeclarationError: it is no frozen dataclass, or a field has a type that JSON does not
                carry, or the key under which peers introduce themselves.
        """
        where = context.__name__
        if "__dataclass_params__" not in vars(context):
            raise DeclarationError(
                where=where,
                found="no dataclass",
                expected="a frozen dataclass, whose fields are those of the context",
                remedy="write @dataclasses.dataclass(frozen=True, kw_only=True) before it",
            )
        hints = typing.get_type_hints(context, include_extras=True)
        added = [field for field in dataclasses.fields(context) if field.name not in _OWN]
        types = {f.name: field_type(hints[f.name], f"{where}.{f.name}") for f in added}
        for name, type_ in types.items():
            if type_.children() or name == KEY:
                raise DeclarationError(
                    where=f"{where}.{name}",
                    found=type_.text,
                    expected=f"a value without objects, under another name than {KEY!r}",
                    remedy="pass objects as arguments, and rename the field",
                )
        missing = dataclasses.MISSING
        required = [f.name for f in added if f.default is missing and f.default_factory is missing]
        return cls(context, types, frozenset(required))

    def flat(self, context: Context) -> Context:
        """The context with its fields among its values.

        Raises:
            FieldValueError: it is of another class, or a field of another type.
        """
        if type(context) is not self.cls:  # fields of a subclass would be left behind
            raise FieldValueError(path="context", expected=self.cls.__name__, found=shown(context))
        if not self.types:
            return context
        values = dict(context.values)
        for name, type_ in self.types.items():
            path = (("context",), f".{name}")
            checked = type_.check(getattr(context, name), path, no_child)
            values[name] = type_.dump(checked, path, no_child)
        return Context(values, context.sender)

    def read(self, context: Context) -> Context:
        """The context with the fields that are among its values; those without keep their default.

        Raises:
            FieldValueError: a field is missing, or of another type.
        """
        if not self.types:
            return context
        values, fields = dict(context.values), {}
        for name, type_ in self.types.items():
            if name in values:
                path = (("context",), f".{name}")
                fields[name] = type_.load(values.pop(name), path, no_child)
            elif name in self.required:
                raise FieldValueError(path=f"context.{name}", expected=type_.text, found="nothing")
        return self.cls(values=values, sender=context.sender, **fields)
