"""Run the functions of a history on the values of an object, and prove that the values come back.

A function gets a scratch copy. It may change what its change of the history declares, and nothing
else, at any depth: whatever it wrote elsewhere would be on the wire unproven, or nowhere.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from vobjects._declare.changes import Conversion
from vobjects._declare.field import UNSET
from vobjects._declare.pickling import TooDeepError, scratch_copy
from vobjects._paths import ROOT, Path
from vobjects._plan.proof import Difference, differences, is_same, is_untouched
from vobjects._plan.scratch import ScratchValues, UnsetValueError
from vobjects._repr import shown
from vobjects._types.base import ChildJudge, FieldType, no_child
from vobjects.errors import FieldValueError, InexpressibleError

if TYPE_CHECKING:
    from vobjects._plan.planner import Retype
    from vobjects._plan.release import Release

Types = Mapping[str, FieldType]
Values = dict[str, Any]


class BrokenError(Exception):
    """A function of a history did what it may not; becomes the error that names the object."""

    def __init__(
        self, field: str, before: Any, back: str, undeclared_by: str = "", returned_by: str = ""
    ) -> None:
        self.field, self.found, self.back = field, shown(before), back
        self.undeclared_by, self.returned_by = undeclared_by, returned_by
        super().__init__(field, self.found, back)


class NotKeptError(InexpressibleError):
    """A field that is not set would not stay so; becomes the error that names the object.

    Where it is not the field of ``difference`` that is unset, ``field`` is, which would come back
    as ``back``: what differs is a field beside it.
    """

    def __init__(self, difference: Difference, field: str = "", back: Any = UNSET) -> None:
        self.difference, self.field, self.back = difference, field, back
        super().__init__(comes_back_as(difference.back if not field else back))


def comes_back_as(value: Any) -> str:
    """What is wrong with absence that does not come back."""
    return f"it is not set, and would come back as {shown(value)}"


class Function(NamedTuple):
    """A function of a history, one way through a change of several fields."""

    apply: Conversion
    field: str
    """The field of the change."""
    declared: tuple[str, ...]
    """The fields that it may change, its own among them."""
    before: Types
    """The types of all fields where it begins."""
    after: Types
    """The types of all fields where it ends."""
    path: Path
    """Where the object is, for errors."""

    def applies(self, values: Values) -> bool:
        """Whether it is called: there is a value to convert, or it makes the field anew."""
        return self.field in values or self.field not in self.before

    def run(self, values: Values, classes: Release) -> Values:
        """The values after the function, as it left them; nothing in ``values`` is changed.

        Raises:
            InexpressibleError: the other form cannot hold the values, or needs one that is unset.
            BrokenError: the function raised something else, changed what it did not declare, or
                returned something: it has to change the values in place.
            TooDeepError: more objects contain each other than any receiver reads.
        """
        if not self.applies(values):
            return values
        scratch = ScratchValues(values, self.before, self.path, classes.limits.depth)
        try:
            given_back: object = self.apply(scratch, types.MappingProxyType(classes))
        except UnsetValueError:
            if self.field in self.before:
                raise
            return values  # there is nothing to make the field from: it stays unset
        except (InexpressibleError, TooDeepError):
            raise
        except Exception as error:
            raise BrokenError(self.field, _of(values, self.field), _raised(error)) from error
        if given_back is not None:
            value, text = _of(values, self.field), shown(given_back)
            raise BrokenError(self.field, value, text, returned_by=_name(self.apply))
        return self._after(values, scratch)

    def _after(self, values: Values, scratch: ScratchValues) -> Values:
        """The values with what the function changed, if it declares all of it."""
        after = dict(values)
        for name, value in scratch.written.items():
            before = _of(values, name)
            if is_untouched(before, value):
                continue
            if name not in self.declared:
                raise BrokenError(name, before, shown(value), _name(self.apply))
            after[name] = value
        for name in self.declared:
            if _of(after, name) is UNSET or name not in self.after:
                after.pop(name, None)
        return after

    def canonical(self, after: Values, given: Values, classes: Release) -> Values:
        """The values with what the function wrote in the form of its types.

        Args:
            after: the values as the function left them.
            given: the values as it got them.
            classes: the view that the objects in the values belong to.

        Raises:
            BrokenError: the type of a field cannot hold what the function wrote.
        """
        checked = {}
        for name in self.declared:
            value, type_ = _of(after, name), self.after.get(name)
            as_it_was = value is _of(given, name) and type_ is self.before.get(name)
            if type_ is not None and value is not UNSET and not as_it_was:
                checked[name] = canonical(name, value, type_, classes.judge)
        return after | checked if checked else after

    def own(self, after: Values, given: Values, classes: Release) -> Values:
        """The values with copies of the objects that the function wrote: it may keep hold of them.

        Args:
            after: the values as the function left them.
            given: the values as it got them.
            classes: the view that the objects in the values belong to.

        Raises:
            TooDeepError: more objects contain each other than any receiver reads.
        """
        copied = {
            name: scratch_copy(after[name], (self.path, f".{name}"), classes.limits.depth)
            for name in self.declared
            if name in after and after[name] is not _of(given, name) and self.after[name].children()
        }
        return after | copied if copied else after


def proven(
    there: Function, back: Function, values: Values, classes: Release
) -> tuple[Values, list[Difference]]:
    """The values in the other form, which the function ``back`` makes the same values again.

    Args:
        there: the way to the other form.
        back: the way back.
        values: the set fields by name.
        classes: the view that the objects in the values belong to.

    Returns:
        The values, and the fields that are unset and would come back set, by path.

    Raises:
        InexpressibleError: the other form cannot hold the values.
        BrokenError: the functions do not do what they should.
        TooDeepError: more objects contain each other than any receiver reads.
    """
    given = there.run(values, classes)
    found = there.own(there.canonical(given, values, classes), values, classes)
    try:
        returned = back.canonical(back.run(found, classes), found, classes)
        return found, _filled(there, values, returned)
    except BrokenError:
        _check_lost_in_form(there, back, (values, given), classes)
        raise


def _filled(there: Function, values: Values, back: Values) -> list[Difference]:
    """The fields that were unset and are set now; all others must be the same."""
    found = [
        difference
        for name in there.declared
        for difference in differences(_of(values, name), _of(back, name), f".{name}")
    ]
    changed = next((one for one in found if one.value is not UNSET), None)
    if changed is None:
        return found
    if there.field in there.before and there.field not in values:
        raise NotKeptError(changed, there.field, _of(back, there.field))
    raise BrokenError(changed.field, _of(values, changed.field), shown(_of(back, changed.field)))


def _check_lost_in_form(
    there: Function, back: Function, ways: tuple[Values, Values], classes: Release
) -> None:
    """Refuse values that come back from what a function gave, but not from its canonical form.

    The functions are right then: the type of the other form is what loses something.
    """
    values, given = ways
    try:
        returned = back.canonical(back.run(given, classes), given, classes)
        _filled(there, values, returned)
    except (BrokenError, InexpressibleError):
        return
    raise InexpressibleError("the canonical form of its type there would not come back the same")


def converted_value(op: Retype, value: Any, path: Path, classes: Release | None) -> Any:
    """One value in the other type, which ``op.inverse`` makes the same value again.

    Args:
        op: the operation.
        value: the value of its field.
        path: where the object is, for errors.
        classes: the view that the objects in the value belong to; None where it has none.

    Raises:
        InexpressibleError: the other type cannot hold the value.
        BrokenError: the functions do not do what they should.
        TooDeepError: more objects contain each other than any receiver reads.
    """
    before, after = op.before[op.field], op.after[op.field]
    place, depth = (path, f".{op.field}"), classes.limits.depth if classes is not None else 0
    judge = classes.judge if classes is not None else no_child

    def called(function: Any, given: Any, type_: FieldType) -> Any:
        own = scratch_copy(given, place, depth) if type_.children() else given
        return _called(function, op.field, own)

    given = called(op.apply, value, before)
    found = canonical(op.field, given, after, judge)
    found = scratch_copy(found, place, depth) if after.children() else found
    back = canonical(op.field, called(op.inverse, found, after), before, judge)
    if is_same(value, back):
        return found
    lost = next(differences(value, back, f".{op.field}"))
    if lost.value is UNSET:
        raise NotKeptError(lost)
    if is_same(value, canonical(op.field, called(op.inverse, given, after), before, judge)):
        raise InexpressibleError(f"{after.text} holds it as {shown(found)}, which is another value")
    raise BrokenError(op.field, value, shown(back))


def _called(function: Any, field: str, value: Any) -> Any:
    try:
        return function(value)
    except InexpressibleError:
        raise
    except Exception as error:
        raise BrokenError(field, value, _raised(error)) from error


def canonical(field: str, value: Any, type_: FieldType, judge: ChildJudge) -> Any:
    """A value that a function gave, in the form of its type.

    Raises:
        BrokenError: the type cannot hold it.
    """
    try:
        return type_.check(value, ROOT, judge)
    except FieldValueError as error:
        raise BrokenError(field, value, f"{error.found}, not {error.expected}") from error


def _of(values: Values, name: str) -> Any:
    return values.get(name, UNSET)


def _name(function: object) -> str:
    return f"{getattr(function, '__name__', type(function).__name__)}()"


def _raised(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
