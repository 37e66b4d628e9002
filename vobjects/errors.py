"""One family of errors: each has its fields, and the text is made from them."""

from __future__ import annotations

from typing import Any, Final

from vobjects._repr import brief


class VObjectError(Exception):
    """Base of every error of ``vobjects``; ``fields()`` gives what the text is made from."""

    def fields(self) -> dict[str, Any]:
        """The facts of the error by name."""
        return dict(vars(self))


class DeclarationError(VObjectError):
    """A class, history or manifest that cannot work, found before anything is sent."""

    def __init__(self, *, where: str, found: str, expected: str, remedy: str) -> None:
        self.where, self.found, self.expected, self.remedy = where, found, expected, remedy
        super().__init__(f"{where}: found {found}, expected {expected}; {remedy}")


class AmbiguousContentWarning(UserWarning):
    """Objects of two contents of one version number can have the same data on the wire."""

    def __init__(self, name: str, older: str, newer: str) -> None:
        self.object, self.older, self.newer = name, older, newer
        super().__init__(
            f"{name} {older} and {newer} have one number, and no field tells their data apart: a "
            f"reader that is not told the sender reads either as {newer}; if that does no harm, "
            f"write version({older!r}, ..., alike='the reason')"
        )


class FieldValueError(VObjectError, ValueError):
    """A value that its field cannot hold."""

    def __init__(self, *, path: str, expected: str, found: str) -> None:
        self.path, self.expected, self.found = path, expected, found
        super().__init__(f"{path}: expected {expected}, found {found}")


class UnsetFieldError(VObjectError, AttributeError):
    """A field was read that nobody has set and nothing can load."""

    def __init__(self, *, name: str, version: str, field: str) -> None:
        self.object, self.version, self.field = name, version, field
        super().__init__(
            f"{name} {version}: field {brief(field)} is not set; set it, or give the class an "
            f"obj_load_attr() that loads it"
        )


class AbsentFieldError(VObjectError, AttributeError):
    """A field was used that this version of the class does not have.

    ``nearest`` is the field that is most like it, if another one may have been meant.
    """

    def __init__(
        self, *, name: str, version: str, release: str, field: str, when: str, nearest: str = ""
    ) -> None:
        self.object, self.version, self.release = name, version, release
        self.field, self.when, self.nearest = field, when, nearest
        at = f" at {release}" if release else ""
        meant = f"; did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"{name} {version}{at} has no field {brief(field)}: {when}{meant}")


class AbsentClassError(VObjectError, KeyError):
    """A class was asked of a view or a registry that does not have it.

    ``when`` says in which release it came or went; ``nearest`` is the class whose name is most like
    it, if another one may have been meant.
    """

    def __init__(self, *, view: str, name: str, when: str = "", nearest: str = "") -> None:
        self.view, self.object, self.when, self.nearest = view, name, when, nearest
        meant = when or (f"did you mean {nearest!r}?" if nearest else "")
        super().__init__(f"{view} has no class {brief(name)}" + (f": {meant}" if meant else ""))

    __str__ = VObjectError.__str__  # that of KeyError gives the text in quotes


class IncompleteObjectError(VObjectError):
    """An object was sent with fields unset that may not be absent, so nothing was sent.

    ``path`` is where the first of them would be, ``unset`` are the names of all of them.
    """

    def __init__(
        self, *, path: str, name: str, version: str, release: str, unset: list[str], remedy: str
    ) -> None:
        self.path, self.object, self.version, self.release = path, name, version, release
        self.unset, self.remedy = unset, remedy
        at = f" ({release})" if release else ""
        super().__init__(
            f"{path}: expected {name} {version}{at} with all fields that may not be absent, found "
            f"{', '.join(map(repr, unset))} unset; nothing was sent: {remedy}"
        )


class ReadOnlyFieldError(VObjectError, AttributeError):
    """A read-only field was written a second time."""

    def __init__(self, *, name: str, version: str, field: str) -> None:
        self.object, self.version, self.field = name, version, field
        super().__init__(
            f"{name} {version}: field {field!r} is read-only and already set; make a new object"
        )


class ClassAttributeError(VObjectError, AttributeError):
    """An attribute that describes the class was assigned to one of its objects."""

    def __init__(self, *, name: str, version: str, attribute: str) -> None:
        self.object, self.version, self.attribute = name, version, attribute
        super().__init__(
            f"{name} {version}: {attribute!r} describes the class and cannot be assigned; "
            f"view.adopt() gives the object at another version"
        )


class InexpressibleError(VObjectError):
    """Raised by a ``down`` conversion for a value that the older form has no words for."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class BackportRefusedError(VObjectError):
    """An older version cannot hold this value, so nothing was sent.

    ``path`` is where the value stands, ``why`` the reason that the history declares.
    """

    def __init__(
        self, *, path: str, name: str, source: str, target: str, release: str, found: str, why: str
    ) -> None:
        self.path, self.object, self.source, self.target = path, name, source, target
        self.release, self.found, self.why = release, found, why
        who = f" ({release})" if release else ""
        remedy = "set the field" if found == "UNSET" else "take the value off"
        super().__init__(
            f"{path}: {name} {source} cannot go to {target}{who} with {found}: {why}; "
            f"nothing was sent: upgrade the receiver first, or {remedy}"
        )


class ConversionBrokenError(VObjectError):
    """A function of a history does not do what it should: a defect of the history.

    It does not give back what it was given, or it changes a field that it does not declare:
    ``undeclared_by`` is the function then. Or it returns ``back`` in place of changing the values
    that it got: ``returned_by`` is the function then.
    """

    def __init__(
        self,
        *,
        path: str,
        name: str,
        source: str,
        target: str,
        field: str,
        found: str,
        back: str,
        undeclared_by: str = "",
        returned_by: str = "",
    ) -> None:
        self.path, self.object, self.source, self.target = path, name, source, target
        self.field, self.found, self.back = field, found, back
        self.undeclared_by, self.returned_by = undeclared_by, returned_by
        if undeclared_by:
            what = f"changes {found} to {back}, a field that it does not declare"
            remedy = f"write {field!r} in writes=, or leave the field as it is"
            text = f"{undeclared_by} of the history of {name} {what}, from {source} to {target}"
        elif returned_by:
            what = f"returns {back}, which nothing reads"
            remedy = "change the values in place, such as values['x'] = 1, and return nothing"
            text = f"{returned_by} of the history of {name} {what}, from {source} to {target}"
        else:
            text = f"the history of {name} converts {found} from {source} to {target}"
            text += f" and back to {back}"
            remedy = f"mend the down/up pair of {field!r}, or raise InexpressibleError in it for "
            remedy += "values that the older form cannot hold"
        super().__init__(f"{path}.{field}: {text}; nothing was sent: {remedy}")


class MergeRefusedError(VObjectError):
    """What a writer changed cannot be told from what it never saw, so nothing was merged.

    ``unknown`` names the fields of the object that its writer's version does not have.
    """

    def __init__(
        self, *, path: str, name: str, found: str, why: str, remedy: str, unknown: tuple[str, ...]
    ) -> None:
        self.path, self.object, self.found, self.why = path, name, found, why
        self.remedy, self.unknown = remedy, unknown
        lacks = f" (its writer did not know {', '.join(unknown)})" if unknown else ""
        super().__init__(f"{path}: found {found}{lacks}: {why}; nothing was merged: {remedy}")


class DecodeError(VObjectError):
    """Bytes or a primitive that are not an object this side can read."""

    def __init__(self, *, path: str, expected: str, found: str) -> None:
        self.path, self.expected, self.found = path, expected, found
        super().__init__(f"{path}: expected {expected}, found {found}")


_MANY: Final = 12
_LONG: Final = 200


def _some(paths: list[str]) -> str:
    """The first paths, each in a line at most; the error has them all in a field."""
    named = [path if len(path) <= _LONG else f"{path[:_LONG]}..." for path in paths[:_MANY]]
    more = [f"and {len(paths) - _MANY} more"] if len(paths) > _MANY else []
    return ", ".join(named + more)


class TooNewError(DecodeError):
    """An object newer than this side knows: the sender's pin for this side is wrong."""

    def __init__(
        self, *, path: str, name: str, version: str, known: str, release: str, unknown: list[str]
    ) -> None:
        super().__init__(
            path=path,
            expected=f"{name} {known or 'unknown'} or older" + (f" ({release})" if release else ""),
            found=f"{name} {version}" + (f" with {_some(unknown)}" if unknown else ""),
        )
        self.object, self.version, self.known = name, version, known
        self.release, self.unknown = release, unknown
